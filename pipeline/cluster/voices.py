"""Whose voice a post is, and how many others speak before that voice does again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from pipeline.cluster import replies
from pipeline.records import Chat, Post


def is_to_all(post: Post) -> bool:
    """Return whether a post speaks to everybody: it answers nobody and names nobody first."""
    is_first = not post.reply_to and not replies.starts_with_name(post)
    return is_first and post.set_aside is None


def voice(post: Post, chat: Chat) -> str:
    """Return whose voice a post is, in lower case: given hosts who take turns are one."""
    hosts = [handle.casefold() for handle in chat.host]
    handle = post.handle.casefold()
    return hosts[0] if handle in hosts else handle


def places(posts: Sequence[Post], chat: Chat) -> dict[str, list[int]]:
    """Return the places of each voice's posts."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, post in enumerate(posts):
        found[voice(post, chat)].append(place)
    return found


def others(own: Sequence[int], start: int, stop: int) -> int:
    """Return how many posts between two places are by others; `own` are those of one voice."""
    return stop - start - 1 - (bisect_left(own, stop) - bisect_right(own, start))
