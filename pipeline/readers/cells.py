"""What a program that writes sheets does to a value: formulas, guards against them, cuts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

LEAST_GUARDED, LEAST_CUT = 2, 3  # to tell that a program did it, and no author
SHORTEST_CUT = 60  # characters
LONGEST_POST = 281  # characters that X allows, with the mark: of longer ones a single one tells
LAST_WORD = 15  # characters by which a text that is cut in front of a word is shorter
MOSTLY = 2 / 3
_GUARDED = re.compile(r"'(?=[@=+-])")
_BARE = re.compile(r"[@=+-]")
_LINK = re.compile(r'=HYPERLINK\("([^"]*)"(?:[;,] ?"([^"]*)")?\)', re.IGNORECASE)
_AS_TEXT = re.compile(r'="([^"]*)"')
_PERSON = re.compile(
    r"(?P<name>[^@]+?) \(@(?P<handle>[\w.@-]+)\)|@(?P<handle_first>[\w.@-]+) \((?P<named>[^@]+)\)"
)
_ENDS = ("…", "...")
_WITHIN_WORD = re.compile(r"\w(?:…|\.\.\.)\Z")


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


def people(column: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the name and the handle that each cell holds, "Ana Lima (@ana_l)" or "@ana_l (Ana
    Lima)"; empty unless all do."""
    matches = {cell: _PERSON.fullmatch(cell.strip()) for cell in column}
    found = {
        cell: {
            "name": match["name"] or match["named"],
            "handle": match["handle"] or match["handle_first"],
        }
        for cell, match in matches.items()
        if match
    }
    return found if len(found) == len(matches) else {}


def cut_off(texts: Iterable[str]) -> set[str]:
    """Return the texts that a program cut at a length of its own.

    Most of the longest end with "…" or "...", and most of these on a word.
    """
    known = set(texts)
    least = max(max(map(len, known), default=0) - LAST_WORD, SHORTEST_CUT)
    longest = [text for text in known if len(text) >= least]
    cut = {text for text in longest if text.endswith(_ENDS)}
    on_words = sum(_WITHIN_WORD.search(text) is not None for text in cut)
    is_one_enough = least > LONGEST_POST and all(text.endswith("…") for text in cut)
    enough = 1 if is_one_enough else LEAST_CUT
    is_cut = len(cut) >= MOSTLY * len(longest) and on_words >= max(enough, MOSTLY * len(cut))
    return cut if is_cut else set()
