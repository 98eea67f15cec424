"""HTML as a tree and as the text that its author sees, by the parser of the standard library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                  "source", "track", "wbr"))  # fmt: skip
SILENT = frozenset(("script", "style", "template", "head"))
BLOCKS = frozenset(("p", "div", "li", "ul", "ol", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5",
                    "h6", "section", "article", "header", "footer", "pre"))  # fmt: skip
EMOJI = ("emoji", "smiley")  # in a class of their pictures: those of WordPress, X, Mastodon, forums
DEPTH_LIMIT = 200  # tags inside one another: pages stay below 60, hostile ones do not
BREAK, BLOCK = "\x1e", "\x1f"  # a line break and the edge of a block, until the text is whole
BLANKS = " \t\r\n"
_SOURCE_BREAK = re.compile(r"[\r\n]+")
_DECLARATION = re.compile(r"<(?=![^-dD]|!$|\?)")
_COMMENT = re.compile(r"<(?=!--)")
_TAG = re.compile(r"<")

Test = Callable[["Node"], bool]


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

    def walk(self, without: Test | None = None) -> Iterator[Node]:
        """Yield this element and all inside it in the order of the document.

        Elements inside for which `without` holds are left out, with all that they hold.
        """
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            inside = [child for child in reversed(node.children) if isinstance(child, Node)]
            waiting += [child for child in inside if not (without and without(child))]


def parse(html: str) -> Node:
    """Return the root of the tree; whatever the HTML is like, there is one."""
    builder = _Builder()
    builder.feed(_without_open_ends(html))
    builder.close()
    return builder.root


def _without_open_ends(html: str) -> str:
    """Return the HTML with the signs escaped that the parser fails on or reads on and on from.

    Those are declarations such as <![x, comments without an end and, behind the last >, tags.
    """
    html = _DECLARATION.sub("&lt;", html)
    after_comments = html.rfind("-->") + 1
    html = html[:after_comments] + _COMMENT.sub("&lt;", html[after_comments:])
    after_tags = html.rfind(">") + 1
    return html[:after_tags] + _TAG.sub("&lt;", html[after_tags:])


def text(
    node: Node, *, without: Test | None = None, paragraph: str = "\n\n", quote_mark: str = ""
) -> str:
    """Return what an element says: <br> is a line break, `paragraph` stands between blocks, and
    a picture of an emoji is what it shows.

    Elements inside for which `without` holds are left out. Each line of a quotation inside begins
    with the `quote_mark`, if there is one.
    """
    pieces: list[str] = []
    waiting: list[Node | str] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
        elif item.tag == "br":
            pieces.append(BREAK)
        elif item.tag == "img" and _is_emoji(item):
            pieces.append(item.attributes.get("alt", ""))
        elif item.tag == "blockquote" and quote_mark and item is not node:
            quoted = text(item, without=without, paragraph=paragraph, quote_mark=quote_mark)
            lines = (f"{quote_mark}{line}".rstrip() for line in quoted.split("\n"))
            pieces += [BLOCK, BREAK.join(lines if quoted else ()), BLOCK]
        elif item is node or (item.tag not in SILENT and not (without and without(item))):
            edge = [BLOCK] if item.tag in BLOCKS else []
            waiting += [*edge, *reversed(item.children), *edge]
    blocks = (block.strip(BLANKS) for block in "".join(pieces).split(BLOCK))
    return paragraph.join(_lines(block) for block in blocks if block).strip()


def _is_emoji(image: Node) -> bool:
    """Return whether a picture stands for a letter that its author typed."""
    return any(word in name.lower() for name in image.classes for word in EMOJI)


def _lines(block: str) -> str:
    """Return a block with its <br> as line breaks and the line breaks of the source as blanks."""
    lines = []
    for part in block.split(BREAK):
        source = _SOURCE_BREAK.split(part)
        inner = [piece.strip(" \t") for piece in source[1:-1]]
        whole = [source[0].rstrip(" \t"), *inner, source[-1].lstrip(" \t")]
        lines.append(" ".join(filter(None, whole)) if len(source) > 1 else part)
    return "\n".join(lines)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("html", {}, 1)
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.getpos()[0])
        if tag == "p" and self.open[-1].tag == "p":
            self.open.pop()
        self.open[-1].children.append(node)
        if tag not in VOID and len(self.open) < DEPTH_LIMIT:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data.replace(BREAK, " ").replace(BLOCK, " "))
