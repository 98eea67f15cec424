"""Every post under its question: all evidence weighed together, over the whole chat at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.cluster import evidence, kinds, links, surroundings
from pipeline.cluster.evidence import COLUMN
from pipeline.cluster.hiding import Hiding
from pipeline.cluster.model import ROUNDS, AssignmentModel, Field
from pipeline.cluster.scene import Floats, Ints, Scene
from pipeline.cluster.surroundings import MESSAGES, Surroundings
from pipeline.records import SCORE_DIGITS, Answer, AnswerKind, Post, question_name

SHOWN = 4  # pieces of evidence per post
LEAST_SHOWN = 0.15  # in log-odds
MANY_ASK = 0.5  # of how much guests ask of their own accord, from which on many do
LEAST_HEARD = 0.2  # of what the posts around say, from which on they say it
# belief in "no question" above which what reads as an answer is put under none; the less, the more
# guests ask questions of their own. Looked for on the left-out chats and the sample chat.
NOTHING, NOTHING_ASKED = 0.7, 0.5
ANSWER = kinds.KINDS.index("answer")


@dataclass(frozen=True)
class Decoded:
    """Where the posts of a chat are believed to belong.

    `beliefs` (n, m + 1), rows adding to 1, come from the posts `around`, who believed `before`
    (n, m + 1) in the last round.
    """

    beliefs: Floats
    before: Floats
    around: Surroundings


def decode(scene: Scene, model: AssignmentModel, hosts: frozenset[str]) -> Decoded:
    """Return where each post is believed to belong, all of the chat weighed together.

    At first each post is placed by its own evidence; then, in a few rounds, what the posts around
    it are believed to answer counts as well. Source: mean field, Zheng et al. 2015. In each round
    "no question" is held back as far as it would swallow answers whose labels are hidden.
    """
    field = field_of(scene, model)
    scores = np.zeros((len(scene.posts), len(scene.questions) + 1, 2))
    labelled, changes = [], []
    for part in evidence.parts(scene):
        values = evidence.tensor(scene, hosts, part)
        scores[part.start : part.stop] = values @ field.weights.T
        rows, change = evidence.without_labels(scene, values, part)
        labelled.append(rows)
        changes.append(change @ field.weights.T)
    hiding = Hiding(np.concatenate(labelled), np.concatenate(changes)) if labelled else None
    around = surroundings.find(scene, field.pull)
    before = beliefs = _held_back(scene, scores[..., 0], hiding, 0)
    for _ in range(ROUNDS):
        before, told = beliefs, scores[..., 1].copy()
        for part in evidence.parts(scene):
            told[part.start : part.stop] += _told(around.heard(beliefs, part), field).sum(axis=-1)
        beliefs = _held_back(scene, told, hiding, 1)
    return Decoded(beliefs, before, around)


def _held_back(scene: Scene, scores: Floats, hiding: Hiding | None, stage: int) -> Floats:
    if hiding is not None:
        scores = scores.copy()
        scores[:, 0] -= hiding.excess(scene, scores, stage)
    return believe(scene, scores)


def field_of(scene: Scene, model: AssignmentModel) -> Field:
    """Return the weights for chats like this one, which labels its answers or does not."""
    return model.fields[int(evidence.has_labels(scene))]


def _told(heard: Floats, field: Field) -> Floats:
    told: Floats = heard * field.heard[:, 1]
    told[..., 0, :] = heard[..., 0, :] * field.heard[:, 0]
    return told


def believe(scene: Scene, scores: Floats) -> Floats:
    """Return the scores (n, m + 1) as shares; of questions that a post cannot answer, nothing."""
    if not scores.size:
        return scores
    scores = scores.copy()
    scores[:, 1:][~scene.is_open] = -np.inf
    return softmax(scores)


@dataclass(frozen=True)
class Settled:
    """What is believed of a chat, how likely each kind is of each post (n, kinds), and the column
    (n,) that each post is put under."""

    decoded: Decoded
    chances: Floats
    chosen: Ints


def settle(
    scene: Scene, model: AssignmentModel, hosts: frozenset[str], guests: frozenset[str]
) -> Settled:
    """Return where the posts of a chat are put, and what kind they are."""
    decoded = decode(scene, model, hosts)
    chances = np.zeros((len(scene.posts), len(kinds.KINDS)))
    for part in evidence.parts(scene):
        marks = kinds.matrix(scene, decoded.beliefs, hosts, guests, part)
        chances[part.start : part.stop] = softmax(marks @ model.kind_weights.T + model.kind_bias)
    reads_as_answer = chances[:, ANSWER] > 0.5
    asking = evidence.asking(scene, hosts)
    return Settled(decoded, chances, choose(decoded.beliefs, reads_as_answer, asking))


def choose(beliefs: Floats, is_answer: npt.NDArray[np.bool_], asking: Floats) -> Ints:
    """Return the column (n,) that each post is put under: the likeliest one.

    An answer comes under the likeliest question, unless "no question" is likelier than NOTHING, or
    NOTHING_ASKED where guests ask much of their own accord (`asking` (n,) is 1).
    """
    likeliest: Ints = beliefs.argmax(axis=1)
    if beliefs.shape[1] == 1:
        return likeliest
    most = NOTHING - (NOTHING - NOTHING_ASKED) * asking
    is_kept = is_answer & (beliefs[:, 0] <= most)
    chosen: Ints = np.where(is_kept, beliefs[:, 1:].argmax(axis=1) + 1, likeliest)
    return chosen


def sureness(beliefs: Floats, habit: Floats, sharpness: tuple[float, float]) -> Floats:
    """Return beliefs (n, m + 1) as what they proved worth in chats that were left out.

    `habit` (n,) in [0, 1] is how much the chat labels its answers; `sharpness` is the power of
    beliefs where nobody does, and where everybody does.
    """
    none, all_do = sharpness
    powers = beliefs ** (none + (all_do - none) * habit)[:, None]
    found: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return found


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
    settled = settle(scene, model, hosts, guests)
    decoded, field = settled.decoded, field_of(scene, model)
    sure = sureness(decoded.beliefs, scene.habit, model.sharpness)
    asked = {q.post_id for q in scene.questions} | {
        post_id for q in scene.questions for post_id in q.also_asked
    }
    found = []
    for part in evidence.parts(scene):
        values = evidence.tensor(scene, hosts, part)
        heard = decoded.around.heard(decoded.before, part)
        for index, spoken, told in zip(part, values, heard, strict=True):
            post, chances = scene.posts[index], settled.chances[index]
            column = int(settled.chosen[index])
            kind = _kind(post, chances, post.id in asked)
            number = scene.questions[column - 1].number if column else None
            found.append(
                Answer(
                    post_id=post.id,
                    question=number,
                    kind=kind,
                    confidence=round(float(sure[index, column]), SCORE_DIGITS),
                    answer_chance=round(float(chances[ANSWER]), SCORE_DIGITS),
                    evidence=tuple(words(scene, index, column, (spoken, told), decoded, field)),
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
    scene: Scene,
    index: int,
    column: int,
    evident: tuple[Floats, Floats],
    decoded: Decoded,
    field: Field,
) -> list[str]:
    """Return the strongest evidence for a post's place against the runner-up, in words.

    `evident` is the evidence about this post (m + 1, len(FEATURES)), and what it heard from the
    posts around it (m + 1, len(MESSAGES)).
    """
    values, heard = evident
    order = np.argsort(-decoded.beliefs[index], kind="stable")
    rival = int(order[1]) if len(order) > 1 and int(order[0]) == column else int(order[0])
    if rival == column:
        return ["the chat has no questions"]
    told = _told(heard, field)
    own = field.weights[1] * (values[column] - values[rival])
    gain = np.concatenate([own, told[column] - told[rival]])
    names = (*evidence.FEATURES, *MESSAGES)
    said: list[str] = []
    for feature in np.argsort(-gain, kind="stable"):
        if gain[feature] < LEAST_SHOWN or len(said) == SHOWN:
            break
        if feature < len(own):
            phrase = _phrase(scene, index, column, rival, names[feature], values)
        else:
            loud = names[feature].removesuffix(
                "_log"
            )  # the logarithm of what another tells plainly
            if heard[column, MESSAGES.index(loud)] < LEAST_HEARD:
                continue
            phrase = _heard_phrase(scene, index, column, loud, decoded)
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
            return f"names {question}" if values[column, COLUMN["label.named"]] else None
        return f"labelled {post.label.kind}{post.label.question}{post.label.part or ''}"
    if group == "clock" and detail.startswith("labels"):
        return f"answers labelled {question} are posted at that moment"
    if group == "clock":
        return _clock_phrase(scene, index, column, rival, detail)
    if group == "fit" and detail == "words":
        return f"shares words with the answers to {question}"
    if group == "fit":
        row = values[column, COLUMN["fit.kin"]] - values[rival, COLUMN["fit.kin"]]
        row += values[column, COLUMN["fit.question"]]
        row -= values[rival, COLUMN["fit.question"]]
        better = f"fits {question} better than {_name(scene, rival)} by {row:.2f}"
        return better if row > 0 else None
    if detail == "asks_many" and values[0, COLUMN["none.asks_many"]] < MANY_ASK:
        return None
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


def _heard_phrase(
    scene: Scene, index: int, column: int, message: str, decoded: Decoded
) -> str | None:
    """Return what the posts around a post say for a place, None where they do not say it."""
    question = _name(scene, column)
    if message == "reply.linked":
        return _linked_phrase(scene, index, column, decoded)
    if message == "reply.continued":
        return f"the replies to it answer {question}"
    if message.startswith("author."):
        when = message.removeprefix("author.")
        return f"@{scene.posts[index].handle} answers {question} just {when}"
    if message == "flow.near":
        return f"the posts around it answer {question}"
    return f"posts like it answer {question}"


def _linked_phrase(scene: Scene, index: int, column: int, decoded: Decoded) -> str | None:
    pairs = scene.links
    own = slice(*np.searchsorted(pairs.child, [index, index + 1]))
    parents = pairs.parent[own]
    speaks = decoded.around.shares[own] * decoded.before[parents, column]
    if not len(parents):
        return None
    best = int(speaks.argmax())
    other = int(parents[best])
    question = _name(scene, column)
    if decoded.before[other].argmax() != column:
        return f"its conversation is about {question}"
    marks = dict(zip(links.FEATURES, pairs.values[own][best], strict=True))
    verb = "is in a conversation with"
    if marks["named"]:
        verb = "replies to"
    elif marks["first_mentioned"] or marks["other_mentioned"]:
        verb = "mentions"
    who = f"@{scene.posts[other].handle}"
    return f"{verb} {who} who answers {question}"


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
    "repost": "repeats another post",
    "mention_start": "speaks to one person",
    "is_host": "the host speaks",
    "habit": "carries no label where most answers do",
    "asks_first": "asks something of its own",
    "asks_many": "many guests ask questions of their own",
    "mention_few": "speaks to one person",
    "far": "posted when no question was open",
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
