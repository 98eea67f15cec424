"""Learning who talks to whom from what their posts answer: nobody marked the conversations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.cluster import links
from pipeline.cluster.links import Links

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PULL_PENALTY = 1.0  # ridge on what makes a post continue another
ANYWHERE = 0.25  # chance that a post that continues none has a given place


def fit(chats: Sequence[tuple[Links, Ints]]) -> Floats:
    """Return what makes a post continue another (features,): weights under which the posts of one
    conversation share their question. A post that continues none may be anywhere.

    Each chat is its links and the true place of every post.
    """
    from scipy.optimize import minimize

    width = len(links.FEATURES)

    def loss(pull: Floats) -> tuple[float, Floats]:
        total = 0.5 * PULL_PENALTY * float(pull @ pull)
        slope = PULL_PENALTY * pull
        for held, columns in chats:
            same = columns[held.child] == columns[held.parent]
            pairs = np.exp(np.clip(held.values @ pull[:width], -30, 30))
            alone = np.exp(np.clip(held.alone @ pull[width:], -30, 30))
            whole, right = alone.copy(), ANYWHERE * alone
            np.add.at(whole, held.child, pairs)
            np.add.at(right, held.child, pairs * same)
            total -= float(np.log(right / whole).sum())
            gain = pairs / whole[held.child] - pairs * same / right[held.child]
            slope[:width] += gain @ held.values
            slope[width:] += (alone / whole - ANYWHERE * alone / right) @ held.alone
        return total, slope

    start = np.zeros(width + len(links.ALONE))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    pull: Floats = found.x
    return pull
