"""A saved Storify story: list elements with data-permalink, .s-quote-text, .timestamp."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readers import fields, markup, xpost
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "saved Storify HTML (s-element, data-permalink)"
TEXTS = ("s-quote-text", "s-image-caption", "s-video-title")
CURATOR = "by the curator of the story, not read as a post"
NO_POST = "of the story that is no post (a link, a picture), left out"
_STATUS = re.compile(r"^https?://(?:\w+\.)?(?:twitter|x)\.com/(?:#!/)?(\w+)/status(?:es)?/(\d+)")
_QUOTED = re.compile(r"https?://(?:\w+\.)?(?:twitter|x)\.com/\w+/status(?:es)?/(\d+)")


def sniff(head: Head) -> bool:
    """Return whether the text is a page with elements as Storify wrote them."""
    text = head.document.text
    return not head.is_json and "data-permalink" in text and "s-element" in text


def read(document: Document) -> Iterator[Post]:
    """Yield one post for each element that is one.

    Raises: InputError with file and line for a time that is none.
    """
    page = markup.parse(document.text)
    title = next((node for node in page.walk() if node.tag == "h1"), None)
    if title:
        document.findings.hint("title", markup.text(title))
    for node in page.walk():
        if not _is_element(node):
            continue
        post = _post(document, node)
        if post:
            yield post
        else:
            kind = node.attributes.get("data-type")
            what = CURATOR if kind == "text" else NO_POST
            document.at(node.line).count("element", what)


def _is_element(node: markup.Node) -> bool:
    return "s-element" in node.classes


def _post(document: Document, node: markup.Node) -> Post | None:
    inside = list(node.walk(_is_element))
    links = [inner.attributes.get("data-permalink", "") for inner in inside]
    status = _STATUS.match(next(filter(None, links), ""))
    said = next((found for name in TEXTS if (found := _first(inside, name))), None)
    if not status or said is None:
        return None
    text = markup.text(said)
    name, timestamp = _first(inside, "s-quote-author-name"), _first(inside, "timestamp")
    when = timestamp.attributes.get("data-timestamp") if timestamp else None
    quoted = _QUOTED.search(text)
    return fields.make(
        document.at(node.line),
        id=status[2],
        handle=status[1],
        name=(markup.text(name) or None) if name else None,
        text=text,
        created_at=fields.moment(document.at(node.line), when),
        url=xpost.url(status[1], status[2]),
        quotes=quoted[1] if quoted else None,
    )


def _first(nodes: list[markup.Node], name: str) -> markup.Node | None:
    return next((node for node in nodes if name in node.classes), None)
