"""Figures of learning from editors: is a chat ranked better after five that its editor decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.learn import editors, taste_figures
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.figure import Figure, Measured, figure
from pipeline.learn.evaluate.material import Material
from pipeline.learn.evaluate.picks import ranker_without
from pipeline.learn.graded import SIX
from pipeline.learn.ranker_figures import by_question
from pipeline.learn.taste_figures import Rotation

FAMILY = "learning from editors"
DATA = "six graded chats, each after the five others"
NOTE = "editors are simulated: a taste derived from the grades and from signs in the words"
EDITORS = (editors.PRACTICAL, editors.PRINCIPLED, editors.PLAIN)
CURVE = "house, {} chats"
BESIDE = ("shipped ranker", "naive", "random order")  # what their rows begin with
CEILING = "the editor reading again"


def measure(material: Material) -> Measured:
    """Return the nDCG@5 against each editor's taste, and the curve by chats decided."""
    turns = [_rotation(material, name) for name in SIX]
    questions = [sum(1 for _ in by_question(turn.sixth)) for turn in turns]
    found: list[Figure] = []
    curve: list[dict[str, Any]] = []
    for editor in EDITORS:
        material.say(f"learning from the decisions of an editor: {editor.name}")
        held = [_rows(turn, editor) for turn in turns]
        most = len(turns) - 1
        found.append(
            figure(
                FAMILY, f"nDCG@5, editor: {editor.name}", DATA,
                _sums(held, CURVE.format(most), questions),
                sample=sum(questions), of="questions", unit="chats", note=NOTE,
                baselines={name: _sums(held, name, questions) for name in BESIDE},
                readers=round(_mean(held, CEILING, questions), 4),
            )
        )  # fmt: skip
        curve += [
            {"editor": editor.name, "chats": count, "ndcg": round(_mean(held, what, questions), 4)}
            for count, what in enumerate(
                ("shipped ranker", *(CURVE.format(count) for count in range(1, most + 1)))
            )
        ]
    return Measured(found, {"learning_curve_editors": curve})


def _rotation(material: Material, name: str) -> Rotation:
    return Rotation(
        sixth=material.judged[name],
        others=tuple(material.judged[other] for other in SIX if other != name),
        ranker=ranker_without(material, name),
    )


def _rows(turn: Rotation, editor: editors.Editor) -> dict[str, float]:
    rows = taste_figures.measure([turn], editor)
    named = {row.what: row.ndcg for row in rows}
    return named | {
        start: row.ndcg for start in BESIDE for row in rows if row.what.startswith(start)
    }


def _sums(held: Sequence[Mapping[str, float]], what: str, questions: Sequence[int]) -> Floats:
    return np.array(
        [(row[what] * count, count) for row, count in zip(held, questions, strict=True)]
    )


def _mean(held: Sequence[Mapping[str, float]], what: str, questions: Sequence[int]) -> float:
    total, count = _sums(held, what, questions).sum(axis=0)
    return float(total / count)
