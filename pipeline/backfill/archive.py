"""The documents of an archive one by one; JSON Lines that are too long come in pieces."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.about import in_letters, known_of
from pipeline.chatfile import FILE_NAME, ChatFile
from pipeline.errors import InputError, unreadable
from pipeline.readers import opening, placing, registry, walking
from pipeline.readers.document import Document, Folder, Place
from pipeline.readers.findings import Findings
from pipeline.readers.opening import Aside
from pipeline.readers.registry import Reader
from pipeline.records import Post

PIECE = 2**25  # bytes of JSON Lines that are read at once
HEAD = 2**16  # bytes that tell whether a file is JSON Lines
GZIP = opening.GZIP
# of a chat.toml, by those in folders below it
INHERITED = ("timezone", "encoding", "columns", "host")
LINE = 2**24  # bytes: no post is longer


@dataclass(eq=False)
class Piece(Document):
    """Some lines of a long file; `before` is how many lines stand above them."""

    before: int = 0

    def at(self, line: int) -> Place:
        """Return the place of a line in the whole file."""
        return super().at(line + self.before)


@dataclass(frozen=True)
class Sheet:
    """The posts of one document, to be read once, what recognised it, and what it meets."""

    name: str
    format: str
    posts: Iterator[Post]
    findings: Findings


@dataclass(frozen=True)
class Part:
    """A path to be read with what its own chat.toml says; other parts lie in `but`."""

    path: Path
    name: str
    known: ChatFile
    but: frozenset[Path] = frozenset()


def parts(path: Path) -> list[Part]:
    """Return a path, and each folder in it that has a chat.toml, as parts of an archive.

    Time zone, encoding, columns and host of a folder hold for those in it that name none of their
    own.
    """
    name_of_all, known = in_letters(path.resolve().name), known_of(path)
    if not path.is_dir():
        return [Part(path, name_of_all, known)]
    inside = {
        file.parent
        for file in walking.files(path)
        if file.name == FILE_NAME and file.parent != path
    }
    found: dict[Path, ChatFile] = {path: known}
    for folder in sorted(inside):
        above = next(found[parent] for parent in folder.parents if parent in found)
        own = known_of(folder)
        kept = {key: getattr(above, key) for key in INHERITED if key not in own.model_fields_set}
        found[folder] = own.model_copy(update=kept)
    below: dict[Path, set[Path]] = defaultdict(set)
    for other in inside:
        for parent in other.parents:
            below[parent].add(other)
    made = []
    for folder, chat in found.items():
        but = frozenset(below[folder])
        holds_any = any(file.name != FILE_NAME for file in walking.files(folder, but=but))
        if holds_any or not inside:
            name = "/".join([path.resolve().name, *folder.relative_to(path).parts])
            made.append(Part(folder, in_letters(name), chat, but))
    return made or [Part(path, name_of_all, known)]


def digest(path: Path, but: frozenset[Path] = frozenset()) -> str:
    """Return the SHA-256 of a file, or over the names and bytes of the files of a folder.

    A file that cannot be read counts as such: whoever reads the archive says what is wrong with it.

    Raises: InputError when there is no such file.
    """
    if not path.exists():
        raise InputError("no such file.", where=path, do="Check the name.")
    files = walking.files(path, but=but) if path.is_dir() else [path]
    total = hashlib.sha256()
    for file in files:
        name = file.relative_to(path).as_posix() if path.is_dir() else file.name
        try:
            with file.open("rb") as stream:
                inside = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            inside = str(unreadable(error, name))
        total.update(f"{name}\n{inside}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def sheets(part: Part, findings: Findings, aside: Aside) -> Iterator[Sheet]:
    """Yield the documents of a part that hold posts; only one is in memory at a time.

    `aside` is told of each that is broken, as far as it shows before its posts are read.

    Raises: InputError for a part that holds nothing else than files of no known format.
    """
    documents = list(_documents(part, findings, aside))
    known = 0
    unread: list[Document] = []
    for document in documents:
        document.findings = Findings()  # what it meets, the chats of its posts are told
    for document in documents:
        try:
            if isinstance(document, _Long):
                known += 1
                yield from _of_pieces(document)
            elif len(documents) == 1 or registry.holds_any(document):
                reader = registry.find(document)
                if reader is None:
                    unread.append(document)
                else:
                    known += 1
                    read = placing.placed(document, reader.read(document))
                    yield Sheet(document.name, reader.NAME, read, document.findings)
        except InputError as error:
            known += 1
            aside(document.name, error)
        _let_go(document)
    for document in documents:
        findings.add(document.findings)
    if not known and (unread or not part.but):  # beside other parts a picture is no trouble
        raise registry.unknown(unread)
    for document in unread:
        if document.name not in document.folder.consulted:
            findings.count("file", registry.not_read(document), document.name)


@dataclass(eq=False)
class _Long(Document):
    """A file of JSON Lines that is not read as a whole."""

    open: Callable[[], BinaryIO] = field(kw_only=True)


def _let_go(document: Document) -> None:
    # cached properties: the bytes and the text of a document that was read are not needed again
    for name in ("data", "text"):
        document.__dict__.pop(name, None)


def _documents(part: Part, findings: Findings, aside: Aside) -> Iterator[Document]:
    path, chat, inside = part.path, part.known, part.name
    if path.is_file():
        long = _long(path, in_letters(path.name), chat, findings)
        yield from [long] if long else opening.documents(path, chat, findings)
        return
    found = opening.documents(
        path,
        chat,
        findings,
        aside=lambda name, error: aside(f"{inside}/{name}", error),
        but=part.but,
    )
    files = [path / document.name for document in found]
    for document in found:  # two folders may hold files of the same name
        document.name = f"{inside}/{document.name}"
    folder = Folder({document.name: document for document in found})
    for document, file in zip(found, files, strict=True):
        document.folder = folder
        long = _long(file, document.name, chat, findings) if file.is_file() else None
        yield long or document


def _long(file: Path, name: str, chat: ChatFile, findings: Findings) -> _Long | None:
    if name == FILE_NAME:
        return None
    try:
        with file.open("rb") as raw:
            is_packed = raw.read(len(GZIP)) == GZIP
        if file.stat().st_size <= (PIECE // 4 if is_packed else PIECE):
            return None

        def opened() -> BinaryIO:
            return cast(BinaryIO, gzip.open(file)) if is_packed else file.open("rb")

        with opened() as stream:
            head = stream.read(HEAD)
    except (OSError, EOFError, zlib.error):
        return None  # the readers say what is wrong with it
    if not _are_lines(head):
        return None
    return _Long(name, lambda: b"", chat, findings, open=opened)


def _are_lines(head: bytes) -> bool:
    lines = [line for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n")[:-1] if line.strip()]
    if not lines or not lines[0].lstrip().startswith(b"{"):
        return False
    try:
        json.loads(lines[0])
    except ValueError:
        return False
    return True


def _of_pieces(long: _Long) -> Iterator[Sheet]:
    reader: Reader | None = None
    for piece in _pieces(long):
        if reader is None:
            reader = registry.find(piece)
            if reader is None:
                raise registry.unknown([piece])
        yield Sheet(piece.name, reader.NAME, reader.read(piece), piece.findings)


def _pieces(long: _Long) -> Iterator[Piece]:
    before = 0
    try:
        with long.open() as stream:
            while data := stream.read(PIECE):
                rest = stream.readline(LINE + 1)
                if len(rest) > LINE:
                    raise InputError(
                        "a line of more than 16 MB.", where=long.name, do="No post is so long."
                    )
                data += rest
                if data.strip():
                    yield _piece(long, data, before)
                before += data.count(b"\n")
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"broken file ({error}).", where=long.name, do="It may be cut off: download it again."
        ) from error


def _piece(long: _Long, data: bytes, before: int) -> Piece:
    return Piece(
        long.name, lambda: data, long.chat, long.findings, folder=long.folder, before=before
    )
