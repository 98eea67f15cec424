"""One name for each account of Mastodon: servers leave out their own name, others write it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from pipeline.records import Post


def completed(posts: Sequence[Post]) -> list[Post]:
    """Return the posts, those by "ana" at one.example by "ana@one.example" if some post is so.

    Where none is, the short names stand: nothing has to be told apart.
    """
    whole = {post.handle.casefold(): post.handle for post in posts if "@" in post.handle}
    if not whole:
        return list(posts)
    return [_completed(post, whole) for post in posts]


def _completed(post: Post, whole: dict[str, str]) -> Post:
    handle = whole.get(f"{post.handle}@{_server(post.url)}".casefold())
    return post.model_copy(update={"handle": handle}) if handle else post


def _server(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:  # brackets that are no address
        return None
