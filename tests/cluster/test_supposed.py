"""Questions that no post of the export asks stand where labels and pace suggest."""

import numpy as np

from pipeline.cluster import supposed
from pipeline.records import Question

THREE = [Question(number=number, text="") for number in (1, 2, 3)]


def moments(
    questions: list[Question], asked: dict[int, float], labels: dict[int, list[float]]
) -> dict[int, float]:
    named = [place for place, minutes in labels.items() for _ in minutes]
    minutes = [minute for held in labels.values() for minute in held]
    return supposed.moments(
        questions, asked, np.array(minutes, dtype=float), np.array(named, dtype=np.int64)
    )


def test_what_is_asked_is_not_supposed() -> None:
    assert moments(THREE, {0: 0.0, 1: 8.0, 2: 16.0}, {1: [9.0]}) == {}


def test_few_labels_yield_to_the_pace_of_the_others() -> None:
    assert moments(THREE, {0: 4.0, 1: 14.0}, {2: [41.0, 43.0]}) == {2: 24.0}


def test_the_pace_is_that_of_one_number_though_some_are_missing() -> None:
    questions = [Question(number=number, text="") for number in (1, 3, 4)]
    assert moments(questions, {0: 0.0, 1: 20.0}, {}) == {2: 30.0}


def test_many_labels_tell_it_and_a_slip_among_them_does_not() -> None:
    labelled = [15.0, 27.0, 27.5, 28.0, 30.0, 31.0, 35.0]
    assert moments(THREE, {0: 4.0, 1: 14.0}, {2: labelled}) == {2: 26.0}


def test_it_stays_between_its_neighbours() -> None:
    late, early = [19.0] * 6, [3.0] * 6
    assert moments(THREE, {0: 4.0, 2: 12.0}, {1: late}) == {1: 11.5}
    assert moments(THREE, {0: 4.0, 2: 12.0}, {1: early}) == {1: 4.5}


def test_an_export_without_the_host_has_the_labels_alone() -> None:
    labels = {0: [2.0, 3.0], 1: [9.0, 9.5, 12.0], 2: [20.0]}
    assert moments(THREE, {}, labels) == {0: 1.0, 1: 8.0, 2: 19.0}


def test_where_nothing_tells_nothing_is_supposed() -> None:
    assert moments(THREE, {}, {}) == {}
    assert moments(THREE, {1: 8.0}, {}) == {}


def test_the_first_question_is_supposed_before_the_second() -> None:
    assert moments(THREE, {1: 12.0, 2: 20.0}, {}) == {0: 4.0}


def test_each_session_has_its_own_pace() -> None:
    questions = [Question(number=n, text="") for n in (1, 2, 3, 1001, 1002, 1003)]
    asked = {0: 0.0, 1: 6.0, 3: 300.0, 4: 330.0}
    assert moments(questions, asked, {}) == {2: 12.0, 5: 360.0}
