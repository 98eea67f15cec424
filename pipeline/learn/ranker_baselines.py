"""Simple ways to rank the answers to a question, which the ranker is held against."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pipeline.learn.examples import Judged
from pipeline.learn.ranker_figures import by_question
from pipeline.score.rows import TRAITS
from pipeline.score.traits import NAMES, Floats

DAMPING = 0.85
STEPS = 100
LEAST_LIKENESS = 0.1  # an edge of the graph. Source: Erkan & Radev 2004, LexRank


def longest(chat: Judged) -> Floats:
    """Return how many words each post has."""
    return chat.values[:, NAMES.index("length")]


def at_random(chat: Judged, seed: int) -> Floats:
    """Return random scores."""
    return np.random.default_rng(seed).random(len(chat.grades))


def among_its_own(chat: Judged, vectors: Floats, score: Callable[[Floats], Floats]) -> Floats:
    """Return the score that each post has among the answers to its question."""
    scores = np.zeros(len(chat.grades))
    for rows in by_question(chat):
        scores[rows] = score(vectors[rows])
    return scores


def nearness(vectors: Floats) -> Floats:
    """Return the cosine (n,) of each unit row with the mean of all."""
    middle = vectors.mean(axis=0)
    near: Floats = vectors @ middle / max(float(np.linalg.norm(middle)), 1e-12)
    return near


def centrality(vectors: Floats) -> Floats:
    """Return the share (n,) of a random walk along likenesses that each unit row has.

    Source: Erkan & Radev 2004, LexRank.
    """
    likeness = vectors @ vectors.T
    edges = np.where(likeness > LEAST_LIKENESS, likeness, 0.0)
    steps = edges / np.maximum(edges.sum(axis=1, keepdims=True), 1e-12)
    rank = np.full(len(steps), 1 / len(steps))
    for _ in range(STEPS):
        rank = (1 - DAMPING) / len(steps) + DAMPING * rank @ steps
    return np.asarray(rank, dtype=np.float64)


def svr(chats: list[Judged], chat: Judged, vectors: dict[str, Floats]) -> Floats:
    """Return what a support vector regression on traits and last-layer vectors foretells.

    It learns from `chats` less the one that it is asked about.
    """
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVR

    def rows(one: Judged) -> Floats:
        return np.hstack([one.values[:, :TRAITS], vectors[one.name]])

    others = [one for one in chats if one.name != chat.name]
    model = make_pipeline(StandardScaler(), SVR(C=1.0, gamma="scale"))
    model.fit(np.vstack([rows(o) for o in others]), np.concatenate([o.wanted for o in others]))
    return np.asarray(model.predict(rows(chat)), dtype=np.float64)
