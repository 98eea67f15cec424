"""One chat through the stages, with models that never saw it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.cluster import stage as cluster
from pipeline.cluster.model import AssignmentModel
from pipeline.cluster.scene import Scene
from pipeline.encoder import Encoder
from pipeline.pick import stage as pick
from pipeline.records import SCORE_DIGITS, Answer, Chat, Line, Pick, Post, Question
from pipeline.score import foreign, joined
from pipeline.score import stage as score
from pipeline.score.model import Ranker
from pipeline.score.ranking import sigmoid
from pipeline.score.rows import rows
from pipeline.score.style import Style
from pipeline.settings import Settings


@dataclass(frozen=True)
class Tools:
    """What a chat is put through with; without a `ranker` lines keep the shipped one's scores."""

    settings: Settings
    encoder: Encoder
    style: Style
    placing: AssignmentModel
    ranker: Ranker | None = None


@dataclass(frozen=True)
class Passed:
    """A chat behind the last stage; its scene holds the posts that are in its time."""

    posts: list[Post]
    scene: Scene
    questions: list[Question]
    answers: list[Answer]
    lines: list[Line]
    picks: list[Pick]

    def pools(self) -> dict[int | None, list[Post]]:
        """Return the posts that could be picked under each question, in the order of the chat."""
        by_id = {post.id: post for post in self.posts}
        held: dict[int | None, dict[str, Post]] = defaultdict(dict)
        for line in self.lines:
            held[line.question][line.post_id] = by_id[line.post_id]
        return {question: list(posts.values()) for question, posts in held.items()}

    def picked(self) -> dict[int | None, list[Pick]]:
        """Return the picks of each question in the order of choice."""
        held: dict[int | None, list[Pick]] = defaultdict(list)
        for one in sorted(self.picks, key=lambda one: one.rank):
            held[one.question].append(one)
        return dict(held)


def through(posts: list[Post], chat: Chat, tools: Tools) -> Passed:
    """Return what the stages make of normalized posts with the models of `tools`."""
    settings = tools.settings
    made = cluster.run(posts, chat, settings.cluster, tools.encoder, tools.placing)
    found, placed = made.questions, made.answers
    seen, _ = cluster.look(cluster.in_time(posts), found, tools.encoder)
    lines = list(
        score.run(posts, found, placed, made.themes, settings.score, tools.encoder, tools.style)
    )
    if tools.ranker is not None:
        lines = rescored(lines, posts, found, tools.ranker, tools)
    picks = pick.run(lines, posts, made.themes, made.people, settings.pick)
    return Passed(posts, seen, found, placed, lines, picks)


def rescored(
    lines: Sequence[Line],
    posts: Sequence[Post],
    found: Sequence[Question],
    ranker: Ranker,
    tools: Tools,
) -> list[Line]:
    """Return the lines with the scores of another ranker; what was refused stays at 0."""
    if not lines:
        return []
    by_id = {post.id: post for post in posts}
    asked = {question.number: question.text for question in found}
    held = [(joined.parts_of(line, by_id), line.question) for line in lines]
    sights = joined.sights(held, asked, tools.encoder)
    values = rows(sights, tools.style)
    others = np.array([foreign.is_foreign(sight.line) for sight in sights])
    scores = sigmoid(foreign.log_odds(ranker, values, others))
    return [
        line.model_copy(update={"score": _settled(line, float(new))})
        for line, new in zip(lines, scores, strict=True)
    ]


def _settled(line: Line, score: float) -> float:
    if not line.score:
        return 0.0
    return round(joined.settled(score, len(line.post_ids)), SCORE_DIGITS)
