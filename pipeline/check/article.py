"""An article as lines of text: from HTML, Markdown, or as it is pasted."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.readers import markup

ADDRESS = re.compile(r"https?://[^\s<>\"”)\]]+")
_HTML = re.compile(
    r"<(?:!doctype|html|body|article|div|p|blockquote|li|ul|h[1-6]|br|span)\b[^<>]*>", re.IGNORECASE
)
_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c]")
_HEADING = re.compile(r"#{1,6} +")
_QUOTED = re.compile(r"(?:> ?)+")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)]) +")
_LINK = re.compile(
    r"(?<!\\)!?\[(?P<said>(?:\\.|[^\[\]\\]){0,2000})\]\((?P<to><[^<>]*>|[^()\s]*)[^()]*\)"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# around the address of a link of HTML, until the text is whole; no blanks, which edges would lose
_HIDDEN = ("\x0e", "\x0f")
_TARGET = re.compile("\x0e([^\x0f]*)\x0f")


@dataclass(frozen=True)
class Row:
    """One line of an article: what it says, how it stands there, and where its links lead."""

    text: str
    is_quoted: bool = False  # a block quotation
    is_item: bool = False  # of a list, or what goes on from one
    is_heading: bool = False
    block: int = 0  # the paragraph, item or quotation that it is part of
    links: tuple[str, ...] = ()


def read(text: str) -> list[Row]:
    """Return the lines of an article, blank ones left out.

    Text with tags of HTML is read as HTML, all other as Markdown, which plain text nearly is.
    """
    text = text.lstrip("\ufeff")
    if _HTML.search(text):
        return list(_rows(_of_html(text), is_markdown=False))
    return list(_rows(text, is_markdown=True))


def _of_html(text: str) -> str:
    root = markup.parse(text)
    for node in root.walk():
        if re.fullmatch(r"h[1-6]", node.tag):
            node.children.insert(0, "# ")
        elif node.tag == "li":
            node.children.insert(0, "- ")
        elif node.tag in ("td", "th"):
            node.children.append(" ")
        elif node.tag == "q":
            node.children = ["“", *node.children, "”"]
        elif node.tag == "a":
            opened, closed = _HIDDEN
            node.children.append(f"{opened}{node.attributes.get('href', '')}{closed}")
    return markup.text(root, quote_mark="> ")


def _rows(text: str, *, is_markdown: bool) -> Iterator[Row]:
    is_item, was_quoted, block = False, False, 0
    for line in _ENDS.sub("\n", text).split("\n"):
        said = line.strip()
        quoted = _QUOTED.match(said)
        said = said[quoted.end() :] if quoted else said
        block += bool(quoted) != was_quoted or not (said or quoted)
        was_quoted = bool(quoted)
        if not said:
            continue
        heading = _HEADING.match(said)
        item = None if quoted else _ITEM.match(said)
        block += bool(heading or item)
        is_item = bool(item) or (is_item and line[0].isspace())
        mark = heading or item
        said = said[mark.end() :] if mark else said
        links = _TARGET.findall(said)
        said = _TARGET.sub("", said)
        if is_markdown:
            links += [match["to"].strip("<>") for match in _LINK.finditer(said)]
            said = _plain(said)
        links += ADDRESS.findall(said)
        if said.strip():
            yield Row(said.strip(), bool(quoted), is_item, bool(heading), block, tuple(links))
        block += bool(heading)


def _plain(said: str) -> str:
    said = _LINK.sub(lambda match: match["said"], said)
    return html.unescape(_ESCAPED.sub(lambda match: match[1], said))
