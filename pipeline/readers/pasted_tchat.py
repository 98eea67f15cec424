"""A paste from the tchat.io page: clock time, "Name @handle", the text; newest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from pipeline.readers import fields, times
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post, stable_id

NAME = "tchat.io paste (2:27 PM / Name @handle / text)"
NO_DAY = "only clock times: the day is not known (say it with date in chat.toml)"
CUT_LINKS = "with a link that the page cut off"
NO_TEXT = "without text, left out"
HALF_A_DAY = 12 * 60  # minutes: a clock that steps back by more has passed midnight
_CLOCK = re.compile(r"\d{1,2}:\d{2} [AP]M")
_AUTHOR = re.compile(r"(?:(\S.*?) )?@(\w{1,15})")
_REPOSTER = "Retweeted by "


@dataclass(frozen=True)
class Entry:
    """One entry of the page: a post, or someone passing it on (`reposter`, a display name)."""

    line: int
    clock: str | None
    name: str | None
    handle: str
    text: str
    reposter: str | None
    days: int = 0  # midnights since the first post
    again: int = 0  # days before on which the same person said the same at the same time


def sniff(head: Head) -> bool:
    """Return whether a line with a clock time stands above one that ends in a handle."""
    lines = [line.strip() for line in head.text.split("\n")]
    return not head.is_json and any(
        _CLOCK.fullmatch(line) and _AUTHOR.fullmatch(below) for line, below in pairwise(lines)
    )


def read(document: Document) -> Iterator[Post]:
    """Yield the posts, oldest first; a "Retweeted by" entry is a repost by the one named there."""
    if not document.chat.date:
        document.findings.note(NO_DAY)
    entries = list(_dated(list(_entries(document))[::-1]))
    handles = {entry.name: entry.handle for entry in entries if entry.name}
    originals: dict[tuple[str, str], str] = {}
    for entry in sorted(entries, key=lambda entry: entry.reposter is not None):
        key = (entry.handle, entry.text)
        if entry.reposter is None or key not in originals:
            post = _post(document, entry, None if entry.reposter else entry.clock)
            originals.setdefault(key, post.id)
            yield post
        if entry.reposter is not None:
            yield _repost(document, entry, handles, originals[key])


def _entries(document: Document) -> Iterator[Entry]:
    lines = ["", *(line.strip() for line in document.text.split("\n"))]  # numbered from 1
    starts = [
        i
        for i, line in enumerate(lines)
        if _AUTHOR.fullmatch(line) and (_CLOCK.fullmatch(lines[i - 1]) or _is_first(lines, i))
    ]
    for start, end in zip(starts, [*starts[1:], len(lines) + 1], strict=True):
        author = _AUTHOR.fullmatch(lines[start])
        assert author is not None
        clock = lines[start - 1] if _CLOCK.fullmatch(lines[start - 1]) else None
        body = lines[start + 1 : end - 1]
        reposters = [line for line in body if line.startswith(_REPOSTER)]
        text = "\n".join(line for line in body if not line.startswith(_REPOSTER)).strip()
        reposter = reposters[-1].removeprefix(_REPOSTER) if reposters else None
        if text:
            yield Entry(start, clock, author[1], author[2], text, reposter)
        else:
            document.at(start).count("entry", NO_TEXT)


def _dated(entries: list[Entry]) -> Iterator[Entry]:
    """Yield the entries, oldest first, with the midnights that their clocks have passed."""
    days, before = 0, 0
    known: dict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    for entry in entries:
        with suppress(ValueError):  # 9:75 PM is refused where a post is made of it
            now = times.minutes(entry.clock or "")
            days += before - now > HALF_A_DAY
            before = now
        same = known[entry.handle, entry.clock, entry.text]
        if days not in same[-1:]:
            same.append(days)
        yield replace(entry, days=days, again=len(same) - 1)


def _is_first(lines: list[str], i: int) -> bool:
    # the selection of the topmost entry often misses its clock time
    return not any(_CLOCK.fullmatch(line) or _AUTHOR.fullmatch(line) for line in lines[:i])


def _post(document: Document, entry: Entry, clock: str | None) -> Post:
    """Return the post of an entry. Its id is made of the paste alone: a day or a zone that
    chat.toml names later must not change the ids by which editors' decisions are kept."""
    if "…" in entry.text:
        document.at(entry.line).count("post", CUT_LINKS)
    return fields.make(
        document.at(entry.line),
        id=stable_id(
            "post", entry.handle, clock, entry.text, *([entry.again] if entry.again else [])
        ),
        handle=entry.handle,
        name=entry.name,
        text=entry.text,
        created_at=_moment(document, entry, clock),
    )


def _repost(document: Document, entry: Entry, handles: dict[str, str], original: str) -> Post:
    name = entry.reposter or ""
    return fields.make(
        document.at(entry.line),
        id=stable_id("post", name, original, entry.clock),
        **({"handle": handles[name]} if name in handles else {}),
        name=name,
        text=f"RT @{entry.handle}: {entry.text}",
        created_at=_moment(document, entry, entry.clock),
        repost_of=original,
    )


def _moment(document: Document, entry: Entry, clock: str | None) -> str | None:
    """Return when an entry was posted by its clock, which is in the chat's zone."""
    if not document.chat.date:
        return None
    if not clock:  # of an original that a repost alone shows, no more than the day is known
        return document.chat.date if entry.clock else _day(document.chat.date, entry)
    zone, day = fields.zone(document), _day(document.chat.date, entry)
    return fields.moment(
        document.at(entry.line), clock, lambda text: times.from_clock(text, day, zone)
    )


def _day(first: str, entry: Entry) -> str:
    return (date.fromisoformat(first) + timedelta(days=entry.days)).isoformat()
