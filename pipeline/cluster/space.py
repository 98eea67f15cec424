"""The space in which answers to one question differ: meaning without the question's direction,
beside the wording that answers share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.cluster import linkage, wording
from pipeline.encoder import Encoder, Vectors

WORDING = 0.45  # share of wording in the likeness, chosen on left-out topics and chats
USUAL = 0.73  # mean distance of two answers in the training debates; in chats it is .80 to .90
FOLLOWED = 0.5  # of what a question's answers lie further apart than that, the threshold follows
FEWEST = 8  # texts whose mean can stand in for their question


def blocks(
    texts: Sequence[str], question: str | None, encoder: Encoder, vectors: Vectors | None = None
) -> tuple[Vectors, Any]:
    """Return meaning (n, d) and wording (n, pieces) of answers to one question.

    The likeness of two answers, from -0.55 to 1, is the sum of their dot products in both.
    `vectors` are the texts' rows from `encoder`, where they are known already.
    """
    rows = encoder.encode(texts) if vectors is None else vectors
    meaning = project(rows, direction(question, encoder))
    return meaning * np.float32((1 - WORDING) ** 0.5), wording.rows(texts) * WORDING**0.5


def threshold(blocks: Sequence[Any], distance: float) -> float:
    """Return up to which mean distance groups of these answers are one theme.

    Posts of a chat lie further apart than arguments to a topic, and some questions spread wider
    than others: `distance`, which holds where answers lie apart as usual, moves half as far.

    Source: docs/trials/themes.md, on topics and chats left out.
    """
    return distance + FOLLOWED * (linkage.mean_distance(blocks) - USUAL)


def direction(question: str | None, encoder: Encoder) -> Vectors | None:
    """Return the unit row (d,) of a question or topic, None where there is none."""
    if not question or not question.strip():
        return None
    row: Vectors = encoder.encode([question])[0]
    return row


def project(vectors: Vectors, along: Vectors | None) -> Vectors:
    """Return unit rows of `vectors` (n, d) without their part along `along` (d,).

    Every answer repeats its question's words, so that plain cosine mostly measures "is about the
    question". Without a question the mean of the rows stands in, if they are at least FEWEST. A row
    that has nothing else stays a row of zeros.

    Source: strict mAP on key points .44 plain, .47 projected (models/themes/README.md).
    """
    if along is None:
        mean = vectors.mean(axis=0) if len(vectors) >= FEWEST else np.zeros(vectors.shape[1])
        along = unit(mean[None])[0]
    rest: Vectors = (vectors - np.outer(vectors @ along, along)).astype(np.float32)
    return unit(rest)


def unit(rows: npt.NDArray[np.floating]) -> Vectors:
    """Return the rows with length 1; rows of next to nothing become zeros."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = np.where(norms < 1e-3, 0, rows / np.where(norms == 0, 1, norms))
    return scaled.astype(np.float32)
