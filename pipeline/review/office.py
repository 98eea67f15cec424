"""The chats that can be reviewed, each opened once."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.recap import plain
from pipeline.review.desk import DECISIONS, Desk
from pipeline.review.lessons import Lessons
from pipeline.review.overview import gone
from pipeline.review.sheet import Sheet
from pipeline.review.store import FILE_NAME
from pipeline.settings import Settings

NEEDED = ("chat.json", "posts.jsonl", "lines.jsonl", "picks.jsonl")


@dataclass(frozen=True)
class Listed:
    """One chat in the list."""

    name: str
    title: str
    day: str | None
    posts: int
    lines: int
    decided: int
    accepted: int
    conflicts: int
    new: int
    gone: int
    editors: tuple[str, ...]
    is_read_only: bool = False
    trouble: str | None = None


class Office:
    """Opens desks by the name of a run: a name that is not in the list opens nothing.

    `folders` are the runs by name; None: all that lie in `runs`, looked up anew each time.
    """

    def __init__(
        self, runs: Path, settings: Settings, folders: Mapping[str, Path] | None = None
    ) -> None:
        self._runs = runs
        self._settings = settings
        self._folders = folders
        self._desks: dict[str, Desk] = {}
        self._lock = threading.Lock()
        self.lessons = Lessons(runs, settings)

    def folders(self) -> dict[str, Path]:
        """Return the folders of all runs by name, sorted."""
        if self._folders is not None:
            return dict(sorted(self._folders.items()))
        found = self._runs.iterdir() if self._runs.is_dir() else ()
        return {path.name: path for path in sorted(found) if is_run(path)}

    def desk(self, name: str) -> Desk | None:
        """Return the desk of a run in the list, None for any other name.

        Raises: InputError when the run is damaged.
        """
        with self._lock:
            if name in self._desks:
                return self._desks[name]
        folder = self.folders().get(name)
        if folder is None:
            return None
        with self._lock:
            if name not in self._desks:
                self._desks[name] = Desk(folder, self._settings)
            return self._desks[name]

    def listed(self) -> list[Listed]:
        """Return the chats with what was done about them."""
        return [self._listed(name) for name in self.folders()]

    def teach(self) -> None:
        """Start a lesson about what was decided in all chats.

        Raises: InputError when one is at work, or none can be.
        """
        self.write_decisions()
        kept = (FILE_NAME, DECISIONS)
        self.lessons.start(
            [
                folder
                for folder in self.folders().values()
                if any((folder / name).is_file() for name in kept)
            ]
        )

    def write_decisions(self) -> None:
        """Write decisions.jsonl of every open desk whose history went on."""
        for desk in self._open():
            with suppress(InputError):  # a run that is written at this moment: the next time
                desk.write_decisions()

    def close(self) -> None:
        """Write what is derived and let all files go."""
        for desk in self._open():
            with suppress(InputError):
                desk.close()

    def _open(self) -> list[Desk]:
        with self._lock:
            return list(self._desks.values())

    def _listed(self, name: str) -> Listed:
        try:
            desk = self.desk(name)
            if desk is None:
                raise InputError("it is gone.")
            with desk.fresh():
                standing = {line.id: desk.standing(line) for line in desk.sheet.lines}
                held = {id_: s for id_, s in standing.items() if s is not None and s.verdicts}
                verdicts = held.values()
                days = _days(desk.sheet)
                editors = {v.editor for s in verdicts for v in s.verdicts.values()}
                return Listed(
                    name=name,
                    title=plain.one_line(desk.sheet.title),
                    day=plain.day_in_words(desk.sheet.chat.date or (days[0] if days else None)),
                    posts=len(desk.sheet.posts),
                    lines=sum(s.rank is not None for own in desk.slots().values() for s in own),
                    decided=len(held.keys() - desk.sheet.aside),
                    accepted=sum(s.decision == "accept" for s in verdicts),
                    conflicts=sum(s.is_conflict for s in verdicts),
                    new=sum(desk.is_new(slot) for slots in desk.slots().values() for slot in slots),
                    gone=gone(desk),
                    editors=tuple(sorted(editors)),
                    is_read_only=desk.store.is_read_only,
                )
        except InputError as error:
            return Listed(name, name, None, 0, 0, 0, 0, 0, 0, 0, (), trouble=str(error))


def is_run(folder: Path) -> bool:
    """Whether a folder holds a run that came as far as its picks."""
    hidden = folder.name.startswith(".")
    return not hidden and all((folder / name).is_file() for name in NEEDED)


def _days(sheet: Sheet) -> list[str]:
    """Return the days on which something was asked, as the recap tells them, else all days."""
    asked = filter(None, (question.asked_at for question in sheet.questions.values()))
    told = (post.created_at for post in sheet.posts.values())
    return sorted(filter(None, map(sheet.chat.day, list(asked) or told)))


def chosen(chats: Sequence[str], runs: Path) -> dict[str, Path]:
    """Return the runs that a command line names, by name or by folder.

    Raises: InputError for one that is not there.
    """
    found = {}
    for chat in chats:
        given = Path(chat)
        # a shell that completes the name of the chat's own folder puts a stroke behind it
        is_name = len(given.parts) == 1 and not chat.startswith(".")
        places = [runs / given, given] if is_name else [given]
        folder = next((place for place in places if is_run(place)), None)
        if folder is None:
            raise InputError(
                "no run with picks.", where=places[0], do="Run first: standout run CHAT"
            )
        found[folder.resolve().name] = folder
    return found
