"""Texts on their way to an encoder."""

from __future__ import annotations

from collections.abc import Iterable

# apostrophes and quotation marks as a keyboard has them: a phone's curly ones are other tokens
_PLAIN = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def clean(text: str) -> str:
    """Return the text as the tokenizers take it: lone surrogates, which none takes, as question
    marks, curly apostrophes and quotation marks straight, so that both mean the same."""
    return text.translate(_PLAIN).encode("utf-8", "replace").decode("utf-8")


def distinct(texts: Iterable[str]) -> list[str]:
    """Return every text once, the longest first, so that threads end together."""
    return sorted(set(texts), key=lambda text: (-len(text), text))
