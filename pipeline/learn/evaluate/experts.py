"""The chat's expert of the ranker, learned from some chats only: one solution, no gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add

import numpy as np

from pipeline.learn import ridge
from pipeline.learn.examples import Judged, Pairs, Rated
from pipeline.learn.ranker import Corpora, Learner
from pipeline.score.traits import Floats


def of_chats(chats: Sequence[Judged], film: Pairs) -> Learner:
    """Return a learner for experts of chats; film lines stand in for headlines and arguments.

    These have no part in what a chat's expert learns, and describing them takes minutes.
    """
    rated = Rated("none", film.better[:2], np.array([0.0, 1.0]), ("none", "none"))
    return Learner(Corpora(tuple(chats), film, film, rated))


def chat_expert(
    learner: Learner,
    chats: Sequence[str],
    *,
    penalty: Floats | None = None,
    learns: Mapping[str, float] | None = None,
) -> Floats:
    """Return the weights (WIDTH,) that rank the lines of a chat, learned from `chats`.

    They are what `learner.ranker` gives to lines that are known to come from a chat; `penalty` and
    `learns` replace the learner's.
    """
    known = dict(learner.moments)
    if chats:
        known["chat"] = reduce(add, [learner.chats[name] for name in chats])
    shares = learner.learns["chat"] if learns is None else learns
    total = reduce(add, [known[name] * weight for name, weight in shares.items()])
    return ridge.solve(total, learner.penalty if penalty is None else penalty)


def known_scores(
    learner: Learner,
    chat: Judged,
    *,
    penalty: Floats | None = None,
    learns: Mapping[str, float] | None = None,
) -> Floats:
    """Return the raw scores (n,) of a chat by an expert of all other chats."""
    others = [name for name in learner.chats if name != chat.name]
    weights = chat_expert(learner, others, penalty=penalty, learns=learns)
    scores: Floats = learner.standardised(chat.values) @ weights
    return scores
