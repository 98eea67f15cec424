"""twitter-web-exporter, JSON or CSV: `id, created_at, full_text, screen_name` and counts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from pipeline.readers import csvfile, fields, jsonfile, times, twarc_csv, xpost
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "twitter-web-exporter JSON or CSV (id, created_at, full_text, screen_name, ...)"
NEEDED = ("id", "full_text", "screen_name", "created_at")
SCROLLED = "this exporter holds only what was scrolled into view: the chat may have had more posts"
Item = dict[str, Any]


def sniff(head: Head) -> bool:
    """Return whether the first object or row has the fields of the exporter."""
    return set(NEEDED) <= set(head.record) or head.has_columns(*NEEDED)


def read(document: Document) -> Iterator[Post]:
    """Yield one post for each record.

    Raises: InputError with file and line for a record without text or author, or with a time that
    is none.
    """
    document.findings.note(SCROLLED)
    items = list(_items(document))
    dated = [(str(item.get("created_at")), str(item.get("id"))) for _, item in items]
    day_first = xpost.is_day_first(document, dated)
    for place, item in items:
        yield from _posts(place, item, day_first)


def _items(document: Document) -> Iterator[tuple[Place, Item]]:
    if jsonfile.looks_like_json(document.text):
        for place, item in jsonfile.values(document):
            yield place, fields.dict_of(item)
    else:
        for place, row in csvfile.rows(document, NEEDED, author="screen_name"):
            yield place, {**row, "full_text": twarc_csv.with_breaks(row["full_text"])}


def _posts(place: Place, item: Item, day_first: bool) -> Iterator[Post]:
    text = fields.text(place, "full_text", item.get("full_text"))
    text = fields.unescaped_if_escaped(text)
    original = _original(place, item)
    given = _given(place, item, day_first)
    if original:
        yield fields.repost(place, original, **given)
        yield original
        return
    yield fields.make(
        place,
        text=text,
        repost_of=fields.identifier(place, item.get("retweeted_status")),
        is_truncated=xpost.is_cut(text),
        **fields.counts(place, item, "favorite_count", "retweet_count", "reply_count"),
        **given,
    )


def _given(place: Place, item: Item, day_first: bool) -> Item:
    id = fields.identifier(place, item.get("id"))
    handle = item.get("screen_name")
    if not isinstance(handle, str) or not handle:
        raise place.error("a record without screen_name.")
    return {
        "id": id,
        "handle": handle,
        "name": fields.text_of(item.get("name")),
        "created_at": _time(place, item.get("created_at"), day_first),
        "url": fields.text_of(item.get("url")) or xpost.url(handle, id),
        "reply_to": fields.identifier(place, item.get("in_reply_to")),
        "quotes": fields.identifier(place, item.get("quoted_status")),
        "lang": fields.text_of(fields.dict_of(item, "metadata", "legacy").get("lang")),
    }


def _time(place: Place, value: Any, day_first: bool) -> str | None:
    zone = place.document.chat.timezone
    if isinstance(value, str) and not times.has_zone(value):
        zone = fields.zone(place.document)
    parse = partial(times.from_any, zone=zone, day_first=day_first)
    return fields.moment(place, value, parse)


def _original(place: Place, item: Item) -> Post | None:
    """Return what a repost passes on, known only where "Include all metadata" was chosen."""
    result = fields.dict_of(item, "metadata", "legacy", "retweeted_status_result", "result")
    legacy = fields.dict_of(result, "legacy")
    author = fields.dict_of(result, "core", "user_results", "result")
    named = (fields.dict_of(author, holder).get("screen_name") for holder in ("legacy", "core"))
    handle = next(filter(None, named), None)
    id = fields.identifier(place, result.get("rest_id") or legacy.get("id_str"))
    if not handle or not id or not isinstance(legacy.get("full_text"), str):
        return None
    return fields.make(
        place,
        id=id,
        handle=handle,
        text=fields.unescaped_if_escaped(legacy["full_text"]),
        created_at=fields.moment(place, legacy.get("created_at"), times.from_api),
        url=xpost.url(handle, id),
        is_truncated=xpost.is_cut(legacy["full_text"]),
    )
