"""Figures of tastes: the mean over several editors, as one alone is luck."""

import numpy as np
import pytest

from pipeline.learn import editors, taste_figures
from pipeline.learn.examples import Judged
from pipeline.learn.graded import SIX
from pipeline.learn.taste_figures import Rotation
from pipeline.score import model
from pipeline.score.rows import WIDTH

LINES = ("Keep a list of tools.", "Nothing matters but trust.", "Try one step for two minutes.")


def chat(name: str, count: int = 12) -> Judged:
    random = np.random.default_rng(len(name))
    values, grades = random.normal(size=(count, WIDTH)), random.integers(0, 5, count)
    questions = np.ones(count, dtype=np.int64)
    return Judged(name, values, values, grades, grades.astype(float), questions, LINES * 4)


def test_a_figure_is_the_mean_over_several_editors_of_one_taste(monkeypatch):
    monkeypatch.setattr(taste_figures, "Bench", lambda rotation, editor, seed: float(seed))
    monkeypatch.setattr(taste_figures, "_cells", lambda bench: [("house", [bench], bench > 2)])
    (row,) = taste_figures.measure([None], editors.PRACTICAL)
    assert (row.what, row.ndcg) == ("house", 2)
    assert row.adopted == pytest.approx(0.4)


def test_the_rows_stand_in_order_and_what_learns_nothing_is_never_adopted():
    sixth, *others = map(chat, SIX[:3])
    turn = Rotation(sixth, tuple(others), model.load())
    rows = taste_figures.measure([turn], editors.PRACTICAL, seeds=1)
    assert [row.what for row in rows] == [
        "shipped ranker", "house, 1 chats", "house, 2 chats",
        "the same, adopted always, 1 chats", "the same, adopted always, 2 chats",
        "accept and reject flipped", "decisions at random", "five decisions only",
        "with an editor of the opposite taste", "naive: accepted or not, seen or not",
        "the editor reading again", "random order",
    ]  # fmt: skip
    learned = [row.what for row in rows if row.adopted is not None]
    assert learned == [rows[place].what for place in (1, 2, 5, 6, 7, 8)]
    assert all(0 <= row.ndcg <= 1 for row in rows)
