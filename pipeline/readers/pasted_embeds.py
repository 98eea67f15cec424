"""Pasted text of a web page: each post stands above "— Name (@handle) June 6, 2019".

Prose of the page stands between the posts. Where a post begins is told by structure: at its answer
label (A1a, A3.), else after the blank line above it where the page sets its paragraphs apart so,
else it is the one line above the signature: a lost line is better than words put into a mouth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.readers import fields, times
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "pasted text of embeds (— Name (@handle) June 6, 2019)"
DASH = "—"
POST_LIMIT = 280  # weighted characters that an embed shows at most
LINK_WEIGHT = 23  # of any link, however long (twitter-text configuration v3)
HINTS = {"Guest": "guest_name", "Host": "host_name", "Topic": "topic", "Format": "format"}
UNSURE = "without a label: taken to be the one line above its author"
_DATE = re.compile(r"\[?([^\[\]()]{0,60}\b(?:19|20)\d{2}(?!\d)[^\[\]()]{0,20})\]?(?:\((\S+)\))?")
_HANDLE = re.compile(r"[\w.-]{1,60}")
_STATUS = re.compile(r"/status(?:es)?/(\d+)")
_ANSWER = re.compile(r"(?:[@#]\w+ )*A\d{1,2}[a-z]?\b")
_LINK = re.compile(r"https?://\S+")
_REPLIED_TO = re.compile(r"(?:@\w+ )+")
_FACT = re.compile(r"(Guest|Host|Topic|Format): (\S.*)")


@dataclass(frozen=True)
class Signature:
    """The line that names the author of the lines above it, with what stands before its dash."""

    before: str
    name: str
    handle: str
    day: str | None
    url: str | None


def sniff(head: Head) -> bool:
    """Return whether some line is the signature of a post, in text that is no JSON or HTML."""
    if head.is_json or "<blockquote" in head.text.lower():
        return False
    return any(signature(line) for line in head.document.text.split("\n"))


def read(document: Document) -> Iterator[Post]:
    """Yield one post for each signature, by the person who signs."""
    lines = [line.removeprefix("> ").rstrip("\r ") for line in document.text.split("\n")]
    signatures = {i: signed for i, line in enumerate(lines) if (signed := signature(line))}
    after = [lines[i + 1] for i in signatures if i + 1 < len(lines)]
    is_spaced = "" in after and not any(after)
    start = 0
    for i, signed in signatures.items():
        block = [*lines[start:i], *([signed.before] if signed.before else [])]
        start = i + 1
        text, is_sure = _last_post(block, is_spaced)
        if not is_sure:
            document.findings.count("post", UNSURE, document.at(i + 1))
        if text:
            yield _post(document, i + 1, signed, text)
        else:
            document.findings.count("author", "without a post above the name", document.at(i + 1))
    hint_facts(document, lines, {signed.handle: signed.name for signed in signatures.values()})


def signature(line: str) -> Signature | None:
    """Return who signs, or None. The dash may be glued to the post; a name may hold dashes."""
    stripped = line.removeprefix("> ").strip()
    opening = stripped.rfind("(@")
    dash = 0 if stripped.startswith(DASH) else _glued_dash(stripped[: max(opening, 0)])
    if opening < 0 or not stripped.startswith(DASH, max(dash, 0)):
        return None
    handle, _, rest = stripped[opening + 2 :].partition(")")
    date = _DATE.fullmatch(rest.strip())
    if not _HANDLE.fullmatch(handle) or not date:
        return None
    name = stripped[dash + len(DASH) : opening].strip()
    return Signature(stripped[:dash].rstrip(), name, handle, times.from_day_words(date[1]), date[2])


def _glued_dash(text: str) -> int:
    glued = [m.start() for m in re.finditer(rf"(?<=\S){DASH} ", text)]
    return glued[-1] if glued else text.rfind(DASH)


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


def _post(document: Document, line: int, signed: Signature, text: str) -> Post:
    status = _STATUS.search(signed.url or "")
    return fields.make(
        document,
        line,
        id=status[1] if status else None,
        handle=signed.handle,
        name=signed.name or None,
        text=text,
        created_at=signed.day,
        url=signed.url,
    )


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
