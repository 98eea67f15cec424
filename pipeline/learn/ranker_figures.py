"""How well a score ranks the posts of each question of a graded chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.learn.examples import Ints, Judged, Pairs
from pipeline.score.traits import Floats

FEWEST = 5  # posts of a question, from which ranking them says something
TOP = 5


@dataclass(frozen=True)
class Ranking:
    """One question's figures: nDCG at 5, Spearman's rho, agreement of the first 5."""

    ndcg: float
    rho: float
    agreement: float


def ndcg(scores: Floats, grades: Ints | Floats) -> float:
    """Return nDCG at TOP with gain 2 ** grade - 1; 1 where nothing is to be gained."""
    gains = 2.0**grades - 1
    discount = 1 / np.log2(np.arange(2, TOP + 2))
    best = np.sort(gains)[::-1][:TOP]
    ideal = float((best * discount[: len(best)]).sum())
    order = np.argsort(-scores, kind="stable")[:TOP]
    return float((gains[order] * discount[: len(order)]).sum()) / ideal if ideal else 1.0


def agreement(scores: Floats, grades: Ints | Floats, k: int = TOP) -> float:
    """Return the share of the k best graded among the k best scored; equal grades count in part."""
    chosen = np.argsort(-scores, kind="stable")[:k]
    least = np.sort(grades)[::-1][:k][-1]
    sure, tied = np.flatnonzero(grades > least), np.flatnonzero(grades == least)
    hits = np.isin(chosen, sure).sum() + np.isin(chosen, tied).sum() * (k - len(sure)) / len(tied)
    return float(hits) / k


def by_question(chat: Judged) -> Iterator[npt.NDArray[np.bool_]]:
    """Yield which rows belong to each question; a chat without numbers is one question."""
    is_numbered = bool((chat.questions >= 0).any())
    for question in sorted(set(chat.questions.tolist())):
        rows = chat.questions == question
        is_asked = question >= 0 or not is_numbered
        if is_asked and rows.sum() >= FEWEST and len(set(chat.grades[rows].tolist())) > 1:
            yield rows


def rankings(scores: Floats, chat: Judged, judge: Floats | None = None) -> list[Ranking]:
    """Return the figures of each question of a chat; `scores` are (n,).

    `judge` (n,) are the grades to hold them against, the first reader's unless given.
    """
    from scipy.stats import spearmanr

    grades = chat.grades if judge is None else judge
    return [
        Ranking(
            ndcg=ndcg(scores[rows], grades[rows]),
            rho=float(np.nan_to_num(spearmanr(scores[rows], grades[rows]).statistic)),
            agreement=agreement(scores[rows], grades[rows]),
        )
        for rows in by_question(chat)
    ]


def mean(found: Sequence[Ranking]) -> Ranking:
    """Return the mean over questions."""
    values = np.array([(r.ndcg, r.rho, r.agreement) for r in found]).mean(axis=0)
    return Ranking(*values.tolist())


def folds(groups: Sequence[str], count: int) -> Ints:
    """Return a fold 0 to count - 1 for each row; a group lies in one fold."""
    place = {name: number % count for number, name in enumerate(sorted(set(groups)))}
    return np.array([place[name] for name in groups], dtype=np.int64)


def some(pairs: Pairs, rows: npt.NDArray[np.bool_]) -> Pairs:
    """Return the pairs of some rows."""
    groups = tuple(g for g, kept in zip(pairs.groups, rows, strict=True) if kept)
    return Pairs(pairs.better[rows], pairs.worse[rows], groups)
