"""A thread of Reddit as JSON, which its address with .json gives: the post, then its comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers import fields, jsonfile, times
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "Reddit thread JSON (kind Listing, data, children)"
KINDS = POST, COMMENT, MORE = ("t3", "t1", "more")
BOTS = ("AutoModerator",)
GONE = ("[deleted]", "[removed]", "[ Removed by Reddit ]")  # what stands where words or a name were
NOT_BY_PEOPLE = "by the bot of the forum, left out"
WITHOUT_WORDS = "deleted or removed, left out"
DELETED_USER = "by deleted accounts, which cannot be told apart"
NOT_IN_FILE = "left out by Reddit, which only counts them at the end of long threads"
Thing = dict[str, Any]


def sniff(head: Head) -> bool:
    """Return whether the first object is a listing of posts or comments."""
    children = fields.list_of(head.record, "data", "children")
    kinds = [fields.dict_of(child).get("kind") for child in children]
    return head.record.get("kind") == "Listing" and any(kind in KINDS for kind in kinds)


def read(document: Document) -> Iterator[Post]:
    """Yield the posts and comments, each before the replies to it.

    Raises: InputError with file and line for one without id, text or author.
    """
    missing = 0
    for place, value in jsonfile.values(document):
        for kind, data in _things(value):
            if kind == MORE:  # of a thread that goes too deep the number is 0
                missing += fields.count(place, "count", data.get("count")) or 1
            elif data.get("author") in BOTS:
                place.count("message", NOT_BY_PEOPLE)
            elif kind in (POST, COMMENT):
                yield from _posts(place, kind, data)
            else:
                place.count("message", fields.NO_POST)
    if missing:
        comments = "comment" if missing == 1 else "comments"
        document.findings.note(f"at least {missing:,} {comments} {NOT_IN_FILE}")


def _things(value: Any) -> Iterator[tuple[Any, Thing]]:
    """Yield kind and data of what a listing holds, in the order in which the page shows it."""
    waiting = [value]
    while waiting:
        thing = fields.dict_of(waiting.pop())
        data = fields.dict_of(thing, "data")
        if thing.get("kind") == "Listing":
            waiting += reversed(fields.list_of(data, "children"))
        else:
            yield thing.get("kind"), data
            waiting += [data["replies"]] if data.get("replies") else []


def _posts(place: Place, kind: str, data: Thing) -> Iterator[Post]:
    words = _words(place, kind, data)
    id, author = fields.identifier(place, data.get("id")), data.get("author")
    if id is None or not isinstance(author, str):
        raise place.error(
            f"a {'post' if kind == POST else 'comment'} without {'author' if id else 'id'}."
        )
    if not words or words in GONE:
        place.count("message", WITHOUT_WORDS)
        return
    if author in GONE:
        place.count("message", DELETED_USER)
    link, score = fields.text_of(data.get("permalink")), data.get("score")
    yield fields.make(
        place,
        id=f"{kind}_{id}",
        handle=author,
        text=words,
        created_at=_time(place, data.get("created_utc")),
        url=f"https://www.reddit.com{link}" if link else None,
        reply_to=fields.identifier(place, data.get("parent_id")),
        likes=None if str(score).startswith("-") else fields.count(place, "score", score),
        replies=fields.count(place, "num_comments", data.get("num_comments")),
        is_private=data.get("subreddit_type") == "private",
        edited_at=_time(place, data.get("edited")),
    )


def _words(place: Place, kind: str, data: Thing) -> str:
    """Return what the author wrote: a comment's body, or a post's title and what stands below."""
    if kind == COMMENT:
        body = fields.text(place, "body", data.get("body"))
        return fields.unescaped_if_escaped(body)
    title, below = (
        fields.unescaped_if_escaped(fields.text(place, name, data.get(name)))
        for name in ("title", "selftext")
    )
    place.document.findings.hint("title", title)
    return title if not below or below in GONE else f"{title}\n\n{below}"


def _time(place: Place, value: Any) -> str | None:
    if isinstance(value, bool):  # false: never edited; true: long ago, when is not told
        return None
    seconds = str(value) if isinstance(value, int | float) else value
    return fields.moment(place, seconds, times.from_epoch)
