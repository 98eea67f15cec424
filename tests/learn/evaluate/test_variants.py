"""The learning curve: what the ranking gains with more chats, and how many posts these are."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from pipeline.learn.evaluate import variants
from pipeline.learn.examples import Judged


def judged(name: str, count: int) -> Judged:
    grades = np.arange(count) % 5
    return Judged(
        name=name,
        values=np.ones((count, 2)) * grades[:, None],
        bare=np.ones((count, 2)),
        grades=grades,
        wanted=grades.astype(np.float64),
        questions=np.ones(count, dtype=np.int64),
        lines=("a line",) * count,
    )


def test_each_row_tells_how_many_posts_were_learned_from_on_average() -> None:
    chats = [judged("loaf", 10), judged("rye", 20), judged("bun", 30)]
    learner = SimpleNamespace(expert=lambda seen: np.ones(2), standardised=lambda values: values)
    rows = variants.curve(SimpleNamespace(learner=learner), chats)
    assert [(row["chats"], row["posts"], row["ndcg"]) for row in rows] == [(1, 20, 1), (2, 40, 1)]
