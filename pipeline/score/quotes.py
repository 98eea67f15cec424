"""Where a post quotes, and whether somebody is credited behind the quotation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from pipeline.records import Post
from pipeline.score.rarity import rarity

Pair = tuple[int, int]  # a quotation with its marks: text[start:end]

FEWEST = 12  # code points between the marks of a saying: less is a word, or a way of speaking
RARE_NAME = 0.7  # rarity of a word in a name: "Hopper" is, "Seven" and "True" are not
_MARK = regex.compile(r'["“”]')
_ABROAD = regex.compile(  # as German, French, Russian, Polish, Japanese or Chinese has them
    r"„[^„“”\n]*+[“”]|«[^«»\n]*+»|»[^«»\n]*+«|「[^「」\n]*+」"
)
# an apostrophe looks like a single mark: only long ones without any inside are quotations
_SINGLE = regex.compile(
    r"(?<!\w)[‘'](?!\d|(?i:em|til|tis|twas|cause|n|round|bout)\b)[^’']{25,}[’'](?!\w)"
)
# no smiley, no call of a function
_IN_BRACKETS = regex.compile(r"(?<![^\s([“\"])\((?=[^\s:;=])[^()]+(?<![\s:;=-])\)")
_BRACKETS, _LOOSE = "([{", ",=/-–—:;>|*_~.!?…"
_PICTURE = regex.compile(r"[\p{So}\p{Sk}\u200d\ufe0f]")
_PASSAGE = regex.compile(r"(?:\A|\n[^\S\n]*\n)((?:[^\S\n]*>[^\n]*+(?:\n|\Z))++)")
_QUOTED = regex.compile(r"(?:>\s?[^\n]*+\n\s*+)++(?=[^\s>])")
_TO_THE_END = r"(?:\s*(?:[#@]\w++|https?://\S++|[\p{So}\p{Sk}\u200d\ufe0f]))*[^\S\n]*+(?:$|\n)"
_CAPITAL = r"\p{Lu}[\p{L}'’.-]*"


def _name(group: str, fewest: int) -> str:
    particle = r"(?:de|la|da|di|le|van|von|der|of|the)"
    return rf"(?P<{group}>{_CAPITAL}(?:\s+(?:{_CAPITAL}|{particle})){{{fewest - 1},4}})"


_CREDIT = regex.compile(
    r"\s*+(?:"
    r"\(?(?:by|quot\w+|said|says|via|from)\s+@?\p{Lu}\w+|@\w+"
    r"|[-–—~(]+\s*(?:@\w+|(?i:anon(?:ymous)?|unknown)\b|(?:\p{L}+\s+){1,3}(?i:proverb|saying)\b"
    r"|(?i:my|our)\s+(?i:grand\w+|gran|nan|mum|mom|mother|dad|father|boss|teacher|coach)\b"
    rf"|{_name('name', 1)}\s*(?:[,.;:!?()\[\"“#@–—-]|(?:said|says|wrote|on|in|from|of|at)\b"
    rf"|\d{{4}}|{_TO_THE_END})"
    rf"|(?P<small>\p{{Ll}}+\s\p{{Ll}}+){_TO_THE_END})"
    rf"|,?\s*{_name('bare', 2)}{_TO_THE_END})"
)


@lru_cache(maxsize=4)  # every line of a post asks anew
def quotations(text: str) -> tuple[Pair, ...]:
    """Return what stands between quotation marks, with them, paired from the left.

    A mark opens behind a blank or a bracket, and closes behind a word. One that opens inside a
    quotation tells that the one before was none; inches and stray marks make no pair.
    """
    found = [match.span() for match in _ABROAD.finditer(text)]
    text = _ABROAD.sub(lambda match: " " * len(match[0]), text)
    opened: int | None = None
    for mark in _MARK.finditer(text):
        at = mark.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        is_apart = not before or before.isspace() or before in _BRACKETS
        goes_on = bool(after) and not after.isspace()
        is_loose = goes_on and (before in _LOOSE or _PICTURE.match(before) is not None)
        could_open = is_apart or (opened is None and is_loose)
        if mark[0] == "“" or (could_open and (opened is None or (goes_on and mark[0] == '"'))):
            opened = at
        elif opened is not None:
            found.append((opened, at + 1))
            opened = None
    return tuple(sorted({*found, *(match.span() for match in _SINGLE.finditer(text))}))


def brackets(text: str) -> tuple[Pair, ...]:
    """Return what stands in round brackets, with them: a remark that no slice should tear."""
    return tuple(match.span() for match in _IN_BRACKETS.finditer(text))


def is_saying(pair: Pair) -> bool:
    """Return whether a quotation is long enough to be somebody's saying."""
    return pair[1] - pair[0] - 2 >= FEWEST


def cuts(span: tuple[int, int], pairs: Sequence[Pair]) -> bool:
    """Return whether a slice holds one mark of a pair without the other."""
    start, end = span
    return any((start <= a < end) != (start < b <= end) for a, b in pairs)


def is_credited(text: str, end: int) -> bool:
    """Return whether somebody is named right behind a quotation: "..." - Grace Hopper."""
    credit = _CREDIT.match(text, end)
    if credit is None:
        return False
    if small := credit["small"]:
        return all(rare >= RARE_NAME for rare in rarity(small.split()))
    named = credit["name"] or credit["bare"]
    return named is None or any(rare >= RARE_NAME for rare in rarity(named.casefold().split()))


def holds_quoted_lines(post: Post) -> bool:
    """Return whether a post quotes another in lines of their own, behind ">"."""
    return bool(quoted_lines(post.text, *post.span) or passages(post.text))


def quoted_lines(text: str, start: int, end: int) -> int:
    """Return where the lines end with which a post quotes another ("> Slow is dear"), else 0."""
    if text[:start].rstrip().endswith(">"):  # the mark itself is cut like any in front
        mark = text.rindex(">", 0, start)
        line = text.rfind("\n", 0, mark) + 1
        goes_on = text[mark:end].partition("\n")[2].lstrip(" \t").startswith(">")
        if text[line:mark].strip("> \t") and not goes_on:  # "@ana > Keep it": behind the name
            return 0
        start = mark
    quoted = _QUOTED.match(text, start, end)
    return quoted.end() if quoted else 0


def passages(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of a text that quote others behind ">", where others do not."""
    found = [match.span(1) for match in _PASSAGE.finditer(text)]
    return found if _PASSAGE.sub("", text).strip() else []
