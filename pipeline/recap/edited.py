"""What somebody changed by hand in the files of a recap: it is kept beside those written anew."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pipeline import jsonl
from pipeline.errors import unreadable

NOTE = "written.json"  # beside the files: by it the next run knows whether they are as it left them
MARK = b"\xef\xbb\xbf"  # some editors put it in front of UTF-8


def note(files: Mapping[str, str]) -> str:
    """Return the content of the note about files: the SHA-256 of each by its name."""
    held = {name: _digest(content.encode("utf-8", "replace")) for name, content in files.items()}
    return jsonl.dumps(held, indent=2) + "\n"


def changed(folder: Path, coming: str | bytes) -> dict[str, str]:
    """Return by what name to keep each file that was changed since it was written.

    `coming` is the note about the files that are to come in their place. A file that is empty
    or the same as the one to come is left out, and so is one saved with other line ends.

    Raises: InputError for one that cannot be read, so that nobody can tell.
    """
    known: dict[str, str] = {}
    with suppress(OSError, ValueError, TypeError):  # a damaged note vouches for nothing
        known = dict(json.loads((folder / NOTE).read_bytes()))
    found = {}
    for name, digest in json.loads(coming).items():
        file = folder / name
        if file.is_file():
            held = _read(file)
            if held and _digest(held) not in (digest, known.get(name)):
                found[name] = _free(file, held)
    return found


def told(folder: Path, kept: Mapping[str, str]) -> list[str]:
    """Return a line of words about each file that was kept."""
    return [
        f"{folder / old} was changed since it was written: kept as {new}"
        for old, new in kept.items()
    ]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise unreadable(error, file) from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data.removeprefix(MARK).replace(b"\r\n", b"\n")).hexdigest()


def _free(file: Path, held: bytes) -> str:
    """Return a name that no file has, or one that holds the same."""
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    names = (file.with_name(f"{file.stem}.edited{number}{file.suffix}") for number in numbers)
    return next(
        path.name
        for path in names
        if not os.path.lexists(path) or (path.is_file() and _read(path) == held)
    )
