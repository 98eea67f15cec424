"""Threads: posts that one author meant as one, by reply chain, by parts (A2a, A2b) or by 1/3."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Post

# 2/3, (2/3), 2/n, 2/ at an edge; "2 of 3" only in brackets: hens are counted so, too
NUMBERED = re.compile(
    r"(?<![\d/])(?P<at>\d{1,2})\s?/\s?(?P<of>\d{1,2}|n|x|(?=\s|$))(?![\d/])"
    r"|[(\[](?P<at_of>\d{1,2}) of (?P<of_of>\d{1,2})[)\]]",
    re.IGNORECASE,
)
EDGE = 3  # characters: a mark that stands further inside counts something else


def threads(posts: Sequence[Post]) -> dict[str, str]:
    """Return the thread of each post that is in one: the id of the thread's first post.

    Posts are in time order. A thread is by one author.
    """
    by_id = {post.id: post for post in posts}
    parent: dict[str, str] = {}
    for post in posts:
        replied = by_id.get(post.reply_to or "")
        if replied is not None and _same_author(replied, post):
            _join(post.id, replied.id, parent)
    _join_parts(posts, parent)
    _join_numbered(posts, parent)
    first = {post_id: _root(post_id, parent) for post_id in list(parent)}
    return first | {root: root for root in first.values()}


def _same_author(one: Post, other: Post) -> bool:
    return one.handle.casefold() == other.handle.casefold()


def _join_parts(posts: Sequence[Post], parent: dict[str, str]) -> None:
    opened: dict[tuple[str, int], str] = {}
    for post in posts:
        label = post.label
        if label is None or label.kind != "A" or post.set_aside is not None:
            continue
        if label.part is not None:
            key = (post.handle.casefold(), label.question)
            _join(post.id, opened.setdefault(key, post.id), parent)


def _join_numbered(posts: Sequence[Post], parent: dict[str, str]) -> None:
    last: dict[str, tuple[int, str, str]] = {}
    for post in posts:
        mark = _mark(post)
        if mark is None:
            continue
        author, (at, of) = post.handle.casefold(), mark
        before = last.get(author)
        if at > 1 and before and before[:2] == (at - 1, of):
            _join(post.id, before[2], parent)
        last[author] = (at, of, post.id)


def _mark(post: Post) -> tuple[int, str] | None:
    """Return (2, "3") where a post begins or ends with 2/3, be it cut from its edge or not."""
    edges = [post.text[cut.start : cut.end] for cut in post.cuts if cut.kind in ("mark", "label")]
    for text in (*edges, post.said):
        match = NUMBERED.search(text)
        if match and (match.start() < EDGE or match.end() > len(text) - EDGE):
            at, of = match["at"] or match["at_of"], match["of"] or match["of_of"] or ""
            return int(at), of.lower()
    return None


def _join(post_id: str, to: str, parent: dict[str, str]) -> None:
    """Hang a post, with what hangs on it, under another, unless it has its place already."""
    if post_id not in parent and (root := _root(to, parent)) != post_id:
        parent[post_id] = root


def _root(post_id: str, parent: dict[str, str]) -> str:
    path = []
    while post_id in parent:
        path.append(post_id)
        post_id = parent[post_id]
    for passed in path:  # the next walk is short
        parent[passed] = post_id
    return post_id
