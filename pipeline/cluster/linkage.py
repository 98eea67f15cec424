"""Average linkage with one threshold: groups in which nothing is left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]

EXACT = 1000  # rows up to which every pair is seen; more are first gathered in half as many knots
SEED = 7
DIGITS = 5  # of a distance: finer is float noise, and would decide ties


def partition(blocks: Sequence[Any], distance: float) -> Labels:
    """Return the group of each row, shape (n,), numbered from 0, the largest group first.

    `blocks` are arrays (n, d), dense or sparse, side by side: the likeness of two rows is the
    sum of their dot products. Two groups become one while the mean distance of their members, 1
    less the likeness, is at most `distance`.
    """
    count = int(blocks[0].shape[0])
    if count <= EXACT:
        return by_size(_linked(blocks, np.ones(count), distance))
    knots = _knots(blocks[0])
    member = _membership(knots)
    sizes = np.asarray(member.sum(axis=1)).ravel()
    sums = [member @ block for block in blocks]
    return by_size(_linked(sums, sizes, distance)[knots])


def mean_distance(blocks: Sequence[Any]) -> float:
    """Return the mean of 1 less the likeness over all pairs of rows; 0 for fewer than two rows."""
    count = int(blocks[0].shape[0])
    if count < 2:
        return 0.0
    total = own = 0.0
    for block in blocks:
        values = block.sum(axis=0).astype(np.float64)
        total += float(values @ values)
        own += float((block * block).sum(dtype=np.float64))
    return round(1 - (total - own) / (count * (count - 1)), DIGITS)


def by_size(labels: Labels) -> Labels:
    """Return the labels numbered anew: the largest group is 0, of equals the one met first."""
    counts = Counter(labels.tolist())
    first = {label: index for index, label in reversed(list(enumerate(labels.tolist())))}
    order = sorted(counts, key=lambda label: (-counts[label], first[label]))
    place = {label: rank for rank, label in enumerate(order)}
    return np.array([place[label] for label in labels.tolist()], dtype=np.int64)


def _linked(sums: Sequence[Any], sizes: npt.NDArray[np.float64], distance: float) -> Labels:
    """Join the two nearest until none are near enough; `sums` holds the sum of each knot's rows.

    The mean likeness of two groups is the dot product of their sums by the product of their sizes,
    so that knots of any size are linked exactly as their members would be.
    """
    count = len(sizes)
    labels = np.arange(count, dtype=np.int64)
    if count < 2:
        return labels
    products = np.zeros((count, count))
    for block in sums:
        dots = block @ block.T
        products += dots.toarray() if hasattr(dots, "toarray") else dots
    sizes = sizes.astype(np.float64)
    apart = np.round(1 - products / np.outer(sizes, sizes), DIGITS)
    np.fill_diagonal(apart, np.inf)
    nearest = apart.argmin(axis=1)
    gap = apart[np.arange(count), nearest]
    while True:
        one = int(gap.argmin())
        if not gap[one] <= distance or np.isinf(gap[one]):  # all are one, or no distance is given
            return labels
        other = int(nearest[one])
        one, other = min(one, other), max(one, other)
        labels[labels == other] = one
        products[one] += products[other]
        products[:, one] += products[:, other]
        sizes[one] += sizes[other]
        row = np.round(1 - products[one] / (sizes[one] * sizes), DIGITS)
        row[np.isinf(gap)] = np.inf
        row[[one, other]] = np.inf
        apart[one] = apart[:, one] = row
        apart[other] = apart[:, other] = np.inf
        gap[other] = np.inf
        stale = np.flatnonzero(((nearest == one) | (nearest == other)) & np.isfinite(gap))
        for index in {one, *stale.tolist()}:
            nearest[index] = apart[index].argmin()
            gap[index] = apart[index, nearest[index]]
        closer = np.flatnonzero(row < gap)
        nearest[closer] = one
        gap[closer] = row[closer]


def _knots(rows: npt.NDArray[np.float32]) -> Labels:
    from sklearn.cluster import MiniBatchKMeans
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1):  # sums over threads come in any order
        learner = MiniBatchKMeans(
            n_clusters=EXACT // 2, random_state=SEED, n_init=1, batch_size=4096, max_iter=20
        )
        found = learner.fit_predict(rows)
    return np.unique(found, return_inverse=True)[1].astype(np.int64)


def _membership(knots: Labels) -> Any:
    from scipy.sparse import csr_array

    count = len(knots)
    ones = np.ones(count, dtype=np.float32)
    return csr_array((ones, (knots, np.arange(count))), shape=(int(knots.max()) + 1, count))
