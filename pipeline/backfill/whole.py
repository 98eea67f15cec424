"""Folders of intermediate files that are used again only while every file in them is whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from pipeline import jsonl

SIZES = "sizes.json"


def made(folder: Path, make: Callable[[Path], None]) -> None:
    """Fill a folder by `make`, unless it is there with all that was written into it.

    A power cut or a full disk may leave files short: then all is made again.
    """
    if is_whole(folder):
        return
    draft = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    make(draft)
    jsonl.write_text(draft / SIZES, [json.dumps(_sizes(draft))])
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)


def is_whole(folder: Path) -> bool:
    """Return whether every file of a folder has the size that it was written with."""
    try:
        known = json.loads((folder / SIZES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(known == _sizes(folder))


def _sizes(folder: Path) -> dict[str, int]:
    return {
        os.path.relpath(file, folder): file.stat().st_size
        for file in folder.rglob("*")
        if file.is_file() and file.name != SIZES
    }
