"""Mastodon API v1: statuses, threads (context), search answers, the history of an edited post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.errors import InputError
from pipeline.readers import fields, jsonfile, markup, times
from pipeline.readers.document import Document
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
    return isinstance(status.get("content"), str) and "acct" in fields.dict_of(
        status.get("account")
    )


def read(document: Document) -> Iterator[Post]:
    """Yield the posts; a boost is one by the booster, and the boosted post its own.

    Raises: InputError with file and line for a status without author.
    """
    versions: list[tuple[int, Status]] = []
    for line, value in jsonfile.values(document):
        value = fields.dict_of(value)
        held = [item for key in HOLDERS for item in fields.list_of(value.get(key))]
        for status in held or [value]:
            if not is_status(status):
                if "content" in fields.dict_of(status):
                    document.findings.count("status", fields.NO_POST, document.at(line))
            elif "id" not in status:
                versions.append((line, status))
            else:
                yield from _posts(document, line, status)
    if versions:
        document.findings.note(HISTORY)
        yield _post(document, *versions[-1])


def content(html: str) -> str:
    """Return what a status says: paragraphs and breaks as line breaks, without the quote line."""
    return markup.text(markup.parse(html), without=lambda node: QUOTE_LINE in node.classes)


def _posts(document: Document, line: int, status: Status) -> Iterator[Post]:
    boosted = status.get("reblog")
    if not is_status(boosted):
        yield _post(document, line, status)
        return
    original = _post(document, line, fields.dict_of(boosted))
    yield fields.repost(document, line, original, **_given(document, line, status))
    yield original


def _post(document: Document, line: int, status: Status) -> Post:
    quote = fields.dict_of(status.get("quote"))
    quoted = fields.dict_of(quote.get("quoted_status")).get("id") or quote.get("quoted_status_id")
    if status.get("spoiler_text"):
        document.findings.count("post", WARNED, document.at(line))
    changed = status.get("edited_at")
    post = fields.make(
        document,
        line,
        text=content(status["content"]),
        reply_to=fields.identifier(document, line, status.get("in_reply_to_id")),
        quotes=fields.identifier(document, line, quoted),
        lang=fields.text_of(status.get("language")),
        **fields.counts(
            document, line, status, "favourites_count", "reblogs_count", "replies_count"
        ),
        **_given(document, line, status),
    )
    return fields.edited(document, post, fields.moment(document, line, changed, times.from_iso))


def _given(document: Document, line: int, status: Status) -> Status:
    account = fields.dict_of(status.get("account"))
    acct = account.get("acct")
    if not isinstance(acct, str) or not acct:
        raise InputError("a status without account.acct.", where=document.at(line))
    return {
        "id": fields.identifier(document, line, status.get("id")),
        "handle": acct,
        "name": fields.text_of(account.get("display_name")),
        "created_at": fields.moment(document, line, status.get("created_at"), times.from_iso),
        "url": fields.text_of(status.get("url")) or fields.text_of(status.get("uri")),
        "is_private": status.get("visibility") in PRIVATE,
    }
