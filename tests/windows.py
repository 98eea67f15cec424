"""Runs commands of ours under the rules of Windows, as far as another system can hold them.

`python -m tests.windows WORD...`: what no Windows has cannot be imported, nothing that is open is
moved or removed, nothing is moved onto a folder, and locks are names that the system knows.
"""

from __future__ import annotations

import ctypes
import errno
import multiprocessing.util  # noqa: F401  (loaded before the rules hold)
import os
import signal
import subprocess  # noqa: F401
import sys
from collections.abc import Callable
from typing import Any

ABSENT = ("fcntl", "resource", "termios", "pwd", "grp", "syslog", "posix_ipc", "readline", "pty")
KNOWN = 183


class Kernel:
    """The three calls of the system that our locks need, for one process."""

    def __init__(self) -> None:
        self.held: dict[int, str] = {}
        self.error = 0
        self.CreateMutexW = lambda _, __, name: self._made(name)
        self.OpenMutexW = lambda _, __, name: self._looked(name)
        self.CloseHandle = lambda handle: self._closed(handle)

    def _made(self, name: str) -> int:
        self.error = KNOWN if name in self.held.values() else 0
        handle = max(self.held, default=0) + 1
        self.held[handle] = name
        return handle

    def _looked(self, name: str) -> int | None:
        return self._made(name) if name in self.held.values() else None

    def _closed(self, handle: int) -> None:
        del self.held[handle]


def opened() -> set[str]:
    """Return the paths of all that is open in this process."""
    found = set()
    for name in os.listdir("/proc/self/fd"):
        try:
            found.add(os.readlink(f"/proc/self/fd/{name}"))
        except OSError:
            continue
    return found


def refuse_open(path: Any) -> None:
    """Raise what Windows raises for a path at or under which something is open."""
    place = os.path.realpath(path)
    for other in opened():
        if other == place or other.startswith(place + os.sep):
            raise PermissionError(errno.EACCES, f"is open: {other}", str(path))


def ruled(move: Callable[..., None], *, replaces: bool) -> Callable[..., None]:
    """Return a way to move things that keeps the rules."""

    def moved(source: Any, target: Any, **given: Any) -> None:
        if not given:
            refuse_open(source)
            refuse_open(target)
            if os.path.isdir(target) or (os.path.exists(target) and not replaces):
                raise FileExistsError(errno.EEXIST, "is there", str(source), None, str(target))
        move(source, target, **given)

    return moved


def main(words: list[str]) -> None:
    """Run a command under the rules."""
    kernel = Kernel()
    ctypes.WinDLL = lambda *_, **__: kernel  # type: ignore[attr-defined]
    ctypes.set_last_error = lambda error: setattr(kernel, "error", error)  # type: ignore[attr-defined]
    ctypes.get_last_error = lambda: kernel.error  # type: ignore[attr-defined]
    for name in ABSENT:
        sys.modules[name] = None  # type: ignore[assignment]
    for where, name in ((os, "sched_getaffinity"), (os, "getuid"), (os, "geteuid"), (os, "fork"),
                        (os, "setpriority"), (signal, "pthread_sigmask"),
                        (signal, "SIGKILL")):  # fmt: skip
        delattr(where, name)
    here, sys.platform = sys.platform, "win32"
    from pipeline import locks  # noqa: F401  (takes the way of the system that it finds)

    sys.platform = here
    unlink = os.unlink

    def removed(path: Any, **given: Any) -> None:
        if not given:
            refuse_open(path)
        unlink(path, **given)

    os.rename = ruled(os.rename, replaces=False)
    os.replace = ruled(os.replace, replaces=True)
    os.unlink = os.remove = removed
    from pipeline import cli

    sys.argv = ["standout", *words]
    cli.main()


if __name__ == "__main__":
    main(sys.argv[1:])
