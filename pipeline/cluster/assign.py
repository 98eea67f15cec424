"""Every post under its question: all evidence weighed together, over the whole chat at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.cluster import evidence, explain, kinds, quoting, surroundings, voices
from pipeline.cluster.arrays import Floats, Ints
from pipeline.cluster.hiding import Hiding
from pipeline.cluster.model import ROUNDS, AssignmentModel, Field
from pipeline.cluster.outcome import Outcome
from pipeline.cluster.scene import Scene
from pipeline.cluster.surroundings import Decoded
from pipeline.records import SCORE_DIGITS, Answer, AnswerKind, Post

# belief in "no question" above which what reads as an answer is put under none; the less, the more
# guests ask questions of their own. Looked for on the left-out chats and the sample chat.
NOTHING, NOTHING_ASKED = 0.8, 0.5
ANSWER, REPLY = (kinds.KINDS.index(kind) for kind in ("answer", "reply"))
ASIDE = ("host", "greeting", "other")  # what an answer with a label may sound like


def decode(scene: Scene, model: AssignmentModel, hosts: frozenset[str]) -> Decoded:
    """Return where each post is believed to belong, all of the chat weighed together.

    At first each post is placed by its own evidence; then, in a few rounds, what the posts around
    it are believed to answer counts as well. Source: mean field, Zheng et al. 2015. In each round
    "no question" is held back as far as it would swallow answers whose labels are hidden.
    """
    field = field_of(scene, model)
    around = surroundings.find(scene, field.pull)
    scores = np.zeros((len(scene.posts), len(scene.questions) + 1, 2))
    labelled, changes = [], []
    for part in evidence.parts(scene):
        values = evidence.tensor(scene, hosts, part)
        scores[part.start : part.stop] = field.own(values, around.linked[part.start : part.stop])
        rows, change = evidence.without_labels(scene, values, part)
        labelled.append(rows)
        changes.append(field.own(change, around.linked[rows]))
    hiding = Hiding(np.concatenate(labelled), np.concatenate(changes))
    before = beliefs = _held_back(scene, scores[..., 0], hiding, 0)
    for _ in range(ROUNDS):
        before, told = beliefs, scores[..., 1].copy()
        for part in evidence.parts(scene):
            told[part.start : part.stop] += field.told(around.heard(beliefs, part)).sum(axis=-1)
        beliefs = _held_back(scene, told, hiding, 1)
    return Decoded(beliefs, before, around)


def _held_back(scene: Scene, scores: Floats, hiding: Hiding, stage: int) -> Floats:
    scores = scores.copy()
    scores[:, 0] -= hiding.excess(scene, scores, stage)
    return believe(scene, scores)


def field_of(scene: Scene, model: AssignmentModel) -> Field:
    """Return the weights for chats like this one, which labels its answers or does not."""
    return model.fields[int(evidence.has_labels(scene))]


def believe(scene: Scene, scores: Floats) -> Floats:
    """Return the scores (n, m + 1) as shares; of questions that a post cannot answer, nothing, and
    all of the one under which the export files it."""
    scores = scores.copy()
    scores[:, 1:][~scene.is_open] = -np.inf
    filed = np.flatnonzero(scene.filed >= 0)
    scores[filed] = -np.inf
    scores[filed, scene.filed[filed] + 1] = 0.0
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
    talk = kinds.conversation(scene, decoded, hosts)
    chances = np.zeros((len(scene.posts), len(kinds.KINDS)))
    for part in evidence.parts(scene):
        marks = kinds.matrix(scene, decoded.beliefs, talk, hosts, guests, part)
        chances[part.start : part.stop] = softmax(marks @ model.kind_weights.T + model.kind_bias)
    reads_as_answer = chances[:, ANSWER] > 0.5
    guests_ask = evidence.guests_ask(scene, hosts)
    return Settled(decoded, chances, choose(decoded.beliefs, reads_as_answer, guests_ask))


def choose(beliefs: Floats, is_answer: npt.NDArray[np.bool_], guests_ask: Floats) -> Ints:
    """Return the column (n,) that each post is put under: the likeliest one.

    An answer comes under the likeliest question, unless "no question" is likelier than NOTHING, or
    NOTHING_ASKED where guests ask much of their own accord (`guests_ask` (n,) is 1).
    """
    likeliest: Ints = beliefs.argmax(axis=1)
    if beliefs.shape[1] == 1:
        return likeliest
    most = NOTHING - (NOTHING - NOTHING_ASKED) * guests_ask
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
    kind = kinds_of(scene, settled, hosts - guests)
    outcome = Outcome(scene, decoded, hosts, settled.chosen, kind)
    found = []
    for part in evidence.parts(scene):
        values = evidence.tensor(scene, hosts, part)
        heard = decoded.around.heard(decoded.before, part)
        for index, spoken, told in zip(part, values, heard, strict=True):
            post, chances = scene.posts[index], settled.chances[index]
            column = int(settled.chosen[index])
            number = scene.questions[column - 1].number if column else None
            confidence = round(float(sure[index, column]), SCORE_DIGITS)
            why = explain.words(outcome, index, (spoken, told), field, confidence)
            found.append(
                Answer(
                    post_id=post.id,
                    question=number,
                    kind=kind[index],
                    confidence=confidence,
                    answer_chance=round(float(chances[ANSWER]), SCORE_DIGITS),
                    evidence=(*why, *explain.set_right(post)),
                    reason=kinds.reason_for(kind[index], post.said),
                )
            )
    return found


def kinds_of(scene: Scene, settled: Settled, hosts: frozenset[str]) -> list[AnswerKind]:
    """Return the kind of each post, the likeliest one unless it is a repost, asks a question, or is
    no answer: the host's word, and who says hello before the first question. Who names a question
    by a number in front answers it, however little it sounds so."""
    known = {question.number for question in scene.questions}
    asking = scene.asking | quoting.held(scene.posts, scene.asking)
    found = [
        _kind(
            post,
            settled.chances[index],
            is_asked=post.id in asking,
            is_labelled=not known.isdisjoint(scene.labels_of(index)),
        )
        for index, post in enumerate(scene.posts)
    ]
    first = {scene.asked_in[question]: minute for minute, question in reversed(scene.asks)}
    for index, post in enumerate(scene.posts):
        if found[index] == "other" and index in scene.named:
            found[index] = "answer"
        if found[index] != "answer":
            continue
        is_before = scene.minutes[index] < first.get(int(scene.held[index]), -np.inf)
        if _is_hosts_word(scene, index, hosts):
            found[index] = "host"
        elif is_before and post.label is None and evidence.GREETING.search(post.said):
            found[index] = "greeting"
    return found


def _is_hosts_word(scene: Scene, index: int, hosts: frozenset[str]) -> bool:
    """Return whether a host says something to all without a label, where all who answer label."""
    post = scene.posts[index]
    is_labelled = post.label is not None or index in scene.named
    is_hosts = post.handle.casefold() in hosts and voices.is_to_all(post)
    return is_hosts and not is_labelled and bool(scene.habit[index] == 1)


def _kind(post: Post, shares: Floats, *, is_asked: bool, is_labelled: bool) -> AnswerKind:
    """Return the likeliest kind of a post; `is_labelled` tells that it names a question of the
    chat. Who labels an answer answers, as a host and with a good night behind it, too."""
    if post.set_aside == "repost":
        return "repost"
    if is_asked:
        return "question"
    found = kinds.KINDS[int(shares.argmax())]
    is_answer = is_labelled and post.is_labelled_answer
    if found in ASIDE and is_answer:
        return "reply" if shares[REPLY] > shares[ANSWER] else "answer"
    return found
