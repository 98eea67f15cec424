"""Lines as rows of numbers: their traits, and beside them how they are written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline import language
from pipeline.records import Entity
from pipeline.score import style, traits
from pipeline.score.sight import Sight
from pipeline.score.style import Style
from pipeline.score.traits import Floats

TRAITS = len(traits.TRAITS)
WIDTH = TRAITS + style.DIMENSION


def see(
    text: str,
    span: tuple[int, int],
    entities: Sequence[Entity],
    fit: float | None = None,
    to: str | None = None,
) -> Sight:
    """Return the line `text[span]` as the traits see it.

    `fit` is how near it is to its question, a cosine, if the question is known; `to` is whom its
    post answers, where the text does not say so.
    """
    alone = language.stands_alone(text, *span)
    return Sight(text, *span, entities, alone.value, alone.reasons, fit, to)


def rows(sights: Sequence[Sight], encoder: Style) -> Floats:
    """Return the rows of lines, shape (n, WIDTH): TRAITS traits, then the style vector."""
    vectors = encoder.encode([sight.line for sight in sights])
    return np.hstack([traits.matrix(sights), vectors.reshape(len(sights), style.DIMENSION)])
