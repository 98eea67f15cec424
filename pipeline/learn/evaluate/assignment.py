"""Figures of assignment: is each post under its question, and is it known for what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.cluster import assign, kinds, model
from pipeline.cluster.model import AssignmentModel
from pipeline.learn.assignment import Example, fit
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.chats import Passed, Tools, through
from pipeline.learn.evaluate.figure import Figure, Measured, figure
from pipeline.learn.evaluate.gold import Gold
from pipeline.learn.evaluate.material import LABELS, MEASURED, SIX, Material

FAMILY = "assignment"
KEY = LABELS / "slowgrowth.json"
READERS = 0.97  # of placements that two careful readers share
# as the readers' figures tell an unlabelled answer: by what the raw text begins with
LABEL = re.compile(r"^\W*(?:@\w+\W+|#\w+\W+)*[AQ]\s?\.?\s?\d", re.IGNORECASE)
RULE = "simple rule"  # a post's own label, else the question open then
GROUPS = ("label", "clock", "reply", "author", "flow", "fit")
LEFT_OUT = "five graded chats, each left out"
LEARNED = "mean over chats; each is placed by a model that learned from all the others"


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


def measure(material: Material) -> Measured:
    """Return the figures on the measured chats and on graded chats that were left out."""
    found = [*_measured(material), *_left_out(material)]
    return Measured(found, {"ablations_assignment": _ablation(material)})


def _measured(material: Material) -> list[Figure]:
    found = []
    for name in MEASURED:
        gold = Gold.read(material.corpora, name)
        found += _rows(against_gold(material.passed(name), gold), name)
    return found


def against_gold(passed: Passed, gold: Gold) -> Placing:
    """Return how the posts of a chat are placed against what readers say."""
    placed = {answer.post_id: answer for answer in passed.answers}
    simple = dict(
        zip(
            (post.id for post in passed.posts),
            assign.simple(passed.scene, passed.posts),
            strict=True,
        )
    )
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


def _rows(placing: Placing, data: str, note: str = "") -> list[Figure]:
    everything = np.ones(len(placing.right))
    found = []
    for name, among, readers in (
        ("all posts", everything, READERS),
        ("answers", placing.is_answer, None),
        ("unlabelled answers", placing.is_unlabelled, None),
    ):
        found.append(
            figure(
                FAMILY, f"{name} under their question", data, placing.share(placing.right, among),
                sample=int(among.sum()), of="posts", unit="authors",
                baselines={RULE: placing.share(placing.by_rule, among)}, readers=readers, note=note,
            )
        )  # fmt: skip
    found.append(
        figure(
            FAMILY, "F1 of what is an answer", data, placing.answers(placing.said), bootstrap.f1,
            sample=len(everything), of="posts", unit="authors", note=note,
            baselines={
                "what is labelled": placing.answers(placing.is_labelled),
                "every post": placing.answers(everything),
            },
        )
    )  # fmt: skip
    return found


def _left_out(material: Material) -> list[Figure]:
    rows = []
    for name in SIX:
        if not material.placed[name].scene.questions:
            continue
        material.say(f"learning to place posts without {name}")
        rows.append(of_example(material.placing_without(name), material.placed[name]))
    return [_mean(rows, *spec) for spec in _SPECS]


_SPECS: tuple[tuple[str, str], ...] = (
    ("all posts under their question", "everything"),
    ("answers under their question", "is_answer"),
    ("unlabelled answers under their question", "is_unlabelled"),
    ("F1 of what is an answer", "f1"),
)


def _mean(rows: Sequence[Placing], name: str, among: str) -> Figure:
    baselines: dict[str, list[float]]
    if among == "f1":
        own = [_f1(p, p.said) for p in rows]
        baselines = {
            "what is labelled": [_f1(p, p.is_labelled) for p in rows],
            "every post": [_f1(p, np.ones_like(p.said)) for p in rows],
        }
    else:
        held = [np.ones_like(p.right) if among == "everything" else getattr(p, among) for p in rows]
        own = [_share(p.right, some) for p, some in zip(rows, held, strict=True)]
        baselines = {RULE: [_share(p.by_rule, some) for p, some in zip(rows, held, strict=True)]}
    return figure(
        FAMILY, name, LEFT_OUT, of_chats(own), sample=sum(len(p.right) for p in rows), of="posts",
        unit="chats", note=LEARNED,
        baselines={their: of_chats(values) for their, values in baselines.items()},
    )  # fmt: skip


def of_chats(values: Sequence[float]) -> Floats:
    """Return the sums (units, 2) of one value a unit."""
    return np.column_stack([np.array(values, dtype=np.float64), np.ones(len(values))])


def _f1(placing: Placing, said: Floats) -> float:
    return float(bootstrap.f1(placing.answers(said).sum(axis=0)))


def _share(hits: Floats, among: Floats) -> float:
    return float((hits * among).sum() / max(1.0, among.sum()))


def of_example(placing: AssignmentModel, e: Example) -> Placing:
    """Return how a model places the posts of a graded chat."""
    placed = assign.answers(e.scene, placing, e.hosts, e.guests)
    simple = assign.simple(e.scene, e.scene.posts)
    numbers = [None, *(q.number for q in e.scene.questions)]
    truth = [numbers[column] if column >= 0 else -1 for column in e.columns]
    is_answer = e.kinds == kinds.KINDS.index("answer")
    labelled = np.array([post.label is not None for post in e.scene.posts])
    return Placing(
        right=_floats(a.question == t for a, t in zip(placed, truth, strict=True)),
        by_rule=_floats(s == t for s, t in zip(simple, truth, strict=True)),
        is_answer=_floats(is_answer),
        said=_floats(a.kind == "answer" for a in placed),
        is_unlabelled=_floats(is_answer & ~labelled),
        is_labelled=_floats(labelled),
        authors=[post.handle.casefold() for post in e.scene.posts],
    )


def sample(material: Material) -> list[Figure]:
    """Return the figures on the chat that was written for this project; needs no corpora."""
    posts, chat = material.sample("slowgrowth")
    tools = Tools(material.settings, material.encoder, material.style, model.load())
    passed = through(posts, chat, tools)
    return against_key(passed, _key(KEY))


def against_key(passed: Passed, key: Mapping[str, int]) -> list[Figure]:
    """Return the figures of answers whose question is known from their author."""
    gold = Gold.of_answers(key)
    note = "written for this project; its answers are easier than real ones"
    placing = against_gold(passed, gold)
    return _rows(placing, "the sample chat", note)[1:3]


def _key(file: Path) -> dict[str, int]:
    held: dict[str, int] = json.loads(file.read_text(encoding="utf-8"))["answers"]
    return held


def _ablation(material: Material) -> list[dict[str, Any]]:
    """Return what is left without each kind of evidence, as means over the chats left out."""
    rows = []
    for group in ("nothing", *GROUPS):
        material.say(f"placing posts without {group}")
        held = []
        for e in (e for e in material.taught if e.scene.questions):
            others = [other for other in material.taught if other is not e]
            whole = group == "nothing"
            placing = material.placing_without(e.name) if whole else fit(others, (group,))
            held.append(of_example(placing, e))
        rows.append(
            {
                "without": group,
                "all_posts": round(float(np.mean([p.right.mean() for p in held])), 4),
                "answers": round(float(np.mean([_share(p.right, p.is_answer) for p in held])), 4),
                "answer_f1": round(float(np.mean([_f1(p, p.said) for p in held])), 4),
            }
        )
    return rows


def _floats(values: object) -> Floats:
    return np.array(list(values), dtype=np.float64)  # type: ignore[call-overload]
