"""Linear models in closed form: the same data give the same weights, without seeds or steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.score.rows import TRAITS
from pipeline.score.traits import Floats

ECHO_PENALTY = 100.0


@dataclass(frozen=True)
class Moments:
    """What a ridge needs to know of rows x (n, d) with targets y (n,): `x.T @ x`, `x.T @ y`."""

    squares: Floats  # (d, d)
    products: Floats  # (d,)

    def __add__(self, other: Moments) -> Moments:
        return Moments(self.squares + other.squares, self.products + other.products)

    def __mul__(self, weight: float) -> Moments:
        return Moments(self.squares * weight, self.products * weight)


def moments(x: Floats, y: Floats) -> Moments:
    """Return the moments of rows x (n, d) and targets y (n,)."""
    return Moments(x.T @ x, x.T @ y)


def centred(x: Floats, y: Floats, groups: Sequence[str]) -> tuple[Floats, Floats]:
    """Return rows and targets less the means of their group: only what differs inside it counts."""
    x, y = np.array(x, dtype=np.float64), np.array(y, dtype=np.float64)
    names = np.array(groups)
    for name in sorted(set(groups)):
        rows = names == name
        x[rows] -= x[rows].mean(axis=0)
        y[rows] -= y[rows].mean()
    return x, y


def solve(known: Moments, penalty: Floats) -> Floats:
    """Return the weights (d,) that fit best under a penalty (d,) on their squares."""
    weights = np.linalg.solve(known.squares + np.diag(penalty), known.products)
    return np.asarray(weights, dtype=np.float64)


def echo(x: Floats, weights: Floats) -> Floats:
    """Return the weights (TRAITS,) by which the traits of lines x (n, WIDTH) foretell what their
    style scores by `weights` (WIDTH,)."""
    known = moments(x[:, :TRAITS], x[:, TRAITS:] @ weights[TRAITS:])
    return solve(known, np.full(TRAITS, ECHO_PENALTY))
