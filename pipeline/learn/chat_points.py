"""Answers of chats, sorted by a reader into the points that they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from pipeline import jsonl
from pipeline.cluster import questions
from pipeline.cluster import stage as cluster
from pipeline.learn import carried, tangled
from pipeline.learn.graded import GradedChat
from pipeline.learn.keypoints import Debate
from pipeline.records import Post, Question, Record

FOLDER = "points"
READERS = ("real/first", "real/second")  # of graded.CHATS, which only measure


class Point(Record):
    """The answers to a question that make one point, named as a recap would head it.

    `point` is None for answers that share theirs with no other.
    """

    question: int
    point: str | None
    post_ids: tuple[str, ...]


def lessons(*, whole: bool = False) -> dict[str, list[Debate]]:
    """Return the questions of each written chat as debates: themes learn from all of them, also
    from those that teach placing nothing.

    Raises: InputError for a broken file.
    """
    chats = [*(lesson.chat for lesson in tangled.lessons()), *tangled.unseen()]
    return of_chats("lessons", chats, whole=whole)


def of_chats(
    part: str, chats: Iterable[GradedChat], *, whole: bool = False
) -> dict[str, list[Debate]]:
    """Return the questions of each chat whose answers are sorted in a part, as debates.

    Raises: InputError for a broken file.
    """
    found = {}
    for chat in chats:
        posts = cluster.in_time(chat.posts)
        asked = questions.find(posts, chat.chat)
        found[chat.name] = debates(read(part, chat.name), posts, asked, whole=whole)
    return found


def read(part: str, chat: str) -> list[Point]:
    """Return how the answers of a chat are sorted.

    `part` is "lessons" or one of READERS.

    Raises: InputError for a broken file.
    """
    return list(jsonl.read(carried.home(FOLDER) / part / f"{chat}.jsonl", Point))


def debates(
    sorted_into: Sequence[Point],
    posts: Sequence[Post],
    asked: Sequence[Question],
    *,
    whole: bool = False,
) -> list[Debate]:
    """Return the questions of a chat with two points or more, each as a debate.

    An answer that shares its point with no other makes none that has a name; with `whole` it makes
    one of its own, without words, so that all answers count where groups are measured.
    """
    said = {post.id: post.said for post in posts}
    texts = {question.number: question.text for question in asked}
    by_question: dict[int, list[Point]] = defaultdict(list)
    for point in sorted_into:
        by_question[point.question].append(point)
    found = []
    for number, points in sorted(by_question.items()):
        groups = [(point.point, point.post_ids) for point in points if point.point is not None]
        if whole:
            alone = [one for point in points if point.point is None for one in point.post_ids]
            groups += [("", (post_id,)) for post_id in alone]
        if len(groups) < 2:
            continue
        inside = {post_id for point in points for post_id in point.post_ids}
        order = [post_id for post_id in said if post_id in inside]
        labels = np.array([[int(post_id in group) for _, group in groups] for post_id in order])
        found.append(
            Debate(
                topic=texts[number],
                texts=tuple(said[post_id] for post_id in order),
                points=tuple(name for name, _ in groups),
                labels=labels.astype(np.int64),
            )
        )
    return found
