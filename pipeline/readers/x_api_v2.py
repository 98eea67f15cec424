"""X API v2 as pages: {"data": [...], "includes": {...}}, one page a line (twarc2, streams)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers import fields, jsonfile, x_tweet_v2
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "X API v2 pages (data, includes)"
GONE = "deleted, protected or otherwise out of reach, but named by posts of the export"


def sniff(head: Head) -> bool:
    """Return whether the first object is a page: `data` holds tweets, or `meta` counts them."""
    data = head.record.get("data")
    first = next(iter(fields.list_of(data)), data)
    is_tweet = {"id", "text"} <= set(fields.dict_of(first))
    return is_tweet or "result_count" in fields.dict_of(head.record, "meta")


def read(document: Document) -> Iterator[Post]:
    """Yield the posts of all pages, and what they repost as posts of their own.

    Raises: InputError with file and line for a broken page or tweet. The last line of a stream
    may be cut off, since streams end by being interrupted.
    """
    for place, page in jsonfile.values(document, may_end_cut='"matching_rules"' in document.text):
        page = fields.dict_of(page)
        data = page.get("data")
        users, tweets = (_by_id(page, included) for included in ("users", "tweets"))
        for tweet in [data] if isinstance(data, dict) else fields.list_of(data):
            yield from x_tweet_v2.posts(place, fields.dict_of(tweet), users, tweets)
        for error in fields.list_of(page, "errors"):
            if fields.dict_of(error).get("resource_type") == "tweet":
                place.count("post", GONE)


def _by_id(page: dict[str, Any], included: str) -> dict[str, dict[str, Any]]:
    found = map(fields.dict_of, fields.list_of(page, "includes", included))
    return {str(one["id"]): one for one in found if "id" in one}
