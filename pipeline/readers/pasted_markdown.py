"""A Markdown transcript: the author as heading, the time in italics, the text as quoted link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readers import fields
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "Markdown transcript (### [@handle](...) <Name>)"
LINKS_CUT = "links were cut out of the text by the transcript and stand below it"
OTHER = "that names no author: the words below it are left out"
_HEADING = "### "
_AUTHOR = re.compile(r"### \[@([\w.@-]{1,60})\]\(\S+\)(?: \\?<(.*?)\\?>)?\s*")
_TIME = re.compile(r"\*(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)Z?\*\s*")
_STATUS = re.compile(r"\]\((https?://\S+/status/(\d+))\)\s*$")
_TITLE = re.compile(r"# (\S.*)")


def sniff(head: Head) -> bool:
    """Return whether some line is the heading of a post."""
    return any(_AUTHOR.fullmatch(line) for line in head.text.split("\n"))


def read(document: Document) -> Iterator[Post]:
    """Yield one post for each heading.

    Raises: InputError with file and line for a time that is none.
    """
    lines = document.text.split("\n")
    title = next((match[1] for line in lines if (match := _TITLE.fullmatch(line.rstrip()))), "")
    document.findings.hint("title", title)
    starts = [i for i, line in enumerate(lines) if line.startswith(_HEADING)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if not _AUTHOR.fullmatch(lines[start]):
            document.at(start + 1).count("heading", OTHER)
            continue
        post = _post(document.at(start + 1), lines[start], lines[start + 1 : end])
        if post:
            yield post


def _post(place: Place, heading: str, body: list[str]) -> Post | None:
    author = _AUTHOR.fullmatch(heading)
    assert author is not None
    written = next((match[1] for part in body if (match := _TIME.fullmatch(part))), None)
    if any(part.startswith("+ [") for part in body):
        place.document.findings.note(LINKS_CUT)
    quoted = "\n".join(part.rstrip("\r")[1:].removeprefix(" ") for part in body if part[:1] == ">")
    status = _STATUS.search(quoted)
    text = quoted[: status.start()].removeprefix("[") if status else quoted
    if not text.strip():
        place.count("heading", "without a post below it")
        return None
    return fields.make(
        place,
        id=status[2] if status else None,
        handle=author[1],
        name=author[2],
        text=text,
        created_at=fields.moment(place, written),
        url=status[1] if status else None,
    )
