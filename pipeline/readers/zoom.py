"""The chat that Zoom saves of a meeting: "20:14:05 From Ana To Everyone:", the text below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import regex

from pipeline.readers import fields, times
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post, stable_id

NAME = "Zoom chat text (20:14:05 From Ana To Everyone:)"
NOT_PUBLIC = "a chat of Zoom may not be public: ask who wrote a line before you print it"
NO_DAY = "only clock times: the day is not known (say it with date in chat.toml)"
REACTION = "of a reaction alone, counted as a like"
NO_WORDS = "without words, left out"
RECORDED = "the times of this file may count from the beginning of the recording"
BY_ME = 'by "Me", which is who copied the chat: put their name in its place'
NAMED_BY = (20, 50)  # characters of a post by which replies name it, in old versions and new ones
A_STEP = 10  # minutes: a clock that goes back by more is of another day, for messages are in order
_MOMENT = r"(?:(?P<day>\d{4}-\d\d-\d\d) )?(?P<clock>\d{1,2}:\d\d:\d\d)"
_ABOVE = regex.compile(rf"{_MOMENT}\s+From\s+(?P<sent>\S.{{0,200}}):[ \t]*(?P<text>)")
_BEFORE = regex.compile(rf"{_MOMENT}\s+From\s+(?P<sent>\S.{{0,200}}?) : ?(?P<text>.*)")
_RECORDED = regex.compile(rf"{_MOMENT}\t(?P<sent>[^\t]{{1,200}}):\t(?P<text>.*)")
_COPIED = regex.compile(  # out of the window: "From Ana to Everyone:  02:42 PM", "... (14:42)"
    r"From\s+(?P<sent>\S.{0,200}?\s[Tt]o\s+\S.{0,80}?):?\s+"
    r"\(?(?P<clock>\d{1,2}:\d\d)(?: ?(?P<half>[AP])M)?\)?(?:: (?P<text>.*))?"
)
_TO = regex.compile(r"(?P<author>.*\S)\s+[Tt]o\s+(?P<to>\S.*)")
_ALL = regex.compile(  # what is sent to others is private
    r"everyone(?:\s*\(?in meeting\)?)?|all panelists and attendees", regex.IGNORECASE
)
_LIKED = regex.compile(
    r"(?P<names>[^:]+):(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2})"
    r"[\p{Extended_Pictographic}\p{M}\p{Sk}\p{Cf}]*+"
)
_REACTED = regex.compile(
    r'(?P<sign>Reacted to|Removed a .{1,40} reaction from) "(?P<shown>.{1,60})"(?: with .{1,40})?',
    regex.DOTALL,
)
_REPLYING = regex.compile(r'Replying to "(?P<shown>.{1,60}?)":?[ \t]*(?:\n|\Z)', regex.DOTALL)


@dataclass(frozen=True)
class Message:
    """A message as it is saved; where it has no day, `midnights` have passed since the first."""

    line: int
    day: str | None
    midnights: int
    clock: str
    author: str
    is_private: bool
    likes: int
    text: str


def sniff(head: Head) -> bool:
    """Return whether the first line says when who wrote, in one of Zoom's ways."""
    return _form(head.text) is not None


def read(document: Document) -> Iterator[Post]:
    """Yield the messages; those to one person or to a few are private.

    Raises: InputError with file and line for a time that is none.
    """
    document.findings.note(NOT_PUBLIC)
    posts: list[Post] = []
    named: dict[str, str] = {}  # how replies and reactions name a post -> its id
    likes: Counter[str | None] = Counter()
    said: Counter[tuple[str, str, str]] = Counter()
    for message in _messages(document):
        reacted, replying = _REACTED.fullmatch(message.text), _REPLYING.match(message.text)
        text = message.text[replying.end() :].strip() if replying else message.text
        if reacted or not text:
            document.at(message.line).count("message", REACTION if reacted else NO_WORDS)
        if reacted:
            likes[named.get(_shown(reacted))] += 1 if reacted["sign"] == "Reacted to" else -1
        elif text:
            key = (message.author, f"{message.day or message.midnights} {message.clock}", text)
            id = stable_id("post", *key, *([said[key]] if said[key] else []))
            said[key] += 1
            reply_to = named.get(_shown(replying)) if replying else None
            posts.append(_post(document, message, id=id, text=text, reply_to=reply_to))
            likes[id] = message.likes
            words = " ".join(text.split())
            named |= dict.fromkeys([words, *(words[:most].strip() for most in NAMED_BY)], id)
    for post in posts:
        yield post.model_copy(update={"likes": max(likes[post.id], 0) or None})


def _post(document: Document, message: Message, **given: str | None) -> Post:
    return fields.make(
        document.at(message.line),
        name=message.author,
        created_at=_moment(document, message),
        is_private=message.is_private,
        **given,
    )


def _moment(document: Document, message: Message) -> str | None:
    """Return when a message was sent by its clock, which is in the chat's zone."""
    day, first = message.day, document.chat.date
    if not day and not first:
        document.findings.note(NO_DAY)
        return None
    if not day:
        day = (date.fromisoformat(str(first)) + timedelta(days=message.midnights)).isoformat()
    parse = partial(times.from_iso, zone=fields.zone(document))
    return fields.moment(document.at(message.line), f"{day}T{message.clock.zfill(8)}", parse)


def _form(text: str) -> regex.Pattern[str] | None:
    """Return the form of the first line, that of most lines where it has two: one that says
    something and ends in a colon looks like one with its text below."""
    lines = [line.rstrip("\r") for line in text.lstrip().split("\n")]
    forms = [form for form in (_BEFORE, _ABOVE, _RECORDED, _COPIED) if form.fullmatch(lines[0])]
    return max(forms, key=lambda form: sum(map(bool, map(form.fullmatch, lines))), default=None)


def _messages(document: Document) -> Iterator[Message]:
    """Yield the messages; a line that does not begin one in the form of the first goes on."""
    form = _form(document.text)
    begun: list[tuple[int, regex.Match[str], list[str]]] = []
    for number, line in enumerate(document.text.split("\n"), 1):
        begins = line if begun else line.lstrip()
        match = form.fullmatch(begins.rstrip("\r")) if form else None
        if match:
            begun.append((number, match, [match["text"] or ""]))
        elif begun:
            begun[-1][2].append(line.removeprefix("\t").rstrip("\r"))
    if form is _RECORDED:
        document.findings.note(RECORDED)
    midnights, before = 0, 0
    for number, match, lines in begun:
        clock = _clock(match)
        hours, minutes, _ = map(int, clock.split(":"))
        now = 60 * hours + minutes
        midnights += before - now > A_STEP
        before = now
        sent = _TO.fullmatch(match["sent"].rstrip()) if form is not _RECORDED else None
        author = " ".join((sent["author"] if sent else match["sent"]).split())
        if form is _COPIED and author == "Me":
            document.at(number).count("message", BY_ME)
        yield Message(
            line=number,
            day=match.groupdict().get("day"),
            midnights=midnights,
            clock=clock,
            author=author,
            is_private=bool(sent and not _ALL.fullmatch(sent["to"])),
            likes=_likes(lines) if form is _ABOVE else 0,  # before the text: it takes lines away
            text="\n".join(lines).strip(),
        )


def _clock(match: regex.Match[str]) -> str:
    """Return the clock of a message with its seconds, in the form of 24 hours."""
    clock, half = str(match["clock"]), match.groupdict().get("half")
    if half:
        hour, minute = clock.split(":")
        clock = f"{times.of_24(hour, half):02d}:{minute}"
    return clock if clock.count(":") > 1 else f"{clock}:00"


def _likes(lines: list[str]) -> int:
    """Take the lines from the end that say who liked a message ("Ana, Jo:❤️"); return how many.

    What its author wrote stands above them.
    """
    while lines and not lines[-1].strip():
        lines.pop()
    likes = 0
    while len(lines) > 1 and any(lines[:-1]) and (liked := _LIKED.fullmatch(lines[-1])):
        likes += liked["names"].count(", ") + 1
        lines.pop()
    return likes


def _shown(match: regex.Match[str]) -> str:
    return " ".join(match["shown"].removesuffix("...").split())
