"""Pasted text of a web page: each post stands above "— Name (@handle) June 6, 2019".

Prose of the page stands between the posts. Where a post begins is told by structure: at its answer
label (A1a, A3.), else after the blank line above it where the page sets its paragraphs apart so,
else it is the one line above the signature: a lost line is better than words put into a mouth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readers import fields, signature
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "pasted text of embeds (— Name (@handle) June 6, 2019)"
POST_LIMIT = 280  # weighted characters that an embed shows at most
LINK_WEIGHT = 23  # of any link, however long (twitter-text configuration v3)
HINTS = {"Guest": "guest_name", "Host": "host_name", "Topic": "topic", "Format": "format"}
UNSURE = "without a label: taken to be the one line above its author"
UNREAD = "whose date or handle cannot be read: what stands above it is nobody's"
ONLY_LINKED = "only linked: its text is not in the file"
LINKED = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w+/status/\d+\S*|\{\{<\s*(?:tweet|x)\b.*>\}\}"
)
_STATUS = re.compile(r"/status(?:es)?/(\d+)")
_ANSWER = re.compile(r"(?:[@#]\w+ )*A\d{1,2}[a-z]?\b")
_LINK = re.compile(r"https?://\S+")
_REPLIED_TO = re.compile(r"(?:@\w+ )+")
_FACT = re.compile(r"(Guest|Host|Topic|Format): (\S.*)")


def sniff(head: Head) -> bool:
    """Return whether some line is the signature of a post, in text that is no JSON or HTML."""
    if head.is_json or "<blockquote" in head.text.lower():
        return False
    lines = head.document.text.split("\n")
    return any(signature.read(line) or LINKED.fullmatch(line.strip()) for line in lines)


def read(document: Document) -> Iterator[Post]:
    """Yield one post for each signature, by the person who signs."""
    written = document.text.split("\n")
    lines = [signature.QUOTE_MARK.sub("", line).rstrip("\r ") for line in written]
    count_linked(document, lines)
    signatures = {i: signed for i, line in enumerate(lines) if (signed := signature.read(line))}
    after = [lines[i + 1] for i in signatures if i + 1 < len(lines)]
    is_spaced = "" in after and not any(after)
    start = 0
    for i, line in enumerate(lines):
        place, signed = document.at(i + 1), signatures.get(i)
        if signed is None:
            if signature.is_like(line):
                place.count("signature", UNREAD)
                start = i + 1
            continue
        is_quoted = written[i].startswith(">")
        first = _quote_start(written, start, i) if is_quoted else start
        block = [*lines[first:i], *([signed.before] if signed.before else [])]
        start = i + 1
        text, is_sure = (
            ("\n".join(block).strip(), True) if is_quoted else _last_post(block, is_spaced)
        )
        if not is_sure:
            place.count("post", UNSURE)
        if text:
            yield _post(place, signed, text)
        else:
            place.count("author", "without a post above the name")
    hint_facts(document, lines, {signed.handle: signed.name for signed in signatures.values()})


def _quote_start(written: list[str], start: int, end: int) -> int:
    """Return the first of the lines quoted with > that lead up to a signature quoted so itself."""
    first = end
    while first > start and written[first - 1].startswith(">"):
        first -= 1
    return first


def _last_post(block: list[str], is_spaced: bool) -> tuple[str, bool]:
    while block and not block[-1].strip():
        block.pop()
    for start in range(len(block) - 1, -1, -1):
        if _weight(block[start:]) > POST_LIMIT:
            break
        if _ANSWER.match(block[start]):
            return "\n".join(block[start:]).strip(), True
        if is_spaced and (start == 0 or not block[start - 1].strip()):
            return "\n".join(block[start:]).strip(), True
    return "".join(block[-1:]).strip(), len(block) <= 1


def _weight(lines: list[str]) -> int:
    text = _REPLIED_TO.sub("", "\n".join(lines), count=1)
    return len(_LINK.sub("x" * LINK_WEIGHT, text))


def _post(place: Place, signed: signature.Signature, text: str) -> Post:
    status = _STATUS.search(signed.url or "")
    return fields.make(
        place,
        id=status[1] if status else None,
        handle=signed.handle,
        name=signed.name or None,
        text=text,
        created_at=signed.day,
        url=signed.url,
    )


def count_linked(document: Document, lines: list[str]) -> None:
    """Count posts of which the page has only the address: a bare line, a shortcode."""
    for number, line in enumerate(lines, 1):
        if LINKED.fullmatch(line.strip()):
            document.at(number).count("post", ONLY_LINKED)


def hint_facts(document: Document, lines: list[str], names: dict[str, str]) -> None:
    """Keep what lines such as "Guest: Ana Lima" say of the chat; `names` gives the handle."""
    for line in lines:
        fact = _FACT.fullmatch(line)
        if not fact:
            continue
        document.findings.hint(HINTS[fact[1]], fact[2])
        if fact[1] in ("Guest", "Host"):
            handles = [handle for handle, name in names.items() if name.startswith(fact[2])]
            document.findings.hint(fact[1].lower(), *handles[:1])
