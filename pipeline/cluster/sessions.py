"""Sessions: where the host's numbers start anew, and which session each post belongs to."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

import numpy as np

from pipeline.cluster.arrays import Floats, Ints
from pipeline.language.words import WORD
from pipeline.records import Question

Words = frozenset[str]

APART = 120.0  # minutes without a question after which the next one may open another session
LEAD = 30.0  # minutes before its first question in which people gather for a session
ALIKE = 0.5  # shared words of two askings, in parts of the words of both: the same question again
REPEATED = 0.7  # of the words of the shorter of two askings, from the end: the same in other dress
LEAST_REPEATED = 4  # words of it
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
    words (for another time zone) belongs to that session. Near linear in the sessions: a block is
    held against those alone that share rare words with it, or no number.
    """
    said = [_Said(each.minute, each.number, each.asker, _words(each.text)) for each in askings]
    known = _Known(said)
    found: list[int] = []
    for after_pause, block in _blocks(said, has_clock):
        place = next(
            (
                place
                for place in known.candidates(block, after_pause)
                if not _is_new(block, known.sessions[place], after_pause)
            ),
            len(known.sessions),
        )
        known.add(block, place)
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
    numbers: frozenset[int] = frozenset()
    askers: set[str] = field(default_factory=set)


class _Known:
    """The sessions found so far, and where to look among them for one that holds a block."""

    def __init__(self, askings: Sequence[_Said]) -> None:
        self.sessions: list[_Session] = []
        self._counts = Counter(word for asking in askings for word in asking.words)
        self._by_word: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._by_rarest: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._wordless: dict[int, list[int]] = defaultdict(list)
        self._by_numbers: dict[frozenset[int], list[int]] = defaultdict(list)
        self._without: Counter[str] = Counter()  # by asker, the first session that lacks it

    def add(self, block: Sequence[_Said], place: int) -> None:
        """Take a block into the session at a place, or into a new one behind the others."""
        if place == len(self.sessions):
            self.sessions.append(_Session())
        session = self.sessions[place]
        if session.numbers:
            self._by_numbers[session.numbers].remove(place)
        for asking in block:
            session.askers.add(asking.asker)
            if asking.words in session.wordings[asking.number]:
                continue
            session.wordings[asking.number].add(asking.words)
            rare = self._rare(asking.words)
            for word in rare:
                self._by_word[asking.number, word].append(place)
            for word in rare[: _fewest(asking.words)]:
                self._by_rarest[asking.number, word].append(place)
            if not asking.words:
                self._wordless[asking.number].append(place)
        session.numbers = frozenset(session.wordings)
        insort(self._by_numbers[session.numbers], place)

    def candidates(self, block: Sequence[_Said], after_pause: bool) -> Sequence[int]:
        """Return the places of the sessions that may hold a block, in order: all that do are among
        them."""
        worded = [asking for asking in block if asking.words]
        shared: Counter[int] = Counter()
        for asking in worded:
            fewest = _fewest(asking.words)
            lists = (
                (self._by_word if at < fewest else self._by_rarest).get((asking.number, word), ())
                for at, word in enumerate(self._rare(asking.words))
            )
            shared.update({*chain(*lists), *self._wordless[asking.number]})
        numbers = {asking.number for asking in block}
        found = {self._first_without(block[0].asker)} if len(numbers) < LEAST_NUMBERS else set()
        told = {asking.number for asking in worded}
        lacking: dict[frozenset[int], int] = {}  # alike askings, to half of what both ask
        for known, places in self._by_numbers.items():
            common = sum(asking.number in known for asking in worded)
            wordless = sum(asking.number in known for asking in block) - common
            lacking[known] = common - wordless
            is_few = len(told & known) < (1 if after_pause else LEAST_NUMBERS)
            found.update(places[:1] if is_few or wordless >= common else ())
        found.update(
            place
            for place, count in shared.items()
            # after a pause at least half of what both ask must be alike, as a picture is to all
            if not after_pause or count * 2 >= lacking[self.sessions[place].numbers]
        )
        return sorted(found - {len(self.sessions)})

    def _rare(self, words: Words) -> list[str]:
        """Return so many words, the rarest first, that of two alike askings both have one of them:
        for the one of fewer words it is among the `_fewest`.

        Source: the prefix filter of Chaudhuri, Ganti and Kaushik 2006.
        """
        in_order = sorted(words, key=lambda word: (self._counts[word], word))
        return in_order[: int(len(words) * (1 - ALIKE)) + 1]

    def _first_without(self, asker: str) -> int:
        """Return the place of the first session in which somebody asks nothing."""
        while (
            self._without[asker] < len(self.sessions)
            and asker in self.sessions[self._without[asker]].askers
        ):
            self._without[asker] += 1
        return self._without[asker]


def _fewest(words: Words) -> int:
    return int(len(words) * (1 - ALIKE) / (1 + ALIKE)) + 1


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


def repeats(text: str, before: str) -> bool:
    """Return whether an asking says another once more behind words of its own ("Just joining? We
    are on: ..."): most of both is the same to the end, from where something begins in both, so that
    "What tool would you never give up?" and "What habit would you never give up?" are two. So are
    "As a baker: what ...?" and "Now as an eater: what ...?", whose own words begin alike."""
    one, other = _from_end(text), _from_end(before)
    same = 0
    for count, (mine, its) in enumerate(zip(one, other, strict=False), 1):
        if mine[0] != its[0]:
            break
        same = count if mine[1] and its[1] else same
    ours, theirs = ([word for word, _ in said[same:]] for said in (one, other))
    is_turned = bool(ours and theirs) and (ours[-1] in theirs or theirs[-1] in ours)
    return not is_turned and same >= max(LEAST_REPEATED, REPEATED * min(len(one), len(other)))


def _from_end(text: str) -> list[tuple[str, bool]]:
    """Return the words of a text, the last one first, and whether more than a comma parts each from
    the one before."""
    said = text.casefold().replace("’", "'")
    found: list[tuple[str, bool]] = []
    end = 0
    for match in WORD.finditer(said):
        gap = said[end : match.start()].replace(",", " ").strip()
        found.append((match[0], not found or gap != ""))
        end = match.end()
    return found[::-1]


def _words(text: str) -> Words:
    return frozenset(WORD.findall(text.casefold().replace("’", "'")))


def _are_alike(one: Words, other: Words) -> bool:
    return not one or not other or len(one & other) >= ALIKE * len(one | other)


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
