"""Whether a taste is one: it must foretell the decisions that were left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.learn.comparisons import Comparisons
from pipeline.learn.examples import Ints
from pipeline.score.traits import Floats

if TYPE_CHECKING:
    from pipeline.learn.taste import Learner

FOLDS = 10
FEWEST_CHATS = 3  # of which one can be left out; below, one question is
HALF = 0.5
DIGITS = 4


@dataclass(frozen=True)
class Trial:
    """The chance given to what an editor chose in left-out comparisons, by question and editor.

    `shipped` and `house` (k,) are in [0, 1], `strength` is the pull that does best. `agreed` is
    the share of comparisons, mean over questions, in which the shipped ranker is right.
    """

    shipped: Floats
    house: Floats
    strength: float
    agreed: float

    @property
    def wins(self) -> int:
        """In how many questions the taste foretells better."""
        return int((self.house > self.shipped).sum())

    @property
    def losses(self) -> int:
        """In how many it foretells worse."""
        return int((self.house < self.shipped).sum())

    @property
    def gain(self) -> float:
        """How much more chance it gives to what was chosen, mean over questions."""
        return float((self.house - self.shipped).mean())

    @property
    def luck(self) -> float:
        """The chance of so much gain by luck."""
        return luck(self.house - self.shipped)

    def figures(self) -> dict[str, float]:
        """Return the figures by name, for a manifest."""
        return {
            "shipped": round(float(self.shipped.mean()), DIGITS),
            "house": round(float(self.house.mean()), DIGITS),
            "questions": len(self.house),
            "better": self.wins,
            "worse": self.losses,
            "luck": round(self.luck, DIGITS),
            "strength": self.strength,
        }


def attempt(learner: Learner, known: Comparisons, strengths: Sequence[float]) -> Trial:
    """Return how each question comes out by what the others tell.

    Whole chats are left out, or questions where there are few chats. The strength for a fold is the
    one that does best in the other folds.
    """
    folds = folds_of(known)
    numbers = range(int(folds.max()) + 1)
    right = np.zeros((len(strengths), len(known.keys)))
    for number in numbers:
        is_out = folds[known.groups] == number
        rest, out = known.kept(~is_out), known.kept(is_out)
        for place, strength in enumerate(strengths):
            found = foretold(learner.scores(rest, strength), out)
            right[place, folds == number] = found[folds == number]
    house = np.zeros(len(known.keys))
    for number in numbers:
        others = folds != number
        house[~others] = right[_best(right[:, others] if others.any() else right), ~others]
    return Trial(
        foretold(learner.base, known), house, strengths[_best(right)], agreed(learner.base, known)
    )


def luck(gains: Floats) -> float:
    """Return the chance of gains so high or higher, were each as likely a loss of its size.

    Source: Wilcoxon 1945, the signed-rank test; exact, equal sizes share their ranks.
    """
    from scipy.stats import rankdata

    gains = np.round(gains, 9)
    gains = gains[gains != 0]
    ranks = np.round(2 * rankdata(np.abs(gains))).astype(int)
    chances = np.ones(1)  # of each sum of ranks
    for rank in ranks.tolist():
        longer = np.zeros(len(chances) + rank)
        longer[: len(chances)] += HALF * chances
        longer[rank:] += HALF * chances
        chances = longer
    return min(1.0, float(chances[int(ranks[gains > 0].sum()) :].sum()))


def folds_of(known: Comparisons) -> Ints:
    """Return the fold of each question and editor; what one chat, or question, says lies in one."""
    chats = sorted({key[:1] for key in known.keys})
    questions = sorted({key[:2] for key in known.keys}, key=str)
    if len(chats) >= FEWEST_CHATS:
        return np.array([chats.index(key[:1]) % FOLDS for key in known.keys], dtype=np.int64)
    return np.array([questions.index(key[:2]) % FOLDS for key in known.keys], dtype=np.int64)


def agreed(scores: Floats, known: Comparisons) -> float:
    """Return the share of comparisons that scores get right, mean over questions."""
    sure = np.sign(np.round(scores[known.better] - scores[known.worse], 9))
    count = len(known.keys)
    right = np.bincount(known.groups, known.weights * (sure + 1) / 2, count)
    return float((right / np.bincount(known.groups, known.weights, count)).mean())


def foretold(scores: Floats, known: Comparisons) -> Floats:
    """Return the chance given to the chosen lines of each key, mean by weight, shape (k,)."""
    gaps = scores[known.better] - scores[known.worse]
    hits = known.weights / (1 + np.exp(-np.clip(gaps, -30, 30)))
    count = len(known.keys)
    total = np.bincount(known.groups, known.weights, count)
    found: Floats = np.bincount(known.groups, hits, count) / np.maximum(total, 1e-12)
    return found


def _best(right: Floats) -> int:
    means = np.round(right.mean(axis=1), 9)
    return int(np.flatnonzero(means == means.max())[-1])  # of equals, the stronger pull
