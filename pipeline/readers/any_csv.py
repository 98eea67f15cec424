"""Any CSV whose columns chat.toml names: `[columns]` with field = "column"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from pipeline.errors import InputError
from pipeline.readers import cells, csvfile, fields, passing, permalinks, times, whom, xpost
from pipeline.readers.document import Document, Place
from pipeline.readers.filed import Filed
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "CSV with its columns named in chat.toml"
WORDS = {"handle": "who wrote it", "text": "what they wrote"}
NEEDED = tuple(WORDS)
TEXTS = ("name", "url", "lang")
IDS = ("id", "reply_to", "quotes", "repost_of")
TO = IDS[1:]
NOTHING = ("0", "-1", "\\N")  # what programs and databases write for the id of none
FILED, KIND, WHOM = "question", "kind", "speaks_to"
ESCAPED = "escaped for HTML (&amp; for &), undone: in no text a & stands alone"
GUARDED = "guarded against formulas ('@ana for @ana), undone"
LINKED = "handles are taken from the posts' own links, since the sheet has names alone"
MERGED = "a time without a day beside it is of the day above, as merged cells are saved"
SAYS_UTC = re.compile(  # a column: "Date (UTC)", not "Date (UTC+1)"
    r"(?:\b|_)(?:UTC|GMT)\b(?!\s*[+\-−±]?\s*\d)", re.IGNORECASE
)
TOOLS = (
    "tool",
    "source",
    "app",
    "client",
    "via",
    "exporter",
    "exported by",
    "exported with",
    "file",
)
MOST_KINDS = 6  # by a column of a sheet: with more it tells of each post, not how it came there
TIME = "2024-05-14 19:00"  # a form that is read in every country alike


def sniff(head: Head) -> bool:
    """Return whether one of the first rows names all columns that chat.toml speaks of."""
    columns = head.chat.columns
    return bool(columns) and head.has_columns(*columns.values())


def read(document: Document) -> Iterator[Post]:
    """Yield one post a row.

    Raises: InputError when chat.toml names no column for text or handle, and with file and line for
    a time or a count that is none.
    """
    columns = document.chat.columns
    named = {*columns, "handle"} if "name" in columns else columns
    missing = [field for field in NEEDED if field not in named]
    if missing:
        raise InputError(
            f"no column is named for {missing[0]}.",
            where="chat.toml",
            do=f'Add it to columns: columns = {{ ..., {missing[0]} = "{WORDS[missing[0]]}" }}.',
        )
    yield from posts(document, columns, is_anybodys=True)


def posts(
    document: Document, columns: Mapping[str, str], *, is_anybodys: bool = False
) -> Iterator[Post]:
    """Yield one post a row, each field from the column that `columns` names for it.

    Where it is a sheet of anybody's, its texts are taken as escaped for HTML unless one holds a
    bare &.

    Raises: InputError with file and line for a time or a count that is none.
    """
    who = columns.get("handle") or columns["name"]
    table = list(csvfile.rows(document, columns.values(), author=who))
    if is_anybodys:
        _undo_sheet(table, columns)
    rows = [row for _, row in table]
    people = _people(document, rows, columns, who, is_anybodys=is_anybodys)
    _settle_ids(rows, columns)
    parse, by_clock = _parsers(document, rows, columns)
    is_escaped = is_anybodys and all(fields.is_escaped(row[columns["text"]]) for row in rows)
    cut_off = cells.cut_off(row[columns["text"]] for row in rows) if is_anybodys else set()
    _tell_kinds(document, table, columns)
    filed = Filed()
    made: list[Post] = []
    for (place, row), to in zip(table, _whom(rows, columns, people), strict=True):
        given = {field: row[column] for field, column in columns.items()}
        texts = {field: fields.text_of(given.get(field)) for field in TEXTS} | people[row[who]]
        text = fields.unescaped(given["text"]) if is_escaped else given["text"]
        if text != given["text"]:
            place.count("post", ESCAPED)
        created_at = fields.moment(place, given.get("created_at"), parse, TIME)
        ids = {field: fields.identifier(place, given.get(field)) for field in IDS} | to
        handle = (texts.get("handle") or "").strip().removeprefix("@")
        texts["url"] = texts.get("url") or permalinks.of_id(handle, ids["id"], created_at)
        post = fields.make(
            place,
            clock=fields.moment(place, given.get("created_at"), by_clock, TIME),
            text=text,
            created_at=created_at,
            question=filed.under(fields.text_of(given.get(FILED))),
            is_truncated=given["text"] in cut_off,
            **texts,
            **ids,
            **fields.counts(place, given, *fields.COUNTS),
        )
        made.append(post)
    kinds = [row[columns[KIND]] if KIND in columns else None for row in rows]
    yield from passing.marked(made, kinds)
    document.findings.hint("questions", *filed.told())


def _tell_kinds(
    document: Document, table: Sequence[tuple[Place, csvfile.Row]], columns: Mapping[str, str]
) -> None:
    """Keep how each row came into a sheet that was put together, as its tools or dates tell."""
    named = {column.casefold(): column for column in (table[0][1] if table else ())}
    others = [
        named[each] for each in TOOLS if each in named and named[each] not in columns.values()
    ]
    ways = [[f"with {row[column]!r} under {column}" for _, row in table] for column in others]
    if "created_at" in columns:
        dates = [row[columns["created_at"]] for _, row in table]
        first = {times.form(date): date for date in reversed(dates)}
        ways.append([f"with dates such as {first[times.form(date)]}" for date in dates])
    ways = [way for way in ways if 1 < len(set(way)) <= MOST_KINDS]
    for at, (place, _) in enumerate(table if ways else ()):
        document.findings.kinds[str(place)] = tuple(way[at] for way in ways)


def _undo_sheet(table: Sequence[tuple[Place, csvfile.Row]], columns: Mapping[str, str]) -> None:
    """Put into the rows what stood there before a program wrote formulas and guards."""
    for field, column in columns.items():
        plain = cells.address if field in ("url", *IDS) else cells.shown
        for _, row in table:
            row[column] = row[column] if field == "text" else plain(row[column])
    for field in [each for each in ("text", "handle", "name") if each in columns]:
        column = columns[field]
        unguarded = cells.unguarded([row[column] for _, row in table])
        for (place, row), cell in zip(table, unguarded, strict=True):
            if field == "text" and cell != row[column]:
                place.count("post", GUARDED)
            row[column] = cell


def _settle_ids(rows: Sequence[csvfile.Row], columns: Mapping[str, str]) -> None:
    """Leave out what is the id of no post: 0 and -1, and the ".0" that a column of numbers with
    gaps takes on."""
    ids = {row[columns["id"]].strip() for row in rows} if "id" in columns else set()
    for field in [each for each in TO if each in columns]:
        for row in rows:
            cell = row[columns[field]].strip()
            if cell not in ids:
                whole = cell.removesuffix(".0")
                row[columns[field]] = "" if whole in NOTHING and whole not in ids else whole


def _people(
    document: Document,
    rows: Sequence[csvfile.Row],
    columns: Mapping[str, str],
    who: str,
    *,
    is_anybodys: bool,
) -> dict[str, dict[str, str]]:
    """Return the handle and the name that each cell of the column `who` holds, or one of both.

    In a sheet of anybody's all may read "Ana Lima (@ana_l)", and a column of handles holds names
    where somebody's has several words. Of who has a name alone the posts' own addresses may tell
    the handle.
    """
    if is_anybodys and (told := cells.people(row[who] for row in rows)):
        return told
    called = {row[who]: row[who].strip() for row in rows}
    may_be_names = is_anybodys and "name" not in columns
    has_blanks = any(" " in name for name in called.values())
    if "handle" in columns and not (may_be_names and has_blanks):
        return {cell: {"handle": handle} for cell, handle in called.items()}
    addressed = [(called[row[who]], row[columns["url"]]) for row in rows if "url" in columns]
    linked = permalinks.handles(addressed)
    if not linked:
        return {cell: {"name": name} for cell, name in called.items()}
    document.findings.note(LINKED)
    return {cell: {"name": name, "handle": linked[name]} for cell, name in called.items()}


def _whom(
    rows: Sequence[csvfile.Row], columns: Mapping[str, str], people: Mapping[str, dict[str, str]]
) -> list[dict[str, str | None]]:
    """Return whom each row answers; a column of what a post replies to may name people, too, but
    not by what is the id of a post here, were its people called 1, 2 and 3."""
    told: list[dict[str, str | None]] = [{} for _ in rows]
    names = [row[columns["name"]].strip() if "name" in columns else "" for row in rows]
    author = columns.get("handle") or columns["name"]
    here = [
        people[row[author]] | ({"name": name} if name else {})
        for row, name in zip(rows, names, strict=True)
    ]
    ids = {row[columns["id"]].strip() for row in rows} if "id" in columns else set()
    for field in [each for each in ("reply_to", WHOM) if each in columns]:
        given = (row[columns[field]] for row in rows)
        column = [cell if field == WHOM or cell.strip() not in ids else "" for cell in given]
        for each, cell, who in zip(told, column, whom.named(column, here), strict=True):
            if who:
                each[WHOM] = who
                if field != WHOM and "://" not in cell:
                    each[field] = None
    return told


def _parsers(
    document: Document, rows: Sequence[csvfile.Row], columns: Mapping[str, str]
) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Return what reads the times of the sheet in UTC, and what reads them by their own clock; a
    clock in a column beside the day is put behind it."""
    if "clock" in columns:
        day = ""
        for row in rows:
            own, clock = row[columns["created_at"]], row[columns["clock"]]
            if not fields.is_missing(own):
                day = own
            elif day and not fields.is_missing(clock):
                document.findings.note(MERGED)
                own = day
            parts = (part for part in (own, clock) if not fields.is_missing(part))
            row[columns["created_at"]] = " ".join(parts)
    dates = [row[columns["created_at"]] for row in rows] if "created_at" in columns else []
    ids = [_number(row, columns) for row in rows]
    day_first = xpost.is_day_first(document, list(zip(dates, ids, strict=False)))
    named = f"{columns.get('created_at')} {columns.get('clock')}"
    is_told = SAYS_UTC.search(named) or all(map(times.has_zone, dates))
    zone = "UTC" if is_told else fields.zone(document)
    parse = partial(times.from_any, day_first=day_first)
    return partial(parse, zone=zone), partial(parse, zone="UTC")


def _number(row: csvfile.Row, columns: Mapping[str, str]) -> str | None:
    """Return the id of the post of a row, from its link if it can be: "ID" may number the rows."""
    linked = permalinks.number(row[columns["url"]]) if "url" in columns else None
    return linked or (row[columns["id"]] if "id" in columns else None)
