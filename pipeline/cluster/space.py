"""The space in which answers to one question differ: their question's direction taken out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.encoder import Encoder, Vectors


def answers_to(
    texts: Sequence[str], question: str | None, encoder: Encoder | None = None
) -> Vectors:
    """Return unit rows (n, d) of the texts without what they share with their question.

    Every answer repeats its question's words, so that plain cosine mostly measures "is about the
    question". Without a question the mean of the texts stands in for it.

    Source: shared key-point matching, strict mAP .33 plain, .60 projected (docs/stages/themes.md).
    """
    return project(_encode(texts, encoder), _direction(question, encoder))


def project(vectors: Vectors, direction: Vectors | None) -> Vectors:
    """Return unit rows of `vectors` (n, d) without their part along `direction` (d,).

    A row that has nothing else stays a row of zeros.
    """
    if not len(vectors):
        return vectors
    if direction is None:
        direction = vectors.mean(axis=0)
        norm = float(np.linalg.norm(direction))
        if len(vectors) == 1 or norm < 1e-6:
            return vectors
        direction = (direction / norm).astype(np.float32)
    rest = vectors - np.outer(vectors @ direction, direction)
    return unit(rest)


def unit(rows: npt.NDArray[np.float32]) -> Vectors:
    """Return the rows with length 1; rows of zeros stay."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = (rows / np.where(norms < 1e-6, 1, norms)).astype(np.float32)
    return scaled


def _direction(question: str | None, encoder: Encoder | None) -> Vectors | None:
    if not question or not question.strip():
        return None
    row: Vectors = _encode([question], encoder)[0]
    return row


def _encode(texts: Sequence[str], encoder: Encoder | None) -> Vectors:
    if encoder is not None:
        return encoder.encode(texts)
    from pipeline.encoder import encode

    return encode(texts)
