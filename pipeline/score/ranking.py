"""How quotable lines are, and why: traits and style weighed by the learned ranker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.records import SCORE_DIGITS, Reason
from pipeline.score import foreign, model, reasons
from pipeline.score.house import House
from pipeline.score.rows import rows
from pipeline.score.sight import Sight
from pipeline.score.style import Style, load
from pipeline.score.traits import Floats

SHOWN = 3  # reasons for and against, each
LEAST_SHOWN = 0.01  # of the score
TASTE = "this house's taste"


@dataclass(frozen=True)
class Verdict:
    """The score of one line in [0, 1], where every line starts, and all reasons between them.

    `taste` is what a house's taste adds to the score; `reasons` tell it in its parts.
    """

    score: float
    start: float
    reasons: tuple[Reason, ...]
    taste: float = 0.0

    @property
    def foremost(self) -> tuple[Reason, ...]:
        """The few reasons that count most, and a house's taste as one."""
        shipped = [reason for reason in self.reasons if not reason.text.startswith(TASTE)]
        found = reasons.foremost(shipped, SHOWN, LEAST_SHOWN)
        if abs(self.taste) < LEAST_SHOWN:
            return found
        return (*found, Reason(text=TASTE, value=round(self.taste, SCORE_DIGITS)))


def score(
    sights: Sequence[Sight],
    style: Style | None = None,
    *,
    least: float = 0.0,
    house: House | None = None,
) -> list[Verdict]:
    """Return the verdict on every line of a chat; `style` is the packaged one unless given.

    Reasons weaker than `least` are left out. `house` is added to what the shipped ranker says.
    """
    if not sights:
        return []
    values = rows(sights, style or load())
    ranker = model.load()
    parts, rest = ranker.told(values)
    parts = foreign.known(parts, np.array([foreign.is_foreign(sight.line) for sight in sights]))
    log_odds = parts.sum(axis=1) + rest
    starts, shipped = sigmoid(rest), sigmoid(log_odds)
    usual = ranker.mean[: parts.shape[1] - 1]
    own = house.told(ranker, values) if house else np.zeros_like(parts)
    scores = sigmoid(log_odds + own.sum(axis=1))
    verdicts = []
    for row, sight in enumerate(sights):
        start, middle, score = float(starts[row]), float(shipped[row]), float(scores[row])
        held = values[row, : parts.shape[1] - 1]
        told = reasons.tell(sight, held, usual, parts[row], start, middle, least)
        if house:
            told += _named(reasons.tell(sight, held, usual, own[row], middle, score, least))
        verdicts.append(Verdict(score, start, tuple(told), score - middle))
    return verdicts


def _named(told: Sequence[Reason]) -> list[Reason]:
    # most traits have no weight in a taste
    return [Reason(text=f"{TASTE}: {r.text}", value=r.value) for r in told if r.value]


def sigmoid(values: Floats) -> Floats:
    """Return the values squeezed into (0, 1)."""
    squeezed: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return squeezed
