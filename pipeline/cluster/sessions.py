"""Sessions: where the host's numbers start anew, and which session each post belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from pipeline.cluster.arrays import Floats, Ints
from pipeline.language.words import WORD
from pipeline.records import Question

Words = frozenset[str]

APART = 120.0  # minutes without a question after which the next one may open another session
LEAD = 30.0  # minutes before its first question in which people gather for a session
ALIKE = 0.5  # shared words of two askings, in parts of the words of both: the same question again
LEAST_NUMBERS = 2  # of a session that no pause sets apart


class Asking(NamedTuple):
    """One asking of question `number`, in the host's own numbering."""

    minute: float
    number: int
    asker: str
    text: str


def split(askings: Sequence[Asking], *, has_clock: bool) -> list[int]:
    """Return the session of each asking, counted from 1; askings stand in time order.

    A session is another one where a number comes again with other words: after a pause, or where
    the numbering falls back to its start. What asks an earlier session's questions in the same
    words (for another time zone) belongs to that session.
    """
    said = [_Said(each.minute, each.number, each.asker, _words(each.text)) for each in askings]
    sessions: list[_Session] = []
    found: list[int] = []
    for after_pause, block in _blocks(said, has_clock):
        known = enumerate(sessions)
        place = next(
            (place for place, held in known if not _is_new(block, held, after_pause)), len(sessions)
        )
        if place == len(sessions):
            sessions.append(_Session())
        sessions[place].add(block)
        found.extend([place + 1] * len(block))
    return found


class _Said(NamedTuple):
    """An asking with its words."""

    minute: float
    number: int
    asker: str
    words: Words


@dataclass
class _Session:
    """The wordings of each number that a session asks, and who asks."""

    wordings: dict[int, set[Words]] = field(default_factory=lambda: defaultdict(set))
    askers: set[str] = field(default_factory=set)

    def add(self, block: Sequence[_Said]) -> None:
        """Take a block into the session."""
        for asking in block:
            self.askers.add(asking.asker)
            self.wordings[asking.number].add(asking.words)


def _blocks(askings: Sequence[_Said], has_clock: bool) -> list[tuple[bool, list[_Said]]]:
    blocks: list[tuple[bool, list[_Said]]] = []
    for asking in askings:
        held = blocks[-1][1] if blocks else []
        paused = bool(held) and has_clock and asking.minute - held[-1].minute >= APART
        numbers = [a.number for a in held] or [0]
        low, high = min(numbers), max(numbers)
        fell = asking.number <= low < high and _differs(
            asking, (a.words for a in held if a.number == asking.number)
        )
        if not held or paused or fell:
            blocks.append((paused, []))
        blocks[-1][1].append(asking)
    return blocks


def _is_new(block: Sequence[_Said], held: _Session, after_pause: bool) -> bool:
    numbers, known = {a.number for a in block}, held.wordings
    common = [asking for asking in block if asking.number in known]
    differing = [a.number for a in common if _differs(a, known[a.number])]
    goes_back = len(differing) * 2 > len(common) if common else min(numbers) < max(known)
    if len(numbers) >= LEAST_NUMBERS:
        # without a pause one number in other words is a re-ask: the host goes on where it was
        return goes_back and (after_pause or len(set(differing)) >= LEAST_NUMBERS)
    # one lone number after a pause: only who asked before opens another session with it
    return goes_back and after_pause and block[0].asker in held.askers


def _differs(asking: _Said, wordings: Iterable[Words]) -> bool:
    return not any(_are_alike(asking.words, words) for words in wordings)


def alike(one: str, other: str) -> bool:
    """Return whether two askings are the same question, in about the same words."""
    return _are_alike(_words(one), _words(other))


def _words(text: str) -> Words:
    return frozenset(WORD.findall(text.casefold().replace("’", "'")))


def _are_alike(one: Words, other: Words) -> bool:
    shared = len(one & other)
    return not one or not other or shared >= ALIKE * (len(one) + len(other) - shared)


def of_posts(
    questions: Sequence[Question], place: Mapping[str, int], minutes: Floats, *, has_clock: bool
) -> Ints:
    """Return the session (n,) of every post, counted from 1, from what is asked around it.

    `place` is the index of each post by id. People who gather shortly before the first question of
    a session belong to it.
    """
    asks = sorted(
        (place[post_id], question.session)
        for question in questions
        for post_id in question.asking
        if post_id in place
    )
    starts: list[float] = []
    opened: list[int] = []
    for (before, session), (at, other) in zip([(0, 0), *asks], asks, strict=False):
        if other == session:
            continue
        lead = min(LEAD, (minutes[at] - minutes[before]) / 2) if has_clock and starts else 0.0
        starts.append(float(minutes[at] - lead))
        opened.append(other)
    if not opened:
        return np.ones(len(minutes), dtype=np.int64)
    where = [max(0, bisect_right(starts, minute) - 1) for minute in minutes]
    return np.array([opened[w] for w in where], dtype=np.int64)
