"""The pieces of a post between blanks, with what a splitter must know about each of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

Kind = Literal["word", "mention", "hashtag", "url", "face", "mark", "item"]

PICTURE = (
    r"(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|[\u200d\ufe0f\u20e3])"
)
FACE = (  # emoji, and what is drawn with letters and marks: :-) ;D =P <3 -_- ^^
    rf"(?:{PICTURE}|[<>]?[:;=][-'^o]?(?:[)(|*$@\]\[}}{{]+|[DPpOo/\\](?!\w))|<[/\\]?3+(?!\w)"
    r"|(?<![\w(\[])[8xX][-'^o]?(?:[)(]+|[DOo](?!\w))"  # not "8p", "XP", the end of "tax)"
    r"|[-^oO>T][_.][-^oO<T](?!\w)|\^\^)"
)
LOOK_BACK = 40  # code points at the end of a chunk in which a closing mark or a face is sought
URL = regex.compile(
    r"(?i)(?:https?://|www\.|pic\.twitter\.com/)[^\s…]+|[\w.-]{1,60}\.\w{2,24}/[^\s…]*"
)
_PICTURES = regex.compile(rf"{PICTURE}+")
_FACES = regex.compile(rf"(?:{FACE})+[.!?…]*|[xX]{{2,}}[.!?…]*")
_MENTION = regex.compile(r"[.\"“‘'(>]*@\w+(?:\.\w+)*[:,;.!?…)\"”’'-]*")
_TAG = regex.compile(r"[\"“‘'(]*#\w+[:,;.!?…)\"”’'-]*")
# marks of other scripts, and what they are here
_PLAIN_MARKS = str.maketrans({"。": ".", "۔": ".", "।": ".", "！": "!", "？": "?", "؟": "?"})
_MARKS = regex.compile(r"[.!?…。！？؟\"”’')\]|/~*-]+")
_ITEM = regex.compile(r"[•●▪‣◦➤➡►✔☑*-]|\(?\d{1,2}[).]")
_CLOSE = regex.compile(rf"([.!?…。۔।！？؟]+)([\"“”’'»)\]*」』）]*)(?:{FACE})*$")
LAST = regex.compile(r"(?r)\S+\s*")  # the last piece of a text: the pattern runs from its end
TAILS = ("hashtag", "url", "face")
_PLAIN = regex.compile(r"\p{L}[\p{Ll}'’-]*[,;]?")  # most words: nothing about them to look into
_PIECE = regex.compile(r"[^\s\x1c-\x1f]+")  # what str.split() leaves, separators of old files too
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_GLUE = regex.compile(  # where a writer left out the blank: "done.Now", "great...#chat"
    r"(?<=\p{Ll}{2}[.!?…]{1,9}[\"”’)]?)(?=\p{Lu}(?:\p{Ll}|['’]))"
    r"|(?<=[。！？])(?=[\p{L}\p{N}])"  # there no blank belongs
    r"|(?<=[!?…)\]\p{So}]|\w\.|\.\.)(?=[#@]\w)|(?<=[\w.!?…:,)])(?=https?://)"
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece `text[start:end]`; `mark` holds the .!?… it closes with, `lines` counts breaks."""

    start: int
    end: int
    text: str
    kind: Kind
    mark: str  # "" where the piece closes with none
    is_quoted_end: bool  # a quote or bracket closes after the mark
    lines: int  # line breaks between the piece before and this one

    @property
    def first(self) -> str:
        """Its first letter or digit, or "" where it has none."""
        found = _LETTER.search(self.text)
        return found[0] if found else ""


def chunks(text: str) -> list[Chunk]:
    """Return the chunks of `text` in order; together they hold every character but the blanks."""
    found = []
    before = 0
    for piece in _PIECE.finditer(text):
        lines = text.count("\n", before, piece.start())
        before = piece.end()
        if _PLAIN.fullmatch(piece[0]):
            found.append(Chunk(piece.start(), piece.end(), piece[0], "word", "", False, lines))
            continue
        for start, end in _unglued(piece[0]):
            part = piece[0][start:end]
            kind = kind_of(part)
            close = _CLOSE.search(part[-LOOK_BACK:]) if kind != "item" else None
            mark, quotes = (close[1].translate(_PLAIN_MARKS), close[2]) if close else ("", "")
            at = piece.start()
            found.append(Chunk(at + start, at + end, part, kind, mark, bool(quotes), lines))
            lines = 0
    return found


def _unglued(piece: str) -> list[tuple[int, int]]:
    inner = () if URL.match(piece) else (glue.start() for glue in _GLUE.finditer(piece))
    return list(pairwise(sorted({0, *inner, len(piece)})))


def kind_of(part: str) -> Kind:
    """Return what a piece without blanks is."""
    if URL.match(part):
        return "url"
    if _MENTION.fullmatch(part):
        return "mention"
    if _TAG.fullmatch(part):
        return "hashtag"
    if _ITEM.fullmatch(part):
        return "item"
    if _PICTURES.fullmatch(part) or (len(part) <= LOOK_BACK and _FACES.fullmatch(part)):
        return "face"
    return "mark" if _MARKS.fullmatch(part) else "word"
