"""Markdown that shows a text to the letter, on GitHub, in Ghost and in Hugo.

Source: CommonMark 0.31; GitHub's single tildes; Ghost's ==, ^ and headings without a space; the
curly marks of Hugo and Jekyll.
"""

from __future__ import annotations

import re

from pipeline.recap import plain
from pipeline.recap.quotes import Passage

HARD_BREAK = "  \n"  # two spaces: a dialect that does not know them adds no letter to the quote
_ALWAYS = re.compile(r"[\\`*\[\]]|<(?=[A-Za-z/!?]|$|[^\s<>@]+@[^\s<>]*>)")
_UNDERSCORES = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_ENTITY = re.compile(r"&(?=#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_CURLY = re.compile(r"(?<=\{)[{%]")
_PAIRED = ("~", "^", "==")  # these change a text only where they stand twice
_LINE_START = re.compile(r"[#>|]|[-+](?=\s|$)|[-:|=](?=[-:|= \t]*$)|:(?=\s)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
# a bare address is linked as it is written, backslashes included: where it holds one, stop that
_AUTOLINK = re.compile(r"\b(https?|ftp|www)(:(?=//)|\.)", re.IGNORECASE)
_UNTIL_BLANK = re.compile(r"\S*")
_UNBROKEN = re.compile(r"\S+")


def inline(text: str) -> str:
    """Return a name or sentence for the middle of a line, escaped so that its letters are shown."""
    return _escape(" ".join(text.split()), _PAIRED)


def told(text: str) -> str:
    """Return a sentence for the middle of a line, the addresses in it as links."""
    parts = plain.ADDRESS.split(" ".join(text.split()))
    shown = [_escape(part, _PAIRED) for part in parts]
    for place in range(1, len(parts), 2):
        shown[place] = f"[{shown[place]}]({target(parts[place])})"
    return "".join(shown)


def passage(pieces: Passage) -> str:
    """Return a passage that fills its own paragraphs, with only those letters escaped that
    Markdown would change; line ends become breaks, a blank line a new paragraph.
    """
    joined = "".join(piece.text for piece in pieces)
    paired = tuple(mark for mark in _PAIRED if joined.count(mark) > 1)
    escaped = [_escape(piece.text, paired) for piece in pieces]
    shown = []
    for piece, text, following in zip(pieces, escaped, [*escaped, ""][1:], strict=True):
        if piece.url is None:
            shown.append(_UNBROKEN.sub(_unlinked, text))
        elif text != piece.text or "\\" in _UNTIL_BLANK.match(following)[0]:  # type: ignore[index]
            shown.append(f"[{text}]({target(piece.url)})")
        else:
            shown.append(text)
    return _broken([_line(line) for line in "".join(shown).split("\n")])


def heading(text: str) -> str:
    """Return a text for the end of a heading line: no closing marks, no attributes of Hugo."""
    escaped = re.sub(r"(?<!\\)\{", r"\\{", inline(text))
    bare = escaped.rstrip("#")
    return bare + "\\#" * (len(escaped) - len(bare))


def quoted(pieces: Passage) -> str:
    """Return a passage as the lines of a blockquote."""
    return "\n".join(f"> {line}" if line else ">" for line in passage(pieces).split("\n"))


def indented(pieces: Passage, width: int) -> str:
    """Return a passage for a list item, further lines indented by the width of its marker."""
    first, *others = passage(pieces).split("\n")
    return "\n".join([first, *(" " * width + line if line else line for line in others)])


def target(url: str) -> str:
    """Return an address as the target of a link."""
    if not re.search(r"[()<>\\\s]", url) and not _ENTITY.search(url):
        return url
    escaped = _ENTITY.sub("&amp;", re.sub(r"[<>\\]", r"\\\g<0>", url))
    return f"<{escaped}>"


def _escape(text: str, paired: tuple[str, ...]) -> str:
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _UNDERSCORES.sub(lambda match: "\\_" * len(match[0]), text)
    text = _ENTITY.sub(r"\\&", text)
    text = _CURLY.sub(r"\\\g<0>", text)
    for mark in paired:
        text = text.replace(mark, "".join(f"\\{letter}" for letter in mark))
    return text


def _unlinked(unbroken: re.Match[str]) -> str:
    before, mark, after = unbroken[0].rpartition("\\")
    return _AUTOLINK.sub(r"\1\\\2", before) + mark + after


def _line(line: str) -> str:
    if not line.strip():
        return ""
    line = _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line
    if _LINE_START.match(line):
        line = f"\\{line}"
    # blanks at the edges of a line would be stripped, or make it code
    line = f"&#{ord(line[0])};{line[1:]}" if line[0].isspace() else line
    return f"{line[:-1]}&#{ord(line[-1])};" if line[-1].isspace() else line


def _broken(lines: list[str]) -> str:
    pieces = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        pieces.append(line + (HARD_BREAK if line and following else "\n"))
    return "".join(pieces).strip("\n")
