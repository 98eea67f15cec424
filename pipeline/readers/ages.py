"""What pages show for when a post was: an age ("2h"), a day with or without its year, a clock; and
which way such a page goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Protocol

from pipeline.readers import fields, times
from pipeline.readers.document import Document
from pipeline.records import answering, numbering

NO_TIME = 'with an age alone ("2h"): in the order of ages, without a time'
NO_YEAR = "with a day without a year and no date in chat.toml to take it from: without a time"
NEWEST_FIRST = "no two days or ages differ: the page is taken to show the newest post first"
OLDEST_FIRST = "no two days or ages differ: the oldest post first, as {}"
NUMBERED, ANSWERED = "its questions are numbered", "who is answered stands above"
MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
DAY = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})"
AGE = re.compile(r"(\d{1,2}) ?(mo|[smhdwy])|now")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "mo": 2592000, "y": 31536000}
_YEAR = re.compile(r"\d{4}")


class Shown(Protocol):
    """A post of such a page."""

    @property
    def handle(self) -> str:
        """The handle of who wrote it."""

    @property
    def name(self) -> str | None:
        """What they are called, where the page shows it."""

    @property
    def to(self) -> str | None:
        """The name of whom it replies to, where that does not begin its text."""

    @property
    def text(self) -> str:
        """What they wrote."""


def clock(hour: str, minute: str, half: str | None) -> str:
    """Return "19:05" for 7, 05 and P; `half` is None where the page counts 24 hours."""
    return f"{times.of_24(hour, half):02d}:{minute}"


def day(document: Document, line: int, when: str, clock: str = "") -> str | None:
    """Return the time of a post, or its day, where the page shows one that can be told.

    Raises: InputError with file and line for a clock that is none.
    """
    year = (document.chat.date or "")[:4]
    if AGE.fullmatch(when):
        document.at(line).count("post", NO_TIME)
        return None
    if not year and not _YEAR.search(when):
        document.at(line).count("post", NO_YEAR)
    found = times.from_day_words(when) or times.from_day_words(f"{when} {year}")
    if not found or not clock:
        return found
    parse = partial(times.from_iso, zone=fields.zone(document))
    return fields.moment(document.at(line), f"{found}T{clock}", parse)


def recency(when: str, clock: str = "") -> tuple[int, int, str]:
    """Return what is greater for the later of two posts; a day without a year is of the last."""
    if age := AGE.fullmatch(when):
        return 2, -int(age[1] or 0) * SECONDS[age[2] or "s"], ""
    has_year = bool(_YEAR.search(when))
    found = times.from_day_words(when if has_year else f"{when} 2000") or ""
    return 1 - has_year, 0, found + clock


def is_newest_first(
    document: Document, shown: Sequence[tuple[int, int, str]], posts: Sequence[Shown]
) -> bool:
    """Return whether days and ages mostly go back from one post to the next, or, where these are
    all alike, whether the numbers of questions do not rise, or, where none do, whether posts do not
    stand below those of whom they answer. `shown` holds the recency of each post."""
    steps = [(one > other) - (one < other) for one, other in pairwise(shown)]
    if len(shown) > 1 and not any(steps):
        texts = [post.text for post in posts]
        up, down = numbering.rises(texts)
        authors, whom = [(post.handle, post.name) for post in posts], [post.to for post in posts]
        below, above = answering.sides(authors, texts, whom)
        tells = NUMBERED if up > down else ANSWERED
        is_oldest_first = up > down or (up == down and below > answering.CLEARLY * above)
        document.findings.note(OLDEST_FIRST.format(tells) if is_oldest_first else NEWEST_FIRST)
        return not is_oldest_first
    return sum(steps) >= 0
