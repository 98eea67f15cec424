"""Intervals: the same on every run, wide where units differ, and mostly around the truth."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.bootstrap import counted


def test_the_same_units_and_seed_give_the_same_interval() -> None:
    sums = counted([0.2, 0.9, 0.4, 0.7, 0.1])
    first, second = (bootstrap.interval(sums, bootstrap.mean) for _ in range(2))
    assert first.tolist() == second.tolist()
    assert first.tolist() != bootstrap.interval(sums, bootstrap.mean, seed=8).tolist()


@given(st.lists(st.floats(0, 1), min_size=2, max_size=30))
def test_an_interval_lies_within_what_units_have(values: list[float]) -> None:
    low, high = bootstrap.interval(counted(values), bootstrap.mean, draws=200)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9


def test_nineteen_of_twenty_intervals_hold_the_true_mean() -> None:
    chance = np.random.default_rng(3)
    hits = 0
    for _ in range(200):
        low, high = bootstrap.interval(counted(chance.normal(0.5, 0.2, 60)), bootstrap.mean)
        hits += low <= 0.5 <= high
    assert 0.89 <= hits / 200 <= 0.99


def test_rows_of_one_unit_are_drawn_together() -> None:
    # four chats of fifty posts, each wholly right or wholly wrong: the posts say little more
    rows = np.column_stack([np.repeat([1.0, 0, 1, 0], 50), np.ones(200)])
    units = np.repeat(["a", "b", "c", "d"], 50).tolist()
    alone = np.ptp(bootstrap.interval(rows, bootstrap.mean))
    together = np.ptp(bootstrap.interval(bootstrap.by_unit(rows, units), bootstrap.mean))
    assert together > 5 * alone


def test_a_difference_is_taken_over_the_same_draws() -> None:
    hard_and_easy = np.linspace(0, 1, 20)
    ours, theirs = counted(hard_and_easy * 0.8 + 0.1), counted(hard_and_easy * 0.8)
    low, high = bootstrap.gain(ours, theirs, bootstrap.mean)
    assert low == pytest.approx(0.1) and high == pytest.approx(0.1)


def test_units_are_summed_in_the_order_in_which_they_are_met() -> None:
    sums = bootstrap.by_unit(np.array([[1.0, 1], [2, 1], [4, 1]]), ["b", "a", "b"])
    assert sums.tolist() == [[5, 2], [2, 1]]


def test_a_field_of_rows_is_summed_by_their_units() -> None:
    rows = [SimpleNamespace(ari=1.0), SimpleNamespace(ari=0.0), SimpleNamespace(ari=0.5)]
    assert bootstrap.of_field(rows, "ari", ["b", "a", "b"]).tolist() == [[1.5, 2], [0, 1]]


def test_one_unit_has_no_interval() -> None:
    with pytest.raises(ValueError, match="two units"):
        bootstrap.interval(counted([0.5]), bootstrap.mean)


def test_as_many_units_as_rows_are_expected() -> None:
    with pytest.raises(ValueError, match="1 for 2"):
        bootstrap.by_unit(np.ones((2, 2)), ["a"])


def test_f1_of_three_found_two_of_them_right_and_four_wanted() -> None:
    assert bootstrap.f1(np.array([2.0, 3, 4])) == pytest.approx(4 / 7)


def test_pearson_is_that_of_numpy() -> None:
    x, y = np.random.default_rng(5).normal(size=(2, 40))
    sums = bootstrap.products(x, y).sum(axis=0)
    assert bootstrap.pearson(sums) == pytest.approx(np.corrcoef(x, y)[0, 1])


def test_calibration_error_by_hand() -> None:
    # ten lines at .2, of which 4 are printed, and ten at .7, of which 7 are: |2 - 4| / 20
    sums = np.array([2.0, 4, 10, 7, 7, 10])
    assert bootstrap.calibration_error(sums) == pytest.approx(0.1)
