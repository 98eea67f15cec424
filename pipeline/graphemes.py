"""Where a text may be cut: between characters as readers see them, words and entities."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

import regex

from pipeline.records import Span

# Scripts that write words without blanks: any character boundary is as good as another there
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LETTER = rf"(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}\p{{N}}_])"
_WORD = regex.compile(rf"{_LETTER}++(?:(?:['’‐‑-]|(?<=[0-9])[.,:](?=[0-9])){_LETTER}++)*+")
_GRAPHEME = regex.compile(r"\X")
BLANKS = "\u200b\u2060\ufeff"  # invisible, and no blank to str.isspace


class Breaks:
    """The places between the graphemes of one text."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts: list[int] | None = None
        if not text.isascii() or "\r\n" in text:
            self._starts = [match.start() for match in _GRAPHEME.finditer(text)]

    def __contains__(self, position: int) -> bool:
        return self.floor(position) == position

    def floor(self, position: int) -> int:
        """Return the last break at or before `position`."""
        if self._starts is None or position >= self._length:
            return position
        return self._starts[bisect_right(self._starts, position) - 1]

    def ceiling(self, position: int) -> int:
        """Return the first break at or after `position`."""
        if self._starts is None:
            return position
        index = bisect_left(self._starts, position)
        return self._starts[index] if index < len(self._starts) else self._length


def is_blank(text: str) -> bool:
    """Return whether `text` shows nothing at all."""
    return all(character.isspace() or character in BLANKS for character in text)


def trimmed(text: str, start: int, end: int, breaks: Breaks) -> tuple[int, int]:
    """Return the span without blanks at its ends, whole graphemes at a time."""
    while start < end and is_blank(text[start : breaks.ceiling(start + 1)]):
        start = breaks.ceiling(start + 1)
    while start < end and is_blank(text[breaks.floor(end - 1) : end]):
        end = breaks.floor(end - 1)
    return start, max(start, end)


def word_around(text: str, position: int) -> tuple[int, int] | None:
    """Return the span of the word that `position` lies strictly inside of, if any."""
    left = right = position
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    for match in _WORD.finditer(text, left, right):
        if match.start() < position < match.end():
            return match.start(), match.end()
    return None


def enclosing(spans: Iterable[Span], position: int) -> Iterator[Span]:
    """Yield the spans that `position` lies strictly inside of."""
    return (span for span in spans if span.start < position < span.end)
