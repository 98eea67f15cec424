"""How many processors this process may use."""

from __future__ import annotations

import os


def count() -> int:
    """Return how many processors this process may use; all of them where no system says."""
    if hasattr(os, "sched_getaffinity"):  # Linux alone has it
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
