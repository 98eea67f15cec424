"""The text files of a zip or gz, read without unpacking to disk, and the limits that stop bombs."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath

from pipeline.chatfile import ChatFile
from pipeline.errors import InputError
from pipeline.readers import office
from pipeline.readers.document import Document
from pipeline.readers.findings import Findings

MAX_BYTES = 2**29  # unpacked, in all: a chat of a hundred thousand posts needs a fifth
MAX_FILES = 50_000  # a Slack export has one file for each channel and day
MAX_RATIO = 200  # unpacked to packed: repetitive JSON stays below 50, a bomb is near 1,000
RATIO_FROM = 2**22  # smaller files may pack as well as they like
BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # of bzip2 1,500 bytes unpack to 2 GB at once
NO_TEXT = "not read: holds no posts"
TEXT_ENDINGS = ("", ".json", ".jsonl", ".ndjson", ".js", ".csv", ".tsv", ".txt", ".md", ".html",
                ".htm")  # fmt: skip
PACKED = ".gz"
BROKEN = (OSError, EOFError, ValueError, RuntimeError, zlib.error, zipfile.BadZipFile)
SPLIT = "Split the export by day."
UNPACK = "Unpack it and give the folder: pictures and films in it are passed over."
ADVICE = "It may be cut off: download it again."


def members(name: str, data: bytes, chat: ChatFile, findings: Findings) -> Iterator[Document]:
    """Yield the text files of a zip in order of name; other files are counted as not read.

    Raises: InputError for a broken zip, one that unpacks to too much, a path that leads out, or
    a file of an office program.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise InputError(f"broken zip ({error}).", where=name, do=ADVICE) from error
    for info in archive.infolist():  # as Python itself does on Windows
        info.filename = info.filename.replace("\\", "/")
    found = (info for info in archive.infolist() if not f"/{info.filename}".endswith("/"))
    office.refuse_zip(name, archive.NameToInfo)
    files = sorted(found, key=lambda info: info.filename)
    if len(files) > MAX_FILES:
        raise InputError(f"{len(files)} files in one zip.", where=name, do="Zip only the export.")
    texts = [info for info in files if _is_text(info)]
    room = _Room(name, max(MAX_BYTES, MAX_RATIO * len(data)))
    check_size(name, sum(info.file_size for info in texts))
    for info in files:
        inside = f"{name}/{info.filename}"
        if ".." in PurePosixPath(info.filename).parts or info.filename.startswith("/"):
            raise InputError("this path leads out of the zip.", where=inside, do="Do not trust it.")
        if info not in texts:
            findings.count("file", left_out(inside), inside)
            continue
        check_ratio(inside, info.compress_size, info.file_size)
        fetch = partial(_read, archive, info, inside)
        yield Document(inside, room.unpacking(inside, fetch), chat, findings)


def left_out(name: str) -> str:
    """Return why a file with an ending that is none of a text is not read."""
    form = office.TO_SAVE.get(PurePosixPath(name).suffix.lower())
    return f"not read: save it as {form} to have it read" if form else NO_TEXT


def unpacked(name: str, data: bytes) -> bytes:
    """Return what a gz holds.

    Raises: InputError for a broken gz, or one that unpacks to too much.
    """
    enough = min(MAX_BYTES, max(RATIO_FROM, MAX_RATIO * len(data)))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            unpacked = stream.read(enough + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"broken gz ({error}).", where=name, do=ADVICE) from error
    check_size(name, len(unpacked))
    check_ratio(name, len(data), len(unpacked))
    return unpacked


def check_size(name: str, size: int, do: str = SPLIT) -> None:
    """Refuse more than MAX_BYTES bytes.

    Raises: InputError with the name of the file.
    """
    if size > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES // 2**20} MB.", where=name, do=do)


def check_ratio(name: str, packed: int, unpacked: int) -> None:
    """Refuse a file that unpacks to far more than text does.

    Raises: InputError with the name of the file.
    """
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1):
        raise InputError(
            f"{packed} bytes unpack to {unpacked}: no text packs so well.",
            where=name,
            do="Do not trust it.",
        )


def _is_text(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    if path.suffix.lower() == PACKED:  # export.jsonl.gz; media.tar.gz holds no text
        path = path.with_suffix("")
    return path.suffix.lower() in TEXT_ENDINGS and not path.name.startswith(".")


class _Room:
    """What all gz in one zip may unpack to: each alone may be small, and there may be thousands."""

    def __init__(self, name: str, left: int) -> None:
        self._name = name
        self._left = left

    def unpacking(self, inside: str, fetch: Callable[[], bytes]) -> Callable[[], bytes]:
        return partial(self._unpacked, inside, fetch) if inside.lower().endswith(PACKED) else fetch

    def _unpacked(self, inside: str, fetch: Callable[[], bytes]) -> bytes:
        data = unpacked(inside, fetch())
        self._left -= len(data)
        if self._left < 0:
            raise InputError(
                "the gz in it unpack to far more than text does.",
                where=self._name,
                do="Do not trust it.",
            )
        return data


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, inside: str) -> bytes:
    if info.compress_type not in BOUNDED:
        raise InputError(
            f"packed with method {info.compress_type}, expected plain zip.", where=inside, do=UNPACK
        )
    try:
        with archive.open(info) as stream:  # no more than it is said to hold, whatever comes out
            return stream.read(info.file_size)
    except BROKEN as error:
        raise InputError(f"broken zip ({error}).", where=inside, do=ADVICE) from error
