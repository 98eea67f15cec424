"""How near lines are to the questions that they answer."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.encoder import Encoder, packaged

DIGITS = 4


def fit(
    lines: Sequence[str], questions: Sequence[str | None], encoder: Encoder | None = None
) -> list[float | None]:
    """Return the cosine of each line with the question that it answers, None without one.

    `encoder` is the packaged one unless given; it is asked only where there is a question.
    """
    known = sorted({question for question in questions if question})
    if not known:
        return [None] * len(lines)
    encoder = encoder or packaged.load()
    place = {question: row for row, question in enumerate(known)}
    asked, said = encoder.encode(known), encoder.encode(lines)
    return [
        round(float(said[row] @ asked[place[question]]), DIGITS) if question else None
        for row, question in enumerate(questions)
    ]
