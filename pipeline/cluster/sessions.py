"""Sessions: where the host's numbers start anew, and which session each post belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.records import Question

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

APART = 120.0  # minutes without a question after which the next one may open another session
LEAD = 30.0  # minutes before its first question in which people gather for a session
ALIKE = 0.5  # shared words of two askings, in parts of the words of both: the same question again
LEAST_NUMBERS = 2  # of a session that no pause sets apart
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


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
    blocks = _blocks(askings, has_clock)
    sessions: list[list[Asking]] = []
    found: list[int] = []
    for after_pause, block in blocks:
        place = next(
            (k for k, held in enumerate(sessions) if not _is_new(block, held, after_pause)), None
        )
        if place is None:
            place = len(sessions)
            sessions.append([])
        sessions[place].extend(block)
        found.extend([place + 1] * len(block))
    return found


def _blocks(askings: Sequence[Asking], has_clock: bool) -> list[tuple[bool, list[Asking]]]:
    blocks: list[tuple[bool, list[Asking]]] = []
    for asking in askings:
        held = blocks[-1][1] if blocks else []
        paused = bool(held) and has_clock and asking.minute - held[-1].minute >= APART
        low, high = (
            min((a.number for a in held), default=0),
            max((a.number for a in held), default=0),
        )
        fell = bool(held) and asking.number <= low < high and _differs(asking, held)
        if not held or paused or fell:
            blocks.append((paused, []))
        blocks[-1][1].append(asking)
    return blocks


def _is_new(block: Sequence[Asking], held: Sequence[Asking], after_pause: bool) -> bool:
    numbers, known = {a.number for a in block}, {a.number for a in held}
    common = [asking for asking in block if asking.number in known]
    differing = [asking.number for asking in common if _differs(asking, held)]
    goes_back = len(differing) * 2 > len(common) if common else min(numbers) < max(known)
    if len(numbers) >= LEAST_NUMBERS:
        # without a pause one number in other words is a re-ask: the host goes on where it was
        return goes_back and (after_pause or len(set(differing)) >= LEAST_NUMBERS)
    # one lone number after a pause: only who asked before opens another session with it
    return goes_back and after_pause and block[0].asker in {a.asker for a in held}


def _differs(asking: Asking, held: Sequence[Asking]) -> bool:
    return not any(alike(asking.text, a.text) for a in held if a.number == asking.number)


def alike(one: str, other: str) -> bool:
    """Return whether two askings are the same question, in about the same words."""
    first, second = (set(WORD.findall(text.casefold().replace("’", "'"))) for text in (one, other))
    return not first or not second or len(first & second) >= ALIKE * len(first | second)


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
