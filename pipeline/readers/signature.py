"""The line that signs an embedded post: "— Name (@handle) June 6, 2019"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.readers import times

DASH = "—"
QUOTE_MARK = re.compile(r"^> ?")  # before each line of a Markdown quotation
_DATE = re.compile(r"\[?([^\[\]()]{0,60}\b(?:19|20)\d{2}(?!\d)[^\[\]()]{0,20})\]?(?:\((\S+)\))?")
_LIKE = re.compile(rf"{DASH}[^()]{{0,80}}\(@[^\s()]{{1,120}}\)[^.!?]{{0,60}}$")
_HANDLE = re.compile(r"[\w.-]{1,60}(?:@[\w.-]{1,60})?")  # of Mastodon with the server


@dataclass(frozen=True)
class Signature:
    """The line that names the author of the lines above it, with what stands before its dash."""

    before: str
    name: str
    handle: str
    day: str | None
    url: str | None


def read(line: str) -> Signature | None:
    """Return who signs, or None. The dash may be glued to the post; a name may hold dashes."""
    stripped = QUOTE_MARK.sub("", line).strip()
    opening = stripped.rfind("(@")
    if opening < 0:
        return None
    dash = 0 if stripped.startswith(DASH) else _glued_dash(stripped[:opening])
    if dash < 0:
        return None
    handle, _, rest = stripped[opening + 2 :].partition(")")
    date = _DATE.fullmatch(rest.strip())
    if not _HANDLE.fullmatch(handle) or not date:
        return None
    name = stripped[dash + len(DASH) : opening].strip()
    return Signature(stripped[:dash].rstrip(), name, handle, times.from_day_words(date[1]), date[2])


def is_like(line: str) -> bool:
    """Return whether a line looks like a signature, with a date or without."""
    stripped = QUOTE_MARK.sub("", line).strip()
    return bool(_LIKE.match(stripped))


def _glued_dash(text: str) -> int:
    glued = [m.start() for m in re.finditer(rf"(?<=\S){DASH} ", text)]
    return glued[-1] if glued else text.rfind(DASH)
