"""Mastodon API v1: statuses, threads (context), search answers, the history of an edited post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers import fields, jsonfile, markup
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "Mastodon API statuses, context or search (id, content, account)"
HOLDERS = ("statuses", "ancestors", "descendants")
PRIVATE = ("private", "direct")
QUOTE_LINE = "quote-inline"  # class of "RE: link", written by the server and not by the author
WARNED = "behind a content warning"
HISTORY = "an edit history: only the last version was read"
Status = dict[str, Any]


def sniff(head: Head) -> bool:
    """Return whether the first object is a status, or holds them."""
    record = head.record
    is_context = {"ancestors", "descendants"} <= set(record)
    is_search = {"accounts", "statuses", "hashtags"} <= set(record)
    return is_status(record) or is_context or is_search


def is_status(value: Any) -> bool:
    """Return whether a value is a status: HTML content and an account."""
    status = fields.dict_of(value)
    return isinstance(status.get("content"), str) and "acct" in fields.dict_of(status, "account")


def read(document: Document) -> Iterator[Post]:
    """Yield the posts; a boost is one by the booster, and the boosted post its own.

    Raises: InputError with file and line for a status without author.
    """
    versions: list[tuple[Place, Status]] = []
    for place, value in jsonfile.values(document):
        value = fields.dict_of(value)
        held = [item for key in HOLDERS for item in fields.list_of(value.get(key))]
        for status in held or [value]:
            if not is_status(status):
                if "content" in fields.dict_of(status):
                    place.count("status", fields.NO_POST)
            elif "id" not in status:
                versions.append((place, status))
            else:
                yield from _posts(place, status)
    if versions:
        document.findings.note(HISTORY)
        yield _post(*versions[-1])


def content(html: str) -> str:
    """Return what a status says: paragraphs and breaks as line breaks, without the quote line, a
    quotation behind marks, as who wrote it typed it: it is somebody else's words."""
    page = markup.parse(html)
    return markup.text(page, without=lambda node: QUOTE_LINE in node.classes, quote_mark="> ")


def _posts(place: Place, status: Status) -> Iterator[Post]:
    boosted = status.get("reblog")
    if not is_status(boosted):
        yield _post(place, status)
        return
    original = _post(place, fields.dict_of(boosted))
    yield fields.repost(place, original, **_given(place, status))
    yield original


def _post(place: Place, status: Status) -> Post:
    quote = fields.dict_of(status, "quote")
    quoted = fields.dict_of(quote, "quoted_status").get("id") or quote.get("quoted_status_id")
    if status.get("spoiler_text"):
        place.count("post", WARNED)
    return fields.make(
        place,
        text=content(status["content"]),
        reply_to=fields.identifier(place, status.get("in_reply_to_id")),
        quotes=fields.identifier(place, quoted),
        warning=fields.text_of(status.get("spoiler_text")),
        lang=fields.text_of(status.get("language")),
        **fields.counts(place, status, "favourites_count", "reblogs_count", "replies_count"),
        **_given(place, status),
        edited_at=fields.moment(place, status.get("edited_at")),
    )


def _given(place: Place, status: Status) -> Status:
    account = fields.dict_of(status, "account")
    acct = account.get("acct")
    if not isinstance(acct, str) or not acct:
        raise place.error("a status without account.acct.")
    return {
        "id": fields.identifier(place, status.get("id")),
        "handle": acct,
        "name": _name(account),
        "created_at": fields.moment(place, status.get("created_at")),
        "url": fields.text_of(status.get("url")) or fields.text_of(status.get("uri")),
        "is_private": status.get("visibility") in PRIVATE,
    }


def _name(account: Status) -> str | None:
    """Return the display name without the shortcodes of the pictures in it: "Ana :verified:"."""
    name = fields.text_of(account.get("display_name")) or ""
    for emoji in fields.list_of(account, "emojis"):
        picture = f":{fields.dict_of(emoji).get('shortcode')}:"
        if picture in name:
            name = " ".join(name.replace(picture, "").split())
    return name or None
