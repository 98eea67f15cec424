"""Standout's own JSON Lines: one object a line with the fields of a Post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers import fields, jsonfile
from pipeline.readers.document import Document, Place
from pipeline.readers.filed import Filed
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "Standout JSON Lines (id, handle, text, ...)"
NEEDED = ("id", "handle", "text")
IDS = ("id", "reply_to", "quotes", "repost_of")
READ = (
    *NEEDED, "name", "created_at", "url", "reply_to", "speaks_to", "quotes", "repost_of", "likes",
    "reposts", "replies", "lang", "links", "is_truncated", "is_private", "warning",
    "question",
)  # fmt: skip
LATER = (
    "source", "moved", "entities", "label", "cuts", "body", "thread", "duplicate_of", "similarity",
    "support", "set_aside",
)  # fmt: skip
ASKED = "question_text"  # the words of the question under which a post is filed
DERIVED = ("post_id", "line_id")  # records of later stages carry these, posts do not
_PLACE = re.compile(r":\d+$")  # as a run writes it; X has a "source", too: "Twitter Web App"


def sniff(head: Head) -> bool:
    """Return whether one of the first objects has fields of a post, and none of later records."""
    return any(
        "handle" in record
        and not {"id", "text"}.isdisjoint(record)
        and not set(DERIVED) & set(record)
        for record in head.records
    )


def read(document: Document) -> Iterator[Post]:
    """Yield one post a line.

    Raises: InputError with file and line for a line that is not JSON, or a field that is missing or
    of the wrong type.
    """
    filed = Filed()
    for place, value in jsonfile.values(document, strict=True):
        yield _post(place, value, filed)
    document.findings.hint("questions", *filed.told())


def _post(place: Place, item: Any, filed: Filed) -> Post:
    if not isinstance(item, dict):
        found = type(item).__name__
        raise place.error(f"found {found}, expected an object with the fields of a post.")
    given = _given(item)
    known = {*given, "handle"} if "name" in given else given
    missing = [field for field in NEEDED if field not in known]
    if missing:
        raise place.error(
            f"field '{missing[0]}' is missing.", do=f"A post needs {', '.join(NEEDED)}."
        )
    unknown = sorted(set(item) - set(READ) - set(LATER) - {ASKED})
    if unknown:
        told = "" if "created_at" in given else "; when it was posted is read from created_at"
        place.count("post", f"with unread fields: {', '.join(unknown)}{told}")
    created_at = given.pop("created_at", None)
    moment = fields.moment(place, created_at)
    for field in IDS:
        if type(given.get(field)) in (str, int):  # many programs write ids as numbers
            given[field] = fields.identifier(place, given[field])
    if given.get("speaks_to") in fields.MISSING:
        given["speaks_to"] = None
    given["question"] = filed.under(given.pop("question", None), fields.text_of(item.get(ASKED)))
    return fields.make(place, created_at=moment, **given)


def _given(item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that hold something: no handle where a run says that it is but a name."""
    given = {field: item[field] for field in READ if item.get(field) is not None}
    if _PLACE.search(str(item.get("source"))) and given.get("handle") == given.get("name"):
        given.pop("handle", None)
    return given
