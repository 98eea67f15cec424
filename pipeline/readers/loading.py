"""Reading all files of a chat: posts, what was recognised, and what a writer should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.chatfile import ChatFile
from pipeline.readers import folding, opening, placing, registry, zones
from pipeline.readers.document import Document
from pipeline.readers.findings import Findings
from pipeline.records import Post, Source


@dataclass(frozen=True)
class Loaded:
    """The posts of a chat as read, and what the readers met on the way.

    `hints` holds what a format knows of the chat: under the keys of a chat.toml ("hashtag",
    "guest", "host", "title", "questions") or its own ("guest_name", "topic", "format").
    """

    posts: list[Post]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    hints: dict[str, tuple[str, ...]]


def load(paths: Sequence[Path], chat: ChatFile, *, stdin: BinaryIO | None = None) -> Loaded:
    """Return the posts of all the paths, one for each id; "-" is standard input.

    The order of the paths tells only which posts come first where posts have no time.

    Raises: InputError for a file that is missing, broken, or in a format that no reader knows.
    """
    findings = Findings()
    sources: list[Source] = []
    given: dict[str, int] = {}  # id, or source of a post -> place of the first path that has it

    def read() -> Iterator[Post]:
        for place, path in sorted(enumerate(paths), key=lambda item: (item[1].name, str(item[1]))):
            for post in _posts(opening.documents(path, chat, findings, stdin), sources, path):
                for key in (post.id, str(post.source)):
                    given[key] = min(place, given.get(key, place))
                yield post

    posts = folding.folded(zones.settled(list(read()), findings), findings)
    if any(post.created_at is None for post in posts):
        posts.sort(key=lambda post: given.get(post.id, given[str(post.source)]))
    return Loaded(posts, tuple(sources), findings.in_words(), findings.hints)


def _posts(documents: list[Document], sources: list[Source], path: Path) -> Iterator[Post]:
    readable = [d for d in documents if len(documents) == 1 or registry.holds_any(d)]
    readers = registry.by_document(readable)
    if not any(reader for _, reader in readers):
        raise registry.unknown(readable, path)
    for document, reader in readers:
        if reader is not None:
            yield from _read(document, reader, sources)
    for document, reader in readers:
        if reader is None and document.name not in document.folder.consulted:
            document.findings.count("file", registry.not_read(document), document.name)


def _read(document: Document, reader: registry.Reader, sources: list[Source]) -> Iterator[Post]:
    number = 0
    for number, post in enumerate(placing.placed(document, reader.read(document)), 1):  # noqa: B007  (the count)
        yield post
    if not number:
        document.findings.note(f"no posts in {document.name}")
    sources.append(
        Source(name=document.name, format=reader.NAME, sha256=document.sha256, posts=number)
    )
