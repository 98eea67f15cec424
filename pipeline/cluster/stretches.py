"""Stretches: the sessions of an export that are placed together, so that cost grows in a line.

A table of posts by questions grows with the square of the sessions in one export, though a post
answers a question of its own session, or of the session of what it replies to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.cluster import clock, scene, sessions
from pipeline.cluster.arrays import Ints
from pipeline.cluster.scene import Scene
from pipeline.encoder import Vectors
from pipeline.records import Post, Question

AT_ONCE = 250_000  # posts times questions that are placed together; one session is never cut


@dataclass(frozen=True)
class Stretch:
    """Posts that are placed together, as indices in time order.

    `own` are placed here. `beside` stand by: posts of other stretches that these name as their
    parents, and those that ask in the parents' sessions. `asked` are the questions of all of them.
    """

    own: Ints
    beside: Ints
    asked: Ints

    def look(
        self,
        posts: Sequence[Post],
        questions: Sequence[Question],
        meanings: Vectors,
        asked: Vectors,
    ) -> tuple[Scene, Ints]:
        """Return the scene of the stretch, and the places of its own posts in it."""
        inside = np.union1d(self.own, self.beside)
        seen = scene.build(
            [posts[index] for index in inside.tolist()],
            [questions[index] for index in self.asked.tolist()],
            meanings if len(inside) == len(posts) else meanings[inside],
            asked[self.asked],
        )
        return seen, np.searchsorted(inside, self.own)


def split(posts: Sequence[Post], questions: Sequence[Question]) -> list[Stretch]:
    """Return the stretches of an export; each post is the own one of exactly one of them."""
    place = {post.id: index for index, post in enumerate(posts)}
    minutes, has_clock = clock.read(posts)
    held = sessions.of_posts(questions, place, minutes, has_clock=has_clock)
    asked_in = np.array([question.session for question in questions], dtype=np.int64)
    found = []
    for together in _together(held, asked_in):
        own = np.flatnonzero(np.isin(held, together))
        beside = _parents(posts, place, own)
        beside = beside[~np.isin(held[beside], together)]
        known = np.union1d(together, held[beside])
        asked = np.flatnonzero(np.isin(asked_in, known))
        asking = [
            place[post_id]
            for index in asked.tolist()
            for post_id in questions[index].asking
            if post_id in place
        ]
        found.append(
            Stretch(
                own, np.setdiff1d(np.union1d(beside, np.array(asking, dtype=np.int64)), own), asked
            )
        )
    return found


def _together(held: Ints, asked_in: Ints) -> list[list[int]]:
    """Return the sessions by stretch; sessions follow each other in the order of their posts."""
    order, first, counts = np.unique(held, return_index=True, return_counts=True)
    stretches: list[list[int]] = []
    size = asks = 0
    for at in np.argsort(first, kind="stable"):
        session, count = int(order[at]), int(counts[at])
        own = int((asked_in == session).sum())
        if not stretches or (size + count) * (asks + own) > AT_ONCE:
            stretches.append([])
            size = asks = 0
        stretches[-1].append(session)
        size, asks = size + count, asks + own
    # questions of a session that no post is held by stay where they can be seen
    lost = sorted(set(asked_in.tolist()) - set(held.tolist()))
    if lost and stretches:
        stretches[-1].extend(lost)
    return stretches


def _parents(posts: Sequence[Post], place: dict[str, int], own: Ints) -> Ints:
    named = {
        place[other]
        for index in own.tolist()
        for other in (posts[index].reply_to, posts[index].quotes)  # a copy may come years later
        if other in place
    }
    return np.array(sorted(named), dtype=np.int64)
