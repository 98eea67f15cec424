"""Where the posts of one chat were put, held against where they belong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.cluster import assign, kinds
from pipeline.cluster.model import AssignmentModel
from pipeline.learn import assignment
from pipeline.learn.assignment import Example
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.chats import Passed
from pipeline.learn.evaluate.gold import Gold

# as the readers' figures tell an unlabelled answer: by what the raw text begins with
LABEL = re.compile(r"^\W*(?:@\w+\W+|#\w+\W+)*[AQ]\s?\.?\s?\d", re.IGNORECASE)


@dataclass(frozen=True)
class Placing:
    """Of each post of a chat: is it placed right, by us and by the rule; is it an answer, is it
    said to be one, is it one without a label; and who wrote it. All (n,)."""

    right: Floats
    by_rule: Floats
    is_answer: Floats
    said: Floats
    is_unlabelled: Floats
    is_labelled: Floats
    authors: Sequence[str]

    def share(self, hits: Floats, among: Floats) -> Floats:
        """Return the sums (authors, 2) of a share of right ones among some posts."""
        return bootstrap.by_unit(np.column_stack([hits * among, among]), self.authors)

    def answers(self, said: Floats) -> Floats:
        """Return the sums (authors, 3) of the F1 of "this post is an answer"."""
        both = said * self.is_answer
        return bootstrap.by_unit(np.column_stack([both, said, self.is_answer]), self.authors)

    def of_share(self, hits: Floats, among: Floats) -> float:
        """Return the share of right ones among some posts."""
        return float((hits * among).sum() / max(1.0, among.sum()))

    def of_answers(self, said: Floats) -> float:
        """Return the F1 of "this post is an answer"."""
        return float(bootstrap.f1(self.answers(said).sum(axis=0)))


def against_gold(passed: Passed, gold: Gold) -> Placing:
    """Return how the posts of a chat are placed against what readers say."""
    placed = {answer.post_id: answer for answer in passed.answers}
    own = passed.scene.posts
    simple: dict[str, int | None] = dict.fromkeys((post.id for post in passed.posts), None)
    simple |= zip((post.id for post in own), assignment.simple(passed.scene), strict=True)
    posts = {post.id: post for post in passed.posts}
    ids = list(gold.labels)
    is_answer = [gold.labels[i].kind == "answer" for i in ids]
    labelled = [bool(LABEL.match(posts[i].text)) if i in posts else False for i in ids]
    return Placing(
        right=_floats(i in placed and placed[i].question == gold.labels[i].question for i in ids),
        by_rule=_floats(i in simple and simple[i] == gold.labels[i].question for i in ids),
        is_answer=_floats(is_answer),
        said=_floats(i in placed and placed[i].kind == "answer" for i in ids),
        is_unlabelled=_floats(a and not b for a, b in zip(is_answer, labelled, strict=True)),
        is_labelled=_floats(labelled),
        authors=[posts[i].handle.casefold() if i in posts else i for i in ids],
    )


def of_example(placing: AssignmentModel, e: Example) -> Placing:
    """Return how a model places the posts of a graded chat."""
    placed = assign.answers(e.scene, placing, e.hosts, e.guests)
    simple = assignment.simple(e.scene)
    is_answer = e.kinds == kinds.KINDS.index("answer")
    labelled = np.array([post.label is not None for post in e.scene.posts])
    return Placing(
        right=_floats(a.question == t for a, t in zip(placed, e.truth, strict=True)),
        by_rule=_floats(s == t for s, t in zip(simple, e.truth, strict=True)),
        is_answer=_floats(is_answer),
        said=_floats(a.kind == "answer" for a in placed),
        is_unlabelled=_floats(is_answer & ~labelled),
        is_labelled=_floats(labelled),
        authors=[post.handle.casefold() for post in e.scene.posts],
    )


def _floats(values: object) -> Floats:
    return np.array(list(values), dtype=np.float64)  # type: ignore[call-overload]
