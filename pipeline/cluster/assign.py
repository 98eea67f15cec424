"""Every post under its question: all evidence weighed together, over the whole chat at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.cluster import evidence, kinds, links, surroundings
from pipeline.cluster.evidence import COLUMN
from pipeline.cluster.model import AssignmentModel
from pipeline.cluster.scene import Floats, Scene
from pipeline.cluster.surroundings import Around
from pipeline.records import SCORE_DIGITS, Answer, AnswerKind, Post, question_name

SHOWN = 4  # pieces of evidence per post
LEAST_SHOWN = 0.15  # in log-odds
ANSWER = kinds.KINDS.index("answer")


def decode(
    scene: Scene, model: AssignmentModel, hosts: frozenset[str]
) -> tuple[Floats, Around | None]:
    """Return the beliefs (n, m + 1), rows adding to 1, and what the last pass knew beforehand.

    Each pass weighs the evidence with its own weights; from the second on, what the neighbours
    (the post replied to, the author's other posts, the posts around) are believed to answer counts
    as evidence too.
    """
    shares = links.weigh(scene.links, model.pull)
    beliefs: Floats | None = None
    known: Around | None = None
    for weights in model.passes[int(evidence.has_labels(scene))]:
        known = None if beliefs is None else surroundings.around(scene, beliefs, shares)
        scores = [
            evidence.tensor(scene, known, hosts, part) @ weights
            for part in evidence.parts(len(scene.posts))
        ]
        beliefs = believe(scene, np.vstack(scores))
    assert beliefs is not None
    return beliefs, known


def believe(scene: Scene, scores: Floats) -> Floats:
    """Return the scores (n, m + 1) as shares; of questions that a post cannot answer, nothing."""
    if not scores.size:
        return scores
    scores = scores.copy()
    scores[:, 1:][~scene.is_open] = -np.inf
    return softmax(scores)


def softmax(scores: Floats) -> Floats:
    """Return the scores as shares that add to 1 along the last axis."""
    if not scores.size:
        return scores
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def answers(
    scene: Scene, model: AssignmentModel, hosts: frozenset[str], guests: frozenset[str]
) -> list[Answer]:
    """Return one Answer per post, in the order of the posts."""
    if not scene.posts:
        return []
    beliefs, known = decode(scene, model, hosts)
    weights = model.passes[int(evidence.has_labels(scene))][-1]
    asked = {q.post_id for q in scene.questions} | {
        post_id for q in scene.questions for post_id in q.also_asked
    }
    found = []
    for part in evidence.parts(len(scene.posts)):
        values = evidence.tensor(scene, known, hosts, part)
        marks = kinds.matrix(scene, beliefs, hosts, guests, part)
        shares = softmax(marks @ model.kind_weights.T + model.kind_bias)
        for index, spoken, chances in zip(part, values, shares, strict=True):
            post = scene.posts[index]
            column = int(beliefs[index].argmax())
            kind = _kind(post, chances, post.id in asked)
            number = scene.questions[column - 1].number if column else None
            found.append(
                Answer(
                    post_id=post.id,
                    question=number,
                    kind=kind,
                    confidence=round(float(beliefs[index, column]), SCORE_DIGITS),
                    answer_chance=round(float(chances[ANSWER]), SCORE_DIGITS),
                    evidence=tuple(words(scene, index, column, spoken, beliefs, weights)),
                    reason=kinds.reason_for(kind, post.said),
                )
            )
    return found


def _kind(post: Post, shares: Floats, is_asked: bool) -> AnswerKind:
    if post.set_aside == "repost":
        return "repost"
    if is_asked:
        return "question"
    return kinds.KINDS[int(shares.argmax())]


def words(
    scene: Scene, index: int, column: int, values: Floats, beliefs: Floats, weights: Floats
) -> list[str]:
    """Return the strongest evidence for a post's place against the runner-up, in words.

    `values` (m + 1, len(FEATURES)) is the evidence about this post.
    """
    order = np.argsort(-beliefs[index], kind="stable")
    rival = int(order[1]) if len(order) > 1 and int(order[0]) == column else int(order[0])
    if rival == column:
        return ["the chat has no questions"]
    gain = weights * (values[column] - values[rival])
    said: list[str] = []
    for feature in np.argsort(-gain, kind="stable"):
        if gain[feature] < LEAST_SHOWN or len(said) == SHOWN:
            break
        phrase = _phrase(scene, index, column, rival, evidence.FEATURES[int(feature)], values)
        if phrase and phrase not in said:
            said.append(phrase)
    return said or [f"nothing speaks clearly; {_name(scene, rival)} comes close"]


def _name(scene: Scene, column: int) -> str:
    return question_name(scene.questions[column - 1].number) if column else "no question"


def _phrase(
    scene: Scene, index: int, column: int, rival: int, feature: str, values: Floats
) -> str | None:
    post = scene.posts[index]
    question = _name(scene, column)
    group, _, detail = feature.partition(".")
    if group == "label":
        if detail == "asks":
            return f"asks {question}"
        if post.label is None:
            return None
        return f"labelled {post.label.kind}{post.label.question}{post.label.part or ''}"
    if group == "clock" and detail.startswith("labels"):
        return f"answers labelled {question} are posted at that moment"
    if group == "clock":
        return _clock_phrase(scene, index, column, rival, detail)
    if group == "reply":
        return _reply_phrase(scene, index, question, detail)
    if group == "author":
        return f"@{post.handle} answers {question} just {detail}"
    if group == "flow":
        return f"the posts around it answer {question}"
    if group == "fit" and detail == "words":
        return f"shares words with the answers to {question}"
    if group == "fit" and detail == "alike":
        return f"posts like it answer {question}"
    if group == "fit":
        row = values[column, COLUMN["fit.kin"]] - values[rival, COLUMN["fit.kin"]]
        row += values[column, COLUMN["fit.question"]]
        row -= values[rival, COLUMN["fit.question"]]
        better = f"fits {question} better than {_name(scene, rival)} by {row:.2f}"
        return better if row > 0 else None
    return NONE_PHRASES.get(detail) if column == 0 else None


def _clock_phrase(scene: Scene, index: int, column: int, rival: int, detail: str) -> str | None:
    if column == 0:
        return None
    asked = [m for m, q in scene.asks if q == column - 1 and m <= scene.minutes[index]]
    if not asked:
        return None
    if detail == "not_yet":
        return f"{_name(scene, rival)} was not asked yet"
    lag = scene.minutes[index] - asked[-1]
    if not scene.has_clock:
        return f"stands after {_name(scene, column)} in the export"
    return f"{lag:.0f} min after {_name(scene, column)}"


def _reply_phrase(scene: Scene, index: int, question: str, detail: str) -> str | None:
    if detail in ("linked", "linked_log"):
        return f"its conversation is about {question}"
    if detail in ("children", "continued"):
        return f"those who reply to it answer {question}"
    if not scene.parents[index]:
        return None
    other = max(scene.parents[index], key=lambda parent: parent[1])[0]
    verb = "replies to" if detail == "parent" else "mentions"
    return f"{verb} @{scene.posts[other].handle} who answers {question}"


NONE_PHRASES = {
    "before_first": "posted before the first question",
    "after_last": "posted after the chat",
    "greeting": "reads like a greeting",
    "thanks": "says thanks",
    "logistics": "is about the chat itself",
    "opener": "only reacts",
    "short": "very short",
    "link": "shares a link",
    "asks": "asks something back",
    "unlabelled": "carries no label",
    "parent": "replies to a post that answers no question",
    "children": "the replies to it answer no question",
    "author_before": "the author answers no question just before",
    "author_after": "the author answers no question just after",
    "near": "the posts around it answer no question",
    "repost": "repeats another post",
    "mention_start": "speaks to one person",
    "is_host": "the host speaks",
    "alike": "posts like it answer no question",
    "habit": "carries no label where most answers do",
    "linked": "its conversation answers no question",
    "linked_log": "its conversation answers no question",
    "continued": "the replies to it answer no question",
}


def simple(scene: Scene, posts: Sequence[Post]) -> list[int | None]:
    """Return the baseline's question of each post: its own label, else the question open then."""
    numbers = {question.number for question in scene.questions}
    placed: list[int | None] = []
    for index, minute in enumerate(scene.minutes[: len(posts)]):
        own = surroundings.label_of(scene, index)
        if own in numbers:
            placed.append(own)
            continue
        done = [question for moment, question in scene.asks if moment <= minute]
        placed.append(scene.questions[done[-1]].number if done else None)
    return placed
