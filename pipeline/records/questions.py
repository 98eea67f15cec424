"""The questions of a chat, what stands under them, and what people said."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from pipeline.records.base import Identifier, Record, Unit
from pipeline.records.numbers import SESSION_STEP, number_of, own_number, session_of

# evidence of a question that begins so tells of others, which a list of given ones lacks
ASKS_MORE = "asked without numbers, it seems:"
AnswerKind = Literal["question", "answer", "reply", "greeting", "host", "repost", "other"]


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
    text: str  # empty where the export does not hold it
    post_id: str | None = None
    asked_at: str | None = None
    handle: str | None = None  # of who asked it
    also_asked: tuple[str, ...] = ()  # posts that ask it again or follow it up
    evidence: tuple[str, ...] = ()  # how it was found, in words
    is_segment: bool = False  # nobody asked it: a stretch of the chat, named from its words

    @property
    def session(self) -> int:
        """The session that it belongs to, counted from 1."""
        return session_of(self.number)

    @property
    def asking(self) -> tuple[str, ...]:
        """The ids of the posts that ask it, the first one in front."""
        return self.also_asked if self.post_id is None else (self.post_id, *self.also_asked)


class Answer(Asked):
    """Where one post belongs: its question or none, what it is, how sure, and why in words."""

    post_id: Identifier
    question: int | None
    kind: AnswerKind
    confidence: Unit  # in its question
    answer_chance: Unit = 1.0  # how likely it is an answer of substance
    evidence: tuple[str, ...]  # for its question, in words
    reason: str | None = None  # why a post that is neither answer nor reply is set aside


class Theme(Asked):
    """A point that several answers to one question share."""

    id: Identifier
    question: int | None
    keywords: tuple[str, ...]  # that name it
    post_ids: tuple[str, ...]
    voices: int  # people who make the point
    medoid: str  # id of its most typical post
