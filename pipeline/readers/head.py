"""What readers look at to say whether a document is theirs: its beginning, never its name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.chatfile import ChatFile
from pipeline.readers import csvfile, jsonfile
from pipeline.readers.document import Document
from pipeline.readers.findings import Findings

HEAD_LENGTH = 65_536  # characters of the text that a reader is shown
VALUES_TRIED = 20  # JSON values until one is an object: the first lines may be messages or null


@dataclass
class Head:
    """The beginning of a document: its text, its first JSON objects, its first CSV rows."""

    document: Document = field(repr=False)

    @property
    def chat(self) -> ChatFile:
        """The chat.toml that goes with the document."""
        return self.document.chat

    @cached_property
    def text(self) -> str:
        """The first characters."""
        return self.document.text[:HEAD_LENGTH]

    @cached_property
    def is_json(self) -> bool:
        """Whether the text begins as a JSON object or array."""
        return jsonfile.looks_like_json(self.text)

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The JSON objects among the first values, items of an outer array counted singly.

        Raises: InputError for JSON that is cut off or broken.
        """
        if not self.is_json:
            return []
        found = jsonfile.values(self.document, may_end_cut=True, findings=Findings())
        values = (value for (_, value), _ in zip(found, range(VALUES_TRIED), strict=False))
        return [value for value in values if isinstance(value, dict) and value]

    @cached_property
    def record(self) -> dict[str, Any]:
        """The first JSON object that holds anything, else an empty one."""
        return self.records[0] if self.records else {}

    @cached_property
    def rows(self) -> list[list[str]]:
        """The first rows of the text taken as CSV; empty for JSON."""
        return [] if self.is_json else csvfile.first_rows(self.document.text)

    def has_columns(self, *wanted: str) -> bool:
        """Return whether one of the first rows names all the wanted columns."""
        return any(set(wanted) <= {cell.strip() for cell in row} for row in self.rows)
