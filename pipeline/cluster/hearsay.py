"""What the posts around a post say for its place, in words: only what they turned out to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from pipeline.cluster import echoes, links
from pipeline.cluster.outcome import Outcome
from pipeline.cluster.surroundings import NEAR
from pipeline.records import Post

JUST = 5.0  # minutes from one post of an author to the next
MOST, SOME = 0.5, 0.25  # of the posts around: from which on they say it, and how many do is told


def phrase(out: Outcome, index: int, column: int, message: str) -> str | None:
    """Return what the posts around a post say for a place, None where they do not say it."""
    if message == "reply.linked":
        return linked(out, index, column)
    if message == "reply.continued":
        return _continued(out, index, column)
    if message.startswith("author."):
        return _beside(out, index, column, message.removeprefix("author."))
    if message == "flow.near":
        low, high = max(0, index - NEAR), index + NEAR + 1
        near = [i for i in range(low, min(high, len(out.chosen))) if i != index]
        return _said(out, near, column, "posts around it", "the posts around it")
    which, _ = out.decoded.around.alike
    return _said(out, which[index].tolist(), column, "posts most like it", "posts like it")


def linked(out: Outcome, index: int, column: int) -> str | None:
    """Return whom a post goes on with under its question, None if nobody whom it may."""
    pairs = out.scene.links
    own = slice(*np.searchsorted(pairs.child, [index, index + 1]))
    parents = pairs.parent[own]
    speaks = out.decoded.around.shares[own] * (out.chosen[parents] == column)
    if not speaks.any():
        return None
    best = int(speaks.argmax())
    other = int(parents[best])
    post, parent = out.scene.posts[index], out.scene.posts[other]
    is_own = post.handle.casefold() == parent.handle.casefold()
    marks = dict(zip(links.FEATURES, pairs.values[own][best], strict=True))
    verb = "goes on with" if is_own else "is in a conversation with"
    if marks["named"]:
        verb = _verb(post, parent)
    elif (marks["first_mentioned"] or marks["other_mentioned"]) and not is_own:
        verb = "speaks to" if post.answered == parent.called else "mentions"
    elif marks["echo"]:
        verb = _taken_up(post, parent, pairs.ties[index, other])
    does = "asks" if out.asks(other, column) else "answers" if out.answers(other, column) else ""
    if is_own:
        return f"{verb} another post of its author, which {does or 'is under'} {out.name(column)}"
    whose = f" who {does}" if does else ", whose post is under"
    return f"{verb} {parent.at}{whose} {out.name(column)}"


def _verb(post: Post, parent: Post) -> str:
    """Return what the export, or the number of a part, says that a post does with another."""
    if post.reply_to == parent.id:
        return "replies to"
    if post.duplicate_of == parent.id:
        return "repeats"
    return "quotes" if post.quotes == parent.id else "goes on with"


def _taken_up(post: Post, parent: Post, stem: str) -> str:
    own, its = echoes.spelled(post, stem), echoes.spelled(parent, stem)
    short, long = sorted([own.removesuffix("s"), its.removesuffix("s")], key=len)
    is_one = long.startswith(short)
    return f'takes up "{its}" of' if is_one else f'says "{own}" after the "{its}" of'


def _continued(out: Outcome, index: int, column: int) -> str | None:
    pairs = out.scene.links
    below = pairs.by_parent[
        slice(*np.searchsorted(pairs.parent, [index, index + 1], sorter=pairs.by_parent))
    ]
    shares = out.decoded.around.shares[below]
    children = pairs.child[below]
    there = float(shares @ (out.chosen[children] == column))
    if not there or there < MOST * float(shares.sum()):
        return None
    return f"what seems to follow it is under {out.name(column)}"


def _beside(out: Outcome, index: int, column: int, when: str) -> str | None:
    """Return that the author's post just before or after answers the same question."""
    other = int((out.scene.before if when == "before" else out.scene.after)[index])
    if other < 0 or not out.answers(other, column):
        return None
    apart = abs(out.scene.minutes[index] - out.scene.minutes[other])
    if apart > JUST * out.scene.haste:
        return None
    return f"{out.scene.posts[index].at} answers {out.name(column)} just {when}"


def _said(out: Outcome, others: Sequence[int], column: int, some: str, most: str) -> str | None:
    question, count = out.name(column), len(others)
    there = sum(int(out.chosen[other]) == column for other in others)
    answering = sum(out.answers(other, column) for other in others)
    most_common = max(Counter(out.chosen[others].tolist()).values(), default=0)
    if there < most_common or there < SOME * count or not there:
        return None
    if answering >= MOST * count:
        return f"{most} answer {question}"
    if there >= MOST * count:
        return f"{most} are under {question}"
    return f"{there} of the {count} {some} {'is' if there == 1 else 'are'} under {question}"
