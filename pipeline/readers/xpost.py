"""What the formats that come from X share: links, times in ids, marks of cut-off text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from pipeline.readers import times
from pipeline.readers.document import Document
from pipeline.records import snowflake

CUT_LENGTHS = range(130, 146)  # of a repost or old post cut at 140, with its ellipsis
SAME_POST = 26  # hours from noon of a bare day to the moment of an id, 14 of them by the zone
NO_HANDLE = "whose author's handle is not in the export: credited to the account number"
MONTH_FIRST = "dates such as 05/06/2024 were read with the month first: no number above 12 tells"
_CUT_WITH_LINK = re.compile(r"… https?://t\.co/\w+\s*$")
_OLD_REPOST = re.compile(r"RT @\w{1,15}:")


def url(handle: str, id: str | None) -> str | None:
    """Return the address of a post, if it has an id."""
    return f"https://twitter.com/{handle}/status/{id}" if id else None


def time_of(id: str | None) -> str | None:
    """Return the time at which a post got its id, in UTC, or None for ids that do not hold it."""
    told = snowflake.milliseconds(id)
    return None if told is None else times.from_epoch(told / 1000)


def is_day_first(document: Document, dated: Sequence[tuple[str, str | None]]) -> bool:
    """Return whether dates with slashes put the day first; `dated` is each with the post's id.

    Where no number decides, the moment that an id holds does; else the month is first, with a note.
    """
    told = times.is_day_first([text for text, _ in dated])
    if told is not None:
        return told
    for text, id in dated:
        true = time_of(id)
        if true:
            with suppress(ValueError):
                month, day = (
                    abs(times.hours_between(true, _moment(text, order))) for order in (False, True)
                )
                if min(month, day) <= SAME_POST < max(month, day):
                    return day < month
    document.findings.note(MONTH_FIRST)
    return False


def _moment(text: str, day_first: bool) -> str:
    told = times.from_any(text, "UTC", day_first=day_first)
    return told if "T" in told else f"{told}T12:00:00Z"  # a bare day


def is_cut(text: str) -> bool:
    """Return whether X itself cut the text: "… https://t.co/x", or a repost cut at 140."""
    if _CUT_WITH_LINK.search(text):
        return True
    return is_old_repost(text) and text.endswith("…") and len(text) in CUT_LENGTHS


def is_old_repost(text: str) -> bool:
    """Return whether a text passes on a post in the old style: "RT @handle: ..."."""
    return _OLD_REPOST.match(text) is not None
