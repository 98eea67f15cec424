"""What a process takes with those that it starts, all threads included."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

KIB_PER_MIB = 1024


class Cost(NamedTuple):
    """Seconds by the clock, CPU seconds, peak memory in MiB of the greatest process, and what was
    printed."""

    wall: float
    cpu: float
    memory: float
    said: str


def timed(command: Sequence[str | Path], cache: str) -> Cost:
    """Return what a command takes whose vectors are kept in the folder `cache`."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "XDG_CACHE_HOME": cache}
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    wall, cpu = time.perf_counter() - started, usage.ru_utime + usage.ru_stime
    return Cost(wall, cpu, usage.ru_maxrss / KIB_PER_MIB, said)


def compile_package() -> None:
    """Compile the package's modules, as pip leaves them where it installs one."""
    import pipeline

    compileall.compile_dir(Path(pipeline.__file__).parent, quiet=1)
