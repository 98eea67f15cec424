"""The promise of exact quotes, checked before anything is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.errors import InputError
from pipeline.records import Line, Part, Pick, Post, Top, at_name

AGAIN = "Run the stages again from the export: the files of this run do not belong together."


def check(
    posts: Mapping[str, Post],
    lines: Sequence[Line],
    picks: Sequence[Pick],
    tops: Sequence[Top],
) -> None:
    """Hold every line and pick against the post that it comes from; return nothing.

    Raises: InputError that names the line, what it says and what its post says.
    """
    for line in lines:
        where = f"lines.jsonl: {line.id}"
        _together(posts, _held(posts, line.post_id, line, where), line, where)
    for pick in (*picks, *tops):
        where = f"{'tops' if isinstance(pick, Top) else 'picks'}.jsonl: {pick.line_id}"
        post = _held(posts, pick.post_id, pick, where)
        _together(posts, post, pick, where)
        if pick.handle.casefold() != post.handle.casefold():
            found = (
                f"credits {at_name(pick.handle, pick.name)}, but post {post.id} is by {post.at}."
            )
            raise InputError(found, where=where, do=AGAIN)
        if pick.url != post.url:
            found = f"links to {pick.url}, but the address of post {post.id} is {post.url}."
            raise InputError(found, where=where, do=AGAIN)


def _together(posts: Mapping[str, Post], first: Post, quote: Line | Pick, where: str) -> None:
    for part in quote.joined:
        post = _held(posts, part.post_id, part, where)
        if post.handle.casefold() != first.handle.casefold():
            found = f"joins posts {first.id} by {first.at} and {post.id} by {post.at}."
            raise InputError(found, where=where, do=AGAIN)


def _held(posts: Mapping[str, Post], post_id: str, quote: Line | Pick | Part, where: str) -> Post:
    post = posts.get(post_id)
    if post is None:
        raise InputError(f"quotes post {post_id}, which is not read.", where=where, do=AGAIN)
    source = post.text[quote.start : quote.end]
    if source != quote.text:
        found = (
            f"quotes {_short(quote.text)}, but post {post.id} "
            f"({quote.start} to {quote.end}) says {_short(source)}."
        )
        raise InputError(found, where=where, do=AGAIN)
    return post


def _short(text: str) -> str:
    shown = repr(text)
    return shown if len(shown) <= 80 else shown[:77] + "..."
