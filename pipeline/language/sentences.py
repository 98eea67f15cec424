"""Where the sentences of a post begin and end: rules over its chunks, in one pass."""

from __future__ import annotations

from bisect import bisect_right

import regex

from pipeline.language.chunks import TAILS, Chunk, chunks
from pipeline.language.words import CLOSING, DOES, MONTHS, NUMBERED, OPENERS, PARTS_OF_NAMES, TITLES

# characters: a line this long that goes on in lower case was broken by its width, not its author
WRAPPED = 40
LABEL = regex.compile(r"(?i)[aqt]\.?\d{1,2}[a-d]?[.:)\]-]*|[aq][:)]")
_REPOST = regex.compile(r"[\"“(]?(?:RT|MT)\b:?")
_DOES = regex.compile(DOES, regex.IGNORECASE)
_DOTTED = regex.compile(r"(?:\p{L}\.)*\p{L}")  # u.s, a.m, e.g, and the initial in J. Smith
# a quotation that its sentence goes on behind: 'He said "Ask. Listen." and left'
_QUOTED = regex.compile(
    r"(?:(?<!\w)[\"“](?=\S)[^\"“”\n]*+(?<=\S)[\"”]|«[^«»\n]*+»|„[^„“”\n]*+[“”])(?=\s+\p{Ll})"
)
CLOSES = "»"
EDGES = "\"“”‘’'()[]*.,!?…:;-"


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of one post in order, as (start, end) in code points.

    A sentence ends after . ! ? and at a line break; what follows, be it a tag, a link or a face,
    belongs to the next one. Three dots go on. Labels and leading mentions stay with the sentence
    after them, and so does "RT @name:", which begins one, but for "never just RT @name".

    The spans are disjoint, have no blanks at their edges and hold every other character.
    """
    pieces = chunks(text)
    if not pieces:
        return []
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    starts = [0]
    last_two = max((at for at, piece in enumerate(pieces) if _number(piece) == 2), default=-1)
    line_start = item = 0  # where the line of the piece began; the number of the last list item
    has_words = has_more = closed = False  # what the sentence so far holds; whether it has ended
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        number = _number(piece)
        is_counted_on = number == item + 1 and (
            number > 1 or last_two > index or pieces[index - 1].text.endswith(":")
        )  # "I rate it a 1. Never again." begins no list
        is_item = number is not None and (not has_words or bool(piece.lines) or is_counted_on)
        runs_on = _runs_on(pieces, index, line_start)
        is_more = closed and _is_more_of_the_end(piece)
        if (
            (closed and not is_more)
            or (piece.lines and has_more and not runs_on)
            or (has_words and (is_item or _is_repost(pieces, index)))
        ):
            starts.append(index)
            has_words = has_more = False
        line_start = piece.start if piece.lines else line_start
        item = number if is_item and number is not None else item
        has_words = has_words or _is_said(piece)
        has_more = has_more or has_words or piece.kind in TAILS
        closed = (
            has_words
            and (_ends(piece, following, is_item) or (is_more and piece.text == CLOSES))
            and not _is_inside(piece.end - 1, quoted)
        )
    ends = [*starts[1:], len(pieces)]
    return [(pieces[a].start, pieces[b - 1].end) for a, b in zip(starts, ends, strict=True)]


def _is_inside(position: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (position,)) - 1
    return index >= 0 and position < spans[index][1]


def _ends(piece: Chunk, following: Chunk | None, is_item: bool) -> bool:
    is_lower = following is not None and following.kind == "word" and following.first.islower()
    if piece.kind == "item":
        is_day = following is not None and following.text.strip(EDGES).lower() in MONTHS
        return not is_item and piece.text.endswith(".") and not is_day
    if not piece.mark or LABEL.fullmatch(piece.text) or (piece.is_quoted_end and is_lower):
        return False
    if "!" in piece.mark or "?" in piece.mark:
        return True
    return piece.mark == "." and _is_full_stop(piece, following)


def _is_full_stop(piece: Chunk, following: Chunk | None) -> bool:
    if following is None:
        return True
    bare = piece.text.strip(EDGES).lower()
    undotted = bare.replace(".", "")
    if undotted in TITLES or (bare in NUMBERED and following.first.isdigit()):
        return False
    if undotted in CLOSING:
        return not following.first.islower()
    if bare in PARTS_OF_NAMES or (_DOTTED.fullmatch(bare) and bare != "i"):
        is_opener = following.text.strip(EDGES).lower() in OPENERS
        return following.kind != "word" or (following.first.isupper() and is_opener)
    return True


def _runs_on(pieces: list[Chunk], index: int, line_start: int) -> bool:
    piece = pieces[index]
    if index == 0 or piece.lines != 1 or piece.kind != "word" or not piece.first.islower():
        return False
    before = pieces[index - 1]
    return before.text.endswith(",") or (
        before.kind == "word" and before.text[-1] not in ":;" and before.end - line_start >= WRAPPED
    )


def _number(piece: Chunk) -> int | None:
    # the number of a list item, 0 for a bullet
    if piece.kind != "item":
        return None
    digits = piece.text.strip("().")
    return int(digits) if digits.isdigit() else 0


def _is_repost(pieces: list[Chunk], index: int) -> bool:
    """Return whether "RT @name" begins at a chunk; in "never just RT @name" it is a verb."""
    named = pieces[index + 1] if index + 1 < len(pieces) else None
    if named is None or named.kind != "mention" or not _REPOST.fullmatch(pieces[index].text):
        return False
    is_done = index > 0 and _DOES.fullmatch(pieces[index - 1].text) is not None
    return named.text.endswith(":") or not is_done


def _is_more_of_the_end(piece: Chunk) -> bool:
    # "so good ! !" and, as in French, a closing quote set apart by a blank
    is_mark = piece.kind == "mark" and piece.mark in ("!", "?", "!!", "??", "?!")
    return (is_mark or piece.text == CLOSES) and not piece.lines


def _is_said(piece: Chunk) -> bool:
    return piece.kind == "word" and bool(piece.first) and not LABEL.fullmatch(piece.text)
