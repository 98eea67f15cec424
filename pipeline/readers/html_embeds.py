"""HTML with embedded posts (blockquote.twitter-tweet), a whole page or oEmbed answers as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readers import fields, jsonfile, markup, pasted_embeds, signature, xpost
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "HTML with embedded posts (blockquote class twitter-tweet)"
EMBEDS = ("twitter-tweet", "twitter-video", "bluesky-embed")
DRAWN_AT = "platform.twitter.com/embed/"
EMPTY = "without text or author, left out"
_EMBED = re.compile(rf"<blockquote[^>]{{0,300}}\b(?:{'|'.join(EMBEDS)})\b", re.IGNORECASE)
_STATUS = re.compile(r"/(\w+)/status(?:es)?/(\d+)")


def sniff(head: Head) -> bool:
    """Return whether the text holds an embedded post, or an oEmbed answer with one."""
    inside = head.record.get("html")
    text = inside if isinstance(inside, str) else head.document.text
    return (not head.is_json or text is inside) and bool(_EMBED.search(text))


def read(document: Document) -> Iterator[Post]:
    """Yield one post for each embedded one; what the page says of the chat becomes hints."""
    if jsonfile.looks_like_json(document.text):
        for place, answer in jsonfile.values(document):
            html = fields.dict_of(answer).get("html")
            if isinstance(html, str):
                yield from _posts(document, markup.parse(html), place)
        return
    pasted_embeds.count_linked(document, document.text.split("\n"))
    page = markup.parse(document.text)
    for node in page.walk():
        if _is_drawn(node):
            document.at(node.line).count("post", pasted_embeds.ONLY_LINKED)
    title = next((node for node in page.walk() if node.tag in ("h1", "title")), None)
    if title:
        document.findings.hint("title", markup.text(title))
    names = {}
    for post in _posts(document, page, None):
        names[post.handle] = post.name or ""
        yield post
    pasted_embeds.hint_facts(document, markup.text(page, paragraph="\n").split("\n"), names)


def _posts(document: Document, page: markup.Node, place: Place | None) -> Iterator[Post]:
    for node in page.walk():
        if _is_embed(node):
            post = _post(place or document.at(node.line), node)
            if post:
                yield post


def _is_embed(node: markup.Node) -> bool:
    return node.tag == "blockquote" and not set(node.classes).isdisjoint(EMBEDS)


def _is_drawn(node: markup.Node) -> bool:
    """Return whether a browser had drawn an embed here before the page was saved: in a frame, whose
    text is not in the page."""
    return node.tag == "iframe" and (
        "data-tweet-id" in node.attributes or DRAWN_AT in node.attributes.get("src", "")
    )


def _post(place: Place, quote: markup.Node) -> Post | None:
    *lines, last = markup.text(quote, without=_is_embed).split("\n") or [""]
    signed = signature.read(last)
    said = "\n".join([*lines, signed.before] if signed and signed.before else lines).strip()
    if not signed or not said:
        place.count("embedded post", EMPTY)
        return None
    inside = list(quote.walk(_is_embed))
    links = [node.attributes.get("href", "") for node in inside if node.tag == "a"]
    status = next((match for link in reversed(links) if (match := _STATUS.search(link))), None)
    uri = quote.attributes.get("data-bluesky-uri")
    lang = next((node.attributes["lang"] for node in inside if "lang" in node.attributes), None)
    return fields.make(
        place,
        id=uri or (status[2] if status else None),
        handle=signed.handle,
        name=signed.name or None,
        text=said,
        created_at=signed.day or xpost.time_of(status[2] if status else None),
        url=xpost.url(status[1], status[2]) if status else None,
        lang=lang or None,
    )
