"""Which way questions are counted from one text to the next: where no clock does, that tells which
post is older."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_NUMBERED = re.compile(r"(?:@\w+ )*\W{0,3}[QA]\W{0,2}(?P<number>\d{1,2})(?!\d)", re.IGNORECASE)


def rise(texts: Iterable[str]) -> int:
    """Return how often the number in front ("Q2 ...", "A2: ...") rises from one text that has one
    to the next, less how often it falls."""
    numbers = [int(match["number"]) for text in texts if (match := _NUMBERED.match(text))]
    return sum((one < other) - (one > other) for one, other in pairwise(numbers))
