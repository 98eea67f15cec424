"""What publishing does to letters, and what it does not: quotation marks curl, words stay."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

# what programs set otherwise by themselves, and what emphasis leaves behind
_SET = str.maketrans(
    dict.fromkeys("‘’‚‛′ʼ", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200e\u200f\u2060\ufe0e\ufe0f\ufeff*")
    | dict.fromkeys("\u2066\u2067\u2068\u2069\u202a\u202b\u202c")
)
_INNER = re.compile(r"(?<!\w)'|'(?!\w)")  # marks inside marks, which each house sets its own way
_CASE = re.compile(r"(?<!\w)\[([^\W\d_])\](?=\w)")  # "[S]lowly": its writer tells of the capital
_BLANKS = re.compile(r"\s+")
_DASHES = re.compile(r" ?(?:- ?){1,3}")
# what tells a reader that words are left out, or put in by the writer
_LEFT_OUT = re.compile(r" ?(?:\[(?:\.{3}|[^\[\]]{0,60})\]|\((?:\.{3})\)|\.{3}) ?")
_GAP = re.compile(r"\[\.{3}\]|\(\.{3}\)|\.{3}")
_WORD = re.compile(rf"\w+(?:'\w+)*|{_GAP.pattern}|[^\w\s]")
_ENDS = " ,.;:"
SHOWN = 60  # letters of a difference


def flat(text: str) -> str:
    """Return a text as it is compared: composed, marks straight, blanks single, nothing hidden."""
    text = unicodedata.normalize("NFC", html.unescape(text)).replace("…", "...").translate(_SET)
    text = _CASE.sub(lambda letter: letter[1].swapcase(), _INNER.sub('"', text))
    return _DASHES.sub("-", _BLANKS.sub(" ", text)).strip()


def pieces(said: str) -> list[str]:
    """Return the pieces of a flat quote between the marks of what its writer left out or put in."""
    return [piece for piece in _LEFT_OUT.split(said) if piece.strip(_ENDS)]


_pieces = lru_cache(maxsize=16)(pieces)  # asked for with each post of a chat


def stands_in(said: str, source: str, start: int = 0) -> int:
    """Return where a flat quote ends in a flat source, in whole words, or -1."""
    while said and (at := source.find(said, start)) >= 0:
        end = at + len(said)
        if not _is_torn(source, at) and not _is_torn(source, end):
            return end
        start = at + 1
    return -1


def _is_torn(source: str, at: int) -> bool:
    """Return whether a word of a flat text goes on across a place: "can|'t", but not "A2|Yes"."""
    before, behind = source[at - 1 : at], source[at : at + 1]
    if behind == "'":
        behind = source[at + 1 : at + 2]
    is_label = before.isdigit() and behind.isupper()
    return _is_of_word(before) and _is_of_word(behind) and not is_label


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or (bool(letter) and unicodedata.category(letter)[0] == "M")


def is_exact(said: str, source: str) -> bool:
    """Return whether a flat quote is what a flat source says, but for words that are visibly left
    out or put in, and for the stop or comma at its end, which is its own sentence's."""
    parts = _pieces(said)
    if parts and parts[0].strip(_ENDS) not in source:  # so it is of nearly every source: at once
        return False
    if stands_in(said, source) >= 0 or stands_in(said.rstrip(_ENDS), source) >= 0:
        return bool(said.rstrip(_ENDS))
    at = 0
    for piece in parts:
        at = max(stands_in(piece, source, at), stands_in(piece.strip(_ENDS), source, at))
        if at < 0:
            return False
    return bool(parts)


def differences(said: str, source: str) -> tuple[float, list[str]]:
    """Return what share of a flat quote's words stands in a source, and in words what differs."""
    ours, theirs = list(_WORD.finditer(said)), list(_WORD.finditer(source))
    alike = SequenceMatcher(None, _small(ours), _small(theirs), autojunk=False)
    blocks = [block for block in alike.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0, []
    words = [match[0][0].isalnum() for match in ours]
    held = sum(sum(words[block.a : block.a + block.size]) for block in blocks)
    first, last = blocks[0], blocks[-1]
    begin = max(0, first.b - first.a)
    end = last.b + len(ours) - last.a
    return held / max(1, sum(words)), list(_told(ours, theirs[begin:end]))


def _told(ours: Sequence[re.Match[str]], theirs: Sequence[re.Match[str]]) -> Iterator[str]:
    pairs = SequenceMatcher(
        None, [match[0] for match in ours], [match[0] for match in theirs], autojunk=False
    )
    for what, a, b, c, d in pairs.get_opcodes():
        if b > a and all(_GAP.fullmatch(match[0]) for match in ours[a:b]):
            continue  # told to the reader
        if what != "equal" and {match[0] for match in (*ours[a:b], *theirs[c:d])} == {"-"}:
            what, a, c = "replace", max(0, a - 1), max(0, c - 1)  # shown with what it joins
            b, d = b + 1, d + 1
        mine, own = _shown(ours[a:b]), _shown(theirs[c:d])
        if what == "insert":
            yield f"left out: {own}"
        elif what == "delete":
            yield f"added: {mine}"
        elif what == "replace":
            yield f"{mine} for {own}{_tell(ours[a:b], theirs[c:d])}"


def _tell(ours: Sequence[re.Match[str]], theirs: Sequence[re.Match[str]]) -> str:
    """Return how a change is told to the reader, where it is that of a first letter's case."""
    if len(ours) != 1 or len(theirs) != 1:
        return ""
    mine, own = ours[0][0], theirs[0][0]
    is_case = mine[0].swapcase() == own[0] and mine[1:] == own[1:]
    return f" (“[{mine[0]}]{mine[1:]}” tells of it)" if is_case and mine[1:] else ""


def _shown(matches: Sequence[re.Match[str]]) -> str:
    if not matches:
        return ""
    text = matches[0].string[matches[0].start() : matches[-1].end()]
    return f"“{text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + '…'}”"


def _small(matches: Sequence[re.Match[str]]) -> list[str]:
    return [match[0].casefold() for match in matches]
