"""How quotable whole posts are: the measured function behind the stage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline import spans
from pipeline.encoder import Encoder
from pipeline.normalize import entities, labels
from pipeline.records import Entity
from pipeline.score import ranking


def quotability(
    texts: Sequence[str],
    questions: Sequence[str | None] | None = None,
    *,
    encoder: Encoder | None = None,
) -> npt.NDArray[np.float64]:
    """Return how likely an editor would print each text, shape (n,), in [0, 1].

    Labels, mentions and hashtags at the edges of a text are not judged. `questions` are what the
    texts answer, one each, if known.
    """
    if encoder is None:
        from pipeline.encoder.packaged import load

        encoder = load()
    bodies, held = bodies_of(texts)
    verdicts = ranking.score(
        texts, bodies, held, questions or [None] * len(texts), encoder
    )
    return np.array([verdict.score for verdict in verdicts], dtype=np.float64)


def bodies_of(texts: Sequence[str]) -> tuple[list[tuple[int, int]], list[list[Entity]]]:
    """Return what each text says without its edges, as offsets, and the entities in it."""
    held = [entities.extract(text) for text in texts]
    bodies = []
    for text, found in zip(texts, held, strict=True):
        label = labels.parse(text, found)
        _, body = spans.cut_edges(text, found, label)
        bodies.append(body)
    return bodies, held
