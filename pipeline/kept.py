"""Where lies what is kept from run to run: it may be deleted at any time."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """Return the user's cache folder of Standout; it need not exist."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path("~/.cache").expanduser()) / "standout"
