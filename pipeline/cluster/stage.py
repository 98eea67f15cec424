"""The stage: posts to questions, to one Answer per post, to people and to themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.cluster import (
    assign,
    model,
    people,
    questions,
    scene,
    segments,
    stretches,
    themes,
)  # fmt: skip
from pipeline.encoder import Encoder, Vectors
from pipeline.records import Answer, Chat, Person, Post, Question, Theme
from pipeline.settings import ClusterSettings


@dataclass(frozen=True)
class Clustering:
    """What the stage found, in the order of its files."""

    questions: list[Question]
    answers: list[Answer]
    people: list[Person]
    themes: list[Theme]


def run(
    posts: Sequence[Post], chat: Chat, settings: ClusterSettings, encoder: Encoder
) -> Clustering:
    """Return the questions, the place of every post, the people and the themes of a chat."""
    found = questions.find(posts, chat)
    meanings, asked = vectors(posts, found, encoder)
    hosts = people.find_hosts(posts, found, chat)
    guests = people.find_guests(posts, hosts, chat)
    placed: dict[int, Answer] = {}
    for stretch in stretches.split(posts, found):
        seen, own = stretch.look(posts, found, meanings, asked)
        answers = assign.answers(seen, model.load(), frozenset(hosts), frozenset(guests))
        placed |= {
            index: answers[at] for index, at in zip(stretch.own.tolist(), own.tolist(), strict=True)
        }
    answers = [placed[index] for index in range(len(posts))]
    found, answers = segments.find(posts, meanings, found, answers, chat)
    themed = themes.find(posts, answers, found, meanings, settings, encoder)
    return Clustering(found, answers, people.people(posts, answers, found, chat), themed)


def look(
    posts: Sequence[Post], found: Sequence[Question], encoder: Encoder
) -> tuple[scene.Scene, Vectors]:
    """Return the scene of a chat as one, and the vectors of its questions (m, d)."""
    meanings, asked = vectors(posts, found, encoder)
    return scene.build(posts, found, meanings, asked), asked


def vectors(
    posts: Sequence[Post], found: Sequence[Question], encoder: Encoder
) -> tuple[Vectors, Vectors]:
    """Return the vectors of the posts (n, d) and of the questions (m, d).

    A question without a text has a row of zeros.
    """
    meanings = encoder.encode([post.said for post in posts])
    asked = encoder.encode([question.text for question in found])
    known = np.array([bool(question.text) for question in found], dtype=bool)
    asked = np.where(known[:, None], asked, 0).astype(np.float32) if len(found) else asked
    return meanings, asked


def kind_counts(placed: Sequence[Answer]) -> dict[str, int]:
    """Return how many posts are of each kind, by name."""
    return dict(sorted(Counter(answer.kind for answer in placed).items()))
