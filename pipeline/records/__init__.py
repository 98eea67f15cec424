"""The nouns of a run, one frozen and validated record each, in the order of their making."""

from pipeline.records.base import SCORE_DIGITS, Identifier, Record, Span, Unit, stable_id
from pipeline.records.chats import Chat, Person, Role, Source
from pipeline.records.lines import LEFT_OUT, Decision, Line, Part, Pick, Reason, Top, Use
from pipeline.records.numbers import (
    SESSION_STEP,
    in_order,
    number_of,
    own_number,
    question_name,
    session_of,
)
from pipeline.records.posts import (
    DAY_LENGTH,
    OUTSIDE,
    Cut,
    CutKind,
    Entity,
    EntityKind,
    Label,
    Post,
    SetAside,
    canonical_time,
)
from pipeline.records.questions import Answer, AnswerKind, Asked, Question, Theme

__all__ = [
    "DAY_LENGTH",
    "LEFT_OUT",
    "OUTSIDE",
    "SCORE_DIGITS",
    "SESSION_STEP",
    "Answer",
    "AnswerKind",
    "Asked",
    "Chat",
    "Cut",
    "CutKind",
    "Decision",
    "Entity",
    "EntityKind",
    "Identifier",
    "Label",
    "Line",
    "Part",
    "Person",
    "Pick",
    "Post",
    "Question",
    "Reason",
    "Record",
    "Role",
    "SetAside",
    "Source",
    "Span",
    "Theme",
    "Top",
    "Unit",
    "Use",
    "canonical_time",
    "in_order",
    "number_of",
    "own_number",
    "question_name",
    "session_of",
    "stable_id",
]
