"""Whether a text asks something itself, or only quotes a question."""

from __future__ import annotations

import regex

from pipeline.language.chunks import URL

# a question that somebody is told to ask: 'the opener is "Who does the lifts?"'; 5" are inches
_QUOTED = regex.compile(
    r"(?<!\d)[\"“”„][^\"“”„\n]*+[\"“”]|[«][^«»\n]*+[»]|[「][^「」\n]*+[」]|[‘][^‘’\n]*+[’]"
)
QUESTION_MARKS = ("?", "？", "؟")  # as Japanese and Chinese, Arabic and Persian keyboards give it
# the marks behind a link: they may end the question in which it stands
_BEHIND = regex.compile(r"(?r)[^\w/=&#]*+\Z")
_LETTER = regex.compile(r"\p{L}")


def has_question_mark(text: str) -> bool:
    """Return whether a question mark stands in a text, in whatever script, and not in a link."""
    if not any(mark in text for mark in QUESTION_MARKS):
        return False
    own = URL.sub(_behind, text)
    return any(mark in own for mark in QUESTION_MARKS)


def asks(said: str) -> bool:
    """Return whether a text asks something in its author's own voice: a question mark stands
    outside quotation marks, or nothing else does."""
    if not has_question_mark(said):
        return False
    own = _QUOTED.sub("", said)
    return has_question_mark(own) or _LETTER.search(own) is None


def _behind(link: regex.Match[str]) -> str:
    marks: str = _BEHIND.search(link[0])[0]
    return marks
