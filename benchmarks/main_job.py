"""Prints how long the main job takes and how much memory it needs, cold and with warm vectors.

    python benchmarks/main_job.py CHAT...

Each run is a process of its own; the cold one has an empty vector cache.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = Path(sys.executable).parent / "standout"
KIB_PER_MIB = 1024


def timed(arguments: list[str], cache: str) -> tuple[float, float]:
    """Return the wall seconds and the peak MiB of one run of the command."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [COMMAND, *arguments],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": cache},
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"standout {' '.join(arguments)} failed")
    return time.perf_counter() - started, usage.ru_maxrss / KIB_PER_MIB


def main() -> None:
    """Print a row for the help, and two for each chat."""
    with tempfile.TemporaryDirectory() as folder:
        timed(["--help"], folder)
        seconds, memory = timed(["--help"], folder)
        print(f"{'--help':40} {seconds:6.2f} s {memory:7.0f} MiB")
        for chat in sys.argv[1:]:
            cache = str(Path(folder) / Path(chat).name)
            for state in ("cold", "warm"):
                seconds, memory = timed(["run", chat, "--out", f"{folder}/runs"], cache)
                print(f"{Path(chat).name + ', ' + state:40} {seconds:6.2f} s {memory:7.0f} MiB")


if __name__ == "__main__":
    main()
