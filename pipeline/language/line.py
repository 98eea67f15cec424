"""A line as the rules on standing alone see it, and what a rule says about it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.language.chunks import LAST, TAILS, kind_of
from pipeline.language.reading import Word
from pipeline.language.sentences import LABEL

BULLETS = "•●▪‣◦➤➡►*-–"


@dataclass(frozen=True, slots=True)
class Leaning:
    """One thing that a line leans on: the share of its worth that goes, and why in words.

    Shares are by judgement: how much is lost to someone who reads the line alone.
    """

    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line, and its text without the tags, links and faces at its end."""

    said: str
    words: list[Word]
    begin: int  # index of the first word that is no label, mention, list mark or quote

    @classmethod
    def of(cls, text: str, found: list[Word]) -> Line:
        """Return the line for a text and its words."""
        begin = next((at for at, word in enumerate(found) if _says(word)), len(found))
        end = len(text)
        while (last := LAST.search(text, 0, end)) and kind_of(last[0].strip()) in TAILS:
            end = last.start()
        return cls(text[:end].strip(), found, begin)

    @property
    def own(self) -> list[Word]:
        """Its words from the first that is said."""
        return self.words[self.begin :]

    def lower(self, index: int) -> str:
        """Return the word `index` places after the first in lower case, "" past the end."""
        at = self.begin + index
        return self.words[at].lower if at < len(self.words) else ""


def _says(word: Word) -> bool:
    is_said = word.text[0] != "@" and any(map(str.isalpha, word.text))
    return is_said and not LABEL.fullmatch(word.text)
