"""What stands in quotation marks, as the languages and houses of the world set them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

LEAST = 4  # words in quotation marks that are a quote, not a term
ENDS = 20  # apostrophes behind words that are tried as the end of one quote
SMALL = 4  # letters of a word that a title does not set with a capital ("with")
WORD = re.compile(r"\w+(?:['’]\w+)*")
_DOUBLE = re.compile(
    r"“((?:[^“”]|“[^“”]*”)+)”|„([^„“”\"]+)[“”\"]|«([^«»]+)»|»([^«»]+)«"
    r"|(?<![\w\"])\"([^\"]+)\"(?!\w)"
)
_OPEN = re.compile(r"(?<![\w'’])[‘'‚](?=[\w\[#@])")
_CLOSED = re.compile(r"(?<=[^\s'’])[’'‘](?!\w)")


@dataclass(frozen=True)
class Quotation:
    """Words in marks, and where the marks begin and end in their line.

    An apostrophe looks like a single mark, so such words are `maybe` a quote, no more.
    """

    said: str
    start: int
    end: int
    maybe: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it is a quote, not a term."""
        return len(WORD.findall(self.said)) >= LEAST

    @property
    def is_title(self) -> bool:
        """Whether it is set as a title is: "The Crust Keeps the Score"."""
        words = WORD.findall(self.said)
        large = [word[0].isupper() or word[0].isdigit() for word in words]
        small = [word for word, is_large in zip(words, large, strict=True) if not is_large]
        is_framed = bool(words) and large[0] and large[-1] and len(small) <= len(words) / 2
        return is_framed and all(len(word) <= SMALL for word in small)


def double(text: str) -> list[Quotation]:
    """Return what stands in double marks, in its order."""
    return [
        Quotation(next(filter(None, match.groups())), match.start(), match.end())
        for match in _DOUBLE.finditer(text)
    ]


def outside(text: str) -> str:
    """Return a text without what stands in double marks and is a quote."""
    for one in reversed(double(text)):
        text = text[: one.start] + text[one.end :] if one.is_long else text
    return text


def single(text: str) -> Iterator[list[Quotation]]:
    """Yield the quotes in single marks outside double ones, each with the ends that it may have.

    The first end is where it ends in doubt; an apostrophe behind a word may be another.
    """
    taken = [(one.start, one.end) for one in double(text)]
    for opened in _OPEN.finditer(text):
        start = opened.start()
        if any(first <= start < last for first, last in taken):
            continue
        ends = (match.end() for match in islice(_CLOSED.finditer(text, opened.end()), ENDS))
        found = [Quotation(text[start + 1 : end - 1], start, end, maybe=True) for end in ends]
        if found := [one for one in found if one.is_long]:
            yield found
