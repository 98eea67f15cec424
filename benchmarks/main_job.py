"""Prints how long the main job takes and how much memory it needs, cold and with warm vectors.

    python benchmarks/main_job.py CHAT...

Each run is a process of its own; the cold one has an empty vector cache. Seconds by the clock
depend on who else works on the machine, CPU seconds (of all threads) less so.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = Path(sys.executable).parent / "standout"
KIB_PER_MIB = 1024


def timed(arguments: list[str], cache: str) -> str:
    """Return the seconds, the CPU seconds and the peak MiB of one run of the command, as words."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [COMMAND, *arguments],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": cache},
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"standout {' '.join(arguments)} failed")
    wall, cpu = time.perf_counter() - started, usage.ru_utime + usage.ru_stime
    return f"{wall:6.2f} s {cpu:6.2f} CPU s {usage.ru_maxrss / KIB_PER_MIB:6.0f} MiB"


def compile_package() -> None:
    """Compile the package's modules, as pip leaves them where it installs one."""
    import pipeline

    compileall.compile_dir(Path(pipeline.__file__).parent, quiet=1)


def main() -> None:
    """Print a row for the help, and two for each chat."""
    compile_package()
    with tempfile.TemporaryDirectory() as folder:
        timed(["--help"], folder)
        print(f"{'--help':40} {timed(['--help'], folder)}")
        for chat in sys.argv[1:]:
            cache = str(Path(folder) / Path(chat).name)
            for state in ("cold", "warm"):
                took = timed(["run", chat, "--out", f"{folder}/runs"], cache)
                print(f"{Path(chat).name + ', ' + state:40} {took}", flush=True)
        print(f"load over the last minute: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
