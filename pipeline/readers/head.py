"""What readers look at to say whether a document is theirs: its beginning, never its name."""

from __future__ import annotations

from collections.abc import Iterator
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
    """The beginning of a document: its text, its first JSON object, its first CSV rows."""

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
    def value(self) -> Any:
        """The first JSON value that holds anything, or None.

        Raises: InputError for JSON that is cut off or broken.
        """
        if not self.is_json:
            return None
        return next((value for value in self._values() if value), None)

    @cached_property
    def record(self) -> dict[str, Any]:
        """The first JSON object: the value itself or the first object of an array, else empty."""
        items = self.value if isinstance(self.value, list) else [self.value]
        return next((item for item in items if isinstance(item, dict)), {})

    @cached_property
    def rows(self) -> list[list[str]]:
        """The first rows of the text taken as CSV; empty for JSON."""
        return [] if self.is_json else csvfile.first_rows(self.document.text)

    def has_columns(self, *wanted: str) -> bool:
        """Return whether one of the first rows names all the wanted columns."""
        return csvfile.has_columns(self.rows, wanted)

    def _values(self) -> Iterator[Any]:
        found = jsonfile.values(self.document, findings=Findings())
        return (value for (_, value), _ in zip(found, range(VALUES_TRIED), strict=False))
