"""Drafts: what is half written lies beside what it will replace; a lock tells whether it lives.

Every draft is locked by the process that writes it. A lock ends with its process, however that
ends, so a draft without one belongs to nobody, and whoever next writes there drops it. Process
numbers are not compared: they mean nothing from another container or machine.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline import locks
from pipeline.locks import Lock

NAME = re.compile(r"\..+\.[a-z0-9_]{8}\.part$")  # as tempfile makes them
TRIES = 100  # a sweep can take a draft in the moment before it is locked


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target`; what is left of it at the end is dropped.

    Raises: OSError when it cannot be made.
    """
    path, lock = _made(target, is_folder=True)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        lock.let_go()


@contextmanager
def file(target: Path) -> Iterator[Path]:
    """Give an empty file beside `target`, for its owner only; what is left of it is dropped.

    Raises: OSError when it cannot be made.
    """
    path, lock = _made(target, is_folder=False)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        lock.let_go()


def sweep(place: Path) -> None:
    """Drop the drafts in a folder whose processes are gone."""
    for name in os.listdir(place):
        if NAME.match(name):
            drop(place / name)


def drop(path: Path) -> bool:
    """Return whether nobody was at work on a draft any more, so that it was dropped."""
    lock = locks.take(path)
    try:
        if not lock.is_ours:
            return False
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    finally:
        lock.let_go()
    return True


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Hold a folder while its content is moved; others who ask wait. No file is written for it."""
    lock = locks.take(place, waits=True)
    try:
        yield
    finally:
        lock.let_go()


def _made(target: Path, *, is_folder: bool) -> tuple[Path, Lock]:
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
        lock = locks.take(path)
        if lock.is_ours is not False and path.exists():
            if is_folder:
                path.chmod(0o755)  # mkdtemp hides it from everybody else
            return path, lock
        lock.let_go()
    raise BlockingIOError(f"no draft of {target.name} lasted")
