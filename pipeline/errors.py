"""The one error that a user can cause and mend; anything else is a bug, with its traceback."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class InputError(Exception):
    """Input that cannot be trusted: says where, what was found, what was expected, what to do."""

    def __init__(self, found: str, *, where: str | Path | None = None, do: str = "") -> None:
        self.where = str(where) if where is not None else ""
        self.found = found
        self.do = do
        place = f"{self.where}: " if self.where else ""
        advice = f" {do}" if do else ""
        super().__init__(" ".join(f"{place}{found}{advice}".split()))


def unreadable(error: OSError, where: str | Path) -> InputError:
    """Return the error for a file that cannot be read."""
    return InputError(f"cannot be read: {error.strerror}.", where=where)


def no_corpus(where: str | Path, name: str) -> InputError:
    """Return the error for a corpus that was not fetched; `name` is what to fetch."""
    return InputError("no such corpus.", where=where, do=f"Run: standout corpora fetch {name}")


def unwritable(error: OSError, where: str | Path) -> InputError:
    """Return the error for a place that cannot be written, with what helps against it."""
    found = error.strerror or str(error)
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        found = "a file lies where a folder is to be"
    # a command without --out is told where it would be
    do = remedy(error) or "Give another folder: run and normalize take it with --out."
    return InputError(f"cannot be written: {found}.", where=where, do=do)


class NoRoom(InputError):
    """A place of ours cannot be written: mostly the disk is full."""


def no_room(error: OSError, where: str | Path) -> NoRoom:
    """Return the error for a place of ours that cannot be written."""
    found = f"cannot be written: {error.strerror or error}."
    return NoRoom(found, where=where, do="Make room there.")


@contextmanager
def in_room(where: str | Path) -> Iterator[None]:
    """Write to a place of ours.

    Raises: NoRoom when it cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise no_room(error, where) from error


def remedy(error: OSError) -> str:
    """Return what helps against a trouble with files, nothing where that is not known."""
    if error.errno == errno.ENAMETOOLONG:
        return "Give a shorter name."
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "Make room there."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        right = "Give yourself the right to it; run and normalize take another folder with --out."
        # there a file that Word or Excel shows cannot be replaced, and it reads as a want of rights
        return f"Close the program that shows it. {right}" if sys.platform == "win32" else right
    return ""
