"""The CSV of the spreadsheet add-on: the query on line 1, the columns on line 2, local times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from pipeline.readers import csvfile, fields, times, xpost
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "spreadsheet add-on CSV (Date, Screen Name, Tweet Text, ...)"
NEEDED = ("Date", "Screen Name", "Tweet Text", "Tweet ID")
OFF_BY = (
    "the ids of the posts show that the first time of the sheet is {hours:+d} hours from UTC: "
    "name the zone with timezone in chat.toml"
)
LINKS_CUT = "the exporter cut links out of the text and keeps them in a column of their own"
ESCAPES = (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"))
_QUERY_TAG = re.compile(r"Twitter Query:[^\n]*?(#\w+)")


def sniff(head: Head) -> bool:
    """Return whether one of the first rows names the columns of the add-on."""
    return head.has_columns(*NEEDED)


def read(document: Document) -> Iterator[Post]:
    """Yield one post a row.

    Raises: InputError with file and line for a date or a count that is none.
    """
    query = _QUERY_TAG.search(document.text[:1000])
    if query:
        document.findings.hint("hashtag", query[1])
    table = list(csvfile.rows(document, NEEDED, author="Screen Name"))
    zone = fields.zone(document)
    dated = [(row["Date"], row["Tweet ID"]) for _, row in table]
    day_first = xpost.is_day_first(document, dated)
    _compare_with_ids(document, table, day_first)
    for place, row in table:
        created_at, clock = (
            fields.moment(
                place, row["Date"],
                partial(times.from_slashes, zone=held, day_first=day_first),
            )
            for held in (zone, "UTC")
        )  # fmt: skip
        yield _post(place, row, created_at, clock)


def _compare_with_ids(
    document: Document, table: list[tuple[Place, csvfile.Row]], day_first: bool
) -> None:
    """Note by how many hours the local times differ from UTC, which the ids tell."""
    if document.chat.clock:
        return
    for _, row in table:
        true = xpost.time_of(row["Tweet ID"])
        with suppress(ValueError):
            local = times.from_slashes(row["Date"], "UTC", day_first=day_first)
            hours = times.hours_between(true, local) if true else 0
            if hours:
                document.findings.note(OFF_BY.format(hours=hours))
            return


def _post(place: Place, row: csvfile.Row, created_at: str | None, clock: str | None) -> Post:
    if row.get("Link(s)"):
        place.document.findings.note(LINKS_CUT)
    handle = row["Screen Name"].strip().removeprefix("@")
    id = fields.identifier(place, row["Tweet ID"])
    return fields.make(
        place,
        clock=clock,
        id=id,
        handle=handle,
        name=fields.text_of(row.get("Full Name")),
        text=_unescaped(row["Tweet Text"]),
        created_at=created_at,
        url=xpost.url(handle, id),
        **fields.counts(place, row, "Favorites", "Retweets"),
    )


def _unescaped(text: str) -> str:
    # The add-on undoes only the first entity of each kind: what is left after one undone is its
    # own leaving, while one that no bare sign precedes was typed by the author.
    for entity, sign in ESCAPES:
        first = text.find(sign)
        if first != text.find(entity) and -1 < first < text.find(entity):
            text = text.replace(entity, sign)
    return text
