"""Lines for many files, written in bulk, and taken back where what they come from breaks off."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import in_room

HELD = 2**25  # bytes of lines in memory before they go to disk


class Writer:
    """Lines for more files than can be open, held back and written in bulk.

    `sizes` are the bytes of each file with what is held back for it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sizes: dict[str, int] = defaultdict(int)
        self.held: dict[str, list[bytes]] = defaultdict(list)
        self.size = 0

    def put(self, name: str, line: str) -> None:
        """Add a line to the file `name`.jsonl."""
        data = f"{line}\n".encode("utf-8", "replace")
        self.held[name].append(data)
        self.sizes[name] += len(data)
        self.size += len(data)
        if self.size > HELD:
            self.flush()

    def take_back(self, sizes: Mapping[str, int]) -> None:
        """Make the files what they were when they had these sizes.

        Raises: NoRoom as `flush` does.
        """
        self.flush()
        with in_room(self.folder):
            for name in [name for name, size in self.sizes.items() if size > sizes.get(name, 0)]:
                file = self.folder / f"{name}.jsonl"
                if size := sizes.get(name, 0):
                    os.truncate(file, size)
                    self.sizes[name] = size
                else:
                    file.unlink()
                    del self.sizes[name]

    def flush(self) -> None:
        """Write what is held back.

        Raises: NoRoom when the folder cannot be written.
        """
        with in_room(self.folder):
            for name, lines in self.held.items():
                file = self.folder / f"{name}.jsonl"
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("ab") as stream:
                    stream.writelines(lines)
        self.held.clear()
        self.size = 0
