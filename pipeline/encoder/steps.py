"""Unit rows on a grid: whole steps that can be kept in half the bytes and compared bit by bit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Steps = npt.NDArray[np.int16]

GRID = 2.0**-14  # a step; 1 is 16,384 of them, so that an int16 holds every part of a unit row
AT_ONCE = 8_192  # rows that are held in double precision


def to_steps(rows: npt.NDArray[np.float32]) -> Steps:
    """Return rows (n, d) with length 1, in whole steps of the grid; zeros stay zeros."""
    exact = rows.astype(np.float64)
    norms = np.sqrt(np.sum(exact * exact, axis=1, keepdims=True))
    return np.rint(exact / np.where(norms == 0, 1, norms) / GRID).astype(np.int16)


def to_unit(steps: Steps) -> npt.NDArray[np.float32]:
    """Return the unit rows (n, d) that stand for rows of steps, float32.

    Sums of squared steps are whole numbers below 2**53: exact in any order.
    """
    unit = np.zeros(steps.shape, dtype=np.float32)
    for start in range(0, len(steps), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        rows = steps[part].astype(np.float64)
        norms = np.sqrt(np.sum(rows * rows, axis=1, keepdims=True))
        unit[part] = rows / np.where(norms == 0, 1, norms)
    return unit
