"""A post of the export, and what is found in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, field_validator, model_serializer

from pipeline.records.base import Identifier, Record, Span, Unit
from pipeline.records.handles import at_name, called
from pipeline.records.numbers import SESSION_STEP
from pipeline.records.requests import asks_not_to_be_quoted

EntityKind = Literal["mention", "hashtag", "url", "cashtag"]
CutKind = Literal["label", "mention", "hashtag", "url", "junk", "repost", "mark"]
SetAside = Literal[
    "repost",
    "duplicate",
    "truncated",
    "promotion",
    "not in the chat's time",
    "another chat",
    "private",
    "disputed author",
    "empty",
]
Filed = Annotated[int, Field(ge=0, lt=SESSION_STEP)]
OUTSIDE: dict[SetAside, str] = {  # what is no part of the chat, and why in words
    "not in the chat's time": "from long before or after the chat",
    "another chat": "under the hashtag of another chat",
}
BY_OTHERS: tuple[SetAside, ...] = ("repost", "disputed author")  # may be
DAY_LENGTH = len("2019-06-06")
_OTHER_LETTER = re.compile(r"[PpRrTt](?=\d)")
_LETTER = re.compile(r"[^\W\d_]")


class Entity(Span):
    """A mention, hashtag, link or cashtag; `text` is as written, its mark (@, #, $) included."""

    kind: EntityKind
    text: str

    @property
    def hashtag(self) -> str:
        """A hashtag as it is written, behind # were it ＃Slow."""
        return "#" + self.text[1:]

    @property
    def tag(self) -> str:
        """A hashtag as it is compared: in lower case behind #, were it written ＃Slow."""
        return self.hashtag.casefold()


class Cut(Span):
    """A piece at the edge of a text that is not part of what its author says."""

    kind: CutKind


class Label(Span):
    """The author's own label: kind A or Q, the question's number, the part ("a" in A1a) if any."""

    kind: Literal["A", "Q"]
    question: Annotated[int, Field(ge=0)]
    part: str | None = None
    also: tuple[int, ...] = ()  # further questions that the same post answers ("A1 ... and A2 ...")


def hashtags(entities: Iterable[Entity], label: Label | None = None) -> set[str]:
    """Return the hashtags as they are compared, without that of a label ("#A1 Never hurry it")."""
    tags = (entity for entity in entities if entity.kind == "hashtag")
    return {tag.tag for tag in tags if not (label and label.holds(tag))}


class Post(Record):
    """One post of the export, and what is found in its text."""

    id: Identifier
    handle: Identifier  # of its author, without the @; their name where there are no handles
    name: str | None = None  # of its author, as shown; the same as `handle` where that is a name
    text: str  # raw: as its author wrote it, entities unescaped once
    created_at: str | None = None  # ISO 8601 in UTC; the bare day where no more is known
    url: str | None = None
    reply_to: str | None = None  # id of the post that it replies to
    speaks_to: str | None = None  # handle of whom it answers, as its export says beside the text
    quotes: str | None = None  # id of the post that it quotes
    repost_of: str | None = None  # id of the post that it passes on
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    lang: str | None = None  # the export's, or found out where the words leave no doubt
    source: str | None = None  # file and line of the export where it stands
    moved: int = 0  # minutes by which its time was set right, only where it was
    question: Filed | None = None  # under which the export itself files it (a form's sheet)
    links: tuple[str, ...] = ()  # in full, what its text cuts off, shortens or leaves to a card
    is_truncated: bool = False  # its end may be missing in the export
    is_private: bool = False  # protected or not public
    warning: str | None = None  # behind which its author put it ("food", "long talk")
    entities: tuple[Entity, ...] = ()
    label: Label | None = None
    cuts: tuple[Cut, ...] = ()
    body: tuple[int, int] | None = None  # [start, end) of what its author says, between the cuts
    thread: str | None = None  # id of the first post of its thread
    duplicate_of: str | None = None  # id of the post that it repeats or passes on
    similarity: Unit | None = None  # to that post; 1: the same words
    support: Annotated[int, Field(ge=0)] = 0  # how many posts repeat it
    set_aside: SetAside | None = None  # why it is never picked

    @model_serializer(mode="wrap")
    def _without_what_is_rare(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        values: dict[str, Any] = dump(self)
        for field in ("moved", "speaks_to", "warning"):
            if not getattr(self, field):
                values.pop(field, None)
        return values

    @field_validator("handle", "speaks_to")
    @classmethod
    def _without_at(cls, handle: str | None) -> str | None:
        return handle and handle.strip().removeprefix("@")

    @field_validator("created_at")
    @classmethod
    def _in_utc(cls, value: str | None) -> str | None:
        return canonical_time(value) if value else None

    @cached_property
    def time(self) -> datetime | None:
        """The moment of posting in UTC, or None where only the day or nothing is known."""
        if self.created_at is None or not self.has_time:
            return None
        return datetime.fromisoformat(self.created_at)

    @property
    def has_time(self) -> bool:
        """Whether the moment is known, and not only the day or nothing."""
        return self.created_at is not None and len(self.created_at) != DAY_LENGTH

    @property
    def day(self) -> str | None:
        """The day of posting, YYYY-MM-DD in UTC, if known."""
        return self.created_at[:DAY_LENGTH] if self.created_at else None

    @property
    def file(self) -> str:
        """The file of the export where it stands, empty where none is known."""
        return (self.source or "").rpartition(":")[0]

    @property
    def at(self) -> str:
        """Its author as everything shows them: "@ana_bakes", or a name where it has no handle."""
        return at_name(self.handle, self.name)

    @property
    def is_labelled_answer(self) -> bool:
        """Whether its author labelled it as an answer: "A1"."""
        return self.label is not None and self.label.kind == "A"

    @property
    def is_labelled_question(self) -> bool:
        """Whether its author labelled it as a question: "Q1"."""
        return self.label is not None and self.label.kind == "Q"

    @property
    def letter(self) -> str:
        """The letter of its label as it stands there: in some chats R1 or T1 label as A1 does."""
        label = self.label
        if label is None:
            return ""
        own = _OTHER_LETTER.search(self.text, label.start, label.end)
        return own[0].upper() if own else label.kind

    @property
    def called(self) -> str:
        """Its author's handle as others write it: in small letters, without Mastodon's server."""
        return called(self.handle)

    @property
    def mentions(self) -> tuple[str, ...]:
        """Whom it mentions, in order, as in `called`; whom it answers stands first."""
        named = tuple(called(e.text[1:]) for e in self.entities if e.kind == "mention")
        return (self.answered, *named) if self.answered else named

    @property
    def opening(self) -> str:
        """Its text from behind the chat's hashtags, where it begins with these: "#chat @ana Yes"
        speaks to Ana as "@ana Yes #chat" does."""
        end = 0
        for cut in self.cuts:
            if cut.kind != "hashtag" or _LETTER.search(self.text, end, cut.start):
                break
            end = cut.end
        return self.text[end:]

    @property
    def addressed(self) -> tuple[str, ...]:
        """The handles with which it begins, as in `mentions`: no word stands before or between, but
        perhaps the chat's hashtag before them; or the one whom it answers by its export alone."""
        place = len(self.text) - len(self.opening)
        found = []
        for entity in self.entities:
            if entity.end <= place:
                continue
            if entity.kind != "mention" or _LETTER.search(self.text[place : entity.start]):
                break
            found.append(called(entity.text[1:]))
            place = entity.end
        return tuple(found) or ((self.answered,) if self.answered else ())

    @property
    def starts_with_name(self) -> bool:
        """Whether it speaks to somebody: it starts with a handle, the chat's hashtag, a dot and
        blanks aside, or would if the export had not left the handle out."""
        return self._names_first or self.answered is not None

    @property
    def answered(self) -> str | None:
        """Whom it answers where its export says so beside the text and the text does not begin with
        a handle, as in `called`."""
        who = called(self.speaks_to or "")
        is_other = who not in ("", self.called) and self.set_aside != "repost"
        return who if is_other and not self._names_first else None

    @property
    def _names_first(self) -> bool:
        return self.opening.lstrip(". ").startswith("@")

    @property
    def span(self) -> tuple[int, int]:
        """What the author says, without the cuts at the edges, as (start, end)."""
        return self.body if self.body is not None else (0, len(self.text))

    @property
    def said(self) -> str:
        """The text without the cuts at its edges: still a slice of `text`."""
        start, end = self.span
        return self.text[start:end]

    @property
    def asks_not_to_be_quoted(self) -> bool:
        """Whether its author does not want to be quoted, and passes on nobody who says so."""
        return self.set_aside not in BY_OTHERS and asks_not_to_be_quoted(self.said)


def count_voices(posts: Iterable[Post]) -> int:
    """Return how many people say something in `posts`: who only passes it on is no voice."""
    return len({post.handle.casefold() for post in posts if post.set_aside != "repost"})


def canonical_time(value: str) -> str:
    """Return ISO 8601 in UTC to the second with a Z, or the bare day where only the day is known.

    A time without a zone is taken as UTC; readers that know the zone convert before.

    Raises: ValueError when `value` is no ISO 8601 date or time.
    """
    text = value.strip()
    if len(text) == DAY_LENGTH:
        return date.fromisoformat(text).isoformat()
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        moment = moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{value!r} lies outside the calendar") from error
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= 1000 else _early(moment)


def _early(moment: datetime) -> str:
    # strftime does not pad years before 1000 on every platform
    return f"{moment.year:04d}-{moment:%m-%dT%H:%M:%S}Z"
