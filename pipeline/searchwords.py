"""Words for searching: small letters without accents, so that "Café" is found by "cafe"."""

from __future__ import annotations

import unicodedata

import regex

WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*"
)
# letters that carry their stroke inside, which no decomposition takes away
STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe",
                         "ı": "i", "’": "'"})  # fmt: skip


def fold(text: str) -> str:
    """Return a text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.translate(STROKES)


def words(text: str) -> list[str]:
    """Return the folded words of a text, each once, in order; scripts without blanks by letter.

    An apostrophe keeps a word whole, and is left out: "don't" and "dont" are found by either.
    """
    found = (match[0].replace("'", "") for match in WORD.finditer(fold(text)))
    return list(dict.fromkeys(found))
