"""A saved Storify story: list elements with data-permalink, .s-quote-text, .timestamp."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readers import fields, markup, times
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
        if "s-element" not in node.classes:
            continue
        post = _post(document, node)
        if post:
            yield post
        else:
            kind = node.attributes.get("data-type")
            what = CURATOR if kind == "text" else NO_POST
            document.findings.count("element", what, document.at(node.line))


def _post(document: Document, node: markup.Node) -> Post | None:
    permalink = node.attributes.get("data-permalink") or next(
        (inner.attributes["data-permalink"] for inner in node.walk() if _has_link(inner)), ""
    )
    status = _STATUS.match(permalink)
    said = next((inner for name in TEXTS if (inner := node.first(name))), None)
    if not status or said is None:
        return None
    text = markup.text(said)
    name, timestamp = node.first("s-quote-author-name"), node.first("timestamp")
    when = timestamp.attributes.get("data-timestamp") if timestamp else None
    quoted = _QUOTED.search(text)
    return fields.make(
        document,
        node.line,
        id=status[2],
        handle=status[1],
        name=(markup.text(name) or None) if name else None,
        text=text,
        created_at=fields.moment(document, node.line, when, times.from_iso),
        url=f"https://twitter.com/{status[1]}/status/{status[2]}",
        quotes=quoted[1] if quoted else None,
    )


def _has_link(node: markup.Node) -> bool:
    return bool(node.attributes.get("data-permalink"))
