"""Whose voice a post is, and how many others speak before that voice does again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from pipeline.records import Chat, Post


def is_to_all(post: Post) -> bool:
    """Return whether a post speaks to everybody: it answers nobody and names nobody first."""
    return not post.reply_to and _names_nobody(post)


def to_all(posts: Sequence[Post]) -> set[str]:
    """Return the ids of the posts that speak to everybody, and of those with which their authors go
    on: hosts hang each question under the one before."""
    writer = {post.id: post.handle.casefold() for post in posts}
    found = {post.id for post in posts if is_to_all(post)}
    for post in posts:
        is_own = writer.get(post.reply_to or "") == post.handle.casefold()
        if post.reply_to in found and is_own and _names_nobody(post):
            found.add(post.id)
    return found


def _names_nobody(post: Post) -> bool:
    return post.set_aside is None and not post.starts_with_name


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


def spoken(posts: Sequence[Post], start: int, stop: int) -> int:
    """Return how many posts between two places are by others than who wrote the first."""
    return sum(post.handle != posts[start].handle for post in posts[start + 1 : stop])


def others(own: Sequence[int], start: int, stop: int) -> int:
    """Return how many posts between two places are by others; `own` are those of one voice."""
    return stop - start - 1 - (bisect_left(own, stop) - bisect_right(own, start))
