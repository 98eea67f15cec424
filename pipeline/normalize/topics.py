"""Chats that ask under topics: "T1: Who wakes you?", and answer under them: "T1 My cat"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import regex

LEAST_AUTHORS, LEAST_NUMBERS = 3, 2  # of such labels, that make them the chat's own
APART = timedelta(hours=2)  # without a topic, after which a host asks anew: in another week
_FRONT = r"^(?:[@#](?![Tt]\d{1,2}\b)[\w.@-]+|[\s\p{P}\p{S}])*+"  # "@host #T1: ..."
_NUMBER = r"(?P<number>\d{1,2})[a-h]?(?!\w)(?!\s?(?:diab|weighted|spin))"
_FIRST = regex.compile(rf"{_FRONT}(?P<letter>[TAQtaq]){_NUMBER}(?P<stop>\s?[:.)–—-])?")
_PASSED_ON = regex.compile(r"\W*(?:RT|MT)\b")
_LETTER = regex.compile(rf"(?<![\w@/.])(?P<letter>[Tt]){_NUMBER}")


def asking(
    said: Sequence[tuple[str, str]], times: Sequence[datetime | None]
) -> frozenset[int] | None:
    """Return where a chat that labels with T speaks of its questions, as places in `said`, authors
    and texts in time order; None for other chats.

    The host is who names first, with a stop behind or in a question, two numbers or more: under a
    number that a host named already in that session, and without a question mark, a host answers.
    Several others must label with T, and more than with A or Q; where nobody asks so, they must
    write a stop, too.
    """
    found = [
        (at, who, match) for at, (who, text) in enumerate(said) if (match := _FIRST.match(text))
    ]
    topics = [each for each in found if each[2]["letter"] in "Tt"]
    opening = [each for each in topics if each[2]["stop"] or "?" in said[each[0]][1]]
    first = {match["number"]: who for _, who, match in reversed(opening)}
    opened = Counter(first.values())
    hosts = {who for who, count in opened.items() if count >= LEAST_NUMBERS}
    others = [
        (who, m["number"]) for _, who, m in topics if who not in hosts and (hosts or m["stop"])
    ]
    authors, numbers = {who for who, _ in others}, {number for _, number in others}
    is_usual = len(authors) >= LEAST_AUTHORS and len(numbers) >= LEAST_NUMBERS
    if not is_usual or 2 * len(topics) <= len(found):
        return None
    answers: set[int] = set()
    named: set[str] = set()
    last: datetime | None = None
    for at, who, match in topics:
        time = times[at]
        if who in hosts and time is not None:
            if match["stop"] and last is not None and time - last >= APART:
                named.clear()
            last = time
        again = match["number"] in named and "?" not in said[at][1]
        if who not in hosts or again:
            answers.add(at)
        else:
            named.add(match["number"])
    own = (at for at, (who, text) in enumerate(said) if who in hosts or _PASSED_ON.match(text))
    return frozenset(own) - answers


def as_label(text: str, *, asks: bool) -> str:
    """Return a text with the T of its labels as Q or A; every offset stays."""
    plain: str = _LETTER.sub(lambda match: ("Q" if asks else "A") + match[0][1:], text)
    return plain
