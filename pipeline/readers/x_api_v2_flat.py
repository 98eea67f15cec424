"""X API v2 flattened by twarc2: one tweet a line, its author and references inside."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.readers import fields, jsonfile, x_tweet_v2
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "X API v2 flattened (id, text, author)"


def sniff(head: Head) -> bool:
    """Return whether the first object is a tweet of the API v2."""
    return {"id", "text", "author_id"} <= set(head.record) and "handle" not in head.record


def read(document: Document) -> Iterator[Post]:
    """Yield the posts, and what they repost as posts of their own.

    Raises: InputError with file and line for a broken tweet.
    """
    for place, tweet in jsonfile.values(document):
        tweet = fields.dict_of(tweet)
        references = map(fields.dict_of, fields.list_of(tweet, "referenced_tweets"))
        inside = {str(one.get("id")): one for one in references if "text" in one}
        yield from x_tweet_v2.posts(place, tweet, {}, inside)
