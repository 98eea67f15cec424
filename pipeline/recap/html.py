"""HTML that shows a text to the letter and nothing else: autoescaped, isolated, links checked."""

from __future__ import annotations

import re

from markupsafe import Markup

from pipeline.recap import plain
from pipeline.recap.quotes import Passage, Piece

PARAGRAPH = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def passage(pieces: Passage, lang: str | None = None) -> Markup:
    """Return a passage as paragraphs with line breaks, each isolated from the text around it."""
    language = Markup(' lang="{}"').format(lang) if lang else Markup("")
    template = Markup('<p{} dir="auto"><bdi>{}</bdi></p>')
    return Markup("\n").join(template.format(language, inside) for inside in _paragraphs(pieces))


def inline(pieces: Passage) -> Markup:
    """Return a passage for running text, line breaks kept, isolated from the text around it."""
    broken = Markup("<br><br>").join(_paragraphs(pieces))
    return Markup('<bdi dir="auto">{}</bdi>').format(broken)


def isolated(text: str) -> Markup:
    """Return a name or handle that cannot turn the letters beside it."""
    return Markup("<bdi>{}</bdi>").format(text)


def told(text: str) -> Markup:
    """Return a sentence, the addresses in it as links."""
    parts = plain.ADDRESS.split(" ".join(text.split()))
    link = Markup('<a href="{0}" rel="nofollow ugc">{0}</a>')
    return Markup("").join(
        link.format(part) if at % 2 else _letters(part) for at, part in enumerate(parts)
    )


def _paragraphs(pieces: Passage) -> list[Markup]:
    paragraphs: list[list[Markup]] = [[]]
    for piece in pieces:
        first, *others = PARAGRAPH.split(piece.text)
        paragraphs[-1].append(_shown(Piece(first, piece.url)))
        paragraphs += [[_shown(Piece(other))] for other in others]
    return [joined for parts in paragraphs if (joined := Markup("").join(parts))]


def _shown(piece: Piece) -> Markup:
    broken = Markup("<br>").join(_letters(line) for line in piece.text.split("\n"))
    if piece.url is None:
        return broken
    return Markup('<a href="{}" rel="nofollow ugc">{}</a>').format(piece.url, broken)


def _letters(text: str) -> Markup:
    # quotation marks are harmless outside of tags, and the page stays readable as it is written
    return Markup(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
