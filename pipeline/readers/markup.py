"""HTML as a tree and as the text that its author sees, by the parser of the standard library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                  "source", "track", "wbr"))  # fmt: skip
SILENT = frozenset(("script", "style", "template", "head"))
BLOCKS = frozenset(("p", "div", "li", "ul", "ol", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5",
                    "h6", "section", "article", "header", "footer", "pre"))  # fmt: skip
DEPTH_LIMIT = 200  # tags inside one another: pages stay below 60, hostile ones do not
BREAK, BLOCK = "\x1e", "\x1f"  # a line break and the edge of a block, until the text is whole
_SOURCE_BREAK = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")
_AROUND_EDGE = re.compile(rf"[ \t\r\n]*(?:[ \t\r\n]*{BLOCK}[ \t\r\n]*)+")
_AROUND_BREAK = re.compile(rf"(?:[ \t]*[\r\n]+[ \t\r\n]*)?{BREAK}(?:[ \t]*[\r\n]+[ \t\r\n]*)?")


@dataclass
class Node:
    """An element with what it holds: texts and further elements, in order."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The names in its class attribute."""
        return self.attributes.get("class", "").split()

    def walk(self) -> Iterator[Node]:
        """Yield this element and all inside it, in the order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [child for child in reversed(node.children) if isinstance(child, Node)]

    def first(self, name: str) -> Node | None:
        """Return the first element inside with this class, or None."""
        return next((node for node in self.walk() if name in node.classes), None)


def parse(html: str) -> Node:
    """Return the root of the tree; whatever the HTML is like, there is one."""
    builder = _Builder()
    with suppress(AssertionError):  # what the parser raises at "<![x": what came before is kept
        builder.feed(html)
        builder.close()
    return builder.root


def text(node: Node, *, without: str = "", paragraph: str = "\n\n") -> str:
    """Return what an element says: <br> is a line break, `paragraph` stands between blocks.

    Elements of the class `without` are left out.
    """
    pieces: list[str] = []
    waiting: list[Node | str] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
        elif item.tag == "br":
            pieces.append(BREAK)
        elif item.tag not in SILENT and not (without and without in item.classes):
            edge = [BLOCK] if item.tag in BLOCKS else []
            waiting += [*edge, *reversed(item.children), *edge]
    joined = _AROUND_EDGE.sub(BLOCK, "".join(pieces)).strip(BLOCK)
    lines = _SOURCE_BREAK.sub(" ", _AROUND_BREAK.sub(BREAK, joined))
    return lines.replace(BREAK, "\n").replace(BLOCK, paragraph).strip()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("html", {}, 1)
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.getpos()[0])
        if tag == "p" and self.open[-1].tag == "p":
            self.open.pop()
        self.open[-1].children.append(node)
        if tag not in VOID and len(self.open) < DEPTH_LIMIT:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data.replace(BREAK, " ").replace(BLOCK, " "))
