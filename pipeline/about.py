"""What is known of a chat before its posts are understood: its name, what its chat.toml says, and
what its export names."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.chatfile import FILE_NAME, ChatFile, read
from pipeline.records import Chat, Post

if TYPE_CHECKING:
    from pipeline.readers import Loaded

STDIN = Path("-")
TRAILING = ". "  # at the end of its name, where Windows drops them: what lies in it is not found
# of exports; what else stands behind a dot belongs to the name ("2024.05.14.jsonl")
ENDINGS = {".jsonl", ".ndjson", ".json", ".js", ".csv", ".tsv", ".txt", ".md", ".html", ".htm",
           ".gz", ".zip"}  # fmt: skip


def known_of(chat: Path) -> ChatFile:
    """Return what the chat.toml of a chat says, or nothing known where there is none."""
    folder = chat if chat.is_dir() else None
    if folder is None and chat != STDIN and (chat.parent / FILE_NAME).is_file():
        folder = chat.parent
    file = folder / FILE_NAME if folder else None
    return read(file) if file and file.is_file() else ChatFile()


def in_letters(name: str) -> str:
    """Return the name of a file as UTF-8 can hold it: old zips and disks spell names otherwise."""
    return os.fsencode(name).decode("utf-8", "replace")


def name_of(chat: Path) -> str:
    """Return the name of a chat: its folder's, or its file's without the ending."""
    if chat == STDIN:
        return "stdin"
    name = in_letters(chat.resolve().name)
    if chat.is_dir():
        return name.rstrip(TRAILING) or "chat"
    while (ending := Path(name).suffix.lower()) in ENDINGS:
        name = name[: -len(ending)]
    return name.rstrip(TRAILING) or "chat"  # "...jsonl" is no folder above


def chat_of(name: str, known: ChatFile, loaded: Loaded) -> Chat:
    """Return the chat of a name: what chat.toml says of it, else what the export itself names."""
    hints = loaded.hints
    exported = [
        key
        for key in ("title", "hashtag", "host", "guest", "questions")
        if hints.get(key) and not getattr(known, key)
    ]
    found = [
        f"{key}: not given, the export names {', '.join(hints[key])}"
        for key in exported
        if key != "questions"
    ]
    return Chat(
        chat=name,
        title=known.title or _first(hints.get("title")) or _first(hints.get("topic")),
        hashtag=known.hashtag or _first(hints.get("hashtag")),
        host=_spelled(known.host, loaded.posts) or hints.get("host", ()),
        guest=_spelled(known.guest, loaded.posts) or hints.get("guest", ()),
        date=known.date,
        timezone=known.clock,
        questions=known.questions or hints.get("questions", ()),
        exported=tuple(exported),
        sources=loaded.sources,
        found=tuple(found),
        notes=loaded.notes,
    )


def _spelled(handles: Sequence[str], posts: Sequence[Post]) -> tuple[str, ...]:
    """Return handles as the readers gave them: "ana" may be "ana@one.example", and "Ana Ruiz" the
    name of who has a handle."""
    theirs = {post.handle.casefold(): post.handle for post in posts}
    whole: dict[str, set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for post in posts if handles else ():
        whole[post.called].add(theirs[post.handle.casefold()])
        named[(post.name or "").casefold()].add(theirs[post.handle.casefold()])
    found = []
    for handle in handles:
        own = whole[handle.casefold()] or named[handle.casefold()]
        is_other = handle.casefold() not in theirs and len(own) == 1
        found.append(next(iter(own)) if is_other else handle)
    return tuple(found)


def _first(values: tuple[str, ...] | None) -> str | None:
    return values[0] if values else None
