from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.encoder import steps
from pipeline.encoder.steps import GRID, to_steps, to_unit
from pipeline.encoder.texts import clean, distinct

numbers = st.floats(-100, 100, width=32)
rows = arrays(np.float32, 384, elements=numbers).filter(lambda row: np.abs(row).max() > 0.01)


@given(rows)
def test_steps_stand_for_the_row_to_within_what_rounding_can_do(row: np.ndarray) -> None:
    unit = to_unit(to_steps(row[None]))[0]
    exact = row.astype(np.float64) / np.linalg.norm(row.astype(np.float64))
    assert abs(np.linalg.norm(unit) - 1) < 1e-6
    # half a step by rounding, and what the rounding of 384 parts can do to the length of the row
    assert np.abs(unit - exact).max() < (0.5 + 0.5 * np.sqrt(len(row)) + 0.01) * GRID


@given(st.lists(rows, min_size=2, max_size=5))
def test_a_unit_row_does_not_depend_on_its_neighbours(some: list[np.ndarray]) -> None:
    steps = np.concatenate([to_steps(row[None]) for row in some])
    assert (to_steps(np.stack(some)) == steps).all()
    alone = np.concatenate([to_unit(steps[n : n + 1]) for n in range(len(some))])
    assert (to_unit(steps) == alone).all()


def test_zeros_stay_zeros() -> None:
    assert not to_unit(to_steps(np.zeros((1, 384), dtype=np.float32))).any()


def test_a_row_with_a_single_part_fits_into_16_bits() -> None:
    one = np.zeros((1, 384), dtype=np.float32)
    one[0, 3] = -5
    assert to_steps(one)[0, 3] == -(2**14)


def test_texts_come_once_and_the_longest_first() -> None:
    assert distinct(["b", "a", "longer", "b", ""]) == ["longer", "a", "b", ""]


def test_lone_surrogates_become_question_marks() -> None:
    assert clean("caf\u00e9 \ud83d\ud83d\ude00") == "caf\u00e9 ???"


def test_curly_marks_are_encoded_as_straight_ones() -> None:
    assert clean("don’t say ‘slow’, say “ripe”") == "don't say 'slow', say \"ripe\""


def test_a_whole_emoji_stays() -> None:
    assert clean("so good 😀") == "so good 😀"


def test_many_rows_are_done_part_by_part_and_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    some = to_steps(np.random.default_rng(7).normal(size=(10, 384)).astype(np.float32))
    whole = to_unit(some)
    monkeypatch.setattr(steps, "AT_ONCE", 3)
    assert whole.any(axis=1).all()
    assert (to_unit(some) == whole).all()
