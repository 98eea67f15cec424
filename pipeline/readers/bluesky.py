"""Bluesky: searchPosts, getPostThread (nested and flat), feeds and plain post records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers import fields, jsonfile
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post, stable_id

NAME = "Bluesky posts (searchPosts, getPostThread, feeds)"
POST = "app.bsky.feed.post"
HOLDERS = ("data", "posts", "thread", "post", "parent", "replies", "value", "feed", "records")
GONE = "deleted or blocked in the thread"
LOGGED_OUT = "by people who ask not to be shown to those who are not logged in"
UNRESOLVED = "whose author's handle is not in the export: credited to the name, else to the DID"
INVALID = "handle.invalid"  # what the API writes for every account whose handle does not resolve
_GIF = re.compile(r"\.gif(?:\?|$)")  # a moving picture from the app comes as a card
View = dict[str, Any]


def sniff(head: Head) -> bool:
    """Return whether the first object is, or holds, a post or a gap where one was."""
    return any(_is_post(view) or _is_gap(view) for view in _views(head.record))


def read(document: Document) -> Iterator[Post]:
    """Yield the posts of a search, thread or feed; a feed's repost is one by the reposter.

    Raises: InputError with file and line for a post without text or author.
    """
    for place, value in jsonfile.values(document):
        for view in _views(fields.dict_of(value)):
            if _is_gap(view):
                place.count("post", GONE)
            if not _is_post(view):
                continue
            post = _post(place, view)
            reason = fields.dict_of(view, "reason")
            if str(reason.get("$type")).endswith("reasonRepost"):
                yield _repost(place, reason, post)
            yield post


def link(handle: str, uri: str) -> str:
    """Return the address at which people read a post."""
    return f"https://bsky.app/profile/{handle}/post/{uri.rsplit('/', 1)[-1]}"


def handle_of(account: View) -> str | None:
    """Return the handle of an account, or None where there is none that is its own."""
    handle = fields.text_of(account.get("handle"))
    return None if handle == INVALID else handle


def from_record(place: Place, record: View, indexed_at: Any) -> View:
    """Return the fields that the record itself gives: text, time, reply, quote, language."""
    embed = fields.dict_of(record, "embed", "record")
    quoted = embed.get("uri") or fields.dict_of(embed, "record").get("uri")
    parent = fields.dict_of(record, "reply", "parent")
    langs = fields.list_of(record, "langs")
    return {
        "text": fields.text(place, "text", record.get("text")),
        "created_at": _time(place, record.get("createdAt"), indexed_at),
        "reply_to": fields.text_of(parent.get("uri")),
        "quotes": fields.text_of(quoted),
        "lang": fields.text_of(langs[0]) if langs else None,
        "links": tuple(_links(record)),
    }


def _links(record: View) -> Iterator[str]:
    """Yield the links that the text shows cut off, under other words, or not at all: the app takes
    a link out of it where a card shows the page."""
    marked = (
        fields.dict_of(feature).get("uri")
        for facet in fields.list_of(record, "facets")
        for feature in fields.list_of(facet, "features")
    )
    on_card = fields.dict_of(record, "embed", "external").get("uri")
    on_card_beside = fields.dict_of(record, "embed", "media", "external").get("uri")
    for uri in dict.fromkeys(map(fields.text_of, (*marked, on_card, on_card_beside))):
        if uri and uri not in record["text"] and not _GIF.search(uri):
            yield uri


def _time(place: Place, created_at: Any, indexed_at: Any) -> str | None:
    """Return the earlier of both: the first is the author's clock, which may be ahead."""
    indexed = fields.moment(place, indexed_at)
    created = fields.moment(place, created_at)
    return min(filter(None, (created, indexed)), default=None)


def _views(value: View) -> Iterator[View]:
    """Yield posts and gaps wherever a thread, search or feed holds them, quoted ones apart."""
    waiting: list[Any] = [value]
    while waiting:
        view = waiting.pop()
        if not isinstance(view, dict):
            continue
        if isinstance(view.get("post"), dict) and "reason" in view:
            yield {**view["post"], "reason": view["reason"]}
            continue
        yield view
        inside = [] if _is_post(view) else [view[key] for key in HOLDERS if key in view]
        for items in reversed(inside):
            waiting += reversed(items) if isinstance(items, list) else [items]


def _is_post(view: View) -> bool:
    record = fields.dict_of(view.get("record") or view.get("value"))
    return isinstance(view.get("uri"), str) and (
        record.get("$type") == POST or ("text" in record and "author" in view)
    )


def _is_gap(view: View) -> bool:
    return str(view.get("$type")).endswith(("notFoundPost", "blockedPost", "NotFound", "Blocked"))


def _post(place: Place, view: View) -> Post:
    uri = view["uri"]
    author = fields.dict_of(view, "author")
    did = uri.removeprefix("at://").split("/", 1)[0]
    handle = handle_of(author) or author.get("did") or did
    if not isinstance(handle, str) or not handle:
        raise place.error("a post without author.")
    if not handle_of(author):
        place.count("post", UNRESOLVED)
    labels = [fields.dict_of(label).get("val") for label in fields.list_of(author, "labels")]
    if "!no-unauthenticated" in labels:
        place.count("post", LOGGED_OUT)
    record = fields.dict_of(view.get("record") or view.get("value"))
    return fields.make(
        place,
        id=uri,
        handle=handle,
        name=fields.text_of(author.get("displayName")),
        url=link(handle, uri),
        **fields.counts(place, view, "likeCount", "repostCount", "replyCount"),
        **from_record(place, record, view.get("indexedAt")),
    )


def _repost(place: Place, reason: View, original: Post) -> Post:
    by = fields.dict_of(reason, "by")
    when = fields.moment(place, reason.get("indexedAt"))
    handle = handle_of(by) or by.get("did")
    return fields.repost(
        place,
        original,
        id=fields.text_of(reason.get("uri")) or stable_id("post", handle, original.id, when),
        handle=handle,
        name=fields.text_of(by.get("displayName")),
        created_at=when,
    )
