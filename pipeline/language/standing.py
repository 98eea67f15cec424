"""Whether a line stands alone: what it leans on outside itself, in words and as one number."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.language.fragments import RULES
from pipeline.language.line import Line
from pipeline.language.reading import read


@dataclass(frozen=True, slots=True)
class Standing:
    """How well a line stands alone, 0 to 1, and why not better: one phrase for each reason."""

    value: float
    reasons: tuple[str, ...] = ()


def stands_alone(text: str, start: int, end: int) -> Standing:
    """Return how well `text[start:end]` is understood by someone who reads nothing else.

    1 where nothing hangs in the air; each leaning takes its share of what is left.
    """
    line = Line.of(text[start:end], read(text, start, end))
    if not line.own or not line.said:
        return Standing(0.0, ("says nothing in words",))
    value, reasons = 1.0, []
    for rule in RULES:
        leaning = rule(line)
        if leaning is not None:
            value *= 1 - leaning.share
            reasons.append(leaning.reason)
    return Standing(round(value, 4), tuple(reasons))
