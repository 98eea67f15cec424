"""Where a quote of an article and its author's own words differ, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.check import letters

_TOKEN = re.compile(r"\w+(?:['’‘ʼ′]\w+)*|\.{3}|[-‐‑‒–—―−]+|[^\w\s]")

Parts = tuple[tuple[str, bool], ...]  # pieces of a text in order, and whether each differs


@dataclass(frozen=True)
class Compared:
    """A quote as it stands in an article, and the words of its author: a slice of their post."""

    said: Parts
    own: Parts


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    key: str  # as it is compared


def compared(said: str, source: str) -> Compared:
    """Return a changed quote beside what its author wrote; what differs is marked in both."""
    ours, theirs = _tokens(said), _tokens(source)
    alike = _matcher([t.key.casefold() for t in ours], [t.key.casefold() for t in theirs])
    blocks = alike.get_matching_blocks()[:-1]
    if not blocks:
        return Compared(((said, True),), ((source, True),))
    first, last = blocks[0], blocks[-1]
    theirs = theirs[max(0, first.b - first.a) : last.b + len(ours) - last.a]
    differ = _matcher([t.key for t in ours], [t.key for t in theirs])
    ours_marked, theirs_marked = set[int](), set[int]()
    for what, a, b, c, d in differ.get_opcodes():
        if what != "equal":
            ours_marked.update(range(a, b))
            theirs_marked.update(range(c, d))
    start, end = theirs[0].start, theirs[-1].end
    return Compared(
        _parts(said, ours, ours_marked, 0, len(said)),
        _parts(source, theirs, theirs_marked, start, end),
    )


def _matcher(ours: list[str], theirs: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, ours, theirs, autojunk=False)


def _tokens(text: str) -> list[_Token]:
    found = (_Token(m.start(), m.end(), letters.flat(m[0])) for m in _TOKEN.finditer(text))
    return [token for token in found if token.key]


def _parts(text: str, tokens: Sequence[_Token], marked: set[int], start: int, end: int) -> Parts:
    """Return text[start:end] in pieces: marked tokens in a row are one, with what is between."""
    parts: list[tuple[str, bool]] = []
    at, number = start, 0
    while number < len(tokens):
        if number not in marked:
            number += 1
            continue
        first = tokens[number].start
        while number + 1 in marked:
            number += 1
        parts += [(text[at:first], False), (text[first : tokens[number].end], True)]
        at, number = tokens[number].end, number + 1
    parts.append((text[at:end], False))
    return tuple((piece, differs) for piece, differs in parts if piece)
