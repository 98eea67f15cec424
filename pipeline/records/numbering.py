"""Which way questions are counted from one text to the next: where no clock does, that tells which
post is older."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_NUMBERED = re.compile(r"(?:@\w+ )*\W{0,3}[QA]\W{0,2}(?P<number>\d{1,2})(?!\d)", re.IGNORECASE)


def rises(texts: Iterable[str]) -> tuple[int, int]:
    """Return of how many pairs of texts with a number in front ("Q2 ...", "A2: ...") the later one
    has the greater number, and of how many the smaller one: late answers fall from one text to the
    next in any chat, but few of all pairs do."""
    up = down = 0
    before: Counter[int] = Counter()
    for match in filter(None, map(_NUMBERED.match, texts)):
        number = int(match["number"])
        up += sum(count for other, count in before.items() if other < number)
        down += sum(count for other, count in before.items() if other > number)
        before[number] += 1
    return up, down
