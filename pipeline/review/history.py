"""What editors did, as events that are only ever added."""

from __future__ import annotations

import json
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError, model_validator

from pipeline.errors import InputError
from pipeline.jsonl import problems
from pipeline.records import Identifier, Line, Part, Record, Role, Span

Kind = Literal[
    "accept", "reject", "skip", "order", "edit", "move", "rename", "merge", "split", "seen",
    "title", "role", "undo", "redo", "look",
]  # fmt: skip
ABOUT_A_LINE = frozenset({"accept", "reject", "skip", "order", "edit", "move", "seen"})
VERDICTS = frozenset({"accept", "reject", "skip", "order"})
LAYOUT = frozenset({"move", "rename", "merge", "split", "title", "role"})
LOOKING = frozenset({"seen", "look"})  # no decision, and told to nobody
NOT_UNDONE = LOOKING | {"undo"}  # an undo is taken back by redo
PLACES = 99

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Heading = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=80)]
EditorName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


def editor_key(name: str) -> str:
    """Return what is the same of one editor's name however it is typed: "Ana", "ana "."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Anchor(Span):
    """The line that an event is about, known again by its words even if its id changes."""

    line_id: Identifier
    post_id: Identifier
    text: str
    joined: tuple[Part, ...] = ()  # what it says in further posts

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What makes it the same line in another run."""
        return (self.post_id, self.start, self.end, self.text)


def anchor(line: Line) -> Anchor:
    """Return the anchor of a line."""
    return Anchor(
        line_id=line.id, post_id=line.post_id, start=line.start, end=line.end, text=line.said,
        joined=line.joined,
    )  # fmt: skip


class Deed(Record):
    """What an editor does: `client` is an id of the sender's, so that a deed sent twice is one.

    Deeds of one `act` are undone and redone together, in one step.

    `knew` is the number of the last event that the editor could see when deciding. A "redo" is
    asked for, and written as an "undo" of the undo that it brings back. The first "look" holds the
    posts that the run had then.
    """

    client: Key
    editor: EditorName
    session: Key | None = None  # of the editor's browser, which a new name leaves the same
    kind: Kind
    act: Key | None = None
    line: Anchor | None = None
    reason: Words | None = None  # of a rejection
    place: Annotated[int, Field(ge=1, le=PLACES)] | None = None  # in the recap of its question
    pieces: Annotated[tuple[tuple[int, int], ...], Field(max_length=8)] = ()
    printed: str | None = None  # what the pieces of an edit read: the post may be edited later
    question: Annotated[int, Field(ge=0)] | None = None
    theme: Key | None = None
    into: Key | None = None  # the theme that another one joins, or that is split off
    held: tuple[str, ...] = ()  # posts: of `theme`, to know it again, or at the first look
    into_held: tuple[str, ...] = ()  # those of `into`
    name: Words | None = None  # of a theme
    lines: Annotated[tuple[Anchor, ...], Field(max_length=500)] = ()  # that are split off
    title: Heading | None = None  # of the recap
    person: Identifier | None = None  # the handle of one who is credited with a role
    role: Role | None = None
    rank: int | None = None
    explored: bool = False
    model: str | None = None
    undoes: Annotated[int, Field(ge=1, lt=2**63)] | None = None  # as SQLite numbers events
    knew: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _whole(self) -> Deed:
        needs: dict[str, tuple[str, ...]] = {
            "order": ("place",),
            "edit": ("pieces",),
            "rename": ("theme", "name"),
            "merge": ("theme", "into"),
            "split": ("lines", "into", "name"),
            "look": ("held",),
            "title": ("title",),
            "role": ("person", "role"),
        }
        wanted = (("line",) if self.kind in ABOUT_A_LINE else ()) + needs.get(self.kind, ())
        missing = [name for name in wanted if not getattr(self, name)]
        if missing:
            raise ValueError(f"'{self.kind}' needs {', '.join(missing)}")
        if self.kind == "merge" and self.theme == self.into:
            raise ValueError("a theme cannot be merged into itself")
        return self


class Event(Record):
    """A deed as it stands in the history: its number in the order of all, and when (UTC)."""

    number: Annotated[int, Field(ge=1)]
    at: str
    deed: Deed


def to_json(deed: Deed) -> str:
    """Return a deed as it is stored; what is not set is left out. Lone surrogates are escaped."""
    return json.dumps(deed.model_dump(mode="python", exclude_defaults=True))


def from_json(text: str, *, where: str) -> Deed:
    """Return a stored deed.

    Raises: InputError with the place when it is damaged.
    """
    try:
        values: Any = json.loads(text)
        return Deed.model_validate(values)
    except ValidationError as error:
        raise InputError(f"not a deed: {problems(error)}.", where=where) from error
    except ValueError as error:
        raise InputError("not JSON.", where=where) from error
