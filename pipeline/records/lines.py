"""Lines that may be quoted, those that were picked, and what an editor made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from pipeline.records.base import Identifier, Record, Span, Unit
from pipeline.records.chats import Role
from pipeline.records.questions import Asked

Use = Literal["top", "short", "closing"]
FLAG = "flag: "  # begins a reason that an editor should look at before printing a line
# doubts the score, not the line; lines of earlier runs are known by these words
FOREIGN = "not in English, or not all of it; the score was learned on English"
NUMBERED = "credited to a phone number"
LEFT_OUT = " [...] "  # stands in a quote where something of its author's is left out


class Reason(Record):
    """One reason for a score, in words, with what it adds or takes away."""

    text: str
    value: float  # in points of the score; 0 where it only tells

    @property
    def flag(self) -> str:
        """What an editor should look at before the line is printed, "" where it tells no such."""
        is_one = self.text.startswith(FLAG) and self.text != FLAG + FOREIGN
        return self.text.removeprefix(FLAG) if is_one else ""


class Part(Span):
    """A further part of a line, from another post of its author: `post.text[start:end]`."""

    post_id: Identifier
    text: str


class Joined(Asked):
    """A record of a line, which its author may have spread over several posts."""

    rare: ClassVar[tuple[str, ...]] = ("joined",)

    if TYPE_CHECKING:  # fields that each record names in its own place: files keep their order
        post_id: Identifier
        joined: tuple[Part, ...]

    @property
    def post_ids(self) -> tuple[str, ...]:
        """The posts that the line is from, in order."""
        return (self.post_id, *(part.post_id for part in self.joined))


class Quote(Span, Joined):
    """A record that holds the words of a line."""

    if TYPE_CHECKING:
        text: str

    @property
    def said(self) -> str:
        """The whole of the line, all its parts."""
        return LEFT_OUT.join([self.text, *(part.text for part in self.joined)])


class Line(Quote):
    """A quotable candidate: exactly `post.text[start:end]`, with its score and the reasons, under
    the question of its post, or that of the label in front of it where the post has several."""

    id: Identifier
    post_id: Identifier
    text: str
    question: int | None
    theme: str | None  # the id of one of the same question
    score: Unit  # the chance that a recap editor prints it
    placed: Unit = 1.0  # how likely its post answers this question, or anything where it has none
    stands_alone: Unit  # how well it is understood without anything around it
    reasons: tuple[Reason, ...]  # for its score, the weightiest
    joined: tuple[Part, ...] = ()  # only where its author spread it over several posts: the rest

    @field_validator("reasons")
    @classmethod
    def _held_once(cls, reasons: tuple[Reason, ...], info: ValidationInfo) -> tuple[Reason, ...]:
        """Share reasons with the other lines of a file: they are most of what a line takes."""
        known: dict[tuple[str, float], Reason] | None = info.context
        if known is None:
            return reasons
        # 0.0 and -0.0 are equal, and not the same in a file
        return tuple(
            known.setdefault((each.text, each.value), each) if each.value else each
            for each in reasons
        )

    @property
    def line_id(self) -> str:
        """Its id, as a pick calls it."""
        return self.id

    @property
    def is_sound(self) -> bool:
        """Whether nothing of the line has to be looked at before it is printed."""
        return self.score > 0 and not any(reason.flag for reason in self.reasons)


class Pick(Quote):
    """A line chosen for the recap, in the order of choice, with what choosing it gained."""

    question: int | None
    rank: Annotated[int, Field(ge=1)]  # among those of its question
    line_id: Identifier
    post_id: Identifier
    text: str
    handle: Identifier
    name: str | None
    url: str | None
    role: Role
    score: Unit  # as in the line
    gain: float  # what it added to the lines chosen before it
    reasons: tuple[Reason, ...]  # for choosing it, then those of the line
    pieces: tuple[tuple[int, int], ...] = ()  # what is printed, where an editor cut its middle
    joined: tuple[Part, ...] = ()  # as in the line

    @model_validator(mode="after")
    def _made_of_its_pieces(self) -> Pick:
        edges = [edge for piece in self.pieces for edge in piece]
        ends = (self.start, self.end)
        if edges and (edges != sorted(set(edges)) or (edges[0], edges[-1]) != ends):
            raise ValueError("its pieces are not in order from its start to its end")
        return self


def flagged(lines: Iterable[Line | Pick]) -> Iterator[tuple[str, str]]:
    """Yield posts of lines and what to look at there, each kind of it once a post."""
    found: set[tuple[str, str]] = set()
    for line in lines:
        for flag in (reason.flag for reason in line.reasons if reason.flag):
            one = (line.post_id, re.split("[:?]", flag)[0])  # before the words that it names
            if one not in found:
                found.add(one)
                yield line.post_id, flag


def answer_apart(one: Line | Pick, other: Line | Pick) -> bool:
    """Return whether two lines are what one post says to two questions, each in a part of its own:
    both may be quoted."""
    return one.question != other.question and not (one.joined or other.joined)


class Top(Pick):
    """A line of the whole chat for a use of its own, by its rank there.

    "top" are the best picks, "short" is short enough to share, "closing" ends a recap.
    """

    use: Use


class Decision(Joined):
    """What stands decided about one line that an editor saw, and how they saw it. After these stand
    the **Wordings**, whose `decision` is "title" or "role"."""

    line_id: Identifier
    post_id: Identifier
    question: int | None
    pieces: tuple[tuple[int, int], ...]  # [start, end) in the post, as it is to be printed
    decision: Literal["accept", "reject", "skip", "seen"]  # seen: left above a decided one
    reason: str | None = None  # of a rejection
    rank: int | None = None  # its place in the queue when it was seen, from 1
    explored: bool = False  # it was put there to learn from, not by its score
    editor: Identifier
    decided_at: str
    model: str | None = None  # version and digest of the ranker that ranked it
    joined: tuple[Part, ...] = ()  # as in the line


class Wording(Record):
    """What editors say of the chat as a whole, printed over what the run found."""

    decision: Literal["title", "role"]
    person: Identifier | None = None  # the handle of whose role it is
    printed: str  # the title or the role
    found: str  # what would be printed without it
    editor: Identifier
    decided_at: str
