"""The one error that a user can cause and mend; anything else is a bug, with its traceback."""

from __future__ import annotations

from pathlib import Path


class InputError(Exception):
    """Input that cannot be trusted: says where, what was found, what was expected, what to do."""

    def __init__(self, found: str, *, where: str | Path | None = None, do: str = "") -> None:
        self.where = str(where) if where is not None else ""
        self.found = found
        self.do = do
        place = f"{self.where}: " if self.where else ""
        advice = f" {do}" if do else ""
        super().__init__(" ".join(f"{place}{found}{advice}".split()))
