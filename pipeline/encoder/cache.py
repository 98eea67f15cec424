"""Vectors kept from earlier runs, of all models, in one SQLite file of bounded size.

A run whose vectors have no room there keeps them in such a file of its own as long as it lasts.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

import numpy as np

from pipeline.encoder.steps import Steps

FILE_NAME = "vectors.sqlite"
MOST_ROWS = 100_000  # about 100 MB; the oldest make room
MOST_RECENT = 5_000  # rows of one model in memory, some 8 MB
PER_QUERY = 500  # keys; every SQLite takes 999
WAIT = 5.0  # seconds for another process to finish writing
SEAL = 8  # bytes that give a damaged row away
TABLE = (
    "CREATE TABLE IF NOT EXISTS vectors"
    " (number INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB UNIQUE NOT NULL, row BLOB NOT NULL)"
)


def home() -> Path:
    """Return the user's cache folder of Standout; it need not exist, and may be deleted."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path("~/.cache").expanduser()) / "standout"


class VectorCache:
    """Rows by model and text; a file that cannot be read or written is as good as none.

    It holds the `most` rows of all models that came last, or all of them where there is no `most`.
    """

    def __init__(
        self, path: Path, *, model: str, dimension: int, most: int | None = MOST_ROWS
    ) -> None:
        self.path = path
        self.model = model
        self.dimension = dimension
        self.most = most

    def get(self, texts: Sequence[str]) -> dict[str, Steps]:
        """Return the rows of those texts that are known and undamaged."""
        text_of = {self._key(text): text for text in texts}
        keys = list(text_of)
        found: dict[str, Steps] = {}
        try:
            with self._open() as database:
                for start in range(0, len(keys), PER_QUERY):
                    some = keys[start : start + PER_QUERY]
                    marks = ",".join("?" * len(some))
                    query = f"SELECT key, row FROM vectors WHERE key IN ({marks})"
                    for key, sealed in database.execute(query, some):
                        row = _unseal(key, sealed)
                        if row is not None and row.shape == (self.dimension,):
                            found[text_of[key]] = row
        except (sqlite3.Error, OSError):
            return found
        return found

    def put(self, rows: Mapping[str, Steps]) -> bool:
        """Keep the rows of texts, and return whether they are kept; the oldest make room."""
        if not rows:
            return True
        keyed = [(self._key(text), row) for text, row in rows.items()]
        sealed = [(key, _seal(key, row)) for key, row in keyed]
        insert = "INSERT OR REPLACE INTO vectors (key, row) VALUES (?, ?)"
        prune = "DELETE FROM vectors WHERE number <= (SELECT max(number) FROM vectors) - ?"
        try:
            with self._open() as database:
                database.executemany(insert, sealed)
                if self.most is not None:
                    database.execute(prune, (self.most,))
        except (sqlite3.Error, OSError):
            return False
        return True

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=WAIT)) as database, database:
            database.execute(TABLE)
            yield database

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.model}\n{text}".encode()).digest()


class Recent:
    """Rows by text in memory, for a process that leaves the user's cache alone."""

    def __init__(self, most: int = MOST_RECENT) -> None:
        self.most = most
        self.rows: dict[str, Steps] = {}

    def get(self, texts: Sequence[str]) -> dict[str, Steps]:
        """Return the rows of those texts that are known."""
        return {text: row for text in texts if (row := self.rows.get(text)) is not None}

    def put(self, rows: Mapping[str, Steps]) -> bool:
        """Keep the rows of texts, which always works; the oldest make room."""
        older = {text: row for text, row in self.rows.items() if text not in rows}
        held = older | dict(rows)
        self.rows = dict(islice(held.items(), max(0, len(held) - self.most), None))
        return True


def _seal(key: bytes, row: Steps) -> bytes:
    body = row.astype("<i2").tobytes()
    return _digest(key, body) + body


def _unseal(key: bytes, sealed: bytes) -> Steps | None:
    body = sealed[SEAL:]
    if sealed[:SEAL] != _digest(key, body):
        return None
    return np.frombuffer(body, dtype="<i2").astype(np.int16)


def _digest(key: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(key + body, digest_size=SEAL).digest()
