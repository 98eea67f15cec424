"""What assignment loses without each kind of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.cluster.model import AssignmentModel
from pipeline.learn.assignment import Example, all_but, fit
from pipeline.learn.cores import side_by_side
from pipeline.learn.evaluate.material import Material
from pipeline.learn.evaluate.placing import Placing, of_example

GROUPS = ("label", "clock", "reply", "author", "flow", "fit")
Task = tuple[list[Example], list[Example], tuple[str, ...]]


def rows(material: Material) -> list[dict[str, Any]]:
    """Return the means over the chats left out with all evidence, and without each kind of it."""
    tasks = [
        (*all_but(e.name, material.taught, material.lessons), (group,))
        for group in GROUPS
        for e in material.asked
    ]
    known = [material.placing_without(e.name) for e in material.asked]
    material.say(f"placing posts without {', '.join(GROUPS)}, one after the other")
    models = iter([*known, *side_by_side(_fitted, tasks)])
    return [
        _row(group, [of_example(next(models), e) for e in material.asked])
        for group in ("nothing", *GROUPS)
    ]


def _fitted(task: Task) -> AssignmentModel:
    return fit(*task)


def _row(group: str, held: Sequence[Placing]) -> dict[str, Any]:
    return {
        "without": group,
        "all_posts": _mean([float(p.right.mean()) for p in held]),
        "answers": _mean([p.of_share(p.right, p.is_answer) for p in held]),
        "answer_f1": _mean([p.of_answers(p.said) for p in held]),
    }


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 4)
