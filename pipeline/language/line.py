"""A line as the rules on standing alone see it, and what a rule says about it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.language.chunks import LAST, TAILS, kind_of
from pipeline.language.reading import Word
from pipeline.language.sentences import LABEL


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
        while found[begin + 1 :] and found[begin].text[0] == "#" and _is_label(found[begin + 1]):
            begin = next(
                (at for at in range(begin + 2, len(found)) if _says(found[at])), len(found)
            )
        return cls(text[: _end(text)].strip(), found, begin)

    @property
    def own(self) -> list[Word]:
        """Its words from the first that is said."""
        return self.words[self.begin :]

    def lower(self, index: int) -> str:
        """Return the word `index` places after the first in lower case, "" past the end."""
        at = self.begin + index
        return self.words[at].lower if at < len(self.words) else ""


def _says(word: Word) -> bool:
    return word.text[0] != "@" and any(map(str.isalpha, word.text)) and not _is_label(word)


def _is_label(word: Word) -> bool:
    return LABEL.fullmatch(word.text) is not None


def _end(text: str) -> int:
    # where the tags, links and faces at the end begin; old archives put three dots after a link
    end = len(text)
    while last := LAST.search(text, 0, end):
        piece, before = last[0].strip(), LAST.search(text, 0, last.start())
        is_dots_of_link = piece == "…" and before and kind_of(before[0].strip()) == "url"
        if kind_of(piece) not in TAILS and not is_dots_of_link:
            break
        end = last.start()
    return end
