"""How quotable lines are, and why: features and meaning weighed by the learned ranker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.encoder import Encoder
from pipeline.records import SCORE_DIGITS, Entity, Reason
from pipeline.score import features, model
from pipeline.score.features import Floats
from pipeline.score.standing import Standing, stands_alone

SHOWN = 4  # reasons for and against, each
LEAST_SHOWN = 0.01  # of the score
READS_LIKE = ("reads like lines that editors print", "reads like lines that editors pass over")


@dataclass(frozen=True)
class Verdict:
    """The score of one line in [0, 1], how well it stands alone, and the reasons in words."""

    score: float
    stands_alone: float
    reasons: tuple[Reason, ...]


def score(
    texts: Sequence[str],
    spans: Sequence[tuple[int, int]],
    entities: Sequence[Sequence[Entity]],
    questions: Sequence[str | None],
    encoder: Encoder,
) -> list[Verdict]:
    """Return the verdict on every line `texts[i][spans[i]]`."""
    if not texts:
        return []
    ranker = model.load()
    standing = [stands_alone(t, *span) for t, span in zip(texts, spans, strict=True)]
    values = features.matrix(texts, spans, entities, [alone.value for alone in standing])
    lines = [text[start:end] for text, (start, end) in zip(texts, spans, strict=True)]
    vectors = encoder.encode(lines).astype(np.float64)
    parts = (values - ranker.mean) * ranker.weights
    meaning = vectors @ ranker.meaning
    scores = sigmoid(ranker.bias + parts.sum(axis=1) + meaning)
    return [
        Verdict(
            score=float(scores[index]),
            stands_alone=alone.value,
            reasons=_reasons(parts[index], float(meaning[index]), float(scores[index]), alone),
        )
        for index, alone in enumerate(standing)
    ]


def sigmoid(values: Floats) -> Floats:
    """Return the values squeezed into (0, 1)."""
    squeezed: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return squeezed


def _reasons(
    parts: Floats, meaning: float, value: float, alone: Standing
) -> tuple[Reason, ...]:
    slope = value * (1 - value)  # what a small step of the sum is worth in score
    found = [
        Reason(text=_words(name, float(part), alone), value=round(float(part) * slope, SCORE_DIGITS))
        for name, part in zip(features.FEATURES, parts, strict=True)
    ]
    found.append(Reason(text=READS_LIKE[meaning < 0], value=round(meaning * slope, SCORE_DIGITS)))
    told = [reason for reason in found if abs(reason.value) >= LEAST_SHOWN]
    told.sort(key=lambda reason: (-reason.value, reason.text))
    good = [reason for reason in told if reason.value > 0][:SHOWN]
    bad = [reason for reason in told if reason.value < 0][-SHOWN:]
    return (*good, *bad)


def _words(name: str, part: float, alone: Standing) -> str:
    said = features.WORDS[name][part < 0]
    if name == "stands_alone" and part < 0 and alone.reasons:
        return f"{said}: {'; '.join(alone.reasons)}"
    return said
