"""Invented posts, questions and a style encoder that needs no model."""

from collections.abc import Sequence

import numpy as np

from pipeline.normalize import stage as normalize
from pipeline.normalize.entities import extract
from pipeline.records import Answer, Chat, Post
from pipeline.score import style
from pipeline.score.rows import see
from pipeline.score.sight import Sight
from pipeline.settings import NormalizeSettings


class FlatStyle:
    """A style encoder to which every text reads the same."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.zeros((len(texts), style.DIMENSION))


def post(text: str, *, number: int = 1, handle: str = "ana", **fields: object) -> Post:
    """Return one normalized post of a chat with the tag #SlowChat."""
    raw = Post(id=str(number), handle=handle, text=text, **fields)
    posts, _ = normalize.run([raw], Chat(chat="slow", hashtag="#SlowChat"), NormalizeSettings())
    return posts[0]


def answer(to: Post, question: int | None = 1, kind: str = "answer") -> Answer:
    return Answer(post_id=to.id, question=question, kind=kind, confidence=1.0, evidence=())


def sight(line: str, before: str = "", after: str = "") -> Sight:
    """Return a line as the traits see it, with text around it that is not part of it."""
    text = before + line + after
    return see(text, (len(before), len(before) + len(line)), tuple(extract(text)))
