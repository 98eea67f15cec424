"""All readers in one place; which one a document belongs to is told by its content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from pipeline.errors import InputError
from pipeline.readers import own, pasted_embeds, pasted_markdown, pasted_tchat, sheet_addon
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

SHOWN = 200  # characters of what was seen


class Reader(Protocol):
    """A module that knows one export format."""

    NAME: str

    def sniff(self, head: Head) -> bool:
        """Return whether the document is in this format."""

    def read(self, document: Document) -> Iterator[Post]:
        """Yield the posts of a document."""


READERS: tuple[Reader, ...] = (own, sheet_addon, pasted_markdown, pasted_tchat, pasted_embeds)


def find(document: Document) -> Reader | None:
    """Return the first reader that knows the format, or None.

    Raises: InputError for a file that is empty, not text, or JSON that is cut off.
    """
    head = Head(document)
    return next((reader for reader in READERS if reader.sniff(head)), None)


def unknown(documents: list[Document]) -> InputError:
    """Return the error for a format that no reader knows: what was seen, what can be read."""
    if not documents:
        return InputError("no file to read here.", do="Put the export here.")
    head = Head(documents[0])
    columns = max(head.rows, key=lambda row: len(row), default=[])
    if head.is_json:
        seen = f"JSON with the keys {', '.join(map(str, head.record)) or '(none)'}"
    elif len(columns) > 1:
        seen = f"columns {', '.join(columns)}"
    else:
        seen = f"text that begins {head.text[:60]!r}"
    return InputError(
        f"unknown format: {seen[:SHOWN]}.",
        where=documents[0].name,
        do=f"Formats that can be read: {'; '.join(reader.NAME for reader in READERS)}; any other "
        "CSV with its columns named in chat.toml.",
    )
