"""A thread of Reddit as JSON, which its address with .json gives: the post, then its comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.errors import InputError
from pipeline.readers import fields, jsonfile, times
from pipeline.readers.document import Document
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
    children = fields.list_of(fields.dict_of(head.record.get("data")).get("children"))
    kinds = [fields.dict_of(child).get("kind") for child in children]
    return head.record.get("kind") == "Listing" and any(kind in KINDS for kind in kinds)


def read(document: Document) -> Iterator[Post]:
    """Yield the posts and comments, each before the replies to it.

    Raises: InputError with file and line for one without id, text or author.
    """
    missing = 0
    for line, value in jsonfile.values(document):
        for kind, data in _things(value):
            if kind == MORE:  # of a thread that goes too deep the number is 0
                missing += fields.count(document, line, "count", data.get("count")) or 1
            elif data.get("author") in BOTS:
                document.findings.count("message", NOT_BY_PEOPLE, document.at(line))
            elif kind in (POST, COMMENT):
                yield from _posts(document, line, kind, data)
            else:
                document.findings.count("message", fields.NO_POST, document.at(line))
    if missing:
        comments = "comment" if missing == 1 else "comments"
        document.findings.note(f"at least {missing:,} {comments} {NOT_IN_FILE}")


def _things(value: Any) -> Iterator[tuple[Any, Thing]]:
    """Yield kind and data of what a listing holds, in the order in which the page shows it."""
    waiting = [value]
    while waiting:
        thing = fields.dict_of(waiting.pop())
        data = fields.dict_of(thing.get("data"))
        if thing.get("kind") == "Listing":
            waiting += reversed(fields.list_of(data.get("children")))
        else:
            yield thing.get("kind"), data
            waiting += [data["replies"]] if data.get("replies") else []


def _posts(document: Document, line: int, kind: str, data: Thing) -> Iterator[Post]:
    words = _words(document, line, kind, data)
    id, author = fields.identifier(document, line, data.get("id")), data.get("author")
    if id is None or not isinstance(author, str):
        raise InputError(
            f"a {'post' if kind == POST else 'comment'} without {'author' if id else 'id'}.",
            where=document.at(line),
        )
    if not words or words in GONE:
        document.findings.count("message", WITHOUT_WORDS, document.at(line))
        return
    if author in GONE:
        document.findings.count("message", DELETED_USER, document.at(line))
    link, score = fields.text_of(data.get("permalink")), data.get("score")
    post = fields.make(
        document,
        line,
        id=f"{kind}_{id}",
        handle=author,
        text=words,
        created_at=_time(document, line, data.get("created_utc")),
        url=f"https://www.reddit.com{link}" if link else None,
        reply_to=fields.identifier(document, line, data.get("parent_id")),
        likes=None if str(score).startswith("-") else fields.count(document, line, "score", score),
        replies=fields.count(document, line, "num_comments", data.get("num_comments")),
        is_private=data.get("subreddit_type") == "private",
    )
    yield fields.edited(document, post, _time(document, line, data.get("edited")))


def _words(document: Document, line: int, kind: str, data: Thing) -> str:
    """Return what the author wrote: a comment's body, or a post's title and what stands below."""
    if kind == COMMENT:
        body = fields.text(document, line, "body", data.get("body"))
        return fields.unescaped_if_escaped(body)
    title, below = (
        fields.unescaped_if_escaped(fields.text(document, line, name, data.get(name)))
        for name in ("title", "selftext")
    )
    document.findings.hint("title", title)
    return title if not below or below in GONE else f"{title}\n\n{below}"


def _time(document: Document, line: int, value: Any) -> str | None:
    if isinstance(value, bool):  # false: never edited; true: long ago, when is not told
        return None
    seconds = str(value) if isinstance(value, int | float) else value
    return fields.moment(document, line, seconds, times.from_epoch)
