"""Text copied from a page of Bluesky or Mastodon: name, @handle with its domain, age or day, text.

The age stands behind the handle, or, on older pages of Mastodon, above the name. The post that a
page is of has its day and clock below the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter

from pipeline.readers import ages, fields
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post, stable_id

NAME = "text copied from Bluesky or Mastodon (Name / @handle.domain / 2h / text)"
BESIDE = "beside the posts of the page, left out"
CARD = "below a link, where the page draws what it leads to: left out"
NO_TEXT = "without text of its own (a picture, numbers, what it quotes), left out"
PASSED_ON = "shown as passed on by somebody, credited to its author"
SIZES = (1, 2, 3, 4)  # lines of name, handle, "·" and the age
NUMBERS = 3  # below a post: replies, reposts, likes; which of them are missing is not told
CARD_LINES = 2  # above the domain: a title, a description
AHEAD = 100  # lines between the name of an opened post and its day
OPENED = "opened"  # in place of the age, where the day stands below the text
_MARKS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F))
_DOMAIN = r"[\w-]+(?:\.[\w-]+)+"
_HANDLE = rf"@(?P<handle>{_DOMAIN}|\w[\w.-]*@{_DOMAIN})"
_HERE = rf"@(?P<handle>\w[\w.-]*(?:@{_DOMAIN})?)"  # of the server that the page is of, too
_WHEN = rf"(?:\d{{1,2}} ?(?:mo|[smhdwy])|now|{ages.DAY}(?:,? \d{{4}})?)"
_AGED = re.compile(rf"(?P<when>{_WHEN})(?: ago)?\W*(?: edited)?", re.IGNORECASE)
_HEAD = re.compile(
    rf"(?:(?P<name>[^@].{{0,80}}?) )?{_HANDLE} ?[·•]? ?(?P<when>{_WHEN})(?: ago)?\W*"
)
_HEAD_HERE = re.compile(_HEAD.pattern.replace(_HANDLE, _HERE))
_ALONE = re.compile(rf"(?:(?P<name>[^@].{{0,80}}?) )?{_HANDLE}")
_ALONE_HERE = re.compile(_ALONE.pattern.replace(_HANDLE, _HERE))
_UNREAD = re.compile(  # "· 2 Std.", "5 min", "5/14/2024", "14. Mai 2024", "il y a 2 h"
    rf"(?:[^@].{{0,80}}? )?{_HANDLE} ?(?:[·•] ?[^\s·•].{{0,24}}|(?:[^\W\d]+ ){{0,3}}\d{{1,2}}"
    r"\.? ?[^\W\d]{1,9}\.?(?: \d{4})?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})"
)
_UNREAD_HERE = re.compile(_UNREAD.pattern.replace(_HANDLE, _HERE))
_UNREAD_ABOVE = re.compile(rf"\d{{1,2}}\.? [^\W\d]{{1,9}}\.?(?: \d{{4}})? \S.{{0,80}} {_HERE}")
_FOOT = re.compile(
    rf"(?P<when>(?:{ages.MONTH}\w* \d{{1,2}}|\d{{1,2}} {ages.MONTH}\w*),? \d{{4}})(?:,| at) ?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?:\s?(?P<half>[AP])M)?(?: ?·.*)?"
)
_ABOVE = re.compile(
    r"Pinned(?: post)?|Reposted by \S.{0,60}|\S.{0,60} (?:reposted|boosted)|Continued thread",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:Repl(?:y|ied) to|In reply to) (?P<name>[^\s:][^:]{0,80})(?<![.!?])")
_FOLLOW = re.compile(r"\+? ?Follow(?:ing| back)?")
_NUMBER = re.compile(r"\d[\d,]{0,14}\+?|\d+(?:\.\d+)?[KM]|")
_COUNTED = (
    r"\d[\d,.]{0,9}[KM]? (?:repl(?:y|ies)|(?:re)?posts?|quotes?|boosts?|likes?|favou?rites?|saves?)"
)
_FURNITURE = re.compile(
    r"ALT|GIF|Translate(?: post)?|Show (?:more|less|thread)|Read more|Continue thread|"
    r"View full thread|(?:Show|Read|View|Load) (?:\d+ )?(?:more|hidden) repl(?:y|ies)|"
    rf"(?:{_COUNTED}[ ·•]*)+|"
)
_CUT = ("Show more", "Read more")
_END = re.compile(  # columns beside the posts, behind them in what is copied
    r"Search|Home|Explore|Notifications|Chat|Feeds|Lists|Saved|Profile|Settings|New Post|Discover|"
    r"Following|More feeds|Trending(?: now)?|End of feed|Feedback|Privacy|Terms|Help|[•·]|Log ?in|"
    r"Create account|Sign (?:in|up)|Live feeds|Private mentions|Bookmarks|Favou?rites|Preferences"
)
_LINKED = re.compile(r"https?://\S|(?<![@\w.-])(?:[\w-]+\.)+[a-z]{2,12}/\S")
_BARE_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}")


@dataclass(frozen=True)
class Entry:
    """A post of the page, in lines from 0; `to` is the name of whom it replies to."""

    start: int  # its first line
    body: int  # the first line of its text
    name: str | None
    handle: str
    when: str
    clock: str = ""
    above: str = ""
    to: str | None = None
    text: str = ""
    is_truncated: bool = False

    @property
    def id(self) -> str:
        """What stands for the post, the same in each copy of the page that shows its day."""
        shown = None if ages.AGE.fullmatch(self.when) else self.when
        return stable_id("post", self.handle, shown, self.text)


def sniff(head: Head) -> bool:
    """Return whether a handle with its domain stands beside an age or a day, or above a text that
    ends in day and clock."""
    return not head.is_json and any(_begun(head.text.split("\n")))


def read(document: Document) -> Iterator[Post]:
    """Yield the posts, oldest first. Whom a post replies to is told by name: where one post by that
    name is older, it is that post.

    A post that stands twice is one: pages are copied in pieces that overlap, and show what a post
    quotes inside it. A drawn link's title is nobody's words.

    Raises: InputError where a post begins whose day or age is not read.
    """
    shown = list({entry.id: entry for entry in _entries(document)}.values())
    order = [ages.recency(entry.when, entry.clock) for entry in shown]
    if ages.is_newest_first(document, order, shown):
        shown, order = shown[::-1], order[::-1]
    by_name: dict[str | None, list[str]] = defaultdict(list)
    for _, entry in sorted(zip(order, shown, strict=True), key=itemgetter(0)):
        place = document.at(entry.body)
        if entry.above.startswith("Repost") or entry.above.endswith(("posted", "boosted")):
            place.count("post", PASSED_ON)
        if not entry.text:
            place.count("post", NO_TEXT)
            continue
        named = by_name[entry.to] if entry.to else []
        post = fields.make(
            place,
            id=entry.id,
            handle=entry.handle,
            name=entry.name,
            text=entry.text,
            created_at=ages.day(document, entry.body, entry.when, entry.clock),
            reply_to=named[0] if len(named) == 1 else None,
            is_truncated=entry.is_truncated,
        )
        by_name[entry.name or entry.handle].append(post.id)
        yield post


def _begun(lines: list[str]) -> Iterator[Entry]:
    """Yield where posts begin. Handles without a domain count on a page that has some with one."""
    filled = [(n, _told(line)) for n, line in enumerate(lines) if _told(line)]
    found = list(_heads(filled, _HEAD, _ALONE))
    if found:
        yield from _heads(filled, _HEAD_HERE, _ALONE_HERE) if _is_server(found) else found


def _is_server(found: Sequence[Entry]) -> bool:
    return any("@" in entry.handle for entry in found)


def _heads(
    filled: Sequence[tuple[int, str]], aged: re.Pattern[str], alone: re.Pattern[str]
) -> Iterator[Entry]:
    end = 0
    for n, (place, line) in enumerate(filled):
        if "@" not in line or place < end:
            continue
        over = [each for each in filled[max(n - 3, 0) : n] if each[0] >= end]
        for size in SIZES:
            below = filled[n : n + size]
            match = aged.fullmatch(" ".join(line for _, line in below))
            if match and (size > 1 or "·" in line or "•" in line):  # "I saw @ana.example.org now!"
                end = below[-1][0] + 1
                yield _entry(end, match, match["when"], over, place)
                break
        else:
            match = alone.fullmatch(line)
            named = over if match and match["name"] else over[:-1]
            age = _AGED.fullmatch(named[-1][1]) if named else None
            if match and age:
                end = place + 1
                over = [each for each in over if each != named[-1]]
                entry = _entry(end, match, age["when"], over, place)
                yield replace(entry, start=min(entry.start, named[-1][0]))
            elif match and not match["name"] and over and _is_opened(filled[n + 1 : n + AHEAD]):
                end = place + 1
                yield _entry(end, match, OPENED, over, place)


def _is_opened(below: Sequence[tuple[int, str]]) -> bool:
    """Return whether a day with a clock comes before the next handle."""
    for _, line in below:
        if _FOOT.fullmatch(line):
            return True
        if _ALONE_HERE.fullmatch(line) or _HEAD_HERE.fullmatch(line):
            return False
    return False


def _entry(
    body: int, match: re.Match[str], when: str, over: list[tuple[int, str]], start: int
) -> Entry:
    """Return the post whose head matches; a name and who passed it on may stand over that."""
    name = match["name"]
    if not name and over and not _NUMBER.fullmatch(over[-1][1]):
        *over, (start, name) = over
    told = over[-1][1] if over else ""
    above = told if _ABOVE.fullmatch(told) or _TO.fullmatch(told) else ""
    start = over[-1][0] if above else start
    return Entry(start, body, name, match["handle"], when, above=above)


def _entries(document: Document) -> Iterator[Entry]:
    """Yield the posts with their texts; other lines of the page are counted."""
    lines = [line.removesuffix("\r") for line in document.text.split("\n")]
    begun = list(_begun(lines))
    if not begun:  # the line in which what was sniffed at broke off
        return
    is_server = _is_server(begun)
    end = _end(lines, begun[-1].body)
    ends = [*(entry.start for entry in begun[1:]), end]
    beside = [*range(begun[0].start), *range(end, len(lines))]
    _refuse_unread(document, 0, lines[: begun[0].start], is_server=is_server)
    for entry, end in zip(begun, ends, strict=True):
        last, foot_is_below = end, entry.when == OPENED
        if foot_is_below:
            feet = ((at, _FOOT.fullmatch(_told(lines[at]))) for at in range(entry.body, end))
            last, foot = next(((at, foot) for at, foot in feet if foot), (end, None))
            beside += range(last + 1 if foot else entry.start, end)
            if foot is None:
                continue
            clock = ages.clock(foot["hour"], foot["minute"], foot["half"])
            entry = replace(entry, when=foot["when"], clock=clock)
        body = lines[entry.body : last]
        _refuse_unread(document, entry.body, body, is_server=is_server)
        if foot_is_below and body and _FOLLOW.fullmatch(_told(body[0])):
            body[0] = ""  # a button
        to = _TO.fullmatch(entry.above)
        if not to and body and (to := _TO.fullmatch(_told(body[0]))):
            body[0] = ""
        is_truncated = any(line in _CUT for line in _pop_numbers(body))
        _take_card(document, entry, body, is_server=is_server)
        text = "\n".join(body).strip()
        yield replace(entry, to=to and to["name"], text=text, is_truncated=is_truncated)
    for at in beside:
        if _told(lines[at]):
            document.at(at + 1).count("line", BESIDE)


def _end(lines: list[str], body: int) -> int:
    """Return where the page goes on behind its last post: two lines of its columns in a row."""
    filled = [n for n in range(body, len(lines)) if _told(lines[n])]
    is_end = [_END.fullmatch(_told(lines[n])) is not None for n in filled]
    both = (n for n, (one, other) in zip(filled, pairwise(is_end), strict=False) if one and other)
    return next(both, len(lines))


def _refuse_unread(document: Document, start: int, lines: list[str], *, is_server: bool) -> None:
    unread = _UNREAD_HERE if is_server else _UNREAD
    filled = [(start + n + 1, _told(line)) for n, line in enumerate(lines) if _told(line)]
    for n, (at, line) in enumerate(filled):
        for size in SIZES if n and "@" in line else ():
            over = " ".join(line for _, line in filled[max(n - 2, 0) : n + 1])
            if unread.fullmatch(" ".join(line for _, line in filled[n : n + size])) or (
                is_server and n > 1 and _UNREAD_ABOVE.fullmatch(over)
            ):
                raise document.at(at).error(
                    f"{line[:80]} begins a post whose day or age is not read.",
                    do="Set the page to English, copy it again, and write days as May 14, 2024.",
                )


def _pop_numbers(body: list[str]) -> list[str]:
    """Take the numbers below a post off its end, and what the page writes beside them; return
    these lines."""
    numbers = 0
    popped: list[str] = []
    while body:
        line = _told(body[-1])
        is_number = bool(line) and numbers < NUMBERS and _NUMBER.fullmatch(line) is not None
        if not is_number and not _FURNITURE.fullmatch(line):
            break
        numbers += is_number
        popped.append(line)
        body.pop()
    return popped


def _take_card(document: Document, entry: Entry, body: list[str], *, is_server: bool) -> None:
    """Take off the end the lines in which the page draws where a link leads: Bluesky ends them with
    the domain, of Mastodon's nothing tells them from the author's."""
    filled = [n for n, line in enumerate(body) if _told(line)]
    links = [n + 1 for n in filled if _LINKED.search(body[n])]
    if not is_server:
        if len(filled) < 2 or not _BARE_DOMAIN.fullmatch(_told(body[filled[-1]])):
            return
        links = links or [filled[max(len(filled) - 1 - CARD_LINES, 1)]]
    for n in filled:
        if links and n >= links[-1]:
            document.at(entry.body + n + 1).count("line", CARD)
    del body[links[-1] if links else len(body) :]


def _told(line: str) -> str:
    """Return a line without the marks for its direction, and the blanks around it."""
    return " ".join(line.translate(_MARKS).split())
