"""How the files of a draft come into their folder: as one, though a process may be killed."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pipeline import drafts
from pipeline.errors import InputError, unwritable


@contextmanager
def rewritten(folder: Path) -> Iterator[Path]:
    """Give a draft of a folder, whose files come into it when all are done.

    They come as one: the whole draft gets its name in a single step, and whoever opens the folder
    after a process was killed in the midst of moving them moves the rest. When anything goes
    wrong before that step, the folder stays as it was to the last byte.

    Raises: InputError when the folder cannot be written.
    """
    with ExitStack() as kept:
        with _writing(folder):
            if folder.exists() and not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            draft = kept.enter_context(drafts.folder(folder))
        with _named(draft, folder):
            yield draft
        with _writing(folder):
            _take(draft, folder)


def settle(folder: Path) -> None:
    """Move in what a process that was killed had made ready; mostly there is nothing.

    Several processes may do so at once: each waits for the other.

    Raises: InputError when the folder cannot be written.
    """
    if os.path.isdir(_ready(folder)):  # a name may be too long for one
        with settled(folder):
            pass


@contextmanager
def settled(folder: Path) -> Iterator[None]:
    """Hold a folder as its last draft left it, whole: what another process has ready waits.

    Raises: InputError when the folder cannot be written.
    """
    ready = _ready(folder)
    with drafts.alone(ready.parent):
        if os.path.isdir(ready):
            with _writing(folder), suppress(FileNotFoundError):
                _move(ready, folder)
        yield


def _move(ready: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(ready.iterdir()):
        with suppress(FileNotFoundError):  # moved by another, where the system knows no locks
            os.replace(file, folder / file.name)
    with suppress(OSError):  # another process may have made the next one ready
        ready.rmdir()


def _ready(folder: Path) -> Path:
    """Return where the files of a whole draft lie while they are moved in."""
    named = folder if folder.name else folder.resolve()  # "."
    return named.with_name(f".{named.name}.ready")


def _take(draft: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(draft.iterdir()):
        if (folder / file.name).is_dir():
            raise IsADirectoryError(errno.EISDIR, f"{file.name} is a folder there")
    with tempfile.TemporaryFile(dir=folder):  # what lies ready will come in
        pass
    is_ready = False
    while not is_ready:
        settle(folder)  # an earlier draft comes in first, and whole
        try:
            os.rename(draft, _ready(folder))
            is_ready = True
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
    settle(folder)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unwritable(error, folder) from error


@contextmanager
def _named(draft: Path, folder: Path) -> Iterator[None]:
    """Name the folder in what is wrong, not the draft, which is gone when it is read."""
    try:
        yield
    except InputError as error:
        if str(draft) not in str(error):
            raise
        where, found, do = (
            words.replace(str(draft), str(folder)) for words in (error.where, error.found, error.do)
        )
        raise InputError(found, where=where, do=do) from error.__cause__
