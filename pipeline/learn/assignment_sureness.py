"""How far a belief is to be trusted, from chats that were left out of learning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.cluster import assign
from pipeline.cluster.arrays import Floats, Ints

BINS = 10
LOWEST, HIGHEST = 0.2, 2.0  # between which the powers are looked for
START = (0.6, 0.8)


@dataclass(frozen=True)
class Left:
    """A chat that was placed by a model that did not see it.

    `beliefs` (n, m + 1) and what was `chosen` (n,), `columns` (n,) the true places, -1 one that
    cannot be found, `habit` (n,) how much the chat labels its answers.
    """

    name: str
    beliefs: Floats
    chosen: Ints
    columns: Ints
    habit: Floats

    def sure(self, sharpness: tuple[float, float]) -> tuple[Floats, Floats]:
        """Return the confidence in each post's place (n,), and whether it is right (n,)."""
        sure = assign.sureness(self.beliefs, self.habit, sharpness)
        said: Floats = sure[np.arange(len(self.chosen)), self.chosen]
        return said, (self.chosen == self.columns).astype(np.float64)


@dataclass(frozen=True)
class Reliability:
    """The powers of beliefs that make them confidences, and how true they are then.

    `gap` is the expected calibration error, in [0, 1], each chat with the powers learned from the
    others; `raw_gap` that of the beliefs as they are. Source: Guo et al. 2017.
    """

    sharpness: tuple[float, float]
    gap: float
    raw_gap: float


def learn(chats: Sequence[Left]) -> Reliability:
    """Return the reliability from several chats that were left out; copies of one chat with fewer
    labels share its name, and only the first of them is told about."""
    powers = crosswise(chats)
    first = {chat.name: chat for chat in reversed(chats)}
    return Reliability(
        sharpness=sharpness(chats),
        gap=gap([chat.sure(powers[name]) for name, chat in first.items()]),
        raw_gap=gap([chat.sure((1.0, 1.0)) for chat in first.values()]),
    )


def crosswise(chats: Sequence[Left]) -> Mapping[str, tuple[float, float]]:
    """Return by name of a chat the powers learned from all the others."""
    names = list(dict.fromkeys(chat.name for chat in chats))
    return {name: sharpness([c for c in chats if c.name != name]) for name in names}


def sharpness(chats: Sequence[Left]) -> tuple[float, float]:
    """Return the powers of beliefs under which the places are right as often as it is said: where
    nobody labels, and where everybody does."""
    from scipy.optimize import minimize

    def loss(powers: Floats) -> float:
        low, high = np.clip(powers, LOWEST, HIGHEST)
        total = 0.0
        for chat in chats:
            sure, right = chat.sure((float(low), float(high)))
            sure = np.clip(sure, 1e-6, 1 - 1e-6)
            total -= float((right * np.log(sure) + (1 - right) * np.log(1 - sure)).mean())
        return total

    found = minimize(loss, START, method="Nelder-Mead", options={"xatol": 1e-4, "fatol": 1e-7})
    none, all_do = np.clip(found.x, LOWEST, HIGHEST).tolist()
    return round(none, 4), round(all_do, 4)


def gap(chats: Sequence[tuple[Floats, Floats]]) -> float:
    """Return the mean distance of confidence from the share of right ones, bin by bin."""
    sure = np.concatenate([said for said, _ in chats])
    right = np.concatenate([true for _, true in chats])
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    apart = [abs(float((sure[bins == b] - right[bins == b]).sum())) for b in range(BINS)]
    return sum(apart) / max(1, len(sure))
