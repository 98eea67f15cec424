"""Memory that is free again: the C library keeps most of it for what may come."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Give what is free back to the system, where the C library has a way to.

    After a stage much is free, but in pieces between what is still held: by itself the C library
    returns only what lies at the end, and what the next stage takes comes on top.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it, musl does not
        if trim is not None:
            trim(0)
