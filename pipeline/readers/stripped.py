"""The names that replies begin with, where a tool left them out and a column has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.readers import fields, permalinks
from pipeline.records import Post

COLUMNS = (  # of who is answered; some hold an id, or the link of the post
    "inreplytoscreenname", "inreplytousername", "inreplytouser", "inreplytohandle",
    "replytoscreenname", "replytousername", "replytouser", "replytohandle", "replyingto",
    "repliedto", "inreplyto", "replyto",
)  # fmt: skip
PUT_BACK = "without the name that a reply begins with, put back from {!r}"
LEAST = 3  # replies to others, none of which begins with a name
_BETWEEN = re.compile(r"[\W_]+")
_HANDLE = re.compile(r"@?(?!\d+$)(?P<who>\w{1,30})")


def column(header: Sequence[str]) -> str | None:
    """Return the column that says who is answered, None where none does."""
    named = {_BETWEEN.sub("", each.casefold()): each for each in reversed(header)}
    return next((named[each] for each in COLUMNS if each in named), None)


def put_back(posts: Sequence[Post], told: Sequence[str]) -> dict[int, Post]:
    """Return by place the replies with "@ana" in front again; `told` is what the column says.

    Only where no reply to somebody else begins with a name: then it was a tool that left them out;
    and where half of those who are named write here.
    """
    people = map(_who, told)
    replies = {
        place: who
        for place, (post, who) in enumerate(zip(posts, people, strict=True))
        if who and post.text.strip() and who.casefold() != post.called
    }
    writers = {post.called for post in posts}
    are_people = 2 * sum(who.casefold() in writers for who in replies.values()) >= len(replies)
    has_names = any(posts[place].text.lstrip(" .'\"").startswith("@") for place in replies)
    if len(replies) < LEAST or has_names or not are_people:
        return {}
    return {
        place: posts[place].model_copy(update={"text": f"@{who} {posts[place].text}"})
        for place, who in replies.items()
    }


def _who(cell: str) -> str:
    match = None if fields.is_missing(cell) else _HANDLE.fullmatch(cell.strip())
    return match["who"] if match else permalinks.who(cell.strip())
