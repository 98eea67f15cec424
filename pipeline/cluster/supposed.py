"""When questions were asked that no post of the export asks: by the labels of their answers, and
by the pace of the other questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from pipeline.cluster.arrays import Floats, Ints
from pipeline.records import Question, own_number

EARLY = 0.25  # of the labels of a question, the share that may be slips before it was asked
BEFORE = 1.0  # minutes that the first answers take
MANY = 5  # labels from which on they alone tell the time
APART = 0.5  # minutes that two questions are apart at least


def moments(
    questions: Sequence[Question], asked: Mapping[int, float], minutes: Floats, named: Ints
) -> dict[int, float]:
    """Return the likely minute of each question that is not in `asked`, by its place among the
    questions; none where nothing tells.

    `asked` are the minutes of those that are, by place; `named` (n,) is the place of the question
    that a post's label names, -1 for posts without one.
    """
    found: dict[int, float] = {}
    sessions = sorted({question.session for question in questions})
    for session in sessions:
        places = [i for i, question in enumerate(questions) if question.session == session]
        known = {i: asked[i] for i in places if i in asked}
        pace = _pace(questions, known)
        for place in places:
            if place in known:
                continue
            moment = _moment(questions, place, known, pace, np.sort(minutes[named == place]))
            if moment is not None:
                known[place] = found[place] = moment
    return found


def _pace(questions: Sequence[Question], known: Mapping[int, float]) -> float | None:
    """Return the usual minutes from one number to the next."""
    order = sorted(known)
    steps = [
        (known[after] - known[before]) / (_number(questions[after]) - _number(questions[before]))
        for before, after in pairwise(order)
        if known[after] > known[before]
    ]
    return float(np.median(steps)) if steps else None


def _moment(
    questions: Sequence[Question],
    place: int,
    known: Mapping[int, float],
    pace: float | None,
    labelled: Floats,
) -> float | None:
    number = _number(questions[place])
    before = max((i for i in known if i < place), default=None)
    after = min((i for i in known if i > place), default=None)
    guesses = []
    if pace is not None and before is not None:
        guesses.append(known[before] + pace * (number - _number(questions[before])))
    elif pace is not None and after is not None:
        guesses.append(known[after] - pace * (_number(questions[after]) - number))
    if len(labelled):
        first = float(np.quantile(labelled, EARLY, method="lower")) - BEFORE
        guesses = [first] if len(labelled) >= MANY else [*guesses, first]
    if not guesses:
        return None
    moment = min(guesses)
    if after is not None:
        moment = min(moment, known[after] - APART)
    if before is not None:
        moment = max(moment, known[before] + APART)
    return moment


def _number(question: Question) -> int:
    return own_number(question.number)
