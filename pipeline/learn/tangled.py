"""Chats as tangled as real ones, written for the project: where each post belongs is known."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipeline import jsonl
from pipeline.errors import InputError
from pipeline.learn import carried
from pipeline.learn.graded import Grade, GradedChat
from pipeline.normalize import stage as normalize
from pipeline.records import AnswerKind, Chat, Post, Record
from pipeline.settings import NormalizeSettings

FOLDER = "tangled"
SEEN = "seen.toml"


class Told(Record):
    """One written post: when it was sent, where it belongs, what it is, what it responds to."""

    id: str
    time: str
    handle: str
    text: str
    question: int | None
    kind: AnswerKind
    to: str | None


@dataclass(frozen=True)
class Written:
    """A written chat, and the real chats that its writer had seen: what is measured on one of
    those must not learn from it."""

    chat: GradedChat
    seen: frozenset[str]


def lessons() -> list[Written]:
    """Return the written chats that are learned from.

    Raises: InputError for a broken file.
    """
    folder = carried.home(FOLDER) / "lessons"
    table = folder / SEEN
    try:
        seen = tomllib.loads(table.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}.", where=table) from error
    return [Written(read(folder / f"{name}.jsonl"), frozenset(seen[name])) for name in sorted(seen)]


def unseen() -> list[GradedChat]:
    """Return the written chats that nothing is learned from.

    Raises: InputError for a broken file.
    """
    return [read(file) for file in sorted((carried.home(FOLDER) / "unseen").glob("*.jsonl"))]


def read(file: Path) -> GradedChat:
    """Return a written chat, normalized; nobody graded how quotable its posts are.

    Raises: InputError for a broken file.
    """
    told = list(jsonl.read(file, Told))
    posts = [
        Post(id=one.id, handle=one.handle, text=one.text, created_at=one.time, source=file.name)
        for one in told
    ]
    grades = {
        one.id: Grade(
            id=one.id, question=one.question, kind=one.kind, grade=0, start=None, end=None
        )
        for one in told
    }
    understood, chat = normalize.run(posts, Chat(chat=file.stem), NormalizeSettings())
    return GradedChat(file.stem, chat, understood, grades)
