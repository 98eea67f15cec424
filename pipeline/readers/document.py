"""One text file of a chat, however it came: its name, its bytes, its text, the files beside it."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from pipeline.chatfile import ChatFile
from pipeline.errors import InputError
from pipeline.readers import office
from pipeline.readers.findings import Findings

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SHOWN = 1024  # bytes among which a file that is no text has a zero


@dataclass(eq=False)
class Folder:
    """The documents of one folder or zip by name, and what readers worked out from them once."""

    documents: dict[str, Document] = field(default_factory=dict)
    memo: dict[str, Any] = field(default_factory=dict)
    consulted: set[str] = field(default_factory=set)


@dataclass(eq=False)
class Document:
    """A file to be read. `name` is for people: "export.jsonl", or "slack.zip/general/1.json"."""

    name: str
    fetch: Callable[[], bytes]
    chat: ChatFile = field(default_factory=ChatFile)
    findings: Findings = field(default_factory=Findings)
    folder: Folder = field(default_factory=Folder, repr=False)

    @cached_property
    def data(self) -> bytes:
        """The bytes, fetched once."""
        return self.fetch()

    @cached_property
    def text(self) -> str:
        """The text, without a byte order mark.

        Raises: InputError for an empty file, one of an office program, a picture, or with the line
        and the byte where it is not UTF-8, nor in the encoding that chat.toml names.
        """
        office.refuse(self.name, self.data)
        encoding = next((name for mark, name in BYTE_ORDER_MARKS if self.data.startswith(mark)), "")
        try:
            text = self.data.decode(encoding or "utf-8")
        except UnicodeDecodeError as error:
            text = self._as_told(error, "UTF-16" if encoding == "utf-16" else "UTF-8")
        if not text or text.isspace():
            raise InputError("the file is empty.", where=self.name, do="Export the chat again.")
        return text

    def _as_told(self, error: UnicodeDecodeError, encoding: str) -> str:
        if self.chat.encoding is None:
            raise _no_text(self, error, encoding) from error
        try:
            return self.data.decode(self.chat.encoding)
        except UnicodeDecodeError as other:
            raise _no_text(self, other, self.chat.encoding) from other

    @property
    def sha256(self) -> str:
        """The digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def beside(self, name: str) -> Document | None:
        """Return the nearest document of this name: in the same folder, else in one above.

        Two archives in one folder must not lend each other their owners.
        """
        for parent in PurePosixPath(self.name).parents:
            found = self.folder.documents.get((parent / name).as_posix())
            if found:
                self.folder.consulted.add(found.name)
                return found
        return None

    def at(self, line: int) -> Place:
        """Return the place of a line."""
        return Place(self, line)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a document, where a post stands or something was met: "export.jsonl:12"."""

    document: Document
    line: int

    def __str__(self) -> str:
        return f"{self.document.name}:{self.line}"

    def count(self, noun: str, what: str) -> None:
        """Count one `noun` (such as "line") here of which `what` holds."""
        self.document.findings.count(noun, what, str(self))

    def error(self, found: str, do: str = "") -> InputError:
        """Return the error for what was found here."""
        return InputError(found, where=str(self), do=do)


def _no_text(document: Document, error: UnicodeDecodeError, encoding: str) -> InputError:
    if encoding == "UTF-8" and b"\0" in document.data[:SHOWN]:
        return InputError(
            "not text: a picture, a film or a program?",
            where=document.name,
            do="Give the export of the chat; if it is text, save it as UTF-8.",
        )
    line = document.data.count(b"\n", 0, error.start) + 1
    return document.at(line).error(
        f"not {encoding}: byte {error.start} is {document.data[error.start]:#04x}.",
        do='Save it as UTF-8 (in Excel: "CSV UTF-8"), or say in a chat.toml beside it what it is: '
        'encoding = "windows-1252".',
    )
