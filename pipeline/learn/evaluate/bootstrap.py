"""How far off a figure may be: the units that it stands on, drawn anew again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
# sums over units (..., k) -> the figure (...)
Statistic = Callable[[Floats], Floats]

DRAWS = 2000
SEED = 7
LEVEL = 0.95


def interval(sums: Floats, statistic: Statistic, *, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """Return the lower and upper end (2,) of the percentile bootstrap interval of a figure.

    `sums` (units, k) is what each unit adds to what `statistic` needs. Units are drawn with
    replacement as often as there are units; the same units and seed give the same interval.

    Raises: ValueError when `sums` is no table or holds fewer than two units.
    Source: Efron 1979, Bootstrap Methods: Another Look at the Jackknife.
    """
    return _ends(statistic(drawn(sums, draws, seed)))


def gain(sums: Floats, others: Floats, statistic: Statistic) -> Floats:
    """Return the interval (2,) of a figure less that of a baseline on the same units.

    Both are taken over the same draws, so that what makes a unit hard for both counts for neither.

    Raises: ValueError as `interval` does, or when the two are of different shape.
    """
    if sums.shape != others.shape:
        raise ValueError(f"expected the same units, got shapes {sums.shape} and {others.shape}")
    ours, theirs = drawn(sums, DRAWS, SEED), drawn(others, DRAWS, SEED)
    return _ends(statistic(ours) - statistic(theirs))


def drawn(sums: Floats, draws: int, seed: int) -> Floats:
    """Return the sums (draws, k) over units drawn with replacement."""
    if sums.ndim != 2:
        raise ValueError(f"sums must be a 2D array, got shape {sums.shape}")
    if len(sums) < 2:
        raise ValueError("expected at least two units")
    count = len(sums)
    chance = np.random.default_rng(seed)
    times = chance.multinomial(count, np.full(count, 1 / count), size=draws)
    found: Floats = times.astype(np.float64) @ sums
    return found


def by_unit(rows: Floats, units: Sequence[Hashable]) -> Floats:
    """Return the sums (units, k) of rows (n, k) that belong to one unit each, in order of units.

    Raises: ValueError when there are not as many units as rows.
    """
    if len(rows) != len(units):
        raise ValueError(f"expected a unit for each row: {len(units)} for {len(rows)}")
    place = {unit: number for number, unit in enumerate(dict.fromkeys(units))}
    sums = np.zeros((len(place), rows.shape[1]))
    np.add.at(sums, [place[unit] for unit in units], rows)
    return sums


def counted(values: npt.ArrayLike) -> Floats:
    """Return what `mean` needs of values (n,), a row (n, 2) of each: the value, one."""
    held = np.asarray(values, dtype=np.float64)
    return np.column_stack([held, np.ones(len(held))])


def of_field(rows: Sequence[object], field: str, units: Sequence[Hashable]) -> Floats:
    """Return the sums (units, 2) of one field of rows, each of one unit: total, count."""
    return by_unit(counted([getattr(row, field) for row in rows]), units)


def mean(sums: Floats) -> Floats:
    """Return the mean of values from their sums: columns total, count."""
    found: Floats = sums[..., 0] / np.maximum(sums[..., 1], 1e-12)
    return found


def f1(sums: Floats) -> Floats:
    """Return the F1 of what was found: columns right, found, wanted."""
    found: Floats = 2 * sums[..., 0] / np.maximum(sums[..., 1] + sums[..., 2], 1e-12)
    return found


def products(x: Floats, y: Floats) -> Floats:
    """Return what `pearson` needs of pairs x (n,) and y (n,), a row (n, 6) of each."""
    return np.column_stack([np.ones(len(x)), x, y, x * x, y * y, x * y])


def pearson(sums: Floats) -> Floats:
    """Return the correlation of x and y: columns count, x, y, x², y², xy."""
    count, x, y, xx, yy, xy = (sums[..., column] for column in range(6))
    spread = np.sqrt(np.maximum((count * xx - x**2) * (count * yy - y**2), 1e-24))
    found: Floats = (count * xy - x * y) / spread
    return found


def calibration_error(sums: Floats) -> Floats:
    """Return the expected calibration error: for each bin the columns chances, right, count.

    Source: Naeini, Cooper and Hauskrecht 2015.
    """
    bins = sums.reshape(*sums.shape[:-1], -1, 3)
    gaps = np.abs(bins[..., 0] - bins[..., 1]).sum(axis=-1)
    found: Floats = gaps / np.maximum(bins[..., 2].sum(axis=-1), 1e-12)
    return found


def _ends(values: Floats) -> Floats:
    rest = (1 - LEVEL) / 2
    ends: Floats = np.quantile(values, [rest, 1 - rest])
    return ends
