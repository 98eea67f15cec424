"""The history on disk: SQLite in WAL mode, append-only, safe for several editors and processes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import InputError
from pipeline.review import historyfile
from pipeline.review.history import LOOKING, NOT_UNDONE, Deed, Event, editor_key, from_json, to_json

FILE_NAME = "review.sqlite"


def now() -> str:
    """Return the moment in UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Store:
    """The history of one run. Threads may share a store; processes open one each.

    An `append` has returned only when its events are on disk (`synchronous=FULL`): a process that
    is killed a moment later loses none.

    Where the file or its folder can only be read, so can the store: `is_read_only`.
    """

    def __init__(self, path: Path, clock: Callable[[], str] = now) -> None:
        self.path = path
        self._clock = clock
        self._writing = threading.Lock()
        self._reading = threading.Lock()
        self.is_read_only = historyfile.is_read_only(path)
        with historyfile.told(path):
            if self.is_read_only:
                self.file = historyfile.told_apart(path)
                self._writer = self._reader = historyfile.to_read(path)
            else:
                self._writer, self._reader = historyfile.to_write(path), historyfile.to_write(path)
                self.file = historyfile.told_apart(path)

    def is_in_place(self) -> bool:
        """Whether the file that is held open still lies at its path.

        Else its folder was deleted, moved or put back from a copy: what is written now would go
        with the file that nobody finds any more. Or it can be written by now, or no longer.
        """
        return self.file == historyfile.told_apart(self.path)

    def close(self) -> None:
        """Let the file go; what was written stays."""
        with self._writing, self._reading:
            self._writer.close()
            self._reader.close()

    def append(self, *deeds: Deed) -> list[Event]:
        """Return the deeds as events of the history, in the order in which they were written.

        A deed whose client id is known already is not written again: its event is returned.
        An "undo" without a number takes back the editor's last deed that still stands; a "redo"
        takes back the editor's last undo that still stands, unless a new deed came after it. With
        either goes what still stands of the same act, an event each. Where nothing is left to take
        back, nothing is written. An editor's are those of the same name, however typed, and those
        of the same session, by whatever name it went.

        Raises: InputError when the file cannot be written.
        """
        if self.is_read_only:
            raise InputError(
                "it can only be read, so nothing can be decided here.", where=self.path.parent,
                do="Let the folder be written, or copy it to where it can be and review the copy.",
            )  # fmt: skip
        with self._writing, historyfile.told(self.path), self._writer as base:
            base.execute("BEGIN IMMEDIATE")
            return [event for deed in deeds for event in self._written(base, deed)]

    def events(self, after: int = 0, most: int = -1) -> list[Event]:
        """Return the events with a number above `after`, in order; all, or `most` of them."""
        with self._reading, historyfile.told(self.path):
            rows = self._reader.execute(
                "SELECT number, at, deed FROM events WHERE number > ? ORDER BY number LIMIT ?",
                (after, most),
            ).fetchall()
        return [_event(row, self.path) for row in rows]

    def event(self, number: int) -> Event | None:
        """Return one event, None where there is none of that number."""
        return next((e for e in self.events(number - 1, most=1) if e.number == number), None)

    def _written(self, base: sqlite3.Connection, deed: Deed) -> list[Event]:
        known = base.execute(
            "SELECT number, at, deed FROM events WHERE client = ?", (deed.client,)
        ).fetchone()
        if known:
            return [_event(known, self.path)]
        if deed.kind == "redo" or (deed.kind == "undo" and deed.undoes is None):
            last = (_last_undo if deed.kind == "redo" else _last_standing)(base, deed)
            return [self._added(base, one) for one in _undoings(base, deed, last)]
        return [self._added(base, deed)]

    def _added(self, base: sqlite3.Connection, deed: Deed) -> Event:
        at = self._clock()
        cursor = base.execute(
            "INSERT INTO events (client, at, editor, kind, deed) VALUES (?, ?, ?, ?, ?)",
            (deed.client, at, deed.editor, deed.kind, to_json(deed)),
        )
        return Event(number=int(cursor.lastrowid or 0), at=at, deed=deed)


def _event(row: tuple[int, str, str], path: Path) -> Event:
    number, at, deed = row
    return Event(number=number, at=at, deed=from_json(deed, where=f"{path}: event {number}"))


def _backwards(base: sqlite3.Connection, asked: Deed) -> sqlite3.Cursor:
    """Return the deeds of who asks and all undoings, latest first: number, is own, kind, undoes."""
    return base.execute(
        "SELECT number, editor_key(editor) = ? OR json_extract(deed, '$.session') = ? AS own, "
        "kind, json_extract(deed, '$.undoes') FROM events WHERE own OR kind = 'undo' "
        "ORDER BY number DESC",
        (editor_key(asked.editor), asked.session),
    )


def _last_standing(base: sqlite3.Connection, asked: Deed) -> int | None:
    undone: set[int] = set()
    for number, _, kind, undoes in _backwards(base, asked):
        if number in undone:
            continue
        if kind == "undo":
            undone.add(undoes)
        elif kind not in NOT_UNDONE:
            return int(number)
    return None


def _last_undo(base: sqlite3.Connection, asked: Deed) -> int | None:
    """Return the number of the last undo of an editor that took something away and still stands.

    None where a deed came after it: then there is a new end to go on from.
    """
    undone: set[int] = set()
    for number, is_own, kind, undoes in _backwards(base, asked):
        if kind != "undo":
            if kind not in LOOKING:
                return None
        elif number not in undone:
            undone.add(undoes)
            if is_own and not _gives_back(base, undoes):
                return int(number)
    return None


def _undoings(base: sqlite3.Connection, asked: Deed, number: int | None) -> list[Deed]:
    """Return the undos of an event and of what else still stands of its act, the last first."""
    numbers = [] if number is None else [number, *_rest_of_act(base, number)]
    act = asked.client if len(numbers) > 1 else None
    return [
        asked.model_copy(
            update={
                "kind": "undo",
                "undoes": undoes,
                "act": act,
                "client": f"{asked.client} {nth}" if nth else asked.client,
            }
        )
        for nth, undoes in enumerate(numbers)
    ]


def _rest_of_act(base: sqlite3.Connection, number: int) -> list[int]:
    """Return what was done before an event in the same act and still stands, the last first."""
    act, *_ = base.execute(
        "SELECT json_extract(deed, '$.act') FROM events WHERE number = ?", (number,)
    ).fetchone()
    if act is None:
        return []
    undone: set[int] = set()
    for own, undoes in base.execute(
        "SELECT number, json_extract(deed, '$.undoes') FROM events WHERE kind = 'undo' "
        "ORDER BY number DESC"
    ):
        undone |= set() if own in undone else {undoes}
    rows = base.execute(
        "SELECT number FROM events WHERE number < ? AND json_extract(deed, '$.act') = ? "
        "ORDER BY number DESC",
        (number, act),
    )
    return [other for (other,) in rows if other not in undone]


def _gives_back(base: sqlite3.Connection, number: int) -> bool:
    """Return whether to undo the event of a number brings a deed back instead of taking it away."""
    found = False
    while True:
        row = base.execute(
            "SELECT kind, json_extract(deed, '$.undoes') FROM events WHERE number = ?", (number,)
        ).fetchone()
        if row is None or row[0] != "undo" or row[1] >= number:
            return found
        found, number = not found, row[1]
