"""What the posts around a post are believed to answer: who it replies to, who replies to it, its
author's other posts, the posts near in time, and posts of like meaning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.cluster import links
from pipeline.cluster.arrays import Floats, Ints
from pipeline.cluster.scene import Scene
from pipeline.encoder import Vectors

MESSAGES = (
    "reply.linked", "reply.linked_log", "reply.continued", "author.before", "author.after",
    "flow.near", "fit.alike",
)  # fmt: skip
NEAR = 8  # posts to each side that show where the chat is
FADE = 6.0  # minutes in which what an author said just before or after fades
ALIKE = 8  # most similar posts that are asked
ALIKE_WINDOW = 150  # posts to each side among which they are looked for
LEAST, UNLINKED = 0.05, 0.3  # what is never excluded by links, and what no link speaks against
CENTRED = tuple(
    MESSAGES.index(name) for name in ("reply.linked", "reply.continued", "flow.near", "fit.alike")
)
LEAD, AFTER = 1.0, 25.0  # minutes around the questions of a session in which it is on
USUAL, FEW = 0.3, 5.0  # of the posts of a session that is on, what share is none's, by how many
FULL = 1.5  # what many who continue a post weigh together at most


@dataclass(frozen=True)
class Surroundings:
    """Who is heard by whom in a chat of n posts, and how loud.

    `shares` is how likely each of the scene's links is; `linked` (n, 1) what they add up to for
    each post, `continued` (n, 1) the same for those that may continue it; `beside` the author's
    posts before and after with how near they are (n, 1); `alike` (n, k) are the posts of like
    meaning, with weights (n, k) that add to 1.
    """

    scene: Scene
    shares: Floats
    linked: Floats
    continued: Floats
    beside: tuple[tuple[Ints, Floats], ...]
    alike: tuple[Ints, Floats]

    def heard(self, beliefs: Floats, part: range | None = None) -> Floats:
        """Return what the posts around are believed to answer, shape (n, m + 1, len(MESSAGES)).

        All but the logarithm lie in [-FULL, FULL], however many speak. What says "no question" is
        counted from what all of the session say while it is on: else a few who chat would talk the
        others out of their questions. `part` are the posts that are asked about, all unless given.
        """
        count = len(beliefs)
        part = range(count) if part is None else part
        own = slice(part.start, part.stop)
        found = np.zeros((len(part), beliefs.shape[1], len(MESSAGES)))
        above, below = links.heard(self.scene.links, self.shares, beliefs, part)
        found[..., 0] = above
        found[..., 1] = np.log(above + LEAST + UNLINKED * (1 - self.linked[own]))
        found[..., 2] = FULL * below / (1 + self.continued[own])
        for place, (other, near) in enumerate(self.beside):
            found[..., 3 + place] = beliefs[other[own]] * near[own]
        first = max(0, part.start - NEAR)
        around = beliefs[first : part.stop + NEAR]
        total = np.vstack([np.zeros((1, beliefs.shape[1])), np.cumsum(around, axis=0)])
        places = np.arange(part.start, part.stop)
        low = np.maximum(0, places - NEAR)
        high = np.minimum(count, places + NEAR + 1)
        others = np.maximum(high - low - 1, 1)[:, None]
        found[..., 5] = (total[high - first] - total[low - first] - beliefs[own]) / others
        which, weights = self.alike
        for rank in range(which.shape[1]):
            found[..., 6] += weights[own, rank, None] * beliefs[which[own, rank]]
        nothing = chatter(self.scene, beliefs)[own, None]
        found[:, 0, CENTRED] -= nothing * found[..., CENTRED].sum(axis=1)
        return found


@dataclass(frozen=True)
class Decoded:
    """Where the posts of a chat are believed to belong.

    `beliefs` (n, m + 1), rows adding to 1, come from the posts `around`, who believed `before`
    (n, m + 1) in the last round.
    """

    beliefs: Floats
    before: Floats
    around: Surroundings


def find(scene: Scene, pull: Floats) -> Surroundings:
    """Return who is heard by whom; `pull` weighs the links."""
    shares = links.weigh(scene.links, pull)
    linked, continued = links.totals(scene.links, shares, len(scene.posts))
    return Surroundings(scene, shares, linked, continued, beside(scene), alike(scene.meanings))


def is_on(scene: Scene) -> npt.NDArray[np.bool_]:
    """Return which posts (n,) were sent while the questions of their session were asked."""
    found = np.zeros(len(scene.posts), dtype=bool)
    for session in np.unique(scene.held):
        asks = [minute for minute, asked in scene.asks if scene.asked_in[asked] == session]
        if asks:
            near = (scene.minutes >= asks[0] - LEAD) & (scene.minutes <= asks[-1] + AFTER)
            found |= (scene.held == session) & near
    return found


def chatter(scene: Scene, beliefs: Floats) -> Floats:
    """Return the share of no question (n,) among the posts of each post's session while it is
    on."""
    on = is_on(scene)
    _, session = np.unique(scene.held, return_inverse=True)
    count = np.bincount(session, weights=on)
    total = np.bincount(session, weights=on * beliefs[:, 0])
    shares: Floats = ((total + FEW * USUAL) / (count + FEW))[session]
    return shares


def beside(scene: Scene) -> tuple[tuple[Ints, Floats], ...]:
    """Return the author's posts before and after (n,), and how near they are (n, 1), 0 for none."""
    found = []
    for other in (scene.before, scene.after):
        gap = np.abs(scene.minutes - scene.minutes[other])
        found.append(
            (np.maximum(other, 0), np.where(other >= 0, np.exp(-gap / FADE), 0.0)[:, None])
        )
    return tuple(found)


def alike(meanings: Vectors | Floats) -> tuple[Ints, Floats]:
    """Return the posts of like meaning near each post (n, k), and weights that add to 1 (n, k)."""
    count = len(meanings)
    few = min(ALIKE, max(0, count - 1))
    which, weights = np.zeros((count, few), dtype=np.int64), np.zeros((count, few))
    for start in range(0, count if few else 0, ALIKE_WINDOW):
        rows = np.arange(start, min(count, start + ALIKE_WINDOW))
        low, high = max(0, start - ALIKE_WINDOW), min(count, start + 2 * ALIKE_WINDOW)
        # rounded and stably sorted: float noise must not choose among like posts
        around = meanings[low:high].astype(np.float64)
        near = np.round(meanings[rows].astype(np.float64) @ around.T, 6)
        near[np.arange(len(rows)), rows - low] = -1
        best = np.argsort(-near, axis=1, kind="stable")[:, :few]
        powers = np.exp(6 * np.take_along_axis(near, best, axis=1))
        which[rows] = low + best
        weights[rows] = powers / powers.sum(axis=1, keepdims=True)
    return which, weights
