"""From a path to its documents: a plain file, gz, zip, folder, or standard input."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pipeline.about import in_letters
from pipeline.chatfile import FILE_NAME, ChatFile
from pipeline.errors import InputError, unreadable
from pipeline.readers import archive, walking
from pipeline.readers.document import Document, Folder
from pipeline.readers.findings import Findings

GZIP, ZIP, EMPTY_ZIP = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
STDIN = "-"
Aside = Callable[[str, InputError], None]  # takes the name of a document, and its trouble


def _raise(name: str, error: InputError) -> None:
    raise error


def documents(
    path: Path,
    chat: ChatFile,
    findings: Findings,
    stdin: BinaryIO | None = None,
    aside: Aside = _raise,
    but: frozenset[Path] = frozenset(),
) -> list[Document]:
    """Return the documents of one path; those of one folder or zip know each other.

    `aside` is told of a packed file in a folder that is broken; folders of `but` are left out.

    Raises: InputError for a path that does not exist, cannot be read or unpacks to too much.
    """
    if str(path) == STDIN:
        if stdin is None:
            raise InputError("there is no standard input here.", where=STDIN, do="Name a file.")
        found = _of_bytes("standard input", _limited(stdin, "standard input"), chat, findings)
    elif path.is_dir():
        found = list(_of_folder(path, chat, findings, aside, but))
    elif path.is_file():
        found = _of_bytes(in_letters(path.name), _bytes(path), chat, findings)
    elif path.exists():
        raise InputError(
            "neither a file nor a folder.",
            where=path,
            do=f"Save it as a file; what is piped in, standout run {STDIN} reads.",
        )
    else:
        raise InputError("no such file.", where=path, do="Check the name.")
    folder = Folder({document.name: document for document in found})
    for document in found:
        document.folder = folder
    return found


def _of_bytes(name: str, data: bytes, chat: ChatFile, findings: Findings) -> list[Document]:
    if data.startswith((ZIP, EMPTY_ZIP)):
        return list(archive.members(name, data, chat, findings))
    if data.startswith(GZIP):
        data = archive.unpacked(name, data)
    return [Document(name, lambda: data, chat, findings)]


def _of_folder(
    folder: Path, chat: ChatFile, findings: Findings, aside: Aside, but: frozenset[Path]
) -> Iterator[Document]:
    def linked(name: str) -> None:
        findings.count("folder", "that is a link left out: name what it leads to", name)

    for path in walking.files(folder, linked, but):
        name = in_letters(path.relative_to(folder).as_posix())
        if path.suffix.lower() in (".gz", ".zip"):
            try:
                unpacked = _of_bytes(name, _bytes(path), chat, findings)
            except InputError as error:
                aside(name, error)
                continue
            yield from unpacked
        elif path.suffix.lower() in archive.TEXT_ENDINGS:
            yield Document(name, partial(_bytes, path), chat, findings)
        elif name != FILE_NAME:
            findings.count("file", archive.left_out(name), name)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return _limited(stream, path.name)
    except OSError as error:
        raise unreadable(error, path) from error


def _limited(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(archive.MAX_BYTES + 1)
    do = archive.UNPACK if data.startswith(ZIP) else archive.SPLIT
    archive.check_size(name, len(data), do)
    return data
