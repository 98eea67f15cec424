"""The packaged encoder, all-MiniLM-L6-v2, and the way to any other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from pipeline.encoder import static, weights
from pipeline.encoder.cache import FILE_NAME, VectorCache, home
from pipeline.encoder.minilm import MiniLM
from pipeline.encoder.steps import Steps, to_unit
from pipeline.encoder.texts import clean, distinct
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.encoder import Encoder, Vectors

NAME = weights.NAME
REFERENCE = "reference"


class Model(Protocol):
    """What makes vectors of texts, in steps of the grid."""

    dimension: int

    def steps(self, texts: Sequence[str]) -> Steps:
        """Return one row per text, int16, shape (n, dimension)."""
        ...


class PackagedEncoder:
    """Texts to unit rows; equal texts are encoded once, known ones come from the cache."""

    def __init__(self, model: Model, cache: VectorCache | None = None) -> None:
        self.model = model
        self.cache = cache

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, float32, shape (n, 384).

        A row depends on its text alone: not on the other texts, their order, threads or the cache.
        """
        if not texts:
            return np.zeros((0, self.model.dimension), dtype=np.float32)
        cleaned = [clean(text) for text in texts]
        rows = self._rows(distinct(cleaned))
        return to_unit(np.stack([rows[text] for text in cleaned]))

    def _rows(self, texts: Sequence[str]) -> dict[str, Steps]:
        known = self.cache.get(texts) if self.cache else {}
        fresh = [text for text in texts if text not in known]
        made = dict(zip(fresh, self.model.steps(fresh), strict=True))
        if self.cache:
            self.cache.put(made)
        return known | made


@lru_cache(maxsize=4)
def load(name: str = NAME, batch: int = 32, threads: int = 0, cache: bool = True) -> Encoder:
    """Return the encoder of that name: packaged, static, the reference in torch, or a folder's.

    `batch` is for torch, `threads` (0: every core) and `cache` for the packaged encoder.

    Raises: InputError when the weights are missing or not the ones that are expected.
    """
    if name == static.NAME:
        return static.load()
    if name == NAME:
        model = MiniLM(threads=threads)
        kept = VectorCache(home() / FILE_NAME, model=model.digest, dimension=model.dimension)
        return PackagedEncoder(model, kept if cache else None)
    from pipeline.encoder.reference import from_folder

    if name == REFERENCE:
        for file in weights.SHA256:
            weights.checked(file)
        return from_folder(weights.folder(), batch=batch)
    if not Path(name).is_dir():
        raise InputError(
            f"no encoder '{name}'.",
            where="encoder.name",
            do=f"Known are {NAME} and {REFERENCE} (the same in torch), {static.NAME} (faster); "
            "anything else is a folder with a sentence-transformers model.",
        )
    return from_folder(Path(name), batch=batch)
