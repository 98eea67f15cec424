"""What assignment loses without each kind of evidence."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np

from pipeline.cluster.model import AssignmentModel
from pipeline.learn.assignment import Example, all_but, fit
from pipeline.learn.evaluate.material import Material
from pipeline.learn.evaluate.placing import Placing, of_example
from pipeline.learn.graded import SIX

GROUPS = ("label", "clock", "reply", "author", "flow", "fit")
Task = tuple[list[Example], list[Example], tuple[str, ...]]


def rows(material: Material) -> list[dict[str, Any]]:
    """Return the means over the chats left out with all evidence, and without each kind of it."""
    asked = [name for name in SIX if material.placed[name].scene.questions]
    tasks = [
        (*all_but(name, material.taught, material.lessons), (group,))
        for group in GROUPS
        for name in asked
    ]
    known = [material.placing_without(name) for name in asked]
    material.say(f"placing posts without {', '.join(GROUPS)}, one after the other")
    models = iter([*known, *_fitted(tasks)])
    return [
        _row(group, [of_example(next(models), material.placed[name]) for name in asked])
        for group in ("nothing", *GROUPS)
    ]


def _fitted(tasks: Sequence[Task]) -> list[AssignmentModel]:
    cores = min(len(os.sched_getaffinity(0)), len(tasks))
    if cores < 2:
        return [fit(*task) for task in tasks]
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        return list(pool.map(fit, *zip(*tasks, strict=True)))


def _row(group: str, held: Sequence[Placing]) -> dict[str, Any]:
    return {
        "without": group,
        "all_posts": _mean([float(p.right.mean()) for p in held]),
        "answers": _mean([p.of_share(p.right, p.is_answer) for p in held]),
        "answer_f1": _mean([p.of_answers(p.said) for p in held]),
    }


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 4)
