"""Lessons: `standout train ranker --decisions` as a process of its own, started from the page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pipeline import drafts, locks, settings, verbs
from pipeline.errors import InputError
from pipeline.settings import Settings

OUTCOME, DOING = ".lesson.out", ".lesson.doing"  # beside the runs: what the command says
MOST_TOLD = 20_000  # characters at the end of what the command says
NICE = 10  # editors come first
MAIN = "from pipeline.cli import main; main()"
MARGIN, DOTS = "  ", " ..."  # as the command tells what it does
REFUSED, CRASHED = "standout: ", "Traceback (most recent call last)"

State = Literal["none", "running", "adopted", "not adopted", "failed", "cut short"]


@dataclass(frozen=True)
class Lesson:
    """How far the last lesson came, and in which words; `at` is when it last said something."""

    state: State
    words: tuple[str, ...] = ()
    at: str | None = None


class Lessons:
    """Starts one lesson at a time about the decisions in run folders, and tells what became of it.

    What the command says lies in two files beside the runs. The process holds a lock on the first
    one as long as it lives, so a page that was started again, or another page over the same runs,
    knows of it. The process goes on when the page ends.
    """

    def __init__(self, runs: Path, changed: Settings) -> None:
        self._runs = runs
        self._settings = changed
        self._house = verbs.house_folder(changed)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.command: Callable[[Sequence[Path]], Sequence[str]] = self._command

    def obstacle(self) -> str | None:
        """Return why nothing can be taught from this page, in words; None where it can."""
        if not _can_be_made(self._house.absolute()):
            return f"{self._house} would hold what is learned, and cannot be written there."
        if not _can_be_made((self._runs / OUTCOME).absolute()):
            return f"{self._runs} would hold the outcome, and cannot be written."
        return None

    def start(self, folders: Sequence[Path]) -> None:
        """Start a lesson about the decisions in run folders, and return while it is at work.

        Raises: InputError when one is at work, or none can be.
        """
        with self._lock:
            if obstacle := self.obstacle():
                raise InputError(obstacle)
            if not folders:
                raise InputError(
                    "nothing is decided yet.", do="Accept and reject some lines first."
                )
            try:
                with drafts.file(self._house):
                    pass  # what a lesson would find out at its end
                self._process = self._started(folders)
            except OSError as error:
                raise InputError(
                    f"cannot be written: {error.strerror or error}.",
                    where=error.filename or self._house,
                ) from error

    def last(self) -> Lesson:
        """Return the state of the lesson at work, else the outcome of the one before."""
        outcome = _read(self._runs / OUTCOME)
        if outcome is None:
            return Lesson("none")
        is_running = self._is_running()
        # read once more: it may have ended between the two
        told = (_read(self._runs / OUTCOME) or "").splitlines()
        doing = (_read(self._runs / DOING) or "").splitlines()
        at = _changed(self._runs / OUTCOME, self._runs / DOING)
        if is_running:
            steps = [line for line in doing if line.startswith(MARGIN) and line.endswith(DOTS)]
            return Lesson("running", tuple(s.strip().removesuffix(DOTS) for s in steps[-1:]), at)
        if told:
            is_refused = told[0].startswith(verbs.NOT_ADOPTED)
            why = told[0].removeprefix(verbs.NOT_ADOPTED).removeprefix(verbs.ADOPTED)
            return Lesson("not adopted" if is_refused else "adopted", (why, *told[1:]), at)
        refused = [line for line in doing if line.startswith(REFUSED)]
        if refused:
            return Lesson("failed", (refused[-1].removeprefix(REFUSED),), at)
        if any(line.startswith(CRASHED) for line in doing):
            return Lesson("failed", (doing[-1],), at)
        return Lesson("cut short", (), at)

    def _is_running(self) -> bool:
        if self._is_ours_alive():
            return True
        return locks.is_taken(self._runs / OUTCOME)

    def _is_ours_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _started(self, folders: Sequence[Path]) -> subprocess.Popen[bytes]:
        outcome = self._runs / OUTCOME
        os.close(os.open(outcome, os.O_RDWR | os.O_CREAT, 0o600))
        lock = locks.take(outcome)
        try:
            if self._is_ours_alive() or lock.is_ours is False:
                raise InputError("a lesson is at work already.", do="Wait for its outcome.")
            with outcome.open("wb") as told, (self._runs / DOING).open("wb") as doing:
                process = subprocess.Popen(
                    self.command(folders), stdin=subprocess.DEVNULL, stdout=told, stderr=doing,
                    env=_environment(), **locks.passed_on(lock),
                )  # fmt: skip
        finally:
            lock.let_go()  # the process has its own
        with suppress(OSError, AttributeError):  # a system without it
            os.setpriority(os.PRIO_PROCESS, process.pid, NICE)
        return process

    def _command(self, folders: Sequence[Path]) -> Sequence[str]:
        changes = [f"--set={name}={json.dumps(value)}" for name, value in _flat(self._settings)]
        return [
            sys.executable, "-P", "-c", MAIN, "train", "--decisions", "--progress", *changes,
            "--", "ranker", *map(str, folders),
        ]  # fmt: skip


def _can_be_made(path: Path) -> bool:
    """Return whether something may be written at a path, its folders included."""
    place = path.parent
    while not place.exists() and place != place.parent:
        place = place.parent
    return place.is_dir() and os.access(place, os.W_OK | os.X_OK)


def _flat(changed: Settings) -> list[tuple[str, Any]]:
    """Return all settings by their dotted names, so that no file in the folder changes one."""
    values: Mapping[str, Any] = changed.model_dump(mode="json")
    found = []
    for name in settings.known():
        block, _, inner = name.partition(".")
        found.append((name, values[block][inner] if inner else values[block]))
    return found


def _environment() -> dict[str, str]:
    """Return an environment in which the same code is found as here."""
    here = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (here, known)))}


def _read(file: Path) -> str | None:
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - MOST_TOLD))
            return stream.read().decode("utf-8", "replace")
    except OSError:
        return None


def _changed(*files: Path) -> str | None:
    times = [file.stat().st_mtime for file in files if file.is_file()]
    if not times:
        return None
    return datetime.fromtimestamp(max(times), UTC).isoformat(timespec="seconds")
