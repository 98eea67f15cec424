"""Locks on files and folders: each ends with its process, however that ends, and none is a file.

Windows moves nothing that is open, so there a name that the system knows as long as a process
holds it stands for a path; elsewhere what is locked is open.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

PAUSE = 0.05  # seconds between two tries where the system cannot wait


@dataclass
class Lock:
    """What a try to lock a path brought: it lasts until it is let go, or its process ends.

    `is_ours` is False where another has the lock, None where there is none to be had.
    """

    is_ours: bool | None
    handle: int | None = None

    def let_go(self) -> None:
        """End the lock of this process; one that it was passed on to keeps it."""
        if self.handle is not None:
            _close(self.handle)
            self.handle = None


if sys.platform == "win32":
    import ctypes
    import subprocess
    from ctypes import wintypes

    KNOWN, DENIED = 183, 5  # ERROR_ALREADY_EXISTS, ERROR_ACCESS_DENIED
    LOOK = 0x00100000  # SYNCHRONIZE
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateMutexW.argtypes = [wintypes.LPVOID, wintypes.BOOL, wintypes.LPCWSTR]
    _kernel.CreateMutexW.restype = wintypes.HANDLE
    _kernel.OpenMutexW.argtypes = [wintypes.DWORD, wintypes.BOOL, wintypes.LPCWSTR]
    _kernel.OpenMutexW.restype = wintypes.HANDLE
    _kernel.CloseHandle.argtypes = [wintypes.HANDLE]

    def take(path: Path, *, waits: bool = False) -> Lock:
        """Return the lock of a path; one who `waits` gets it when all others have let it go."""
        while True:
            ctypes.set_last_error(0)
            handle = _kernel.CreateMutexW(None, False, _name(path))
            error = ctypes.get_last_error()
            if handle and error != KNOWN:
                return Lock(True, handle)
            if handle:
                _close(handle)
            elif error != DENIED:  # by another user it is known, too
                return Lock(None)
            if not waits:
                return Lock(False)
            time.sleep(PAUSE)

    def is_taken(path: Path) -> bool:
        """Return whether somebody has the lock of a path."""
        ctypes.set_last_error(0)
        handle = _kernel.OpenMutexW(LOOK, False, _name(path))
        if handle:
            _close(handle)
        return bool(handle) or ctypes.get_last_error() == DENIED

    def passed_on(lock: Lock) -> dict[str, Any]:
        """Return what `Popen` must be told for a process of its own that keeps the lock, too."""
        held = [lock.handle] if lock.handle else []
        for handle in held:
            os.set_handle_inheritable(handle, True)
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        about = subprocess.STARTUPINFO(lpAttributeList={"handle_list": held})
        return {"creationflags": flags, "startupinfo": about}

    def _name(path: Path) -> str:
        place = os.path.normcase(os.path.realpath(path))
        return f"Global\\standout-{sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()}"

    def _close(handle: int) -> None:
        _kernel.CloseHandle(handle)

else:
    import fcntl

    def take(path: Path, *, waits: bool = False) -> Lock:
        """Return the lock of a path; one who `waits` gets it when all others have let it go."""
        return _locked(path, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)

    def is_taken(path: Path) -> bool:
        """Return whether somebody has the lock of a path."""
        lock = _locked(path, fcntl.LOCK_SH | fcntl.LOCK_NB)  # in nobody's way who looks as well
        lock.let_go()
        return lock.is_ours is False

    def passed_on(lock: Lock) -> dict[str, Any]:
        """Return what `Popen` must be told for a process of its own that keeps the lock, too."""
        held = () if lock.handle is None else (lock.handle,)
        return {"start_new_session": True, "pass_fds": held}

    def _locked(path: Path, kind: int) -> Lock:
        handle = None
        with suppress(OSError):  # gone meanwhile, not ours to read
            handle = os.open(path, os.O_RDONLY)
        if handle is None:
            return Lock(None)
        try:
            fcntl.flock(handle, kind)
        except BlockingIOError:
            return Lock(False, handle)
        except OSError:  # a file system without such locks
            return Lock(None, handle)
        return Lock(True, handle)

    def _close(handle: int) -> None:
        os.close(handle)
