"""Threads: posts that one author meant as one, by reply chain, by parts (A2a, A2b) or by 1/3."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.records import Post

NUMBERED = re.compile(r"(?<![\d/])\(?(?P<at>\d{1,2})\s?/\s?(?P<of>\d{1,2}|n|x)\)?(?![\d/])", re.I)


def threads(posts: Sequence[Post]) -> dict[str, str]:
    """Return the thread of each post that is in one: the id of the thread's first post.

    Posts are in time order. A thread is by one author.
    """
    by_id = {post.id: post for post in posts}
    parent: dict[str, str] = {}
    for post in posts:
        replied = by_id.get(post.reply_to or "")
        if replied and replied.id != post.id and _same_author(replied, post):
            parent[post.id] = replied.id
    _join_parts(posts, parent)
    _join_numbered(posts, parent)
    first = {post_id: _root(post_id, parent) for post_id in parent}
    return first | {root: root for root in first.values()}


def _same_author(one: Post, other: Post) -> bool:
    return one.handle.casefold() == other.handle.casefold()


def _join_parts(posts: Sequence[Post], parent: dict[str, str]) -> None:
    opened: dict[tuple[str, int], str] = {}
    for post in posts:
        label = post.label
        if label is None or label.kind != "A" or post.set_aside is not None:
            continue
        key = (post.handle.casefold(), label.question)
        if label.part is None:
            continue
        if key in opened:
            parent.setdefault(post.id, opened[key])
        else:
            opened[key] = post.id


def _join_numbered(posts: Sequence[Post], parent: dict[str, str]) -> None:
    last: dict[str, tuple[int, str, str]] = {}
    series: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        match = NUMBERED.search(post.said)
        if match is None or not (match.start() < 3 or match.end() > len(post.said) - 3):
            continue
        author, at, of = post.handle.casefold(), int(match["at"]), match["of"].lower()
        before = last.get(author)
        if at > 1 and before and before[0] == at - 1 and before[1] == of:
            parent.setdefault(post.id, before[2])
            series[before[2]].append(post.id)
        last[author] = (at, of, post.id)


def _root(post_id: str, parent: dict[str, str]) -> str:
    seen = {post_id}
    while post_id in parent and parent[post_id] not in seen:
        post_id = parent[post_id]
        seen.add(post_id)
    return post_id
