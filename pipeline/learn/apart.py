"""Telling kinds of text apart: a logistic regression of many classes, without seeds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.score.traits import Floats

STEPS = 60  # of L-BFGS; the loss stands still from about 40 on


def logistic(
    classes: Sequence[Floats], priors: Sequence[float], penalty: float
) -> tuple[Floats, Floats]:
    """Return the weights (k, d) and offsets (k,) whose softmax tells k classes apart.

    `classes` hold their rows (n, d). A class counts by the root of its size while it is learned,
    and by its prior afterwards. `penalty` is on squared weights of rows whose spread inside a class
    is one, as in a discriminant analysis, so that few steps lead far. It does better than that
    analysis where a class has several clouds of its own, as chats of different people do.
    """
    from scipy.optimize import minimize

    sizes = np.array([len(rows) for rows in classes], dtype=np.float64)
    own = np.repeat(np.arange(len(classes)), sizes.astype(int))
    counts = (1 / np.sqrt(sizes))[own]
    counts /= counts.sum()
    narrow = _narrowing(classes)
    x = (np.vstack(classes) @ narrow).astype(np.float32)  # halves the time; the loss stays float64
    shape = (len(classes), x.shape[1] + 1)  # the last column holds offsets
    wanted = np.eye(len(classes))[own]

    def loss(flat: Floats) -> tuple[float, Floats]:
        held = flat.reshape(shape)
        sums = (x @ held[:, :-1].T.astype(np.float32)).astype(np.float64) + held[:, -1]
        sums -= sums.max(axis=1, keepdims=True)
        chances = np.exp(sums)
        totals = chances.sum(axis=1, keepdims=True)
        right = sums[np.arange(len(own)), own] - np.log(totals[:, 0])
        too_much = (chances / totals - wanted) * counts[:, None]
        slope = np.empty(shape)
        slope[:, :-1] = too_much.T.astype(np.float32) @ x + penalty * held[:, :-1]
        slope[:, -1] = too_much.sum(axis=0)
        size = 0.5 * penalty * float((held[:, :-1] ** 2).sum())
        return size - float(counts @ right), slope.ravel()

    start = np.zeros(shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    held = found.x.reshape(shape)
    shares = np.bincount(own, weights=counts)
    return held[:, :-1] @ narrow.T, held[:, -1] - np.log(shares) + np.log(np.array(priors))


def _narrowing(classes: Sequence[Floats]) -> Floats:
    # a map (d, d) to rows of spread one inside a class; the unit matrix keeps it from dividing by 0
    shared = np.mean([np.cov(rows, rowvar=False) for rows in classes], axis=0)
    return np.linalg.cholesky(np.linalg.inv(shared + np.eye(len(shared))))
