"""Several questions in one post: "Q1: What ...? Q2: Who ...?", as a preview or all at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language import has_question_mark

NEXT = re.compile(r"(?<!\w)[Qq]\s?(?P<number>\d{1,2})(?:\s?[.:)–—-]+\s*|\s(?=[^\W\d_a-z]))")
MANY = 3  # questions in a row, which are a list even if they only name topics


def split(text: str, number: int) -> list[str]:
    """Return what a text asks as question `number`, and behind the labels of the next numbers as
    those: one part each, the text alone where neither all ask nor they are many."""
    parts: list[str] = []
    start = 0
    for label in NEXT.finditer(text):
        if int(label["number"]) == number + len(parts) + 1:
            parts.append(text[start : label.start()].strip())
            start = label.end()
    parts.append(_last(parts, text[start:].strip()))
    is_list = all(parts) and (len(parts) >= MANY or all(map(has_question_mark, parts)))
    return parts if is_list else [text]


def _last(parts: Sequence[str], text: str) -> str:
    """Return the last part without the lines behind it, where each part before has a line of its
    own ("Q3 Who?", then "See you at 8!")."""
    line = text.partition("\n")[0].rstrip()
    is_list = bool(parts) and not any("\n" in part for part in parts)
    return line if is_list and has_question_mark(line) else text
