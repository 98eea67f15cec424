"""Where a text may be cut: between characters as readers see them, words and entities."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

import regex

# Scripts that write words without blanks: any character boundary is as good as another there
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LETTER = rf"(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}\p{{N}}_])"
_WORD = regex.compile(rf"{_LETTER}++(?:(?:['’‐‑-]|(?<=[0-9])[.,:](?=[0-9])){_LETTER}++)*+")
# \X alone, at each flag of a row, goes back over all before it
_GRAPHEME = regex.compile(r"\p{RI}{2}(?![\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}])|\X")
BLANKS = "\u200b\u2060\ufeff"  # invisible, and no blank to str.isspace


class Breaks:
    """The places between the graphemes of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._length = len(text)
        self.is_plain = text.isascii() and "\r\n" not in text

    def __contains__(self, position: int) -> bool:
        return self.floor(position) == position

    def floor(self, position: int) -> int:
        """Return the last break at or before `position`."""
        if self.is_plain or position >= self._length or self._is_between_ascii(position):
            return position
        return self._starts[bisect_right(self._starts, position) - 1]

    def ceiling(self, position: int) -> int:
        """Return the first break at or after `position`."""
        if self.is_plain or self._is_between_ascii(position):
            return position
        index = bisect_left(self._starts, position)
        return self._starts[index] if index < len(self._starts) else self._length

    @cached_property
    def _starts(self) -> list[int]:
        # dear, and seldom needed
        return [match.start() for match in _GRAPHEME.finditer(self._text)]

    def _is_between_ascii(self, position: int) -> bool:
        # of two ASCII characters only CR and LF make one grapheme
        pair = self._text[position - 1 : position + 1] if position > 0 else ""
        return len(pair) == 2 and pair.isascii() and pair != "\r\n"


def is_blank(text: str) -> bool:
    """Return whether `text` shows nothing at all."""
    return all(map(_is_blank, text))


def _is_blank(character: str) -> bool:
    return character.isspace() or character in BLANKS


def trimmed(text: str, start: int, end: int, breaks: Breaks) -> tuple[int, int]:
    """Return the span without blanks at its ends, whole graphemes at a time."""
    if breaks.is_plain:
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return start, max(start, end)
    # a grapheme whose outermost character shows something is no blank
    while start < end and _is_blank(text[start]):
        after = breaks.ceiling(start + 1)
        if not is_blank(text[start:after]):
            break
        start = after
    while start < end and _is_blank(text[end - 1]):
        before = breaks.floor(end - 1)
        if not is_blank(text[before:end]):
            break
        end = before
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
