"""Text copied from a search or profile page of X: name, @handle, "·", the day or age, the text.

So are the post that a page of X is of, and the cards that other pages draw of posts: these have the
day below the text, with the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter

from pipeline.readers import ages, fields
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post, stable_id

NAME = "text copied from X (Name / @handle / · / May 14, 2024 / text)"
BESIDE = "beside the posts of the page, left out"
NO_TEXT = "without text of its own (a picture, numbers, what it quotes), left out"
QUOTED = "shown inside the one that quotes it, left out"
ELSEWHERE = 'below "Discover more", where X shows posts of other conversations, left out'
PASSED_ON = "shown as passed on by somebody, credited to its author"
SIZES = (1, 2, 3)  # lines of "@handle", "·" and the day
FOLLOW, OPENED = "Follow", "opened"  # in place of the day, which stands below the text
NUMBERS = 4  # below a post: replies, reposts, likes, views; which of them are missing is not told
_HEAD = re.compile(
    r"(?:(\S.{0,80}?) ?)?@(\w{1,15}) ?· ?(\d{1,2} ?[smhd]|now|Follow|"
    rf"{ages.DAY}(?:,? \d{{4}})?)"
)
_FOOT = re.compile(  # older ones say with what it was written, or how often it was seen
    rf"(\d{{1,2}}):(\d\d)(?: ([AP])M)? · ({ages.DAY},? \d{{4}})(?: ?· ?\S.{{0,40}})?"
)
_HANDLE = re.compile(r"@\w{1,15}")
_ACCOUNT = re.compile(r"()@(\w{1,15}) (?:Ad|Promoted|Follow|Following|Follows you)()")
_ABOVE = re.compile(
    r"Quote(?: Tweet| post)?|Pinned(?: Tweet| post)?|\S.{0,60} (?:reposted|[Rr]etweeted)"
)
_NUMBER = re.compile(r"\d[\d,]{0,14}|\d+(?:\.\d+)?[KMB]|")
_NAME = re.compile(rf"(?!(?:{_NUMBER.pattern})$).{{1,50}}")  # X allows no longer one
_FURNITURE = re.compile(
    r"Image|ALT|GIF|Embedded video|From [\w-]+(?:\.[\w-]+)+|\d{1,2}:\d\d(?: / \d{1,2}:\d\d)?|"
    r"Translate post|Show (?:more|this thread|replies|more replies|additional replies.*)|"
)
_PAGE = re.compile(r"Who to follow|What[’']s happening|Trending now|You might like|Discover more")
_SOURCED = re.compile(r"Sourced from across (?:X|Twitter)")
_REPLYING = re.compile(
    r"\s*Replying to\s+(@\w{1,15}(?:(?:\s*,\s*|\s+and\s+| \s*)@\w{1,15})*)"
    r"(?:\s+and\s+\d+ others?)?\s*(?!\S)"
)
# the page breaks the line at a mention; the blank beside it tells that its author did not
_MENTION = re.compile(r"(?:(?<=[ (])\n)?^(@\w{1,15})$(?:\n(?=[ ,.;:!?)’]))?", re.MULTILINE)

# a post begins here, and its words are not those of the author before it
_UNREAD = re.compile(r"^[^\S\n]*@\w{1,15}[^\S\n]*\n\s*·[^\S\n]*$", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A post of the page; without `when`, an account that the page shows between the posts."""

    start: int  # its first line, from 0
    body: int  # the first line of its text
    above: str  # "Quote", "Pinned", "Ana reposted", "Ana Retweeted" or nothing
    name: str | None
    handle: str
    when: str
    clock: str = ""  # "19:05", where the day stands below
    text: str = ""
    is_truncated: bool = False
    to: None = None  # whom it replies to begins its text

    @property
    def is_quoted(self) -> bool:
        """Whether it stands inside the post before it."""
        return self.above.startswith("Quote")

    @property
    def id(self) -> str:
        """What stands for the post, the same in each copy of the page that shows its day."""
        day = None if ages.AGE.fullmatch(self.when) else self.when
        return stable_id("post", self.handle, day, self.text)


def sniff(head: Head) -> bool:
    """Return whether a handle stands above a dot and a day or an age, in whatever language."""
    is_read = any(entry.when for entry in _begun(head.text.split("\n")))
    return not head.is_json and (is_read or _UNREAD.search(head.text) is not None)


def read(document: Document) -> Iterator[Post]:
    """Yield the posts, oldest first; whom a post replies to stands before its text, as X keeps it.

    A post that stands twice is one: such pages are copied in pieces that overlap.

    Raises: InputError where a post begins whose day or age is in another language.
    """
    entries = list(_entries(document))
    quoted = {one.body: other.id for one, other in pairwise(entries) if other.is_quoted}
    shown = [entry for entry in entries if not entry.is_quoted]
    order = [ages.recency(entry.when, entry.clock) for entry in shown]
    if ages.is_newest_first(document, order, shown):
        shown, order = shown[::-1], order[::-1]
    for _, entry in sorted(zip(order, shown, strict=True), key=itemgetter(0)):
        if entry.above.endswith(("reposted", "etweeted")):
            document.at(entry.body).count("post", PASSED_ON)
        if entry.text:
            yield _post(document, entry, quoted.get(entry.body))
        else:
            document.at(entry.body).count("post", NO_TEXT)
    for entry in entries:
        if entry.is_quoted:
            document.at(entry.body).count("post", QUOTED)


def _begun(lines: list[str]) -> Iterator[Entry]:
    """Yield where posts begin, and accounts that the page shows between and beside them."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    end = 0
    for n, place in enumerate(filled):
        for size in SIZES if "@" in lines[place] else ():
            told = " ".join(lines[each].strip() for each in filled[n : n + size])
            match = _HEAD.fullmatch(told) or (_ACCOUNT.fullmatch(told) if size > 1 else None)
            if match:
                over = [(each, lines[each].strip()) for each in filled[:n][-2:] if each >= end]
                start, name = place, match[1]
                if not name and over and _NAME.fullmatch(over[-1][1]):
                    start, name = over.pop()
                is_told = bool(name and over and _ABOVE.fullmatch(over[-1][1]))
                start, above = over[-1] if is_told else (start, "")
                end = filled[n : n + size][-1] + 1
                yield Entry(start, end, above, name or None, match[2], match[3])
                break
        else:
            if "@" in lines[place] and _is_opened(lines, filled, n, end):
                start, end = filled[n - 1], place + 1
                name, handle = lines[start].strip(), lines[place].strip()
                yield Entry(start, end, "", name, handle[1:], OPENED)


def _is_opened(lines: list[str], filled: Sequence[int], n: int, end: int) -> bool:
    """Return whether a line is the handle of who wrote the post that a page is of: it has its day
    below, and the page begins with name and handle, or "Conversation" stands above them."""
    if n < 1 or filled[n - 1] < end or not _HANDLE.fullmatch(lines[filled[n]].strip()):
        return False
    is_first = n == 1 or lines[filled[n - 2]].strip() == "Conversation"
    return is_first and any(_FOOT.fullmatch(lines[each].strip()) for each in filled[n:])


def _entries(document: Document) -> Iterator[Entry]:
    """Yield the posts with their texts; other lines of the page are counted."""
    lines = [line.removesuffix("\r") for line in document.text.split("\n")]
    begun = list(_begun(lines))
    starts = [*(entry.start for entry in begun), len(lines)]
    beside = set(range(starts[0]))
    _refuse_unread(document, 0, "\n".join(lines[: starts[0]]))
    is_elsewhere = False
    for n, (entry, end) in enumerate(zip(begun, starts[1:], strict=True)):
        is_elsewhere = is_elsewhere and entry.when != OPENED  # the next page begins
        if is_elsewhere:
            document.at(entry.body).count("post", ELSEWHERE)
            continue
        rest = (place for place in range(entry.body, end) if _PAGE.fullmatch(lines[place].strip()))
        last = next(rest, end)
        is_elsewhere = any(_SOURCED.fullmatch(line.strip()) for line in lines[entry.body : end])
        is_card, is_opened = entry.when == FOLLOW, entry.when == OPENED
        quotes = is_opened and n + 1 < len(begun) and begun[n + 1].is_quoted
        reach = range(entry.body, starts[n + 2] if quotes else last)
        foot = next((place for place in reach if _FOOT.fullmatch(lines[place].strip())), last)
        if is_card or is_opened:
            entry = _dated(entry, lines[foot].strip() if foot < reach.stop else "")
        last = min(last, foot)
        beside.update(range(last if entry.when else entry.start, end))
        if entry.when:
            body = lines[entry.body : last]
            _refuse_unread(document, entry.body, "\n".join(body))
            yield _with_words(entry, body, is_card=is_card)
    for place in sorted(beside):
        if lines[place].strip():
            document.at(place + 1).count("line", BESIDE)


def _with_words(entry: Entry, body: list[str], *, is_card: bool) -> Entry:
    """Return a post with its words: what the page shows below them is taken from the lines."""
    is_cut = is_card and _take_quoted(body)
    below = _popped(body, _FURNITURE, len(body))
    _popped(body, _NUMBER, NUMBERS)
    below += _popped(body, _FURNITURE, len(body))
    text = _text("\n".join(body))
    return replace(entry, text=text, is_truncated=is_cut or "Show more" in below)


def _dated(entry: Entry, foot: str) -> Entry:
    """Return a post with day and clock of the line below its text; an account has none."""
    match = _FOOT.fullmatch(foot)
    if match is None:
        return replace(entry, when="")
    return replace(entry, when=match[4], clock=ages.clock(match[1], match[2], match[3]))


def _take_quoted(body: list[str]) -> bool:
    """Take a post that a card shows below its text, from the name above its handle on; return
    whether there was one, or a mention alone on its line: nobody can tell."""
    at = next((n for n, line in enumerate(body) if _HANDLE.fullmatch(line.strip())), None)
    if at is not None:
        del body[max(at - 1, 0) :]
    return at is not None


def _refuse_unread(document: Document, body: int, text: str) -> None:
    if unread := _UNREAD.search(text):
        line = body + text.count("\n", 0, unread.start()) + 1
        raise document.at(line).error(
            f"{unread[0].split()[0]} begins a post whose day or age is not in English.",
            do="Set X to English and copy the page again.",
        )


def _popped(lines: list[str], form: re.Pattern[str], most: int) -> list[str]:
    """Take at most so many lines of a form from the end, and the blank ones, and return them."""
    found: list[str] = []
    while lines and len(found) < most and form.fullmatch(lines[-1].strip()):
        found += filter(None, [lines.pop().strip()])
    return found


def _text(body: str) -> str:
    """Return the words of the author, behind the mentions that the page tells as replied to."""
    to = _REPLYING.match(body)
    own = _MENTION.sub(r"\1", body[to.end() if to else 0 :]).strip()
    before = re.findall(r"@\w+", to[1]) if to else []
    return " ".join([*before, own]) if own else ""


def _post(document: Document, entry: Entry, quoted: str | None) -> Post:
    return fields.make(
        document.at(entry.body),
        id=entry.id,
        handle=entry.handle,
        name=entry.name,
        text=entry.text,
        created_at=ages.day(document, entry.body, entry.when, entry.clock),
        quotes=quoted,
        is_truncated=entry.is_truncated,
    )
