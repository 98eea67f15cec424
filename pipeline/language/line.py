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
        begin = _first_said(found, 0)
        while found[begin + 1 :] and found[begin].text[0] == "#" and _is_label(found[begin + 1]):
            begin = _first_said(found, begin + 2)
        return cls(text[: _end(text)].strip(), found, begin)

    @property
    def own(self) -> list[Word]:
        """Its words from the first that is said."""
        return self.words[self.begin :]

    def lower(self, index: int) -> str:
        """Return the word `index` places after the first in lower case, "" past the end."""
        at = self.begin + index
        return self.words[at].lower if at < len(self.words) else ""


def _first_said(found: list[Word], start: int) -> int:
    return next((at for at in range(start, len(found)) if _says(found, at)), len(found))


def _says(found: list[Word], at: int) -> bool:
    word = found[at]
    if word.text[0] == "@" or _is_label(word):
        return False
    return any(map(str.isalpha, word.text)) or (word.text.isdecimal() and not _counts(found, at))


def _counts(found: list[Word], at: int) -> bool:
    """Return whether a number is the mark of a list or a thread: "2.", "(2)", "2/3"."""
    before, after = found[at - 1 : at], found[at + 1 : at + 2]
    return bool(before and before[0].text in "/#") or bool(after and after[0].text[0] in ".)/:")


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
