"""The nouns of a run, one frozen and validated record each, in the order of their making."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    StringConstraints,
    field_validator,
    model_serializer,
    model_validator,
)

EntityKind = Literal["mention", "hashtag", "url", "cashtag"]
CutKind = Literal["label", "mention", "hashtag", "url", "junk", "repost", "mark"]
AnswerKind = Literal["question", "answer", "reply", "greeting", "host", "repost", "other"]
Role = Literal["guest", "host", "community"]
Use = Literal["top", "short", "closing"]
SetAside = Literal[
    "repost",
    "duplicate",
    "truncated",
    "promotion",
    "not in the chat's time",
    "private",
    "disputed author",
    "empty",
]

Unit = Annotated[float, Field(ge=0.0, le=1.0)]
Identifier = Annotated[str, StringConstraints(min_length=1)]
LEFT_OUT = " [...] "  # stands in a quote where something of its author's is left out
SESSION_STEP = 1000  # what a later session's numbers lie apart: 1002 is Q2 of the second session
SCORE_DIGITS = 4  # scores in files: finer than anyone reads, coarser than float noise


def stable_id(prefix: str, *parts: object) -> str:
    """Return an id that is the same on every run and machine: prefix, dash, 12 hex digits."""
    joined = "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    return f"{prefix}-{hashlib.sha256(joined).hexdigest()[:12]}"


class Record(BaseModel):
    """A frozen record: unknown fields and values of the wrong type are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, context: Any, /) -> None:
        """Share the set of given fields with records alike: it takes as much as their values."""
        given = frozenset(self.__pydantic_fields_set__)
        shared = _GIVEN.setdefault(given, set(given))
        object.__setattr__(self, "__pydantic_fields_set__", shared)


_GIVEN: dict[frozenset[str], set[str]] = {}


class Span(Record):
    """A slice of a text in code points, `text[start:end]`."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _in_order(self) -> Span:
        if self.end < self.start:
            raise ValueError(f"end {self.end} lies before start {self.start}")
        return self


class Entity(Span):
    """A mention, hashtag, link or cashtag; `text` is as written, its mark (@, #, $) included."""

    kind: EntityKind
    text: str


class Cut(Span):
    """A piece at the edge of a text that is not part of what its author says."""

    kind: CutKind


class Label(Span):
    """The author's own label: kind A or Q, the question's number, the part ("a" in A1a) if any."""

    kind: Literal["A", "Q"]
    question: Annotated[int, Field(ge=0)]
    part: str | None = None
    also: tuple[int, ...] = ()  # further questions that the same post answers ("A1 ... and A2 ...")


class Post(Record):
    """One post of the export. `text` is raw: as its author wrote it, entities unescaped once.

    `lang` is the export's, or found out where the words leave no doubt; `question` is the one under
    which the export itself files the post (a consultation, the sheet of a form). A repost or repeat
    names the post that it repeats in `duplicate_of`, and in `similarity` how alike the two are (1:
    the same words); `support` is how many posts repeat this one.
    """

    id: Identifier
    handle: Identifier
    name: str | None = None
    text: str
    created_at: str | None = None
    url: str | None = None
    reply_to: str | None = None
    quotes: str | None = None
    repost_of: str | None = None
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    lang: str | None = None
    source: str | None = None
    question: Annotated[int, Field(ge=0, lt=SESSION_STEP)] | None = None
    is_truncated: bool = False
    is_private: bool = False
    entities: tuple[Entity, ...] = ()
    label: Label | None = None
    cuts: tuple[Cut, ...] = ()
    body: tuple[int, int] | None = None
    thread: str | None = None
    duplicate_of: str | None = None
    similarity: Unit | None = None
    support: Annotated[int, Field(ge=0)] = 0
    set_aside: SetAside | None = None

    @field_validator("handle")
    @classmethod
    def _without_at(cls, handle: str) -> str:
        return handle.strip().removeprefix("@")

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
    def span(self) -> tuple[int, int]:
        """What the author says, without the cuts at the edges, as (start, end)."""
        return self.body if self.body is not None else (0, len(self.text))

    @property
    def said(self) -> str:
        """The text without the cuts at its edges: still a slice of `text`."""
        start, end = self.span
        return self.text[start:end]


DAY_LENGTH = len("2019-06-06")


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


class Source(Record):
    """One input file of a chat: its name, what was recognised, and its digest."""

    name: str
    format: str
    sha256: str
    posts: int


class Chat(Record):
    """What is known about the chat as a whole: given in chat.toml, named by the export itself (the
    names of those fields stand in `exported`), or found in the posts."""

    chat: Identifier
    title: str | None = None
    hashtag: str | None = None
    host: tuple[str, ...] = ()
    guest: tuple[str, ...] = ()
    date: str | None = None
    questions: tuple[str, ...] = ()
    exported: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    found: tuple[str, ...] = ()  # in words: what was not given and how it was found out
    notes: tuple[str, ...] = ()  # in words: what readers met that a writer should know

    def giver(self, name: str) -> str:
        """Return where a field of the chat comes from, in words."""
        return "named by the export" if name in self.exported else "given in chat.toml"


class Person(Record):
    """One author: the role, with the reason for it in words, and how much they wrote."""

    handle: Identifier
    name: str | None = None
    role: Role
    why: str
    posts: int
    answers: int


def question_name(number: int) -> str:
    """Return how people call a question: "Q2", or "Q2 of session 2" where numbers start anew."""
    session, own = divmod(number, SESSION_STEP)
    return f"Q{own} of session {session + 1}" if session else f"Q{own}"


def own_number(number: int) -> int:
    """Return the number that the host gave a question, also in a later session."""
    return number % SESSION_STEP


def session_of(number: int) -> int:
    """Return the session of a question, counted from 1."""
    return number // SESSION_STEP + 1


def number_of(own: int, session: int) -> int:
    """Return the number of a question that its host calls `own` in a session counted from 1."""
    return own + SESSION_STEP * (session - 1)


class Asked(Record):
    """A record of a question, or under one.

    Where an export holds several sessions whose numbers start anew, those of later sessions lie
    1000 apart in the program, so that no two questions share a number. Files say it as people do:
    the host's own number, and `session` where it is a later one.
    """

    numbered: ClassVar[str] = "question"  # the field that holds the number
    rare: ClassVar[tuple[str, ...]] = ()  # fields that files name only where they hold something

    @model_validator(mode="before")
    @classmethod
    def _of_its_session(cls, values: Any) -> Any:
        if not isinstance(values, dict) or "session" not in values:
            return values
        number, session = values.get(cls.numbered), values["session"]
        if not isinstance(number, int) or not isinstance(session, int) or session < 1:
            return values
        rest = {key: value for key, value in values.items() if key != "session"}
        return rest | {cls.numbered: number_of(own_number(number), session)}

    @model_serializer(mode="wrap")
    def _with_its_session(
        self, dump: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, Any]:
        values: dict[str, Any] = dump(self)
        number = values.get(self.numbered)
        if info.mode == "json" and number is not None and number >= SESSION_STEP:
            values[self.numbered] = own_number(number)
            values["session"] = session_of(number)
        for name in self.rare:
            if not values.get(name, True):
                del values[name]
        return values


class Question(Asked):
    """A question of the chat under the host's own number; `post_id` is the post that asks it.

    A chat whose host asks no numbered questions has segments in their place.
    """

    numbered: ClassVar[str] = "number"

    number: Annotated[int, Field(ge=0)]
    text: str
    post_id: str | None = None
    asked_at: str | None = None
    handle: str | None = None
    also_asked: tuple[str, ...] = ()  # posts that ask it again or follow it up
    evidence: tuple[str, ...] = ()
    is_segment: bool = False  # nobody asked it: a stretch of the chat, named from its words

    @property
    def session(self) -> int:
        """The session that it belongs to, counted from 1."""
        return session_of(self.number)


class Answer(Asked):
    """Where one post belongs: its question or none, what it is, how sure, and why in words.

    `confidence` is in its question; `answer_chance` is how likely it is a substantive answer.
    """

    post_id: Identifier
    question: int | None
    kind: AnswerKind
    confidence: Unit
    answer_chance: Unit = 1.0
    evidence: tuple[str, ...]
    reason: str | None = None  # why a post that is neither answer nor reply is set aside


class Theme(Asked):
    """A point that several answers to one question share; `medoid` is its most typical post."""

    id: Identifier
    question: int | None
    keywords: tuple[str, ...]
    post_ids: tuple[str, ...]
    voices: int
    medoid: str


class Reason(Record):
    """One reason for a score, in words, with what it adds or takes away."""

    text: str
    value: float


class Part(Span):
    """A further part of a line, from another post of its author: `post.text[start:end]`."""

    post_id: Identifier
    text: str


class Line(Span, Asked):
    """A quotable candidate: exactly `post.text[start:end]`, with its score and the reasons.

    `placed` is how likely its post is an answer, and one to this question; 1 where it has none.
    `joined`, only in lines that their author spread over several posts, is what follows in those.
    """

    rare: ClassVar[tuple[str, ...]] = ("joined",)

    id: Identifier
    post_id: Identifier
    text: str
    question: int | None
    theme: str | None
    score: Unit
    placed: Unit = 1.0
    stands_alone: Unit
    reasons: tuple[Reason, ...]
    joined: tuple[Part, ...] = ()

    @property
    def said(self) -> str:
        """The whole of the line, all its parts."""
        return _said(self)

    @property
    def post_ids(self) -> tuple[str, ...]:
        """The posts that it is from, in order."""
        return _post_ids(self)


class Pick(Span, Asked):
    """A line chosen for the recap, in the order of choice, with what choosing it gained.

    `pieces` is what is printed of it where an editor cut its middle: [start, end) in the post.
    `joined` is as in the line.
    """

    rare: ClassVar[tuple[str, ...]] = ("joined",)

    question: int | None
    rank: Annotated[int, Field(ge=1)]
    line_id: Identifier
    post_id: Identifier
    text: str
    handle: Identifier
    name: str | None
    url: str | None
    role: Role
    score: Unit
    gain: float
    reasons: tuple[Reason, ...]
    pieces: tuple[tuple[int, int], ...] = ()
    joined: tuple[Part, ...] = ()

    @property
    def said(self) -> str:
        """The whole of the line, all its parts."""
        return _said(self)

    @property
    def post_ids(self) -> tuple[str, ...]:
        """The posts that it is from, in order."""
        return _post_ids(self)

    @model_validator(mode="after")
    def _made_of_its_pieces(self) -> Pick:
        edges = [edge for piece in self.pieces for edge in piece]
        ends = (self.start, self.end)
        if edges and (edges != sorted(set(edges)) or (edges[0], edges[-1]) != ends):
            raise ValueError("its pieces are not in order from its start to its end")
        return self


def _said(quote: Line | Pick) -> str:
    return LEFT_OUT.join([quote.text, *(part.text for part in quote.joined)])


def _post_ids(quote: Line | Pick | Decision) -> tuple[str, ...]:
    return (quote.post_id, *(part.post_id for part in quote.joined))


class Top(Pick):
    """A line of the whole chat for a use of its own, by its rank there.

    "top" are the best picks, "short" is short enough to share, "closing" ends a recap.
    """

    use: Use


class Decision(Asked):
    """What stands decided about one line that an editor saw, and how they saw it.

    "seen" is a line that was passed over: shown above a decided one, and left. `joined` is as in
    the line.
    """

    rare: ClassVar[tuple[str, ...]] = ("joined",)

    line_id: Identifier
    post_id: Identifier
    question: int | None
    pieces: tuple[tuple[int, int], ...]  # [start, end) in the post, as it is to be printed
    decision: Literal["accept", "reject", "skip", "seen"]
    reason: str | None = None
    rank: int | None = None  # its place in the queue when it was seen, from 1
    explored: bool = False  # it was put there to learn from, not by its score
    editor: Identifier
    decided_at: str
    model: str | None = None  # version and digest of the ranker that ranked it
    joined: tuple[Part, ...] = ()

    @property
    def post_ids(self) -> tuple[str, ...]:
        """The posts that its line is from, in order."""
        return _post_ids(self)
