"""The learned head: low-rank changes to the packaged encoder's weights, so that answers that make
the same point come to lie together. Small, as data, checked against the code and the encoder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline import shelf
from pipeline.encoder import weights

FILE = "head.safetensors"
MODEL = shelf.Model("themes", version=1, train="themes", needs={"encoder": weights.IDENTITY})


@dataclass(frozen=True)
class Head:
    """What was learned: by weight, the factors (up, down) whose product is added to it."""

    factors: Mapping[str, tuple[npt.NDArray[np.float16], npt.NDArray[np.float16]]]

    def changed(self, tensors: weights.Tensors) -> weights.Tensors:
        """Return the encoder's weights with the changes added; `tensors` stay as they are."""
        changed = dict(tensors)
        for name, (up, down) in self.factors.items():
            changed[name] = tensors[name] + up.astype(np.float32) @ down.astype(np.float32)
        return changed


def save(head: Head, folder: Path, **settings: Any) -> None:
    """Write the model file and its manifest; the same head gives the same bytes."""
    from safetensors.numpy import save as to_bytes

    tensors = {}
    for name, (up, down) in sorted(head.factors.items()):
        tensors[f"{name}.up"] = np.ascontiguousarray(up)
        tensors[f"{name}.down"] = np.ascontiguousarray(down)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(to_bytes(tensors))
    shelf.seal(MODEL, folder, settings=settings)


@lru_cache(maxsize=2)
def load(folder: Path | None = None) -> Head:
    """Return the shipped head, or that of another folder.

    Raises: InputError when it is missing, damaged, or made for another code or encoder.
    """
    folder = folder or MODEL.folder
    shelf.check(MODEL, folder)
    from safetensors.numpy import load as from_bytes

    tensors = from_bytes((folder / FILE).read_bytes())
    names = sorted({name.rpartition(".")[0] for name in tensors})
    return Head({name: (tensors[f"{name}.up"], tensors[f"{name}.down"]) for name in names})
