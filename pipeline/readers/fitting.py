"""By how much a group of posts is to be moved so that it follows what it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

from pipeline.readers.traces import Trace
from pipeline.records import Post

STEP = 30  # minutes: clocks of the world lie whole or half hours apart, but for three
SOON = 45.0  # minutes in which most answers come
FADE = 15.0  # minutes in which an answer becomes less likely
EARLY = 1.0  # minutes by which clocks that show minutes err
BROKEN = 20.0  # minutes before what it answers from which on a post has no place there
FARTHEST = 26 * 60  # minutes
DAY = 24 * 60  # minutes, from which on it is the chat of another day, at the same hour
LEAST, LEAST_BOTH, LEAST_BROKEN, LEAST_PEOPLE = 6, 4, 3, 3
SHARE_BROKEN, SHARE_GOOD, SHARE_BAD, SHARE_BOTH = 0.2, 0.5, 0.2, 0.1  # of the traces
FEW_GOOD, RIVAL = 0.25, 0.4  # of the traces as they stand; of the best shift's score
LEAST_SUSPECT, SHARE_SUSPECT, SHARE_ALIKE = 5, 0.1, 0.7


@dataclass(frozen=True)
class Fit:
    """The shift in minutes, and whether it is sure, or only likely."""

    shift: int = 0
    is_sure: bool = False
    is_likely: bool = False


@dataclass(frozen=True)
class _Between:
    """How many minutes a post comes after each of those in the other group that it may answer, and
    whether it is the one that moves."""

    lags: tuple[float, ...]
    sign: int
    is_firm: bool

    def lag(self, shift: int) -> float:
        """Return the least time that it would wait if moved, else by how much it is too early."""
        moved = [lag + self.sign * shift for lag in self.lags]
        return min((lag for lag in moved if lag >= -EARLY), default=max(moved))


def fit(
    posts: Sequence[Post],
    minutes: Mapping[int, float],
    found: Sequence[Trace],
    own: set[int],
    others: set[int],
) -> Fit:
    """Return by how much `own` posts are to be moved to fit to `others`."""
    held = []
    people = set()
    for trace in found:
        if trace.child in own:
            inside, parents, sign = own, others.intersection(trace.parents), 1
        elif trace.child in others:
            inside, parents, sign = others, own.intersection(trace.parents), -1
        else:
            continue
        nearer = [minutes[trace.child] - minutes[at] for at in inside.intersection(trace.parents)]
        is_explained = any(-EARLY <= lag <= SOON for lag in nearer)
        if parents and not is_explained and not (nearer and trace.is_firm):
            lags = tuple(minutes[trace.child] - minutes[at] for at in sorted(parents))
            held.append(_Between(lags, sign, trace.is_firm))
            people.add(posts[trace.child].called)
    if len(people) < LEAST_PEOPLE:
        return Fit()
    return _fit([each for each in held if each.is_firm], held)


def _fit(firm: Sequence[_Between], held: Sequence[_Between]) -> Fit:
    """Return the shift by what is firm, else by all, if that speaks both ways.

    Sure it is only if both groups speak to each other: who all answer the other's questions may
    have done so in advance, or in an earlier chat that nobody labelled.
    """
    ways = Counter(each.sign for each in held)
    both = min(ways[1], ways[-1])
    for some in (firm, held):
        is_enough = len(some) >= LEAST if some is firm else both >= LEAST_BOTH
        if is_enough and (found := _shift(some)).is_likely:
            return replace(
                found, is_sure=found.is_sure and both >= max(LEAST_BOTH, SHARE_BOTH * len(held))
            )
    return Fit()


def _shift(held: Sequence[_Between]) -> Fit:
    count = len(held)
    now = [each.lag(0) for each in held]
    broken = sum(lag < -BROKEN for lag in now)
    is_far = sum(-EARLY <= lag <= SOON for lag in now) <= FEW_GOOD * count
    is_broken = broken >= max(LEAST_BROKEN, 0 if is_far else SHARE_BROKEN * count)
    if not is_broken and not is_far:
        return Fit()
    scores = {shift: _score(held, shift) for shift in range(-FARTHEST, FARTHEST + 1, STEP)}
    best = max(scores, key=lambda shift: (scores[shift], -abs(shift)))
    lags = [each.lag(best) for each in held]
    is_good = sum(-EARLY <= lag <= SOON for lag in lags) >= SHARE_GOOD * count
    is_free = sum(lag < -EARLY for lag in lags) <= SHARE_BAD * count
    is_alone = all(score <= RIVAL * scores[best] for s, score in scores.items() if s != best)
    is_likely = 0 < abs(best) < DAY - SOON and is_good and is_free and is_alone
    return Fit(best, is_likely and is_broken, is_likely)


def _score(held: Sequence[_Between], shift: int) -> float:
    lags = [each.lag(shift) for each in held]
    return sum(exp(-max(lag, 0.0) / FADE) if lag >= -EARLY else -1.0 for lag in lags)


def suspect(minutes: Mapping[int, float], found: Sequence[Trace]) -> tuple[int, list[int]] | None:
    """Return by how many minutes some posts seem to stand by another clock, and the places of those
    that come so long before what they answer; None where nothing looks so."""
    held = [
        (
            each.child,
            _Between(tuple(minutes[each.child] - minutes[at] for at in each.parents), 1, True),
        )
        for each in found
        if each.is_firm
    ]
    lags = [(child, lag) for child, each in held if abs(lag := each.lag(0)) <= FARTHEST]
    broken = [(child, -lag) for child, lag in lags if lag < -BROKEN]
    if len(broken) < max(LEAST_SUSPECT, SHARE_SUSPECT * len(lags)):
        return None
    counts = Counter(STEP * (int(early // STEP) + 1) for _, early in broken)
    hours = max(counts, key=lambda each: (counts[each] + counts[each - STEP], -each))
    alike = [child for child, early in broken if hours - SOON <= early <= hours]
    is_of_chat = hours < DAY
    return (hours, alike) if is_of_chat and len(alike) >= SHARE_ALIKE * len(broken) else None
