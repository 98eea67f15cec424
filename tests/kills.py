"""Processes that end by SIGKILL at a moment of our choice: before their n-th change of a file."""

from __future__ import annotations

import os
import select
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHANGES = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "os.chmod", "os.truncate"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def changes(
    work: Callable[[], object],
    place: Path,
    *,
    until: int | None = None,
    seconds: float | None = None,
) -> int | None:
    """Do `work` in a process of its own; return how often it changed something below `place`.

    With `until`, the process is killed just before that change, counted from 1, with `seconds`
    after that time; None comes back then. What was loaded before is loaded in the process, too.

    Raises: RuntimeError when the work itself fails.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _end(work, place, until, writer)
    os.close(writer)
    if seconds is not None and not select.select([reader], [], [], seconds)[0]:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return None
    if not told.isdigit():
        raise RuntimeError(told or f"the process ended with status {status}")
    return int(told)


def _end(work: Callable[[], object], place: Path, until: int | None, writer: int) -> None:
    count = 0
    inside = str(place.resolve())

    def counted(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        if not _is_change(event, args, inside):
            return
        count += 1
        if count == until:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(counted)
    try:
        work()
        told = str(count)
    except BaseException:
        told = traceback.format_exc()
    os.write(writer, told.encode())
    os._exit(0)


def _is_change(event: str, args: tuple[Any, ...], inside: str) -> bool:
    if event == "open":
        path, mode, flags = args
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        writes = any(sign in mode for sign in "wax+") if isinstance(mode, str) else flags & WRITES
        return bool(writes) and _is_below(path, inside)
    if event not in CHANGES:
        return False
    # with a handle of its folder the path is only a name: a tree that is being dropped
    is_named_by_handle = any(isinstance(arg, int) and arg > 2 for arg in args[1:2])
    return is_named_by_handle or _is_below(args[0], inside)


def _is_below(path: Any, inside: str) -> bool:
    return not isinstance(path, int) and os.path.abspath(os.fsdecode(path)).startswith(inside)
