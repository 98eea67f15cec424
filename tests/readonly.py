"""Folders in which nothing may be written: by root neither."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def read_only(place: Path) -> Iterator[Path]:
    """Let nothing be written in a folder and what lies in it, for as long as this lasts."""
    if os.geteuid() != 0:
        folders = [place, *(path for path in place.rglob("*") if path.is_dir())]
        for folder in folders:
            folder.chmod(0o555)
        try:
            yield place
        finally:
            for folder in folders:
                folder.chmod(0o755)
        return
    bind = subprocess.run(["mount", "--bind", place, place], capture_output=True)
    if bind.returncode:
        pytest.skip("this root may not mount")
    subprocess.run(["mount", "-o", "remount,ro,bind", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)
