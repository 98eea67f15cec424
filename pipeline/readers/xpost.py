"""What the formats that come from X share: links, times in ids, marks of cut-off text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from typing import Any

from pipeline.readers import fields, times
from pipeline.readers.document import Document
from pipeline.records import snowflake

CUT_LENGTHS = range(130, 146)  # of a repost or old post cut at 140, with its ellipsis
SAME_POST = 26  # hours from noon of a bare day to the moment of an id, 14 of them by the zone
NO_HANDLE = "whose author's handle is not in the export: credited to the account number"
IN_A_ROW, MONTHS = 2, 27  # days from the first to the last: a chat, or one by another month
DAY_FIRST = "dates such as 05/06/2024 were read with the day first: so they are of days in a row"
MONTH_FIRST = "dates such as 05/06/2024 were read with the month first: no number above 12 tells"
_CUT_WITH_LINK = re.compile(r"… https?://t\.co/\w+\s*$")
_OLD_REPOST = re.compile(r"RT @\w{1,15}:")
_ROUNDED = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d\d)")  # 1.25E+18, by a spreadsheet


def url(handle: str, id: str | None) -> str | None:
    """Return the address of a post, if it has an id."""
    return f"https://twitter.com/{handle}/status/{id}" if id else None


def full_links(*entities: dict[str, Any]) -> tuple[str, ...]:
    """Return the full addresses behind the t.co links of a text, pictures and quoted posts too."""
    held = (fields.list_of(each, key) for each in entities for key in ("urls", "media"))
    full = (fields.dict_of(one).get("expanded_url") for one in chain.from_iterable(held))
    return tuple(dict.fromkeys(address for address in full if isinstance(address, str)))


def time_of(id: str | None) -> str | None:
    """Return the time at which a post got its id, in UTC, or None for ids that do not hold it."""
    told = snowflake.milliseconds(id)
    return None if told is None else times.from_epoch(told / 1000)


def is_day_first(document: Document, dated: Sequence[tuple[str, str | None]]) -> bool:
    """Return whether dates with slashes put the day first; `dated` is each with the post's id.

    Where no number decides, the moment that an id holds does, as far as a spreadsheet left it; then
    whether one way the days stand in a row and the other way months apart, as of a chat over
    midnight; else the month is first, with a note.
    """
    texts = [text for text, _ in dated]
    told = times.is_day_first(texts)
    if told is not None:
        return told
    for text, id in dated:
        with suppress(ValueError):
            first, last = _moments(id)
            month, day = (_hours_off(_moment(text, it), first, last) for it in (False, True))
            if min(month, day) <= SAME_POST < max(month, day):
                return day < month
    day, month = (times.days_apart(texts, day_first=it) for it in (True, False))
    if max(day, month) < MONTHS or min(day, month) > IN_A_ROW:
        document.findings.note(MONTH_FIRST)
        return False
    if day < month:
        document.findings.note(DAY_FIRST)
    return day < month


def _moments(id: str | None) -> tuple[str, str]:
    """Return the first and the last moment at which a post may have got its id, in UTC.

    Raises: ValueError for ids that hold none.
    """
    rounded = _ROUNDED.fullmatch((id or "").strip())
    ids = [id, id]
    if rounded:
        decimals = rounded[2] or ""
        half = 10 ** (int(rounded[3]) - len(decimals)) // 2
        middle = int(rounded[1] + decimals) * 2 * half
        ids = [str(middle - half), str(middle + half)]
    first, last = map(time_of, ids)
    if first is None or last is None:
        raise ValueError(f"{id!r} holds no moment")
    return first, last


def _hours_off(moment: str, first: str, last: str) -> int:
    """Return by how many hours a moment is before the first or after the last."""
    return max(0, times.hours_between(moment, first), times.hours_between(last, moment))


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
