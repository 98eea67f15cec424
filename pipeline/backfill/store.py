"""The folder of a backfill: run folders, written whole, with a record of what made each."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import drafts, jsonl, locks
from pipeline.backfill.keys import STAGES
from pipeline.backfill.units import Unit
from pipeline.backfill.work import stage_of
from pipeline.errors import InputError, in_room
from pipeline.recap import edited
from pipeline.review.store import FILE_NAME as REVIEWED
from pipeline.shelf import NO_ROOM

DONE = "unit.json"  # the last file of a run folder to be written, the first to go
LOCK = ".lock"
DIGITS = 16


@dataclass(frozen=True)
class Store:
    """`DIR` of a backfill and what lies where in it."""

    folder: Path

    @property
    def work(self) -> Path:
        """What was read and cut: may be deleted, and is made again."""
        return self.folder / "work"

    @property
    def partitions(self) -> Path:
        """The tables, one folder each."""
        return self.folder / "partitions"

    @property
    def catalogue(self) -> Path:
        """The DuckDB file over the tables."""
        return self.folder / "catalogue.duckdb"

    @property
    def report(self) -> Path:
        """The counts of the whole archive."""
        return self.folder / "report.json"

    @property
    def chats(self) -> Path:
        """The run folders, by year."""
        return self.folder / "chats"

    def run_of(self, unit: Unit) -> Path:
        """Return the run folder of a unit."""
        return self.chats / unit.place

    def places(self) -> list[Path]:
        """Return where run folders lie, below `chats`: of a backfill, or with decisions."""
        found = {
            file.parent for name in (DONE, REVIEWED) for file in self.chats.glob(f"*/*/{name}")
        }
        years = (folder for folder in found if folder.parent.name.isdigit())
        return sorted(folder.relative_to(self.chats) for folder in years)

    def said(self, place: Path) -> str:
        """Return the digest of the posts that a run folder was made of, "" where it is unknown."""
        return str(self._record(place).get("said", ""))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for this process alone; the hold ends with the process, however it ends.

        Raises: InputError when another backfill has it, or it cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / LOCK).touch(0o644)
        except OSError as error:
            raise InputError(
                f"cannot be written: {error.strerror or error}.",
                where=self.folder,
                do="Name another folder with --out.",
            ) from error
        lock = locks.take(self.folder / LOCK)
        try:
            if lock.is_ours is False:
                raise InputError(
                    "another backfill is at work in this folder.",
                    where=self.folder,
                    do="Wait for it, or name another folder with --out.",
                )
            self._sweep()
            yield
        finally:
            lock.let_go()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Say in one line, wherever the work is, that there is no more room.

        Raises: InputError in place of what says so otherwise.
        """
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            number = error.errno if isinstance(error, OSError) else errno.ENOSPC
            if number not in NO_ROOM:
                raise
            raise InputError(
                f"cannot be written: {os.strerror(number or 0)}.",
                where=self.folder,
                do="Make room there; the same command goes on from here.",
            ) from error

    def left(self, unit: Unit, keys: Mapping[str, str]) -> tuple[str, ...]:
        """Return the stages of a unit that are still to be done."""
        done = self._record(unit.place)
        files = done.get("files", {})
        run = self.run_of(unit)
        missing = {
            stage_of(name) for name, file in files.items() if not _is_there(run / name, file)
        }
        if self.is_reviewed(unit.place) and all((run / name).is_file() for name in files):
            missing.discard("recap")  # the pages are what its editors made of them
        known = done.get("keys", {})
        return tuple(
            stage for stage in STAGES if known.get(stage) != keys[stage] or stage in missing
        )

    def is_reviewed(self, place: Path) -> bool:
        """Return whether editors decided about lines of the unit that lies there."""
        return (self.chats / place / REVIEWED).is_file()

    def files_before(self, unit: Unit, stages: tuple[str, ...]) -> dict[str, bytes]:
        """Return the files of the stages that are not in `stages`."""
        run = self.run_of(unit)
        return {
            name: (run / name).read_bytes()
            for name in self._record(unit.place).get("files", {})
            if stage_of(name) not in stages and stage_of(name) != "recap"
        }

    def put(self, unit: Unit, keys: Mapping[str, str], files: Mapping[str, bytes]) -> list[str]:
        """Write files of a unit; stages that wrote none of them keep theirs.

        Returns a line of words about each file of a recap that was changed by hand, and kept.

        Whenever this is cut short, each file is the old or the new one, and the unit counts as
        not done.

        Raises: InputError when there is no room or no right to write.
        """
        run = self.run_of(unit)
        redone = {stage_of(name) for name in files}
        kept = {
            name: file
            for name, file in self._record(unit.place).get("files", {}).items()
            if stage_of(name) not in redone
        }
        listed = {name: _listed(data) for name, data in files.items()} | kept
        record = {
            "said": unit.said,
            "keys": dict(keys),
            "files": dict(sorted(listed.items())),
            "why": unit.why,
        }
        with in_room(run):
            run.mkdir(parents=True, exist_ok=True)
            changed = edited.changed(run, files[edited.NOTE])
            for old, new in changed.items():
                _replace(run / new, (run / old).read_bytes())
            (run / DONE).unlink(missing_ok=True)
            for name, data in files.items():
                _replace(run / name, data)
            _replace(run / DONE, (json.dumps(record, indent=1) + "\n").encode())
        return edited.told(run, changed)

    def holds_catalogue(self) -> bool:
        """Return whether the catalogue is the one that was noted, byte for byte."""
        try:
            return self._noted.read_text(encoding="utf-8") == digest(self.catalogue)
        except (OSError, ValueError):
            return False

    def note_catalogue(self) -> None:
        """Note which catalogue was built, so that a damaged one is built again."""
        jsonl.write_text(self._noted, [digest(self.catalogue)])

    @property
    def _noted(self) -> Path:
        return self.work / "catalogue.sha256"

    def write_report(self, report: Mapping[str, Any]) -> None:
        """Write report.json."""
        text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
        jsonl.write_text(self.report, [text])

    def clean(self, keep: set[Path]) -> None:
        """Drop what was read and cut for earlier calls, `keep` apart."""
        for kind in ("read", "cut"):
            for folder in sorted((self.work / kind).glob("*")):
                if folder not in keep:
                    shutil.rmtree(folder, ignore_errors=True)

    def _record(self, place: Path) -> dict[str, Any]:
        return recorded(self.chats / place / DONE)

    def _sweep(self) -> None:
        """Drop what a killed call left half written; what the editors' page writes stays."""
        for left in self.folder.rglob(".*.part"):
            drafts.drop(left)


def _replace(file: Path, data: bytes) -> None:
    draft = file.with_name(f".{file.name}.part")
    draft.write_bytes(data)
    os.replace(draft, file)


def recorded(file: Path) -> dict[str, Any]:
    """Return what a record of work done holds, nothing for one that is not there, or damaged."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def digest(file: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _listed(data: bytes) -> dict[str, Any]:
    return {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()[:DIGITS]}


def _is_there(file: Path, listed: dict[str, Any]) -> bool:
    try:
        return file.stat().st_size == int(listed["size"])
    except OSError:
        return False
