"""Whether a text asks something itself, or only quotes a question."""

from __future__ import annotations

import regex

# a question that somebody else is told to have asked: 'the opener is "Who does the lifts?"'
_QUOTED = regex.compile(r"[\"“”][^\"“”\n]*+[\"“”]|[‘][^‘’\n]*+[’]")


def asks(said: str) -> bool:
    """Return whether a text asks something in its author's own voice: a question mark stands
    outside quotation marks."""
    return "?" in said and "?" in _QUOTED.sub("", said)
