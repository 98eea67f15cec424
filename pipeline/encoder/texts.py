"""Texts on their way to an encoder."""

from __future__ import annotations

from collections.abc import Iterable

# apostrophes and quotation marks as a keyboard has them: a phone's curly ones are other tokens
_PLAIN = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def listed(texts: Iterable[str]) -> list[str]:
    """Return texts as a list, whether they come in an array, a column of a table or one by one.

    Raises: TypeError for one text, whose letters would be taken for texts, and for what is no text.
    """
    if isinstance(texts, str):
        raise TypeError("expected several texts, found one: put it into a list")
    held = list(texts)
    for at, text in enumerate(held):
        if not isinstance(text, str):
            raise TypeError(f"expected a text at place {at}, found {text!r}")
    return held


def clean(text: str) -> str:
    """Return the text as the tokenizers take it: lone surrogates, which none takes, as question
    marks, curly apostrophes and quotation marks straight, so that both mean the same."""
    return text.translate(_PLAIN).encode("utf-8", "replace").decode("utf-8")


def each_once(texts: Iterable[str]) -> tuple[list[str], list[int]]:
    """Return the distinct texts, clean, and for each text that was given its place among them."""
    cleaned = [clean(text) for text in texts]
    held = distinct(cleaned)
    place = {text: row for row, text in enumerate(held)}
    return held, [place[text] for text in cleaned]


def distinct(texts: Iterable[str]) -> list[str]:
    """Return every text once, the longest first, so that threads end together."""
    return sorted(set(texts), key=lambda text: (-len(text), text))
