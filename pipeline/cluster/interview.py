"""What many ask of one, each in a thread of their own, as in an AMA."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.cluster import counting
from pipeline.cluster.filing import THREADED
from pipeline.records import Post

LEAST_ASKERS = 3


class Interview(NamedTuple):
    """Who answers, in lower case, and what the others asked, in time order."""

    guest: str
    asked: list[Post]


def find(posts: Sequence[Post]) -> Interview | None:
    """Return who replies below most of what others ask, and these questions; None where fewer than
    three people ask, or less than half of the chat lies in those threads."""
    by_id = {post.id: post for post in posts}
    answered: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        top = by_id.get(post.reply_to or "")
        if top is not None and _asks(top, post.handle.casefold(), by_id):
            answered[post.handle.casefold()].add(top.id)
    guest = max(sorted(answered), key=lambda who: len(answered[who]), default="")
    asked = [post for post in posts if post.id in answered[guest]]
    inside = {post.id for post in asked}
    for post in posts:
        if post.reply_to in inside:
            inside.add(post.id)
    is_form = len(inside) > THREADED * len(posts)
    askers = {post.handle.casefold() for post in asked}
    return Interview(guest, asked) if is_form and len(askers) >= LEAST_ASKERS else None


def _asks(top: Post, guest: str, by_id: Mapping[str, Post]) -> bool:
    """Return whether a post asks something and opens a thread: it replies to nothing, or, as on
    Reddit, to the post with which the guest opens the chat."""
    above = by_id.get(top.reply_to or "")
    opens = above is None or (above.handle.casefold() == guest and not above.reply_to)
    return (
        opens
        and top.set_aside is None
        and top.handle.casefold() != guest
        and counting.asks(top.said)
    )
