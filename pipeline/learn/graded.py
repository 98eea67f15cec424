"""The graded chats: every post with its question, its kind and how much an editor wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import jsonl
from pipeline.chatfile import ChatFile
from pipeline.errors import no_corpus
from pipeline.normalize import stage as normalize
from pipeline.readers import load
from pipeline.records import AnswerKind, Chat, Post, Record
from pipeline.settings import NormalizeSettings

MEASURED = ("guildchat", "lthechat45")  # never trained on: the figures are measured on them
CHATS = ("byod4l_curating", "byod4l_final", "lthechat_on", "onenoteq1", "onenoteq2")
UNNUMBERED = ("pstweetchat",)
CONSULTATIONS = ("polis1", "polis2")
SIX = (*CHATS, *UNNUMBERED)
EIGHT = (*SIX, *CONSULTATIONS)  # all that is learned from


class Grade(Record):
    """What a careful reader made of one post: grade 0 to 4, and the best span of it."""

    id: str
    question: int | None
    kind: AnswerKind
    grade: int
    start: int | None
    end: int | None


@dataclass(frozen=True)
class GradedChat:
    """A chat with its grades by post id."""

    name: str
    chat: Chat
    posts: list[Post]
    grades: dict[str, Grade]


def read(corpora: Path, name: str) -> GradedChat:
    """Return the normalized posts and the grades of one chat from a folder laid out like shared.

    Raises: InputError when the corpus is not there.
    """
    grades_file = corpora / "corpora" / "grades" / f"{name}.jsonl"
    if not grades_file.is_file():
        raise no_corpus(grades_file, "grades")
    grades = {grade.id: grade for grade in jsonl.read(grades_file, Grade)}
    source = corpora / "chats" / _file(name)
    if not source.is_file():
        corpus = source.stem if source.stem in ("polis", *UNNUMBERED) else "stories"
        raise no_corpus(source, corpus)
    loaded = load([source], ChatFile())
    kept = [post for post in loaded.posts if post.id in grades]
    about = Chat(chat=name, questions=loaded.hints.get("questions", ()))
    posts, chat = normalize.run(kept, about, NormalizeSettings())
    return GradedChat(name, chat, posts, grades)


def read_all(corpora: Path, names: Sequence[str]) -> list[GradedChat]:
    """Return several graded chats."""
    return [read(corpora, name) for name in names]


def _file(name: str) -> str:
    if name == "pstweetchat":
        return "pstweetchat.csv"
    return "polis.jsonl" if name.startswith("polis") else f"{name}.jsonl"
