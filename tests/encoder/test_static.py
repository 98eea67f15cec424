from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pipeline.encoder import static
from pipeline.encoder.packaged import load
from pipeline.errors import InputError

POSTS = [
    "A1: Slow growth beats no growth, ask any gardener! #slowgrowth",
    "Quick wins wither first",
    "",
    "lone \ud83d surrogate",  # half an emoji, cut by an old archive
    "😄",
    "word " * 5_000,  # goes on far beyond what is read
]


def test_rows_are_unit_rows_of_the_packaged_width() -> None:
    found = load("static").encode(POSTS)
    assert found.shape == (6, 384) and found.dtype == np.float32
    lengths = np.linalg.norm(found, axis=1)
    assert np.allclose(lengths[[0, 1, 3, 5]], 1, atol=1e-6)
    assert lengths[2] == 0  # nothing is said
    assert load("static").encode([]).shape == (0, 384)


def test_a_row_depends_on_its_text_alone() -> None:
    encoder = load("static")
    many = [*POSTS, *(f"post {n} about growth number {n % 7}" for n in range(3_000))]
    among = encoder.encode(many)
    assert (encoder.encode(POSTS) == among[:6]).all()
    assert (encoder.encode(many[::-1])[::-1] == among).all()
    assert all((encoder.encode([text])[0] == among[at]).all() for at, text in enumerate(POSTS))


def test_like_texts_lie_nearer_than_others() -> None:
    growth, slow, coffee = load("static").encode(
        ["Growing slowly is the way to go", "Slow growth is best", "My coffee machine is broken"]
    )
    assert growth @ slow > growth @ coffee + 0.2


def test_the_bytes_do_not_depend_on_threads() -> None:
    code = (
        "from pipeline.encoder.packaged import load; import hashlib;"
        "texts = [f'post {n} about growth' for n in range(500)];"
        "print(hashlib.sha256(load('static').encode(texts).tobytes()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True,
            env={"OMP_NUM_THREADS": threads, "PYTHONPATH": ":".join(sys.path), "PATH": ""},
        ).stdout
        for threads in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


def test_a_flipped_bit_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "static"
    shutil.copytree(static.MODEL.folder, folder)
    content = bytearray((folder / static.FILE).read_bytes())
    content[-1] ^= 1
    (folder / static.FILE).write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        static.tables(folder)


def test_the_static_encoder_needs_no_network_of_layers() -> None:
    code = (
        "from pipeline.encoder.packaged import load; load('static').encode(['growth']);"
        "import sys; print([m for m in ('torch', 'model2vec', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
