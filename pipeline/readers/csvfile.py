"""Rows of a CSV document as dictionaries, with the line on which each begins."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from contextlib import suppress
from io import StringIO
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.readers.document import Document

if TYPE_CHECKING:
    from _csv import Reader

FIELD_LIMIT = 4 * 2**20  # characters in one cell: a post of 1 MB fits, a lost quote does not
HEADER_ROWS = 5  # the header stands in the first rows: some add-ons write the query above it
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


def has_columns(rows: list[list[str]], wanted: Collection[str]) -> bool:
    """Return whether one of the first rows names all the wanted columns."""
    return any(set(wanted) <= {cell.strip() for cell in row} for row in rows)


def rows(document: Document, needed: Collection[str]) -> Iterator[tuple[int, Row]]:
    """Yield (line, row) below the header that names the needed columns; blank rows are left out.

    Of two columns with one name the first counts. Rows with more cells than the header are counted
    as skipped.

    Raises: InputError for missing columns, or for broken or cut-off quoting, with the line.
    """
    reader = _reader(document.text)
    columns: list[str] = []
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputError(
                f"broken CSV ({error}) in the row that begins here.",
                where=document.at(line),
                do="The file may be cut off: export it again.",
            ) from error
        if cells is None:
            break
        if not columns:
            named = [cell.strip() for cell in cells]
            columns = named if set(needed) <= set(named) else []
            if not columns and line >= HEADER_ROWS:
                break
        elif len(cells) > len(columns):
            document.findings.count("row", "with too many cells, skipped", document.at(line))
        elif any(cells):
            padded = cells + [""] * (len(columns) - len(cells))
            yield line, dict(zip(reversed(columns), reversed(padded), strict=True))
        line = reader.line_num + 1
    if not columns:
        found = max(first_rows(document.text), key=len, default=[])
        raise InputError(
            f"found the columns {', '.join(found)[:200] or 'none'}.",
            where=document.at(1),
            do=f"Expected {', '.join(sorted(needed))}.",
        )


def _reader(text: str) -> Reader:
    csv.field_size_limit(FIELD_LIMIT)
    first = text[:FIELD_LIMIT].lstrip("\n\r").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
