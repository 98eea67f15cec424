import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster
from scipy.cluster.hierarchy import linkage as reference
from scipy.sparse import csr_array
from scipy.spatial.distance import squareform

from pipeline.cluster import linkage


def rows(count: int, seed: int = 0) -> np.ndarray:
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(6, 20))
    values = centres[chance.integers(0, 6, count)] + chance.normal(size=(count, 20))
    return (values / np.linalg.norm(values, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("count", [2, 10, 60, 150])
@pytest.mark.parametrize("distance", [0.3, 0.5, 0.7, 0.9])
def test_groups_are_those_of_scipys_average_linkage(count, distance):
    values = rows(count).astype(np.float64)
    apart = 1 - values @ values.T
    np.fill_diagonal(apart, 0)
    tree = reference(squareform(apart, checks=False), method="average")
    expected = linkage.by_size(fcluster(tree, distance, criterion="distance").astype(np.int64))
    assert linkage.partition([values], distance).tolist() == expected.tolist()


def test_the_largest_group_is_0_and_of_equals_the_one_met_first():
    assert linkage.by_size(np.array([5, 3, 3, 9, 5, 3])).tolist() == [1, 0, 0, 2, 1, 0]


def test_more_rows_than_are_linked_one_by_one_find_the_same_groups():
    count = linkage.EXACT + 500
    chance = np.random.default_rng(1)
    truth = chance.integers(0, 5, count)
    values = np.eye(5, 16, dtype=np.float32)[truth]
    values += chance.normal(scale=0.02, size=values.shape).astype(np.float32)
    values /= np.linalg.norm(values, axis=1, keepdims=True)
    assert linkage.partition([values], 0.5).tolist() == linkage.by_size(truth).tolist()


def test_groups_become_one_up_to_the_distance_and_not_beyond():
    two = np.array([[1.0, 0.0], [0.5, 0.75**0.5]])
    assert linkage.partition([two], 0.5).tolist() == [0, 0]
    assert linkage.partition([two], 0.49).tolist() == [0, 1]


def test_the_noise_of_arithmetic_decides_no_tie():
    turns = np.arange(24) * (np.pi / 12)  # each has two neighbours that are as near
    ring = np.column_stack([np.cos(turns), np.sin(turns)])
    noise = np.random.default_rng(7).normal(scale=1e-9, size=ring.shape)
    plain, shaken = (linkage.partition([rows], 0.05).tolist() for rows in (ring, ring + noise))
    assert plain == shaken and len(set(plain)) == 12


@pytest.mark.parametrize(("distance", "groups"), [(np.inf, 1), (np.nan, 20), (-np.inf, 20)])
def test_linking_ends_whatever_the_distance(distance: float, groups: int):
    assert len(set(linkage.partition([rows(20)], distance).tolist())) == groups


def test_no_rows_no_groups():
    assert linkage.partition([np.zeros((0, 3), dtype=np.float32)], 0.5).tolist() == []


def test_the_mean_distance_is_over_pairs_of_different_rows():
    values = rows(40).astype(np.float64)
    pairs = (1 - values @ values.T)[np.triu_indices(40, 1)]
    sparse = csr_array(values[:, 9:].astype(np.float32))
    apart = linkage.mean_distance([values[:, :9], sparse])
    assert apart == pytest.approx(pairs.mean(), abs=1e-4)
    assert linkage.mean_distance([values[:1]]) == 0
