"""Learning how much each kind of evidence says about a post's question, and about its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline import shelf
from pipeline.cluster import assign, kinds, people, questions
from pipeline.cluster import stage as cluster
from pipeline.cluster.arrays import Floats, Ints
from pipeline.cluster.model import FILE, MODEL, ROUNDS, AssignmentModel
from pipeline.cluster.scene import Scene, build
from pipeline.encoder import Encoder, Vectors
from pipeline.learn import assignment_field, assignment_sureness, graded, tangled
from pipeline.learn.assignment_field import Lesson
from pipeline.learn.assignment_sureness import Left
from pipeline.learn.graded import GradedChat
from pipeline.records import number_of

# shares of its labels that are hidden in the copies of a chat, and how much each copy counts
COPIES = ((0.0, 0.7), (0.5, 0.4), (0.8, 0.5), (0.93, 0.4))
# how much a written chat counts beside a real one, with its labels and without
WRITTEN, WRITTEN_HIDDEN = 0.3, 0.1
KIND_C = 0.05  # of the kinds' logistic regression: the less, the more its weights are held back
Say = Callable[[str], None]


@dataclass(frozen=True)
class Example:
    """One chat ready for learning: its scene, and the true column and kind of every post."""

    name: str
    scene: Scene
    hosts: frozenset[str]
    guests: frozenset[str]
    asked: Vectors
    columns: Ints  # -1 where the true question is not among those found
    kinds: Ints
    seen: frozenset[str] = frozenset()  # by who wrote it, of the chats that are measured on

    @property
    def truth(self) -> list[int | None]:
        """The true question of each post, -1 where it is not among those found."""
        numbers = [None, *(question.number for question in self.scene.questions)]
        return [numbers[column] if column >= 0 else -1 for column in self.columns.tolist()]


def example(chat: GradedChat, encoder: Encoder) -> Example:
    """Return a graded chat as an example."""
    posts = cluster.in_time(chat.posts)
    found = questions.find(posts, chat.chat)
    roles = people.find(chat.posts, found, chat.chat)
    place = {q.number: i + 1 for i, q in enumerate(found)}
    scene, asked = cluster.look(posts, found, encoder)
    grades = [chat.grades[post.id] for post in posts]
    columns = [
        0 if g.question is None else place.get(number_of(g.question, int(session)), -1)
        for g, session in zip(grades, scene.held, strict=True)
    ]
    return Example(
        name=chat.name,
        scene=scene,
        asked=asked,
        hosts=frozenset(roles.hosts),
        guests=frozenset(roles.guests),
        columns=np.array(columns, dtype=np.int64),
        kinds=np.array([kinds.KINDS.index(g.kind) for g in grades], dtype=np.int64),
    )


def train(
    corpora: Path, encoder: Encoder, folder: Path, say: Say = lambda _: None
) -> list[Figures]:
    """Write the model and its card to `folder`; return the figures of every chat.

    The model learns from all graded chats but the measured ones. Nothing is drawn at random: the
    same corpora give the same bytes on one machine.

    Raises: InputError when a corpus is not there.
    """
    from pipeline.learn.assignment_card import card

    say("reading graded chats, and those written as lessons")
    examples = [example(chat, encoder) for chat in graded.read_all(corpora, graded.SIX)]
    written = lessons(encoder)
    say("measuring, with each chat left out in turn")
    asked = [e for e in examples if e.scene.questions]
    left_out = [(e, fit(*all_but(e.name, examples, written))) for e in asked]
    reliability = assignment_sureness.learn(lefts(left_out))
    say("learning from all of them")
    model = replace(fit(examples, written), sharpness=reliability.sharpness)
    held_out = [example(chat, encoder) for chat in graded.read_all(corpora, graded.MEASURED)]
    figures = [
        *(measure(other, e) for e, other in left_out),
        *(measure(model, e) for e in held_out),
    ]
    posts = sum(len(e.scene.posts) for e in examples)
    settings = {
        "rounds": ROUNDS,
        "copies": COPIES,
        "written": [WRITTEN, WRITTEN_HIDDEN],
        "penalty": assignment_field.PENALTY,
        "added": assignment_field.ADDED,
        "link_penalty": assignment_field.LINK_PENALTY,
        "kind_c": KIND_C,
    }
    with shelf.rewritten(folder) as draft:
        (draft / FILE).write_text(model.to_json(), encoding="utf-8")
        about = card(figures, posts, written, reliability)
        (draft / shelf.CARD).write_text(about, encoding="utf-8")
        shelf.seal(
            MODEL,
            draft,
            settings=settings,
            data={"posts": posts, "chats": list(graded.SIX), "written": [e.name for e in written]},
            figures={figure.name: asdict(figure) for figure in figures},
        )
    return figures


def lessons(encoder: Encoder) -> list[Example]:
    """Return the chats that were written to learn from."""
    return [replace(example(one.chat, encoder), seen=one.seen) for one in tangled.lessons()]


def all_but(
    name: str, examples: Sequence[Example], written: Sequence[Example]
) -> tuple[list[Example], list[Example]]:
    """Return the real and the written chats that may teach what is measured on one of the real."""
    return [e for e in examples if e.name != name], [e for e in written if name not in e.seen]


def fit(
    examples: Sequence[Example], written: Sequence[Example] = (), without: Sequence[str] = ()
) -> AssignmentModel:
    """Return the model learned from real and from written chats; `without` names features or
    groups to leave out.

    Chats that do not label their answers are learned from copies in which all labels are hidden,
    those that do also from copies in which some are. Kinds are learned from real chats alone.
    """
    asked = [e for e in examples if e.scene.questions]
    bare = [_lesson(hidden(e), 1.0) for e in asked]
    bare += [_lesson(hidden(e), WRITTEN_HIDDEN) for e in written]
    labelled = [_lesson(hidden(e, rate), share) for e in asked for rate, share in COPIES]
    labelled += [_lesson(e, WRITTEN) for e in written]
    fields = (assignment_field.fit(bare, without), assignment_field.fit(labelled, without))
    unfinished = AssignmentModel(fields, np.zeros((0, 0)), np.zeros(0))
    kind_weights, kind_bias = _fit_kinds(examples, unfinished)
    return replace(unfinished, kind_weights=kind_weights, kind_bias=kind_bias)


def _lesson(e: Example, share: float) -> Lesson:
    return Lesson(e.scene, e.hosts, e.columns, share)


def hidden(e: Example, rate: float = 1.0) -> Example:
    """Return a copy of a chat in which a share of the labels of its answers is hidden.

    Which ones hangs on the ids of the posts: the more are hidden, the fewer of the same remain.
    """
    if not rate:
        return e
    posts = tuple(
        post.model_copy(update={"label": None})
        if post.is_labelled_answer and _draw(post.id) < rate
        else post
        for post in e.scene.posts
    )
    return replace(e, scene=build(posts, e.scene.questions, e.scene.meanings, e.asked))


def _draw(post_id: str) -> float:
    return int.from_bytes(blake2b(post_id.encode(), digest_size=4).digest(), "big") / 2**32


def lefts(left_out: Sequence[tuple[Example, AssignmentModel]]) -> list[Left]:
    """Return what models believe of the chats that they did not see, as they are and without
    labels."""
    found = []
    for whole, model in left_out:
        for e in (whole, hidden(whole)):
            settled = assign.settle(e.scene, model, e.hosts, e.guests)
            beliefs = settled.decoded.beliefs
            found.append(Left(e.name, beliefs, settled.chosen, e.columns, e.scene.habit))
    return found


def _fit_kinds(examples: Sequence[Example], model: AssignmentModel) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    rows, truth = [], []
    for e in examples:
        decoded = assign.decode(e.scene, model, e.hosts)
        talk = kinds.conversation(e.scene, decoded, e.hosts)
        rows.append(kinds.matrix(e.scene, decoded.beliefs, talk, e.hosts, e.guests))
        truth.append(e.kinds)
    learner = LogisticRegression(C=KIND_C, max_iter=2000)
    learner.fit(np.vstack(rows), np.concatenate(truth))
    weights = np.zeros((len(kinds.KINDS), len(kinds.FEATURES)))
    bias = np.full(len(kinds.KINDS), -20.0)
    for row, kind in enumerate(learner.classes_):
        weights[kind] = learner.coef_[row]
        bias[kind] = learner.intercept_[row]
    return weights, bias


@dataclass(frozen=True)
class Figures:
    """How well the posts of one chat were placed; shares of 1."""

    name: str
    posts: int
    question_accuracy: float
    answer_accuracy: float
    unlabelled_accuracy: float
    answer_f1: float
    simple_accuracy: float
    simple_unlabelled: float


def measure(model: AssignmentModel, e: Example) -> Figures:
    """Return the figures of a model on one chat, beside the simple rule's."""
    placed = assign.answers(e.scene, model, e.hosts, e.guests)
    right = np.array([a.question == t for a, t in zip(placed, e.truth, strict=True)])
    simply = np.array([s == t for s, t in zip(simple(e.scene), e.truth, strict=True)])
    is_answer = e.kinds == kinds.KINDS.index("answer")
    unlabelled = is_answer & np.array([post.label is None for post in e.scene.posts])
    said = np.array([a.kind == "answer" for a in placed])
    hit = int((said & is_answer).sum())
    return Figures(
        name=e.name,
        posts=len(placed),
        question_accuracy=_share(right),
        answer_accuracy=_share(right[is_answer]),
        unlabelled_accuracy=_share(right[unlabelled]),
        answer_f1=round(2 * hit / max(1, int(said.sum() + is_answer.sum())), 4),
        simple_accuracy=_share(simply),
        simple_unlabelled=_share(simply[unlabelled]),
    )


def simple(scene: Scene) -> list[int | None]:
    """Return the baseline's question of each post: that of the export, or of its own label, else
    the question open then."""
    numbers = {question.number for question in scene.questions}
    known = [ask for ask in scene.asks if ask[1] not in scene.supposed]
    placed: list[int | None] = []
    for index, (post, minute) in enumerate(zip(scene.posts, scene.minutes, strict=True)):
        filed = post.question
        own = filed if filed in numbers else scene.label_of(index)
        if own in numbers:
            placed.append(own)
            continue
        done = [question for moment, question in known if moment <= minute]
        placed.append(scene.questions[done[-1]].number if done else None)
    return placed


def _share(values: npt.NDArray[np.bool_]) -> float:
    return round(float(values.mean()), 4) if len(values) else 0.0
