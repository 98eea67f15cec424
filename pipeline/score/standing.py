"""Whether a line stands alone, by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENS_DANGLING = re.compile(
    r"^\W*(?:this|that|these|those|it|they|he|she|him|them)\b(?!['’]?s (?:ok|okay|important)\b)",
    re.IGNORECASE,
)
CONNECTIVE = re.compile(
    r"^\W*(?:but|and|so|also|because|or|then|however|plus|though|although|which|too|as well)\b",
    re.IGNORECASE,
)
ELLIPTICAL = re.compile(r"^\W*(?:by|through|with|via|to|from|for|in|on|at)\s", re.IGNORECASE)
PLACE = re.compile(r"\b(?:tonight|this chat|here|above|below|today|just now|earlier)\b", re.I)
REACTION = re.compile(
    r"^\W*(?:yes|yep|yeah|no|nope|agreed?|exactly|true|same|you['’]?re|thanks?|sorry|great|good)\b",
    re.IGNORECASE,
)
CUT_OFF = re.compile(r"(?:…|\.\.\.)\s*$")


@dataclass(frozen=True)
class Standing:
    """How well a line stands alone in [0, 1], and what it leans on, in words."""

    value: float
    reasons: tuple[str, ...]


def stands_alone(text: str, start: int, end: int) -> Standing:
    """Return how well the line `text[start:end]` stands alone."""
    line = text[start:end]
    leans = []
    for pattern, words, cost in (
        (OPENS_DANGLING, "opens with '{}'", 0.35),
        (CONNECTIVE, "opens with '{}'", 0.3),
        (ELLIPTICAL, "an answer without its subject: '{} ...'", 0.2),
        (REACTION, "reacts: '{}'", 0.3),
        (PLACE, "'{}' needs the moment", 0.15),
        (CUT_OFF, "breaks off: '{}'", 0.2),
    ):
        match = pattern.search(line)
        if match:
            leans.append((words.format(match.group().strip(" .,;:!?—-")), cost))
    value = 1.0
    for _, cost in leans:
        value *= 1 - cost
    return Standing(round(value, 4), tuple(words for words, _ in leans))
