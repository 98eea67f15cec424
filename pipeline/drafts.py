"""Drafts: what is half written lies beside what it will replace; a lock tells whether it lives.

Every draft is locked by the process that writes it. A lock ends with its process, however that
ends, so a draft without one belongs to nobody, and whoever next writes there drops it. Process
numbers are not compared: they mean nothing from another container or machine.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAME = re.compile(r"\..+\.[a-z0-9_]{8}\.part$")  # as tempfile makes them
TRIES = 100  # a sweep can take a draft in the moment before it is locked


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target`; what is left of it at the end is dropped.

    Raises: OSError when it cannot be made.
    """
    path, handle = _made(target, is_folder=True)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        _close(handle)


@contextmanager
def file(target: Path) -> Iterator[Path]:
    """Give an empty file beside `target`, for its owner only; what is left of it is dropped.

    Raises: OSError when it cannot be made.
    """
    path, handle = _made(target, is_folder=False)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        _close(handle)


def sweep(place: Path) -> None:
    """Drop the drafts in a folder whose processes are gone."""
    for name in os.listdir(place):
        if NAME.match(name):
            drop(place / name)


def drop(path: Path) -> bool:
    """Return whether nobody was at work on a draft any more, so that it was dropped."""
    handle = _opened(path)
    try:
        if not is_ours(handle):
            return False
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    finally:
        _close(handle)
    return True


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Hold a folder while its content is moved; others who ask wait. No file is written for it."""
    handle = _opened(place)
    try:
        is_ours(handle, waits=True)
        yield
    finally:
        _close(handle)


def _made(target: Path, *, is_folder: bool) -> tuple[Path, int | None]:
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target.parent)
    prefix = f".{target.name}."
    for _ in range(TRIES):
        if is_folder:
            path = Path(tempfile.mkdtemp(dir=target.parent, prefix=prefix, suffix=".part"))
        else:
            opened, name = tempfile.mkstemp(dir=target.parent, prefix=prefix, suffix=".part")
            os.close(opened)
            path = Path(name)
        handle = _opened(path)
        if is_ours(handle) is not False and path.exists():
            if is_folder:
                path.chmod(0o755)  # mkdtemp hides it from everybody else
            return path, handle
        _close(handle)
    raise BlockingIOError(f"no draft of {target.name} lasted")


def _opened(path: Path) -> int | None:
    with suppress(OSError):  # gone meanwhile, not ours to read, or a system that opens no folder
        return os.open(path, os.O_RDONLY)
    return None


def _close(handle: int | None) -> None:
    if handle is not None:
        os.close(handle)


def is_ours(handle: int | None, *, waits: bool = False, is_shared: bool = False) -> bool | None:
    """Return whether the lock is ours now, False where another has it, None where none is had."""
    if handle is None or sys.platform == "win32":
        return None
    import fcntl

    kind = fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind if waits else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without such locks
        return None
    return True
