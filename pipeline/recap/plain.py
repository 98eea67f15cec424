"""Texts as they can be shown: letters untouched, what no page can hold made visible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from pipeline.records import Person, Post, at_name

REPLACEMENT = "\ufffd"
# NUL and its kin, which HTML and Markdown forbid, and lone surrogates, which UTF-8 cannot hold
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_DIRECTION = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_NOT_IN_URL = re.compile(rf"[\s\x00-\x20\x7f-\x9f\ud800-\udfff<>\"`{{}}|\\^]|{_DIRECTION.pattern}")
ADDRESS = re.compile(  # within a sentence
    r"(https?://(?:[^\s()]|\([^\s()]*\))*(?:[^\s(),.;:]|\([^\s()]*\)))"  # as GitHub ends one
)
_CLOSED_BY = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def displayable(text: str) -> str:
    """Return the text with every character that no page can hold as U+FFFD, lines ended by LF."""
    return _UNSHOWABLE.sub(REPLACEMENT, _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Return a name or title on one line, without the controls that would turn its neighbours."""
    return " ".join(_DIRECTION.sub("", displayable(text)).split())


def turns_what_follows(text: str) -> bool:
    """Return whether a text leaves a control of direction open, so that its neighbours turn."""
    closers: list[str] = []
    for letter in text:
        if letter in _CLOSED_BY:
            closers.append(_CLOSED_BY[letter])
        elif closers and letter == closers[-1]:
            closers.pop()
    return bool(closers)


def name(name: str | None, handle: str) -> str | None:
    """Return a name on one line, None where there is none or it only says the handle again: not
    where it stands in place of one."""
    shown, own = one_line(name or ""), one_line(handle)
    is_again = (shown == own and name != handle) or shown.casefold() == at_name(own).casefold()
    return None if not shown or is_again else shown


def called(post: Post, people: Mapping[str, Person]) -> str | None:
    """Return the name of a post's author, from another of their posts where it bears none.

    `people` are those of the chat by handle in lower case.
    """
    author = people.get(post.handle.casefold())
    return name(post.name or (author.name if author else None), post.handle)


def safe_url(url: str | None) -> str | None:
    """Return the address if a reader may follow it: http or https with a host, else None."""
    if not url or _NOT_IN_URL.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def day_in_words(day: str | None) -> str | None:
    """Return "14 May 2024" for 2024-05-14, the text itself if it is no such date."""
    if day is None:
        return None
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", day)
    if not match or not 1 <= int(match[2]) <= 12:
        return one_line(day)
    return f"{int(match[3])} {MONTHS[int(match[2]) - 1]} {match[1]}"


def days_in_words(first: str, last: str) -> str | None:
    """Return "14 May 2024", or "11 to 15 January 2016", days of two months in full."""
    if first == last:
        return day_in_words(first)
    match = re.fullmatch(r"\d{4}-\d\d-(\d\d)", first)
    start = str(int(match[1])) if match and first[:7] == last[:7] else day_in_words(first)
    return f"{start} to {day_in_words(last)}"


def shortened(text: str, longest: int) -> str:
    """Return a text of at most so many characters: of a longer one the beginning, and dots."""
    return text if len(text) <= longest else text[: longest - 1].rstrip(", ") + "…"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return "1 post", "2 posts", "1,204 posts"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: list[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
