import numpy as np
import pytest

from pipeline.learn import apart


def cloud(seed: int, *at: tuple[float, float], rows: int = 60) -> np.ndarray:
    """Return rows around each of the points."""
    random = np.random.default_rng(seed)
    return np.vstack([random.normal(point, 0.4, (rows, 2)) for point in at])


def told(rows: np.ndarray, made: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    weights, offsets = made
    return (rows @ weights.T + offsets).argmax(axis=1)


def test_three_clouds_are_told_apart():
    places = ((-2, 0), (2, 0), (0, 3))
    made = apart.logistic([cloud(n, at) for n, at in enumerate(places)], (1, 1, 1), 1e-3)
    for own, at in enumerate(places):
        assert (told(cloud(10 + own, at), made) == own).mean() > 0.97


def test_a_class_of_two_far_clouds_does_not_drag_the_border_along():
    # a discriminant analysis, which sees means and one spread, gives all of the near cloud away
    near, far, other = (0.0, 0.0), (30.0, 0.0), (-3.0, 0.0)
    made = apart.logistic([cloud(1, near, far), cloud(2, other)], (1, 1), 1e-3)
    assert (told(cloud(3, near), made) == 0).mean() > 0.97
    assert (told(cloud(4, other), made) == 1).mean() > 0.97


def test_a_prior_moves_the_border_and_nothing_else():
    classes = [cloud(1, (-1, 0)), cloud(2, (1, 0))]
    even, uneven = (apart.logistic(classes, priors, 1e-3) for priors in ((1, 1), (20, 1)))
    assert (even[0] == uneven[0]).all()
    assert uneven[1] - even[1] == pytest.approx([np.log(20), 0])


def test_a_class_that_is_seen_more_often_is_not_taken_for_the_likelier_one():
    classes = [cloud(1, (-1, 0), rows=900), cloud(2, (1, 0), rows=30)]
    weights, offsets = apart.logistic(classes, (1, 1), 1e-3)
    middle = np.array([0.0, 0.0]) @ weights.T + offsets
    assert abs(middle[0] - middle[1]) < 1.5  # the sizes are 30 to 1: a log odds of 3.4


def test_the_same_rows_give_the_same_weights():
    classes = [cloud(1, (-1, 0)), cloud(2, (1, 0))]
    first, again = (apart.logistic(classes, (1, 1), 1e-3) for _ in range(2))
    assert first[0].tobytes() == again[0].tobytes() and first[1].tobytes() == again[1].tobytes()


def test_a_column_that_never_changes_does_no_harm():
    classes = [np.pad(cloud(n, at), ((0, 0), (0, 1))) for n, at in enumerate(((-2, 0), (2, 0)))]
    weights, offsets = apart.logistic(classes, (1, 1), 1e-3)
    assert np.isfinite(weights).all() and np.isfinite(offsets).all()
    assert weights[:, -1] == pytest.approx(0)
