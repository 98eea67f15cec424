import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pipeline.cluster import space, wording

Matrix = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 12), st.just(6)), elements=st.floats(-1, 1, width=32)
)


@settings(max_examples=50, deadline=None)
@given(Matrix)
def test_nothing_of_the_question_stays(rows):
    along = space.unit(np.arange(1, 7, dtype=np.float32)[None])[0]
    rest = space.project(space.unit(rows), along)
    assert np.abs(rest @ along).max() < 1e-3
    lengths = np.linalg.norm(rest, axis=1)
    assert np.all(np.isclose(lengths, 1, atol=1e-4) | (lengths == 0))


def test_an_answer_that_only_repeats_the_question_has_no_direction_left():
    along = space.unit(np.ones((1, 4), dtype=np.float32))[0]
    assert space.project(along[None], along).tolist() == [[0, 0, 0, 0]]


def test_without_a_question_the_mean_of_many_answers_stands_in():
    rows = space.unit(np.eye(space.FEWEST, dtype=np.float32) + 1)
    assert np.abs(space.project(rows, None).sum(axis=0)).max() < 1e-5


def test_without_a_question_few_answers_stay_as_they_are():
    rows = np.eye(3, dtype=np.float32)
    assert (space.project(rows, None) == rows).all()


def test_likeness_is_1_with_itself_and_adds_meaning_and_wording(encoder):
    texts = ["Growing slowly kept me sane", "Growing kept me busy"]
    meaning, shared = space.blocks(texts, None, encoder)
    likeness = meaning @ meaning.T + (shared @ shared.T).toarray()
    assert np.allclose(np.diag(likeness), 1, atol=1e-5)
    assert 0.1 < likeness[0, 1] < 0.9


def test_stems_are_shared_wording_and_handles_and_links_are_not():
    pieces = wording.rows(
        ["growing", "grows @ida https://t.example/ida", "@ida https://t.example/ida"]
    )
    likeness = (pieces @ pieces.T).toarray()
    assert likeness[0, 1] > 0.1
    assert likeness[1, 2] == likeness[2, 2] == 0


def test_where_answers_lie_further_apart_the_threshold_follows_half_way():
    near, far = np.eye(2, dtype=np.float32)[[0, 0, 1]], np.eye(3, dtype=np.float32)
    assert space.threshold([far], 0.6) - space.threshold([near], 0.6) == pytest.approx(
        1 / 6, abs=1e-4
    )
