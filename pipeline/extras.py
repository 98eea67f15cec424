"""Packages that only some commands need: there, or one clear line that says how to get them."""

from __future__ import annotations

import importlib
from typing import Any

from pipeline.errors import InputError


def needed(module: str, *, extra: str, what: str) -> Any:
    """Return a module of an extra.

    Raises: InputError that names the pip command when it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise InputError(
            f"needs {module}, which is not installed.",
            where=what,
            do=f"Run: pip install 'standout[{extra}]'",
        ) from error
