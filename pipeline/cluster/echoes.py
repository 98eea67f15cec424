"""Echoes: earlier posts of a session that use the same rare words, whoever wrote them.

Who takes up somebody's "sourdough hotel" half an hour later need not name anybody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log
from sys import intern

import numpy as np
import numpy.typing as npt

from pipeline.records import Post

WORD = re.compile(r"[^\W\d_]{4,}")
NOISE = re.compile(r"https?://\S+|pic\.twitter\.com/\S+|@\w+")
STEM = 6  # letters by which words are the same: "collaborate", "collaboration"
COMMON, FEW = 0.05, 8.0  # share of a session's posts that may hold a rare word, or so many posts
BACK = 160  # posts that are looked back over
DIGITS = 6


def find(posts: Sequence[Post], held: npt.NDArray[np.int64]) -> list[Mapping[int, float]]:
    """Return for each post the earlier ones that share rare words with it, by place, and how much:
    1 for a word that only these two hold, less for one that more posts of the session hold.

    `held` (n,) is the session of each post. Repeats do not make a word common.
    """
    holders: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, post in enumerate(posts):
        for word in _stems(post):
            holders[int(held[index]), word].append(index)
    size = Counter(held.tolist())
    found: list[dict[int, float]] = [{} for _ in posts]
    for (session, _), indices in holders.items():
        most = max(FEW, COMMON * size[session])
        count = max(2, sum(posts[index].set_aside is None for index in indices))
        if count < most:
            weight = round(log(most / count) / log(most / 2), DIGITS)
            for one, other in _near(indices):
                found[one][other] = found[one].get(other, 0.0) + weight
    return list(found)


def words(post: Post, other: Post) -> list[str]:
    """Return the words of a post that another one holds, too, in order and in small letters."""
    shared = set(_stems(other))
    return [word for word in _words(post) if word[:STEM] in shared]


def _words(post: Post) -> list[str]:
    return WORD.findall(NOISE.sub(" ", post.said.casefold()))


def _stems(post: Post) -> Iterable[str]:
    return sorted({intern(word[:STEM]) for word in _words(post)})


def _near(indices: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Yield the pairs of posts that stand near enough, the later one first."""
    for place, index in enumerate(indices):
        for other in reversed(indices[:place]):
            if index - other > BACK:
                break
            yield index, other
