"""Texts on their way to an encoder."""

from __future__ import annotations

from collections.abc import Iterable


def clean(text: str) -> str:
    """Return the text with lone surrogates as question marks: no tokenizer takes them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def distinct(texts: Iterable[str]) -> list[str]:
    """Return every text once, the longest first, so that threads end together."""
    return sorted(set(texts), key=lambda text: (-len(text), text))
