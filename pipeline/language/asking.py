"""Whether a text asks something itself, or only quotes a question."""

from __future__ import annotations

import regex

# a question that somebody is told to ask: 'the opener is "Who does the lifts?"'; 5" are inches
_QUOTED = regex.compile(r"(?<!\d)[\"“”„][^\"“”„\n]*+[\"“”]|[«][^«»\n]*+[»]|[‘][^‘’\n]*+[’]")
_LETTER = regex.compile(r"\p{L}")


def asks(said: str) -> bool:
    """Return whether a text asks something in its author's own voice: a question mark stands
    outside quotation marks, or nothing else does."""
    if "?" not in said:
        return False
    own = _QUOTED.sub("", said)
    return "?" in own or _LETTER.search(own) is None
