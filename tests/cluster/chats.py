"""Little chats for the tests of this room: posts in a row, a minute apart, normalized."""

from __future__ import annotations

from pipeline.cluster import questions
from pipeline.normalize import stage
from pipeline.records import Chat, Post, Question
from pipeline.settings import NormalizeSettings

Said = tuple[str, str] | tuple[str, str, dict[str, object]]


def chat(*said: Said, **known: object) -> tuple[list[Post], Chat]:
    """Return the posts by (handle, text, more fields) with the ids "0", "1", ... unless given, and
    the chat."""
    posts = []
    for number, (handle, text, *more) in enumerate(said):
        at = f"2024-05-14T{19 + number // 60}:{number % 60:02d}:00Z"
        fields = {"id": str(number), "created_at": at, **(more[0] if more else {})}
        posts.append(Post(handle=handle, text=text, **fields))
    return stage.run(posts, Chat(chat="loafchat", **known), NormalizeSettings())


def find(*said: Said, **known: object) -> list[Question]:
    """Return the questions that are found in such a chat."""
    posts, about = chat(*said, **known)
    return questions.find(posts, about)
