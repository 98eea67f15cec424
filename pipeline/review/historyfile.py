"""The file of a history: opened to be written, or only read where its place allows no more."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import InputError
from pipeline.review.history import editor_key

WAIT = 30.0  # seconds that one process waits for another's write
SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  client TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  editor TEXT NOT NULL,
  kind TEXT NOT NULL,
  deed TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS no_update BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER IF NOT EXISTS no_delete BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
"""
LOG, INDEX = "-wal", "-shm"  # as SQLite names what lies beside a file in WAL mode


def is_read_only(path: Path) -> bool:
    """Whether the folder of a history is there, but neither it nor the file may be written."""
    is_open = os.access(path.parent, os.W_OK | os.X_OK)  # SQLite writes beside the file, too
    return path.parent.is_dir() and not (is_open and os.access(path, os.W_OK) == path.exists())


def told_apart(path: Path) -> tuple[object, ...] | None:
    """Return what tells the file at a path from any other, None where there is none.

    What can only be read is another file as soon as somebody else wrote into it, or it can be
    written.
    """
    is_kept = is_read_only(path)
    try:
        found = os.stat(path)
    except OSError:
        return ("none",) if is_kept else None
    if not is_kept:
        return (found.st_dev, found.st_ino)
    log = Path(f"{path}{LOG}")
    last = os.stat(log if log.exists() else path)
    return (found.st_dev, found.st_ino, found.st_mtime_ns, last.st_mtime_ns, last.st_size)


def to_write(path: Path) -> sqlite3.Connection:
    """Return a connection that writes what it commits to the disk."""
    base = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.executescript(SCHEMA)
    base.create_function("editor_key", 1, editor_key, deterministic=True)
    return base


def to_read(path: Path) -> sqlite3.Connection:
    """Return a connection to what a file holds, all that lies in its log included.

    SQLite wants to make an index beside the log, which it cannot where nothing can be written: so
    without one, the file is read from a copy.
    """
    if Path(f"{path}{INDEX}").exists():
        uri = f"{path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(uri, uri=True, timeout=WAIT, check_same_thread=False)
    held = sqlite3.connect(":memory:", check_same_thread=False)
    with TemporaryDirectory() as place:
        copy = Path(place) / path.name
        for end in ("", LOG):
            if Path(f"{path}{end}").exists():
                shutil.copyfile(f"{path}{end}", f"{copy}{end}")
        with closing(sqlite3.connect(copy)) as base:
            base.executescript(SCHEMA)  # a run that nobody has decided about
            base.backup(held)
    return held


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite cannot do into an InputError that names the file."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        is_held = "locked" in str(error)
        do = "End the program that holds it." if is_held else "Make room, or put back a copy of it."
        raise InputError(
            f"the editors' history cannot be used: {error}.",
            where=path,
            do=f"Nothing was changed. {do}",
        ) from error
