"""Whether a text asks something itself, or only quotes a question."""

from __future__ import annotations

import regex

# a question that somebody is told to ask: 'the opener is "Who does the lifts?"'; 5" are inches
_QUOTED = regex.compile(
    r"(?<!\d)[\"“”„][^\"“”„\n]*+[\"“”]|[«][^«»\n]*+[»]|[「][^「」\n]*+[」]|[‘][^‘’\n]*+[’]"
)
QUESTION_MARKS = ("?", "？", "؟")  # as Japanese and Chinese, Arabic and Persian keyboards give it
# up to its last letter or sign: what ends it may end the question in which it stands
_LINK = regex.compile(
    r"(?:https?://|www\.)\S*[\w/=&#]|(?<![\w.-])\w[\w-]*+(?:\.[\w-]++)++/\S*[\w/=&#]"
)
_LETTER = regex.compile(r"\p{L}")


def has_question_mark(text: str) -> bool:
    """Return whether a question mark stands in a text, in whatever script, and not in a link."""
    if not any(mark in text for mark in QUESTION_MARKS):
        return False
    own = _LINK.sub("", text)
    return any(mark in own for mark in QUESTION_MARKS)


def asks(said: str) -> bool:
    """Return whether a text asks something in its author's own voice: a question mark stands
    outside quotation marks, or nothing else does."""
    if not has_question_mark(said):
        return False
    own = _QUOTED.sub("", said)
    return has_question_mark(own) or _LETTER.search(own) is None
