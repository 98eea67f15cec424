"""The one error that a user can cause and mend; anything else is a bug, with its traceback."""

from __future__ import annotations

import errno
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


def unwritable(error: OSError, where: str | Path) -> InputError:
    """Return the error for a place that cannot be written, with what helps against it."""
    if error.errno == errno.ENAMETOOLONG:
        do = "Give a shorter name."
    elif error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        do = "Make room there."
    else:  # a command without --out is told where it would be
        do = "See that it can be; run and normalize take another folder with --out."
    return InputError(f"cannot be written: {error.strerror or error}.", where=where, do=do)
