"""Statuses of the old X API v1.1 (twarc1, tweepy): one a line, an array, or {"statuses": [...]}."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers import fields, jsonfile, times, xpost
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "X API v1.1 statuses (id_str, text or full_text, user)"
ENTITIES = (("entities",), ("extended_tweet", "entities"))
Status = dict[str, Any]


def sniff(head: Head) -> bool:
    """Return whether the first object is a status, or holds them."""
    inside = fields.list_of(head.record, "statuses")
    first = fields.dict_of(inside[0]) if inside else head.record
    has_text = "text" in first or "full_text" in first
    return has_text and "screen_name" in fields.dict_of(first, "user")


def read(document: Document) -> Iterator[Post]:
    """Yield the posts, and what they repost as posts of their own.

    Raises: InputError with file and line for a status without id, text or author.
    """
    for place, value in jsonfile.values(document):
        value = fields.dict_of(value)
        for status in fields.list_of(value, "statuses") or [value]:
            if "user" in fields.dict_of(status):
                yield from _posts(place, status)
            else:
                place.count("line", fields.NO_POST)


def _posts(place: Place, status: Status) -> Iterator[Post]:
    original = fields.dict_of(status, "retweeted_status")
    if not original:
        yield _post(place, status)
        return
    first = _post(place, original)
    yield fields.repost(place, first, **_given(place, status))
    yield first


def _post(place: Place, status: Status) -> Post:
    extended = fields.dict_of(status, "extended_tweet").get("full_text")
    whole = status.get("full_text") or extended
    text = fields.unescaped(fields.text(place, "text", whole or status.get("text")))
    return fields.make(
        place,
        text=text,
        is_truncated=xpost.is_cut(text) or (not whole and status.get("truncated") is True),
        links=xpost.full_links(*(fields.dict_of(status, *keys) for keys in ENTITIES)),
        **fields.counts(place, status, "favorite_count", "retweet_count", "reply_count"),
        **_given(place, status),
    )


def _given(place: Place, status: Status) -> dict[str, Any]:
    user = fields.dict_of(status, "user")
    handle = user.get("screen_name")
    id = fields.identifier(place, status.get("id_str") or status.get("id"))
    if id is None or not isinstance(handle, str):
        raise place.error(
            f"a status without {'id' if id is None else 'screen_name of its author'}."
        )
    quoted = fields.dict_of(status, "quoted_status")
    return {
        "id": id,
        "handle": handle,
        "name": user.get("name"),
        "created_at": fields.moment(place, status.get("created_at"), times.from_api),
        "url": xpost.url(handle, id),
        "reply_to": fields.text_of(status.get("in_reply_to_status_id_str")),
        "quotes": fields.text_of(status.get("quoted_status_id_str") or quoted.get("id_str")),
        "lang": fields.text_of(status.get("lang")),
        "is_private": user.get("protected") is True,
    }
