"""What every record is: frozen, validated, of plain fields."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Unit = Annotated[float, Field(ge=0.0, le=1.0)]
Identifier = Annotated[str, StringConstraints(min_length=1)]
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
    end: Annotated[int, Field(ge=0)]  # the first code point behind it

    @model_validator(mode="after")
    def _in_order(self) -> Span:
        if self.end < self.start:
            raise ValueError(f"end {self.end} lies before start {self.start}")
        return self

    def holds(self, other: Span) -> bool:
        """Return whether another slice of the same text lies within this one."""
        return self.start <= other.start and other.end <= self.end
