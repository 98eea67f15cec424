"""Rows of a CSV document as dictionaries, with the line on which each begins."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.readers.cells import shown
from pipeline.readers.document import Document, Place

if TYPE_CHECKING:
    from _csv import Reader

FIELD_LIMIT = 4 * 2**20  # characters in one cell: a post of 1 MB fits, a lost quote does not
HEADER_ROWS = 10  # the header stands in the first rows: above it some write what was asked for
SHORT = (
    "with too few cells (a line break in a text without quotes around it?): look at what follows"
)
CUT_OFF = "The file may be cut off: export it again."
BOM = "\ufeff"
ENOUGH_ROWS = 3  # that end alike to tell how a table is written
DELIMITERS = (",", ";", "\t")

Row = dict[str, str]


def first_rows(text: str) -> list[list[str]]:
    """Return the first rows of a text taken as CSV, as far as it can be read so."""
    reader = _reader(text)
    found: list[list[str]] = []
    with suppress(csv.Error, StopIteration):
        while len(found) < HEADER_ROWS:
            found.append(next(reader))
    return found


def rows(
    document: Document, needed: Collection[str], author: str | None = None
) -> Iterator[tuple[Place, Row]]:
    """Yield (place, row) below the header that names the needed columns; blank rows are left out.

    Of two columns with one name the first counts. Rows with more cells than the header, rows
    without an `author`, and the header where it comes again are counted as skipped; empty cells at
    the end of all rows are none. Rows with too few are counted and read.

    Raises: InputError for missing columns, and with the line for quotes that do not close and for a
    last row that is the only one with too few cells.
    """
    records = _records(document)
    columns = _header(document, records, needed)
    short = []
    count = 0
    table = list(_below(columns, records))
    beyond = _beyond(table, columns)
    for place, written in table:
        cells = written[: len(written) - beyond]
        if len(cells) > len(columns):
            place.count("row", "with too many cells, skipped")
            continue
        count += 1
        if len(cells) < len(columns):
            short.append(place)
        padded = cells + [""] * (len(columns) - len(cells))
        row = dict(zip(reversed(columns), reversed(padded), strict=True))
        if author and not shown(row[author]).strip().lstrip("@"):
            place.count("row", "without an author, skipped")
        else:
            yield place, row
    if short and short == [table[-1][0]]:
        raise short[0].error(
            f"the last row has fewer than {len(columns)} cells, all others have them all.", CUT_OFF
        )
    for place in short if len(short) < count else ():  # some programs leave out empty cells
        place.count("row", SHORT)


def _below(
    columns: list[str], records: Iterator[tuple[Place, list[str]]]
) -> Iterator[tuple[Place, list[str]]]:
    """Yield the rows that do not say the header again, as where two tables were put together."""
    for place, cells in records:
        if [cell.strip().removeprefix(BOM) for cell in cells] == columns:
            place.count("row", "with the names of the columns again, skipped")
        else:
            yield place, cells


def _beyond(table: list[tuple[Place, list[str]]], columns: list[str]) -> int:
    """Return how many cells each row has at its end that are empty in all and beyond the header.

    In one row alone they would be a sign of a comma without quotes around its text.
    """
    least = min((len(cells) - len(columns) for _, cells in table), default=0)
    are_empty = least > 0 and not any("".join(cells[-least:]).strip() for _, cells in table)
    return least if are_empty and len(table) >= ENOUGH_ROWS else 0


def _records(document: Document) -> Iterator[tuple[Place, list[str]]]:
    """Yield the place at which a row begins and its cells."""
    reader = _reader(document.text)
    place = document.at(1)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            found = f"broken CSV ({error}) in the row that begins here."
            raise place.error(found, CUT_OFF) from error
        if cells is None:
            return
        if any(cells):
            yield place, cells
        place = document.at(reader.line_num + 1)


def _header(
    document: Document, records: Iterator[tuple[Place, list[str]]], needed: Collection[str]
) -> list[str]:
    for _, cells in islice(records, HEADER_ROWS):
        columns = [cell.strip() for cell in cells]
        if set(needed) <= set(columns):
            return columns
    found = max(first_rows(document.text), key=len, default=[])
    raise document.at(1).error(
        f"found the columns {', '.join(found)[:200] or 'none'}.",
        do=f"Expected {', '.join(sorted(needed))}.",
    )


def _reader(text: str) -> Reader:
    csv.field_size_limit(FIELD_LIMIT)
    first = text[:FIELD_LIMIT].lstrip("\n\r").split("\n", HEADER_ROWS)[:HEADER_ROWS]
    # a title may stand above the header: the first row with cells tells
    table = next((row for row in first if any(map(row.count, DELIMITERS))), "")
    delimiter = max(DELIMITERS, key=table.count)
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
