"""All readers in one place; which one a document belongs to is told by its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from pipeline.errors import InputError
from pipeline.readers import (
    any_csv,
    bluesky,
    discord,
    discord_csv,
    html_embeds,
    jetstream,
    mastodon,
    mastodon_outbox,
    own,
    pasted_embeds,
    pasted_markdown,
    pasted_page,
    pasted_tchat,
    pasted_x,
    plain_csv,
    reddit,
    sheet_addon,
    slack,
    snscrape,
    storify_html,
    tags_sheet,
    twarc_csv,
    twscrape,
    web_exporter,
    whatsapp,
    x_api_v1,
    x_api_v2,
    x_api_v2_flat,
    x_archive,
    zoom,
)
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

SHEETS = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
NAME_THEM = (
    "Say in a chat.toml beside it which column holds what: "
    'columns = { handle = "who wrote it", text = "what they wrote", created_at = "when" }; '
    "where there are such columns, clock (the time of the day), url (of the post), name, "
    "reply_to (a post or whom it answers) and likes, too."
)
SHOWN = 200  # characters of what was seen
LONGEST = 40  # characters of the name of a column; more is a text


class Reader(Protocol):
    """A module that knows one export format."""

    NAME: str

    def sniff(self, head: Head) -> bool:
        """Return whether the document is in this format."""

    def read(self, document: Document) -> Iterator[Post]:
        """Yield the posts of a document."""


class TableReader(Reader, Protocol):
    """A reader of CSV: the columns without which it cannot read."""

    @property
    def NEEDED(self) -> tuple[str, ...]:
        """The names of the columns."""


TABLES: tuple[TableReader, ...] = (
    sheet_addon,
    twarc_csv,
    tags_sheet,
    web_exporter,
    discord_csv,
)
JSONS: tuple[Reader, ...] = (
    x_api_v2,
    x_api_v2_flat,
    x_api_v1,
    x_archive,
    twscrape,
    snscrape,
    jetstream,
    bluesky,
    mastodon,
    mastodon_outbox,
    slack,
    discord,
    reddit,
)
TEXTS: tuple[Reader, ...] = (
    storify_html,
    html_embeds,
    pasted_markdown,
    pasted_tchat,
    whatsapp,
    zoom,
    pasted_x,
    pasted_page,
    pasted_embeds,
)
# any_csv first: the people of the chat named its columns; plain names say less than a format
READERS: tuple[Reader, ...] = (any_csv, own, *TABLES, plain_csv, *JSONS, *TEXTS)


def find(document: Document) -> Reader | None:
    """Return the first reader that knows the format, or None.

    Raises: InputError for a file that is empty, not text, or JSON that is cut off.
    """
    head = Head(document)
    return next((reader for reader in READERS if reader.sniff(head)), None)


def by_document(documents: Sequence[Document]) -> list[tuple[Document, Reader | None]]:
    """Return the documents of one place, each with its reader, or None.

    Beside a file of a known format a sheet with plain names of columns is none: it may say who
    comes, or what the host asks when.

    Raises: InputError as `find` does.
    """
    found = [(document, find(document)) for document in documents]
    if all(reader in (None, plain_csv) for _, reader in found):
        return found
    return [(document, None if reader is plain_csv else reader) for document, reader in found]


def holds_any(document: Document) -> bool:
    """Return whether a document beside others is not empty; one that is, is told of."""
    if document.data.strip():
        return True
    document.findings.count("file", "empty", document.name)
    return False


def not_read(document: Document) -> str:
    """Return why a file is not read that no reader knows, beside others that one does."""
    if not document.name.lower().endswith(SHEETS):
        return "not read: of no format that is known"
    named = ", ".join(_header(Head(document).rows))[:SHOWN]
    return f"not read: no format with the columns {named}: name them in a chat.toml if it has posts"


def unknown(documents: list[Document], where: Path | None = None) -> InputError:
    """Return the error for a format that no reader knows: what was seen, what can be read."""
    if not documents:
        is_zip = where is not None and where.is_file()
        do = "Give the export itself, or a zip that holds it." if is_zip else "Put the export here."
        return InputError("no file to read here.", where=where, do=do)
    document = max(documents, key=lambda each: len(each.data))  # beside the posts lie short lists
    head = Head(document)
    if head.is_json:
        seen = f"JSON with the keys {', '.join(map(str, head.record)) or '(none)'}"
        advice = _listed((own, web_exporter, *JSONS), "JSON")
    elif columns := _columns(head):
        seen = f"the columns {', '.join(map(_short, columns))}"
        advice = _closest(head, columns) or NAME_THEM
        if any(len(column) > LONGEST for column in columns):
            advice = f"Its first row should name the columns. {advice}"
    else:
        seen = f"text that begins {head.text[:60]!r}"
        advice = _listed(TEXTS, "text")
    return InputError(f"unknown format: {seen[:SHOWN]}.", where=document.name, do=advice)


def _listed(readers: Sequence[Reader], kind: str) -> str:
    """Return the formats of a kind that can be read, and where all of them are told."""
    names = "; ".join(reader.NAME.split(" (")[0] for reader in readers)
    return (
        f"Of {kind}, these can be read: {names}. docs/formats.md tells of all formats. What is in "
        "none of them can be put into a table, who wrote what and when, and saved as CSV."
    )


def _columns(head: Head) -> Sequence[str]:
    """Return the header of the first rows where they make a table, else nothing.

    Prose has commas as well, seldom as many in every line and none with a blank behind it.
    """
    rows = [row for row in head.rows if any(cell.strip() for cell in row)]
    columns = _header(rows)
    is_named_so = head.document.name.lower().endswith(SHEETS)
    is_prose = any(cell.startswith(" ") for cell in columns)
    is_even = len(rows) > 1 and {*map(len, rows)} == {len(columns)} and not is_prose
    return columns if len(columns) > 1 and (is_named_so or is_even) else []


def _header(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return the first of the widest rows with most of its cells filled: a title above the header
    fills one, and a spreadsheet saves the others with it."""
    width = max(map(len, rows), default=0)
    widest = [row for row in rows if len(row) == width]
    filled = (row for row in widest if 2 * sum(map(bool, map(str.strip, row))) > width)
    return next(filled, widest[0] if widest else [])


def _short(column: str) -> str:
    return column if len(column) <= LONGEST else f"{column[: LONGEST - 1].rstrip()}…"


def _closest(head: Head, columns: Sequence[str]) -> str | None:
    """Return which columns are missing of those that chat.toml names, or a format that is near."""
    if head.chat.columns:
        wanted, name = list(head.chat.columns.values()), "chat.toml"
    else:
        near = max(TABLES, key=lambda table: len(set(table.NEEDED) & set(columns)))
        wanted, name = list(near.NEEDED), near.NAME
    missing = [column for column in wanted if column not in columns]
    if not head.chat.columns and 2 * len(missing) >= len(wanted):
        return None
    verb = "is" if len(missing) == 1 else "are"
    return f"Expected {', '.join(wanted)} ({name}): {', '.join(missing)} {verb} missing."
