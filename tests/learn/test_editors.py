"""Simulated editors: two tastes that differ, and decisions made in the order of the page."""

import numpy as np
import pytest

from pipeline.learn import editors
from pipeline.learn.examples import Judged
from pipeline.score.rows import WIDTH

ROWS = 40


@pytest.fixture
def chat() -> Judged:
    return Judged(
        name="slow",
        values=np.zeros((ROWS, WIDTH)),
        bare=np.zeros((ROWS, WIDTH)),
        grades=np.arange(ROWS) % 5,
        wanted=np.arange(ROWS) % 5 * 1.0,
        questions=np.ones(ROWS, dtype=np.int64),
        lines=("Slow is a pace",) * ROWS,
    )


def decided(chat: Judged, seed: int = 0):
    scores = np.linspace(1, 0, ROWS)
    random = np.random.default_rng(seed)
    return editors.decide(editors.PRACTICAL, chat, chat.grades, scores, random)


def test_a_tip_leans_one_way_and_a_principle_the_other():
    tip, truth = editors.leans(
        ["Try 5 minutes of weeding each day", "Patience is not a virtue, it is the condition"]
    )
    assert tip > 0 > truth


def test_tastes_move_grades_apart_and_leave_chatter_where_it_is():
    grades, leans = np.array([0, 2, 2, 4]), np.array([3, 2, -2, 0])
    practical = editors.PRACTICAL.taste(grades, leans)
    principled = editors.PRINCIPLED.taste(grades, leans)
    assert practical[0] == principled[0] == 0
    assert practical[1] > principled[1] and practical[2] < principled[2]
    assert editors.PLAIN.taste(grades, leans).tolist() == grades.tolist()


def test_an_editor_reads_from_the_top_and_one_slot_in_ten_explores(chat):
    found = decided(chat)
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    assert len(found) <= editors.READS[1]
    assert all(one.rank == editors.EXPLORES for one in found if one.explored)
    assert [int(one.post_id) for one in found[:9]] == list(range(9))


def test_good_lines_are_accepted_and_nothing_is_recorded_below_the_last_decision(chat):
    found = [one for seed in range(10) for one in decided(chat, seed)]
    accepted = np.mean([chat.grades[int(d.post_id)] for d in found if d.decision == "accept"])
    others = np.mean([chat.grades[int(d.post_id)] for d in found if d.decision != "accept"])
    assert accepted > others + 1
    assert all(decided(chat, seed)[-1].decision != "seen" for seed in range(10))


def test_another_ranking_changes_the_order_and_not_what_an_editor_makes_of_a_line(chat):
    scores = np.linspace(1, 0, ROWS)
    swapped = scores[[1, 0, *range(2, ROWS)]]  # at the top: all that is drawn comes after it
    told = []
    for ranking in (scores, swapped):
        random = np.random.default_rng(5)
        found = editors.decide(editors.PRACTICAL, chat, chat.grades, ranking, random)
        told.append({one.post_id: one.decision for one in found})
    assert told[0] == told[1]


def test_the_same_seed_gives_the_same_decisions(chat):
    assert decided(chat, 3) == decided(chat, 3)
