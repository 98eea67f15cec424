"""A line as the traits see it: its text, its words, what it holds and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.language.words import WORD
from pipeline.records import Entity
from pipeline.score import patterns
from pipeline.score.rarity import rarity


@dataclass(frozen=True)
class Sight:
    """The line `text[start:end]`; `entities` are those of the whole text.

    `alone` in [0, 1] is how well the line stands alone, `leans` what it leans on, in words. `fit`
    is how near it is to its question, a cosine, None where the question is not known. `to` is whom
    its post answers, where the text does not say so.
    """

    text: str
    start: int
    end: int
    entities: Sequence[Entity]
    alone: float
    leans: tuple[str, ...] = ()
    fit: float | None = None
    to: str | None = None

    @cached_property
    def line(self) -> str:
        """The line itself."""
        return self.text[self.start : self.end]

    @cached_property
    def words(self) -> list[str]:
        """The words of the line as written, in order."""
        return WORD.findall(self.line)

    @cached_property
    def lower(self) -> list[str]:
        """The words in lower case."""
        return [word.casefold() for word in self.words]

    @cached_property
    def rarity(self) -> list[float]:
        """How rare each word is, from 0 to 1, in their order."""
        return rarity(self.lower)

    @cached_property
    def rarest_last(self) -> list[float]:
        """The same, the rarest word last."""
        return sorted(self.rarity)

    @property
    def count(self) -> int:
        """How many words the line has."""
        return len(self.words)

    def held(self, kind: str) -> list[str]:
        """Return the entities of one kind inside the line, as written."""
        return [
            entity.text
            for entity in self.entities
            if entity.kind == kind and self.start <= entity.start and entity.end <= self.end
        ]

    def around(self, kind: str) -> list[str]:
        """Return the entities of one kind in the text but outside the line, as written.

        A label with a mark, "#A1", is no hashtag; whom the post answers is mentioned.
        """
        answered = [f"@{self.to}"] if self.to and kind == "mention" else []
        return answered + [
            entity.text
            for entity in self.entities
            if entity.kind == kind
            and not (self.start <= entity.start and entity.end <= self.end)
            and not patterns.LABEL_TAG.fullmatch(entity.text)
        ]
