"""The sheet of TAGS as CSV: `id_str, from_user, text, created_at`, "NA" for what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from pipeline.readers import csvfile, fields, permalinks, times, xpost
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "TAGS sheet CSV (id_str, from_user, text, created_at, ...)"
NEEDED = ("id_str", "from_user", "text", "created_at")


def sniff(head: Head) -> bool:
    """Return whether one of the first rows names the columns of TAGS."""
    return head.has_columns(*NEEDED)


def read(document: Document) -> Iterator[Post]:
    """Yield one post a row; `created_at` counts, since `time` is in the zone of the sheet.

    Raises: InputError with file and line for a time that is none.
    """
    for place, row in csvfile.rows(document, NEEDED, author="from_user"):
        handle = row["from_user"].strip().removeprefix("@")
        id = fields.identifier(place, row["id_str"])
        text = fields.unescaped(row["text"])
        entities = _entities(row.get("entities_str"))
        yield fields.make(
            place,
            id=id,
            handle=handle,
            text=text,
            created_at=fields.moment(place, row["created_at"], times.from_api),
            url=xpost.url(handle, id),
            reply_to=fields.identifier(place, row.get("in_reply_to_status_id_str")),
            quotes=None if xpost.is_old_repost(text) else _quoted(entities),
            lang=fields.text_of(row.get("user_lang")),
            links=xpost.full_links(entities),
            is_truncated=xpost.is_cut(text),
        )


def _entities(cell: str | None) -> dict[str, Any]:
    """Return what the sheet tells of the links of a post, {} where the cell holds no JSON."""
    with suppress(ValueError, RecursionError):
        return fields.dict_of(json.loads(cell or "{}"))
    return {}


def _quoted(entities: dict[str, Any]) -> str | None:
    """Return the id of the post that a post quotes, which is the last that it links to."""
    links = xpost.full_links({"urls": fields.list_of(entities, "urls")})
    return next(filter(None, map(permalinks.number, reversed(links))), None)
