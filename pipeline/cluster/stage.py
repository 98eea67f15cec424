"""The stage: posts to questions, to one Answer per post, to people and to themes."""

from __future__ import annotations

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
from pipeline.cluster.model import AssignmentModel
from pipeline.encoder import Encoder, Vectors
from pipeline.records import OUTSIDE, Answer, Chat, Person, Post, Question, Theme
from pipeline.settings import ClusterSettings


@dataclass(frozen=True)
class Clustering:
    """What the stage found, in the order of its files."""

    questions: list[Question]
    answers: list[Answer]
    people: list[Person]
    themes: list[Theme]


def run(
    posts: Sequence[Post],
    chat: Chat,
    settings: ClusterSettings,
    encoder: Encoder,
    placing: AssignmentModel | None = None,
) -> Clustering:
    """Return the questions, the place of every post, the people and the themes of a chat.

    What is not in the chat's time, or of another chat in the same export, belongs to no question
    and weighs in nothing. `placing` takes the place of the shipped model.
    """
    own = in_time(posts)
    found = questions.find(own, chat)
    meanings, asked = vectors(own, found, encoder)
    roles = people.find(posts, found, chat)
    hosts, guests = frozenset(roles.hosts), frozenset(roles.guests)
    placed: dict[int, Answer] = {}
    for stretch in stretches.split(own, found):
        seen, held = stretch.look(own, found, meanings, asked)
        learned = placing or model.load()
        answers = assign.answers(seen, learned, hosts, guests)
        placed |= {
            index: answers[at]
            for index, at in zip(stretch.own.tolist(), held.tolist(), strict=True)
        }
    answers = [placed[index] for index in range(len(own))]
    found, answers = segments.find(own, meanings, found, answers, chat)
    themed = themes.find(own, answers, found, meanings, settings, encoder)
    answers = for_all(posts, answers)
    return Clustering(found, answers, people.people(posts, answers, found, roles, chat), themed)


def in_time(posts: Sequence[Post]) -> list[Post]:
    """Return the posts of the chat without those of other times and chats."""
    return [post for post in posts if post.set_aside not in OUTSIDE]


def for_all(posts: Sequence[Post], answers: Sequence[Answer]) -> list[Answer]:
    """Return one answer for each post, those of posts that were not placed made here."""
    placed = {answer.post_id: answer for answer in answers}
    return [placed.get(post.id) or _outside(post) for post in posts]


def _outside(post: Post) -> Answer:
    return Answer(
        post_id=post.id,
        question=None,
        kind="other",
        confidence=1.0,
        answer_chance=0.0,
        evidence=(OUTSIDE[post.set_aside],) if post.set_aside else (),
    )


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
