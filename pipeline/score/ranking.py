"""How quotable lines are, and why: traits and style weighed by the learned ranker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.records import Reason
from pipeline.score import model, reasons
from pipeline.score.rows import rows
from pipeline.score.sight import Sight
from pipeline.score.style import Style
from pipeline.score.traits import Floats

SHOWN = 3  # reasons for and against, each
LEAST_SHOWN = 0.01  # of the score


@dataclass(frozen=True)
class Verdict:
    """The score of one line in [0, 1], where every line starts, and all reasons between them."""

    score: float
    start: float
    reasons: tuple[Reason, ...]

    @property
    def foremost(self) -> tuple[Reason, ...]:
        """The few reasons that count most."""
        return reasons.foremost(self.reasons, SHOWN, LEAST_SHOWN)


def score(
    sights: Sequence[Sight], style: Style | None = None, *, least: float = 0.0
) -> list[Verdict]:
    """Return the verdict on every line of a chat; `style` is the packaged one unless given.

    Reasons weaker than `least` are left out.
    """
    if not sights:
        return []
    if style is None:
        from pipeline.score.style import load

        style = load()
    values = rows(sights, style)
    parts, rest = model.load().told(values)
    starts, scores = sigmoid(rest), sigmoid(parts.sum(axis=1) + rest)
    return [
        Verdict(
            score=float(scores[row]),
            start=float(starts[row]),
            reasons=tuple(
                reasons.tell(
                    sight,
                    values[row, : parts.shape[1] - 1],
                    parts[row],
                    float(starts[row]),
                    float(scores[row]),
                    least,
                )
            ),
        )
        for row, sight in enumerate(sights)
    ]


def sigmoid(values: Floats) -> Floats:
    """Return the values squeezed into (0, 1)."""
    squeezed: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return squeezed
