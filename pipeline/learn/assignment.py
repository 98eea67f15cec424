"""Learning how much each kind of evidence says about a post's question, and about its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline import shelf
from pipeline.cluster import (
    assign,
    evidence,
    kinds,
    links,
    people,
    questions,
    surroundings,
)
from pipeline.cluster import stage as cluster
from pipeline.cluster.evidence import FEATURES, GRAPH
from pipeline.cluster.model import FILE, MODEL, AssignmentModel
from pipeline.cluster.scene import Floats, Scene, build
from pipeline.encoder import Encoder, Vectors
from pipeline.learn import graded, pulls
from pipeline.learn.graded import GradedChat
from pipeline.records import number_of

PASSES = 3
BARE_SHARE = 0.3  # weight of a copy without labels beside its chat: a missing label is no proof
PENALTY = 1.0  # ridge on the weights of the evidence
KIND_PENALTY = 0.02  # 1 / C of the kinds' logistic regression, per weight
Ints = npt.NDArray[np.int64]
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


def example(chat: GradedChat, encoder: Encoder) -> Example:
    """Return a graded chat as an example."""
    found = questions.find(chat.posts, chat.chat)
    hosts = people.find_hosts(chat.posts, found, chat.chat)
    guests = people.find_guests(chat.posts, hosts, chat.chat)
    place = {q.number: i + 1 for i, q in enumerate(found)}
    scene, asked = cluster.look(chat.posts, found, encoder)
    grades = [chat.grades[post.id] for post in chat.posts]
    columns = [
        0 if g.question is None else place.get(number_of(g.question, int(session)), -1)
        for g, session in zip(grades, scene.held, strict=True)
    ]
    return Example(
        name=chat.name,
        scene=scene,
        asked=asked,
        hosts=frozenset(hosts),
        guests=frozenset(guests),
        columns=np.array(columns, dtype=np.int64),
        kinds=np.array([kinds.KINDS.index(g.kind) for g in grades], dtype=np.int64),
    )


def train(
    corpora: Path, encoder: Encoder, folder: Path | None = None, say: Say = lambda _: None
) -> list[Figures]:
    """Write the model and its card to `folder`; return the figures of every chat.

    Without one it goes to the shelf. The model learns from all graded chats but the measured ones.
    Nothing is drawn at random: the same corpora give the same bytes on one machine.

    Raises: InputError when a corpus is not there.
    """
    from pipeline.learn.assignment_card import card

    names = (*graded.CHATS, *graded.UNNUMBERED)
    say("reading graded chats")
    examples = [example(chat, encoder) for chat in graded.read_all(corpora, names)]
    say("learning from all of them")
    model = fit(examples)
    say("measuring, with each chat left out in turn")
    held_out = [example(chat, encoder) for chat in graded.read_all(corpora, graded.MEASURED)]
    figures = [*leave_one_out(examples), *(measure(model, e) for e in held_out)]
    posts = sum(len(e.scene.posts) for e in examples)
    settings = {
        "passes": PASSES,
        "bare_share": BARE_SHARE,
        "penalty": PENALTY,
        "kind_penalty": KIND_PENALTY,
    }
    with shelf.rewritten(folder or MODEL.folder) as draft:
        (draft / FILE).write_text(model.to_json(), encoding="utf-8")
        (draft / shelf.CARD).write_text(card(figures, posts), encoding="utf-8")
        shelf.seal(
            MODEL,
            draft,
            settings=settings,
            data={"posts": posts, "chats": list(names)},
            figures={figure.name: asdict(figure) for figure in figures},
        )
    return figures


def fit(examples: Sequence[Example], without: Sequence[str] = ()) -> AssignmentModel:
    """Return the model learned from examples; `without` names features or groups to leave out.

    Chats that do not label their answers are learned from copies in which all labels are hidden.
    """
    barred = np.array(
        [any(name == b or name.startswith(f"{b}.") for b in without) for name in FEATURES]
    )
    asked = [e for e in examples if e.scene.questions]
    bare = [hidden(e) for e in asked]
    shares = [1.0] * len(asked) + [BARE_SHARE] * len(bare)
    pull = pulls.fit([(e.scene.links, e.columns) for e in asked])
    passes = np.array(
        [
            _fit_passes(bare, [1.0] * len(bare), barred, pull),
            _fit_passes([*asked, *bare], shares, barred, pull),
        ]
    )
    unfinished = AssignmentModel(passes, pull, np.zeros((0, 0)), np.zeros(0))
    kind_weights, kind_bias = _fit_kinds(examples, unfinished)
    return replace(unfinished, kind_weights=kind_weights, kind_bias=kind_bias)


def _fit_passes(
    examples: Sequence[Example],
    shares: Sequence[float],
    barred: npt.NDArray[np.bool_],
    pull: Floats,
) -> list[Floats]:
    is_graph = np.array([name.startswith(GRAPH) for name in FEATURES])
    beliefs: list[Floats | None] = [None] * len(examples)
    passes: list[Floats] = []
    for number in range(PASSES):
        used = ~barred & ~is_graph if number == 0 else ~barred
        tensors = [
            evidence.tensor(e.scene, _around(e.scene, belief, pull), e.hosts)
            for e, belief in zip(examples, beliefs, strict=True)
        ]
        weights = _conditional_logit(tensors, examples, shares, used)
        passes.append(weights)
        beliefs = [
            assign.believe(e.scene, values @ weights)
            for e, values in zip(examples, tensors, strict=True)
        ]
    return passes


def _around(scene: Scene, beliefs: Floats | None, pull: Floats) -> surroundings.Around | None:
    if beliefs is None:
        return None
    return surroundings.around(scene, beliefs, links.weigh(scene.links, pull))


def hidden(e: Example) -> Example:
    """Return a copy of a chat with the labels of its answers hidden."""
    posts = tuple(
        post.model_copy(update={"label": None})
        if post.label is not None and post.label.kind == "A"
        else post
        for post in e.scene.posts
    )
    return replace(e, scene=build(posts, e.scene.questions, e.scene.meanings, e.asked))


def _conditional_logit(
    tensors: Sequence[Floats],
    examples: Sequence[Example],
    shares_of: Sequence[float],
    used: npt.NDArray[np.bool_],
) -> Floats:
    from scipy.optimize import minimize

    known = [_reachable(e) for e in examples]
    kept = [values[mask] for values, mask in zip(tensors, known, strict=True)]
    truth = [e.columns[mask] for e, mask in zip(examples, known, strict=True)]
    barred = [
        np.hstack([np.zeros((int(mask.sum()), 1)), np.where(e.scene.is_open[mask], 0.0, -np.inf)])
        for e, mask in zip(examples, known, strict=True)
    ]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total = 0.5 * PENALTY * float(weights @ weights)
        slope = PENALTY * weights
        for values, column, bar, share in zip(kept, truth, barred, shares_of, strict=True):
            shares = assign.softmax(values @ weights + bar)
            rows = np.arange(len(column))
            total -= share * float(np.log(shares[rows, column] + 1e-12).sum())
            step = np.einsum("nq,nqf->f", shares, values) - values[rows, column].sum(axis=0)
            slope = slope + share * step
        return total, np.where(used, slope, 0.0)

    start = np.zeros(len(FEATURES))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    weights: Floats = np.where(used, best.x, 0.0)
    return weights


def _reachable(e: Example) -> npt.NDArray[np.bool_]:
    """Return which posts (n,) have a true place that is known and open to them."""
    is_open = np.hstack([np.ones((len(e.columns), 1), dtype=bool), e.scene.is_open])
    known = e.columns >= 0
    reachable: npt.NDArray[np.bool_] = known & is_open[np.arange(len(e.columns)), e.columns]
    return reachable


def _fit_kinds(examples: Sequence[Example], model: AssignmentModel) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    rows, truth = [], []
    for e in examples:
        beliefs, _ = assign.decode(e.scene, model, e.hosts)
        rows.append(kinds.matrix(e.scene, beliefs, e.hosts, e.guests))
        truth.append(e.kinds)
    learner = LogisticRegression(C=KIND_PENALTY, max_iter=2000)
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
    simple = assign.simple(e.scene, e.scene.posts)
    numbers = [None, *(q.number for q in e.scene.questions)]
    truth = [numbers[column] if column >= 0 else -1 for column in e.columns]
    right = np.array([a.question == t for a, t in zip(placed, truth, strict=True)])
    simply = np.array([s == t for s, t in zip(simple, truth, strict=True)])
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


def leave_one_out(examples: Sequence[Example], without: Sequence[str] = ()) -> list[Figures]:
    """Return the figures of each chat under the model learned from all the others."""
    return [
        measure(fit([other for other in examples if other is not e], without), e)
        for e in examples
        if e.scene.questions
    ]


def _share(values: npt.NDArray[np.bool_]) -> float:
    return round(float(values.mean()), 4) if len(values) else 0.0


def confidences(
    model: AssignmentModel, examples: Sequence[Example]
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return how sure the model is of each post's place, and whether it is right, both (n,)."""
    sure: list[float] = []
    right: list[bool] = []
    for e in examples:
        numbers = [None, *(q.number for q in e.scene.questions)]
        placed = assign.answers(e.scene, model, e.hosts, e.guests)
        for answer, column in zip(placed, e.columns, strict=True):
            sure.append(answer.confidence)
            right.append(column >= 0 and answer.question == numbers[column])
    return np.array(sure), np.array(right)
