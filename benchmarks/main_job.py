"""Prints how long the main job takes and how much memory it needs, cold and with warm vectors.

    python -m benchmarks.main_job CHAT...

Each run is a process of its own; the cold one has an empty vector cache. Seconds by the clock
depend on who else works on the machine, CPU seconds (of all threads) less so.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.process import compile_package, timed

COMMAND = Path(sys.executable).parent / "standout"


def show(name: str, arguments: list[str], cache: str) -> None:
    """Print the row of one run of the command."""
    wall, cpu, memory, _ = timed([COMMAND, *arguments], cache)
    print(f"{name:40} {wall:6.2f} s {cpu:6.2f} CPU s {memory:6.0f} MiB", flush=True)


def main() -> None:
    """Print a row for the help, and two for each chat."""
    compile_package()
    with tempfile.TemporaryDirectory() as folder:
        timed([COMMAND, "--help"], folder)
        show("--help", ["--help"], folder)
        for chat in sys.argv[1:]:
            cache = str(Path(folder) / Path(chat).name)
            for state in ("cold", "warm"):
                show(f"{Path(chat).name}, {state}", ["run", chat, "--out", f"{folder}/runs"], cache)
        print(f"load over the last minute: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
