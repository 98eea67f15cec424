"""How far a belief is to be trusted, from chats that were left out of learning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.cluster import assign
from pipeline.cluster.scene import Floats, Ints

BINS = 10
LOWEST, HIGHEST = 0.2, 2.0  # between which the power is looked for


@dataclass(frozen=True)
class Reliability:
    """The power of beliefs that makes them confidences, and how true they are then.

    `gap` is the expected calibration error, in [0, 1], each chat with the power learned from the
    others; `raw_gap` that of the beliefs as they are. Source: Guo et al. 2017.
    """

    sharpness: float
    gap: float
    raw_gap: float


def learn(beliefs: Sequence[Floats], columns: Sequence[Ints]) -> Reliability:
    """Return the reliability from the beliefs (n, m + 1) and the true places (n,) of several chats,
    each placed by a model that did not see it; -1 is a place that cannot be found."""
    chats = list(zip(beliefs, columns, strict=True))
    powers = [sharpness([c for k, c in enumerate(chats) if k != out]) for out in range(len(chats))]
    return Reliability(
        sharpness=sharpness(chats),
        gap=gap([(assign.sureness(b, p), c) for (b, c), p in zip(chats, powers, strict=True)]),
        raw_gap=gap(chats),
    )


def sharpness(chats: Sequence[tuple[Floats, Ints]]) -> float:
    """Return the power of beliefs under which the true places are likeliest."""
    from scipy.optimize import minimize_scalar

    def loss(power: float) -> float:
        total = 0.0
        for beliefs, columns in chats:
            rows = np.flatnonzero(columns >= 0)
            chance = assign.sureness(beliefs, power)[rows, columns[rows]]
            total -= float(np.log(np.maximum(chance, 1e-6)).sum())
        return total

    found = minimize_scalar(loss, bounds=(LOWEST, HIGHEST), method="bounded")
    return round(float(found.x), 4)


def gap(chats: Sequence[tuple[Floats, Ints]]) -> float:
    """Return the mean distance of confidence from the share of right ones, bin by bin."""
    sure = np.concatenate([beliefs.max(axis=1) for beliefs, _ in chats])
    right = np.concatenate([beliefs.argmax(axis=1) == columns for beliefs, columns in chats])
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    apart = [abs(float((sure[bins == b] - right[bins == b]).sum())) for b in range(BINS)]
    return sum(apart) / max(1, len(sure))
