"""The learned head: low-rank changes to the packaged encoder's weights, so that answers that make
the same point come to lie together. Small, as data, checked against the code and the encoder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.encoder import weights
from pipeline.errors import InputError

FOLDER = Path(__file__).resolve().parents[2] / "models" / "themes"
FILE = "head.safetensors"
MANIFEST = "manifest.json"
VERSION = 1  # goes up whenever older files no longer mean the same
TRAIN = "Run: standout train themes"


@dataclass(frozen=True)
class Head:
    """What was learned: by weight, the factors (up, down) whose product is added to it."""

    factors: Mapping[str, tuple[npt.NDArray[np.float16], npt.NDArray[np.float16]]]
    digest: str = ""

    def changed(self, tensors: weights.Tensors) -> weights.Tensors:
        """Return the encoder's weights with the changes added; `tensors` stay as they are."""
        changed = dict(tensors)
        for name, (up, down) in self.factors.items():
            changed[name] = tensors[name] + up.astype(np.float32) @ down.astype(np.float32)
        return changed


def save(head: Head, folder: Path, **settings: Any) -> str:
    """Write the model file and its manifest; return the file's SHA-256.

    The same head gives the same bytes.
    """
    from safetensors.numpy import save as to_bytes

    tensors = {}
    for name, (up, down) in sorted(head.factors.items()):
        tensors[f"{name}.up"] = np.ascontiguousarray(up)
        tensors[f"{name}.down"] = np.ascontiguousarray(down)
    content = to_bytes(tensors)
    digest = hashlib.sha256(content).hexdigest()
    manifest = {
        "model": "themes",
        "version": VERSION,
        "file": FILE,
        "sha256": digest,
        "encoder": {"name": weights.NAME, "sha256": weights.SHA256[weights.WEIGHTS]},
        "settings": settings,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(content)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return digest


@lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> Head:
    """Return the shipped head, or that of another folder.

    Raises: InputError when it is missing, damaged, or made for another code or encoder.
    """
    manifest = _manifest(folder / MANIFEST)
    file = folder / FILE
    content = file.read_bytes() if file.is_file() else b""
    digest = hashlib.sha256(content).hexdigest()
    if digest != manifest["sha256"]:
        found = f"SHA-256 is {digest[:12]}..." if content else "missing or empty"
        raise InputError(
            f"{found}, the manifest expects {manifest['sha256'][:12]}....", where=file, do=TRAIN
        )
    from safetensors.numpy import load as from_bytes

    tensors = from_bytes(content)
    names = sorted({name.rpartition(".")[0] for name in tensors})
    factors = {name: (tensors[f"{name}.up"], tensors[f"{name}.down"]) for name in names}
    return Head(factors, digest)


def _manifest(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise InputError("no such model.", where=path, do=TRAIN)
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        version, encoder = manifest["version"], manifest["encoder"]["sha256"]
        known = isinstance(manifest["sha256"], str)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("the manifest is damaged.", where=path, do=TRAIN) from error
    if version != VERSION or not known:
        raise InputError(
            f"this is version {version}, the code reads {VERSION}.", where=path, do=TRAIN
        )
    if encoder != weights.SHA256[weights.WEIGHTS]:
        raise InputError(
            f"made for an encoder with SHA-256 {str(encoder)[:12]}..., installed is "
            f"{weights.SHA256[weights.WEIGHTS][:12]}....",
            where=path,
            do=TRAIN,
        )
    return dict(manifest)
