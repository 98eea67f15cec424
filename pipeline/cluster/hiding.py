"""What the evidence would make of a chat's labelled answers if they carried no labels: how far it
can be trusted to tell an answer from chatter in this very chat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.cluster.arrays import Floats, Ints
from pipeline.cluster.scene import Scene

LOST = 0.25  # share of the labelled answers that may be taken for chatter with their labels hidden
FEW = 5.0  # answers that stand for "it is as it may be"
LEAST = 3  # labelled answers from which on they are asked
MOST = 6.0  # log-odds that chatter can lose


@dataclass(frozen=True)
class Hiding:
    """The labelled answers (k,) of a chat, and how their scores (k, m + 1, 2) change without their
    labels: of a post alone, and beside what is heard."""

    rows: Ints
    change: Floats

    def excess(self, scene: Scene, scores: Floats, stage: int) -> float:
        """Return by how much (log-odds, at least 0) the scores (n, m + 1) favour "no question".

        With their labels hidden, no more than LOST of the labelled answers may come under none.
        """
        if len(self.rows) < LEAST:
            return 0.0
        found = scores[self.rows] + self.change[..., stage]
        found[:, 1:][~scene.is_open[self.rows]] = -np.inf
        best = found[:, 1:].max(axis=1, keepdims=True)
        questions = best[:, 0] + np.log(np.exp(found[:, 1:] - best).sum(axis=1))
        gap = np.clip(found[:, 0] - questions, -50.0, 50.0)

        def lost(shift: float) -> float:
            share = 1 / (1 + np.exp(shift - gap))
            return float((share.sum() + FEW * LOST) / (len(gap) + FEW))

        low, high = 0.0, MOST
        if lost(low) <= LOST:
            return 0.0
        for _ in range(30):
            middle = (low + high) / 2
            low, high = (middle, high) if lost(middle) > LOST else (low, middle)
        return round(high, 6)
