"""What a program that writes sheets does to a value: formulas, and guards against them."""

from __future__ import annotations

import re
from collections.abc import Sequence

LEAST_GUARDED = 2  # to tell that a program did it, and no author
_GUARDED = re.compile(r"'(?=[@=+-])")
_BARE = re.compile(r"[@=+-]")
_LINK = re.compile(r'=HYPERLINK\("([^"]*)"(?:[;,] ?"([^"]*)")?\)', re.IGNORECASE)
_AS_TEXT = re.compile(r'="([^"]*)"')


def address(cell: str) -> str:
    """Return the address that a link's formula leads to, the text of ="123", or the cell itself."""
    link = _LINK.fullmatch(cell.strip())
    return link[1] if link else _value(cell)


def shown(cell: str) -> str:
    """Return what a sheet shows for a cell that may be a formula."""
    link = _LINK.fullmatch(cell.strip())
    return (link[2] or link[1]) if link else _value(cell)


def _value(cell: str) -> str:
    as_text = _AS_TEXT.fullmatch(cell.strip())
    return as_text[1] if as_text else cell


def unguarded(column: Sequence[str]) -> list[str]:
    """Return the cells of a column without the ' that a program put before each @, =, + and -.

    One that stands there without, or a single one with it, tells that authors wrote it.
    """
    guarded = sum(_GUARDED.match(cell) is not None for cell in column)
    is_program = guarded >= LEAST_GUARDED and not any(map(_BARE.match, column))
    return [_GUARDED.sub("", cell, count=1) for cell in column] if is_program else list(column)
