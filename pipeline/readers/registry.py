"""All readers in one place; which one a document belongs to is told by its content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from pipeline.errors import InputError
from pipeline.readers import (
    any_csv,
    bluesky,
    discord,
    html_embeds,
    jetstream,
    mastodon,
    mastodon_outbox,
    own,
    pasted_embeds,
    pasted_markdown,
    pasted_tchat,
    sheet_addon,
    slack,
    snscrape,
    storify_html,
    tags_sheet,
    twarc_csv,
    twscrape,
    web_exporter,
    x_api_v1,
    x_api_v2,
    x_api_v2_flat,
    x_archive,
)
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

SHEETS = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
NAME_THEM = (
    "Say in a chat.toml beside it which column holds what: "
    'columns = { handle = "who wrote it", text = "what they wrote" }.'
)
SHOWN = 200  # characters of what was seen


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


TABLES: tuple[TableReader, ...] = (sheet_addon, twarc_csv, tags_sheet, web_exporter)
READERS: tuple[Reader, ...] = (
    any_csv,  # first: the people of the chat named its columns
    own,
    *TABLES,
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
    storify_html,
    html_embeds,
    pasted_markdown,
    pasted_tchat,
    pasted_embeds,
)


def find(document: Document) -> Reader | None:
    """Return the first reader that knows the format, or None.

    Raises: InputError for a file that is empty, not text, or JSON that is cut off.
    """
    head = Head(document)
    return next((reader for reader in READERS if reader.sniff(head)), None)


def not_read(document: Document) -> str:
    """Return why a file is not read that no reader knows, beside others that one does."""
    if not document.name.lower().endswith(SHEETS):
        return "not read: of no format that is known"
    columns = max(Head(document).rows, key=len, default=[])
    return f"not read: no format with the columns {', '.join(columns)[:SHOWN]}"


def unknown(documents: list[Document], where: Path | None = None) -> InputError:
    """Return the error for a format that no reader knows: what was seen, what can be read."""
    if not documents:
        return InputError("no file to read here.", where=where, do="Put the export here.")
    head = Head(documents[0])
    columns = max(head.rows, key=lambda row: len(row), default=[])
    advice = (
        f"Formats that can be read: {'; '.join(reader.NAME.split(' (')[0] for reader in READERS)}."
    )
    if head.is_json:
        seen = f"JSON with the keys {', '.join(map(str, head.record)) or '(none)'}"
    elif len(columns) > 1:
        seen = f"the columns {', '.join(columns)}"
        is_sheet = head.document.name.lower().endswith(SHEETS)
        advice = _closest(head, columns) or (NAME_THEM if is_sheet else advice)
    else:
        seen = f"text that begins {head.text[:60]!r}"
    return InputError(f"unknown format: {seen[:SHOWN]}.", where=documents[0].name, do=advice)


def _closest(head: Head, columns: list[str]) -> str | None:
    """Return which columns are missing of those that chat.toml names, or a format that is near."""
    if head.chat.columns:
        wanted, name = list(head.chat.columns.values()), "chat.toml"
    else:
        near = max(TABLES, key=lambda table: len(set(table.NEEDED) & set(columns)))
        wanted, name = list(near.NEEDED), near.NAME
    missing = [column for column in wanted if column not in columns]
    if not head.chat.columns and 2 * len(missing) > len(wanted):
        return None
    verb = "is" if len(missing) == 1 else "are"
    return f"Expected {', '.join(wanted)} ({name}): {', '.join(missing)} {verb} missing."
