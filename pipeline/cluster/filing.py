"""Under which question the form of an export puts a post: by its own filing, or by threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import numpy as np

from pipeline.cluster import asking, replies
from pipeline.cluster.arrays import Ints
from pipeline.records import Post, Question

THREADED = 0.5  # of what others than the askers post, the share below questions that makes a form
LEAST_ASKERS = 3  # of whom each asks, as in an AMA
AGREEING = 0.8  # of labelled answers in threads, how many have to name the question above them


def under(
    posts: Sequence[Post], questions: Sequence[Question], named: Ints, place: Mapping[str, int]
) -> Ints:
    """Return the index of the question (n,) under which each post surely is, or -1: the one under
    which the export files it, or that it asks.

    Where most of a chat replies below its questions, as on Slack, a post without a label is filed
    by the thread that it stands in; where several ask, and the export names no reply, names at the
    start make threads (`asking`). `named` (n,) is the index of the question that a post asks or
    that its label names, or -1; `place` the index of each post by id.
    """
    columns = {question.number: index for index, question in enumerate(questions)}
    filed = np.array(
        [-1 if post.question is None else columns.get(post.question, -1) for post in posts],
        dtype=np.int64,
    )
    askers = {question.handle for question in questions}
    parents = asking.parents(posts) if len(askers) >= LEAST_ASKERS else replies.parents(posts)
    above = _above(posts, named, place, parents)
    if _are_the_form(posts, askers, named, above):
        free = (filed < 0) & (named < 0) & (above >= 0)
        filed = np.where(free, above, filed)
    for column, question in reversed([*enumerate(questions)]):
        for post_id in question.asking:
            at = place.get(post_id)
            if at is not None and posts[at].question is None:
                filed[at] = column
    return filed


def _above(
    posts: Sequence[Post], named: Ints, place: Mapping[str, int], parents: Mapping[str, str]
) -> Ints:
    """Return the index of the question (n,) that the nearest post above each one asks or names, or
    -1."""
    above: dict[int, int] = {}
    for index in range(len(posts)):
        walked: dict[int, None] = {}  # a post of a long chain of replies is walked once
        at: int | None = index
        while at is not None and not (at in walked or at in above or (walked and named[at] >= 0)):
            walked[at] = None
            at = place.get(parents.get(posts[at].id, ""))
        if at is None or at in walked:
            found = -1
        else:
            found = int(named[at]) if walked and named[at] >= 0 else above[at]
        above |= dict.fromkeys(walked, found)
    return np.array([above[index] for index in range(len(posts))], dtype=np.int64)


def _are_the_form(posts: Sequence[Post], askers: Set[str | None], named: Ints, above: Ints) -> bool:
    """Return whether most of what others than the `askers` post stands in threads of questions, and
    their labels agree with these."""
    others = np.array([post.handle not in askers for post in posts], dtype=bool)
    labelled = others & (named >= 0) & (above >= 0)
    agreeing = int((named[labelled] == above[labelled]).sum())
    below = int((others & (above >= 0)).sum())
    return below > THREADED * int(others.sum()) and agreeing >= AGREEING * int(labelled.sum())
