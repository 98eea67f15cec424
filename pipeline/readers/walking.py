"""The files of a folder and of all folders in it, none passed over in silence."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pipeline.errors import InputError

RUN = ("chat.json", "posts.jsonl")  # what each of our own run folders holds
OPENS = b'{"chat": '  # the first field of our chat.json; exports of others have the name as well
LOCK, ROOMS = ".lock", ("work", "chats")  # what a folder of a backfill holds


def files(
    folder: Path,
    linked: Callable[[str], None] = lambda _: None,
    but: frozenset[Path] = frozenset(),
) -> list[Path]:
    """Return all files of a folder in order, hidden ones and what Standout made of them apart.

    Folders of `but` are left out. `linked` is told of each folder that is a link: none is
    followed, for it may lead in a circle.

    Raises: InputError for a folder that cannot be read: its files would be missing.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=_refuse):
        here = Path(place)
        if here in but or (here != folder and (_is_run(here) or _is_backfill(names, folders))):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (here / name).is_symlink():
                linked((here / name).relative_to(folder).as_posix())
        inside = (here / name for name in names if not name.startswith("."))
        found += [path for path in inside if path.is_file()]
    return sorted(found, key=lambda path: path.parts)  # paths of Windows take A for a


def _is_run(folder: Path) -> bool:
    if not all((folder / name).is_file() for name in RUN):
        return False
    with suppress(OSError), (folder / RUN[0]).open("rb") as stream:
        return stream.read(len(OPENS)) == OPENS
    return False


def _is_backfill(files: list[str], folders: list[str]) -> bool:
    return LOCK in files and any(room in folders for room in ROOMS)


def _refuse(error: OSError) -> None:
    raise InputError(
        f"cannot be read: {error.strerror or error}.",
        where=error.filename,
        do="Give yourself the right to read it, or move it elsewhere.",
    ) from error
