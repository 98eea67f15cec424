"""Sentence vectors: what texts mean, as unit rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pipeline.encoder.packaged import load

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, float32, shape (n, d)."""
        ...


def encode(texts: Sequence[str]) -> Vectors:
    """Return one unit row per text from the packaged encoder, float32, shape (n, 384)."""
    return load().encode(texts)
