"""Vectors kept from earlier runs: one SQLite file per model, small transactions, bounded."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from pipeline.encoder.steps import Steps

MOST_ROWS = 100_000  # about 100 MB; the oldest make room
PER_QUERY = 500  # keys; SQLite takes 999 and more
WAIT = 5.0  # seconds for another process to finish writing
SEAL = 8  # bytes that tell a damaged row
TABLE = (
    "CREATE TABLE IF NOT EXISTS vectors"
    " (number INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB UNIQUE NOT NULL, row BLOB NOT NULL)"
)


def home() -> Path:
    """Return the user's cache folder of Standout; it need not exist."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "standout"


class VectorCache:
    """Rows by text; a file that cannot be read or written is as good as none."""

    def __init__(self, path: Path, *, dimension: int, most_rows: int = MOST_ROWS) -> None:
        self.path = path
        self.dimension = dimension
        self.most_rows = most_rows

    def get(self, texts: Sequence[str]) -> dict[str, Steps]:
        """Return the rows of those texts that are known and undamaged."""
        keys = {_key(text): text for text in texts}
        found: dict[str, Steps] = {}
        try:
            with self._open() as database:
                for start in range(0, len(texts), PER_QUERY):
                    some = list(keys)[start : start + PER_QUERY]
                    marks = ",".join("?" * len(some))
                    query = f"SELECT key, row FROM vectors WHERE key IN ({marks})"
                    for key, sealed in database.execute(query, some):
                        row = self._unseal(key, sealed)
                        if row is not None:
                            found[keys[key]] = row
        except (sqlite3.Error, OSError):
            return found
        return found

    def put(self, rows: Mapping[str, Steps]) -> None:
        """Keep the rows of texts; the oldest go when there are more than `most_rows`."""
        if not rows:
            return
        records = [(key, _seal(key, row)) for key, row in ((_key(t), r) for t, r in rows.items())]
        try:
            with self._open() as database:
                database.executemany(
                    "INSERT OR REPLACE INTO vectors (key, row) VALUES (?, ?)", records
                )
                database.execute(
                    "DELETE FROM vectors WHERE number <= (SELECT max(number) FROM vectors) - ?",
                    (self.most_rows,),
                )
        except (sqlite3.Error, OSError):
            return

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=WAIT)) as database, database:
            database.execute(TABLE)
            yield database

    def _unseal(self, key: bytes, sealed: bytes) -> Steps | None:
        body = sealed[SEAL:]
        if len(body) != 2 * self.dimension or sealed[:SEAL] != _digest(key, body):
            return None
        return np.frombuffer(body, dtype="<i2").astype(np.int16)


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8")).digest()


def _seal(key: bytes, row: Steps) -> bytes:
    body = row.astype("<i2").tobytes()
    return _digest(key, body) + body


def _digest(key: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(key + body, digest_size=SEAL).digest()
