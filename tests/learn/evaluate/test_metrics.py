"""Each measure against an example that was worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.learn import keypoints
from pipeline.learn.evaluate import picks, sentences
from pipeline.learn.evaluate.calibration import Chances
from pipeline.learn.evaluate.gold import Gold, Label, overlap
from pipeline.learn.graded import Grade
from pipeline.learn.keypoints import Debate
from pipeline.learn.ranker_baselines import centrality, nearness
from pipeline.learn.ranker_figures import ndcg


def grade(post: str, value: int, question: int | None = 1) -> Grade:
    return Grade(id=post, question=question, kind="answer", grade=value, start=None, end=None)


def debate(labels: list[list[int]]) -> Debate:
    texts = tuple(f"argument {row}" for row in range(len(labels)))
    points = tuple(f"point {column}" for column in range(len(labels[0])))
    return Debate("We should take it slowly", texts, points, np.array(labels))


def test_ndcg_of_a_good_line_in_second_place() -> None:
    # gains 2**g - 1 are 0, 7, 1: (0 + 7 / log2(3) + 1 / 2) / (7 + 1 / log2(3))
    found = ndcg(np.array([3.0, 2, 1]), np.array([0, 3, 1]))
    assert found == pytest.approx((7 / np.log2(3) + 0.5) / (7 + 1 / np.log2(3)))


def test_picks_are_worth_their_grades_and_nothing_under_a_wrong_question() -> None:
    grades = {g.id: g for g in (grade("a", 4), grade("b", 0), grade("c", 1), grade("d", 2))}
    grades |= {g.id: g for g in (grade("e", 3), grade("f", 3, question=2))}
    found = picks.marks({1: ["e", "f"], None: ["a"]}, grades)
    best = sum((2**g - 1) / np.log2(rank + 2) for rank, g in enumerate([4, 3, 2, 1, 0]))
    assert (found.picks, found.grades, found.printed) == (2, 6, 2)
    assert (found.questions, found.ndcg) == (1, pytest.approx(7 / best))


def test_of_the_best_graded_those_count_in_part_that_equal_grades_leave_open() -> None:
    values = (4, 3, 2, 2, 2, 2, 1, 0)  # two are sure, four share three places
    grades = {g.id: g for g in (grade(str(n), value) for n, value in enumerate(values))}
    other = grade("x", 4, question=2)
    shared = picks.marks({1: ["0", "2", "3", "6", "x"]}, grades | {"x": other}).shared
    assert shared == pytest.approx((1 + 3 / 4 + 3 / 4) / 5)
    assert picks.marks({1: ["0", "1", "2", "3", "4"]}, grades).shared < 1


def test_a_remark_of_the_host_is_none_of_the_best_graded() -> None:
    grades = {g.id: g for g in (grade(str(n), n % 3) for n in range(6))}
    grades["h"] = grade("h", 4).model_copy(update={"kind": "host"})
    assert picks.marks({1: ["h"]}, grades).shared == 0


def test_key_points_strict_and_relaxed() -> None:
    # of four arguments the two surest count: one makes its point, of the other nobody is sure
    scores = np.array([[0.9, 0.1], [0.8, 0.2], [0.1, 0.3], [0.2, 0.1]])
    found = keypoints.matching([debate([[1, 0], [-1, 0], [0, 1], [1, 0]])], [scores])
    assert found.strict == pytest.approx(1.0 * 0.5)  # average precision 1, one of two is right
    assert found.relaxed == pytest.approx(1.0)


def test_a_point_matched_wrongly_first_halves_the_precision() -> None:
    scores = np.array([[0.9, 0.1], [0.8, 0.2], [0.1, 0.3], [0.2, 0.1]])
    found = keypoints.matching([debate([[0, 1], [1, 0], [0, 1], [1, 0]])], [scores])
    assert found.strict == pytest.approx(0.5 * 0.5)


def test_b_cubed_by_hand() -> None:
    # truth aab, found abb: precision (1 + .5 + .5) / 3, recall (.5 + .5 + 1) / 3
    found = keypoints.b_cubed(np.array([0, 0, 1]), np.array([0, 1, 1]))
    assert found == pytest.approx(2 / 3)


def test_ari_is_one_for_the_same_groups_by_other_names_and_texts_left_out_are_counted() -> None:
    made = debate([[1, 0], [1, 0], [0, 1], [0, 1]])
    assert keypoints.grouping([made], [np.array([5, 5, 2, 2])]).ari == 1
    left = keypoints.grouping([made], [np.array([0, 0, -1, -1])])
    assert (left.left_out, left.ari < 1) == (0.5, True)


def test_boundaries_inside_a_tweet() -> None:
    rows = [
        {"text": "So true! Slow wins. Yes", "sents": [[0, 8], [9, 19], [20, 23]]},
        {"text": "Slow wins", "sents": [[0, 9]]},
    ]
    found = sentences.against(rows, lambda text: [(0, 8), (9, len(text))])
    assert found.tolist() == [[1, 1, 2, 0, 1], [0, 1, 0, 0, 1]]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Slow wins. Always.", [(0, 10), (11, 18)]),
        ("No mark at all", [(0, 14)]),
        ("v2.0 is out… and?", [(0, 12), (13, 17)]),
    ],
)
def test_the_rule_that_sentences_are_held_against(text: str, spans: list) -> None:
    assert sentences.by_regex(text) == spans


def test_brier_score_and_bins_by_hand() -> None:
    held = Chances(np.array([0.1, 0.15, 1.0]), np.array([0.0, 1, 1]), ["a", "a", "b"])
    assert held.squared().tolist() == [[pytest.approx(0.01 + 0.7225), 2], [0, 1]]
    [low, high] = held.curve("scores")
    assert (low["said"], low["true"], low["count"]) == (0.125, 0.5, 2)
    assert (high["said"], high["true"], high["count"]) == (1, 1, 1)


def test_agreement_with_readers_by_hand() -> None:
    spans = {"a": (0, 5), "b": (0, 5)}
    labels = {i: Label(id=i, question=1, kind="answer") for i in "abcd"}
    gold = Gold(labels, {"A": {1: spans}, "B": {1: {"b": (0, 5), "c": (2, 4)}}})
    assert gold.agreement({1: ["b", "d", "a"]}) == {1: [0.5, 0.5]}  # two picks each: b and d
    assert gold.agreement({}) == {1: [0, 0]}
    assert gold.by_chance() == {1: [0.5, 0.5]}
    assert gold.among_readers() == 0.5


def test_overlap_of_spans_by_hand() -> None:
    assert overlap((0, 10), (5, 15)) == 0.5
    assert overlap((0, 5), (5, 9)) == 0


def test_the_post_in_the_middle_is_the_most_central() -> None:
    angles = np.array([0.0, 0.6, 1.2])
    rows = np.column_stack([np.cos(angles), np.sin(angles)])
    assert nearness(rows).argmax() == 1
    assert centrality(rows).argmax() == 1
    assert centrality(rows).sum() == pytest.approx(1)
