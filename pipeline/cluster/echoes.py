"""Echoes: earlier posts of a session that use the same rare words, whoever wrote them.

Who takes up somebody's "sourdough hotel" half an hour later need not name anybody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log
from sys import intern

import numpy as np
import numpy.typing as npt

from pipeline.cluster.chatter import stop_words
from pipeline.cluster.wording import NOISE
from pipeline.records import Post

WORD = re.compile(r"[^\W\d_]{4,20}")
STEM = 6  # letters by which words are the same, but for an s: "collaborate", "collaboration"
COMMON = 0.05  # share of a session's posts that may hold a rare word
FEW, SOME, LEAST = 8.0, 0.125, 3.0  # or so many posts; in small sessions so large a share, or fewer
BACK = 160  # posts that are looked back over
DIGITS = 6


def find(
    posts: Sequence[Post], held: npt.NDArray[np.int64]
) -> list[Mapping[int, tuple[float, str]]]:
    """Return for each post the earlier ones that share rare words with it, by place: how much, and
    the stem of the rarest word.

    A word that only these two hold counts 1, one that more posts of the session hold less. `held`
    (n,) is the session of each post. Posts that are set aside, as repeats are, neither tie nor
    make a word common.
    """
    mute = stop_words()
    holders: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, post in enumerate(posts):
        if post.set_aside is None:
            for stem in sorted({intern(_stem(word)) for word in _words(post) if word not in mute}):
                holders[int(held[index]), stem].append(index)
    size = Counter(held.tolist())
    found: list[dict[int, tuple[float, str]]] = [{} for _ in posts]
    rarest_first = sorted(holders.items(), key=lambda item: len(item[1]))
    for (session, stem), indices in rarest_first:
        most = max(COMMON * size[session], min(FEW, SOME * size[session]), LEAST)
        if 1 < len(indices) < most:
            weight = log(most / len(indices)) / log(most / 2)
            for one, other in _near(indices):
                so_far, rarest = found[one].get(other, (0.0, stem))
                found[one][other] = round(so_far + weight, DIGITS), rarest
    return list(found)


def spelled(post: Post, stem: str) -> str:
    """Return the word of a post that a stem stands for, as it stands there in small letters."""
    return next((word for word in _words(post) if _stem(word) == stem), stem)


def _stem(word: str) -> str:
    return word.removesuffix("s")[:STEM]


def _words(post: Post) -> list[str]:
    return WORD.findall(NOISE.sub(" ", post.said.casefold()))


def _near(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of posts that stand near enough, the later one first."""
    first = 0
    for place, index in enumerate(indices):
        while index - indices[first] > BACK:
            first += 1
        for other in range(place - 1, first - 1, -1):
            yield index, indices[other]
