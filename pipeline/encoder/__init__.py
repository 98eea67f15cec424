"""Sentence vectors: what texts mean, as unit rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pipeline.encoder.packaged import load
from pipeline.encoder.texts import listed

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, float32, shape (n, d)."""
        ...


def encode(texts: Iterable[str]) -> Vectors:
    """Return one unit row per text from the packaged encoder, float32, shape (n, 384).

    Raises: TypeError for one text in place of several, and for what is no text.
    """
    return load().encode(listed(texts))
