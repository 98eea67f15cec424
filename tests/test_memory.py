from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
from pathlib import Path
from pipeline import memory
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
posts = [bytearray(2_000) for _ in range(50_000)]  # as the fields of a post, beyond small objects
kept = posts[::50]  # some are held on, all over the heap
last = bytearray(2_000)  # and one at its end
del posts
before = held()
memory.give_back()
print(before - held())
"""


def test_what_is_free_between_what_is_held_goes_back() -> None:
    if not Path("/proc/self/statm").is_file() or "glibc" not in _library():
        pytest.skip("this C library keeps it")
    freed = subprocess.run(
        [sys.executable, "-c", CODE], check=True, capture_output=True, text=True
    ).stdout
    assert int(freed) > 50_000_000


def _library() -> str:
    import platform

    return platform.libc_ver()[0]
