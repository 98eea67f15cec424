"""Which posts a post answers, quotes or goes on with: those that the export names, the part before
it ("1/3", "2/3"), else what those whom it mentions said just before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.cluster.arrays import Bools, Floats
from pipeline.encoder import Vectors
from pipeline.records import Post

Parents = tuple[tuple[int, float], ...]  # (index, weight) of the parents of one post

MENTION_WINDOW = 30.0  # minutes in which a mention is taken as an answer to what was said
MENTION_POSTS = 6  # of the mentioned person, the latest ones


def find(
    posts: Sequence[Post], place: dict[str, int], minutes: Floats, vectors: Vectors | Floats
) -> tuple[tuple[Parents, ...], Bools]:
    """Return the parents of each post, and whether the export or a number names them (n,).

    `place` is where each post stands by its id.
    """
    by_handle: dict[str, list[int]] = defaultdict(list)
    latest: dict[str, int] = {}  # post of each thread
    found: list[Parents] = []
    is_explicit = np.zeros(len(posts), dtype=bool)
    for index, post in enumerate(posts):
        named = [
            place[other]
            for other in (post.reply_to, post.quotes, post.duplicate_of)
            if other in place and place[other] != index
        ]
        thread = post.thread or post.id
        if not named and not post.label and thread in latest:
            named = [latest[thread]]
        latest[thread] = index
        if named:
            is_explicit[index] = True
            found.append(tuple((other, 1 / len(named)) for other in named))
        else:
            found.append(_mentioned(index, post, posts, by_handle, minutes, vectors))
        by_handle[post.called].append(index)
    return tuple(found), is_explicit


def _mentioned(
    index: int,
    post: Post,
    posts: Sequence[Post],
    by_handle: Mapping[str, Sequence[int]],
    minutes: Floats,
    vectors: Vectors | Floats,
) -> Parents:
    author, written = post.called, post.handle.partition("@")[0].casefold()
    candidates = [
        other
        for handle in post.mentions
        if handle != author
        for other in by_handle.get(handle, ())[-MENTION_POSTS:]
        if minutes[index] - minutes[other] <= MENTION_WINDOW
    ]
    if not candidates:
        return ()
    # who talks back to the author, what is recent and what is alike is the likelier parent
    pull = np.array(
        [
            4.0 * float(vectors[index].astype(np.float64) @ vectors[other].astype(np.float64))
            - 0.15 * (minutes[index] - minutes[other])
            + 1.0
            * (f"@{written}" in posts[other].text.casefold() or posts[other].answered == author)
            for other in candidates
        ]
    )
    weights = np.exp(pull - pull.max())
    weights /= weights.sum()
    return tuple((other, float(weight)) for other, weight in zip(candidates, weights, strict=True))
