"""Figures of assignment: is each post under its question, and is it known for what it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from pipeline.cluster import model
from pipeline.learn.evaluate import ablation, bootstrap
from pipeline.learn.evaluate.chats import Passed, Tools, through
from pipeline.learn.evaluate.figure import Figure, Measured, figure
from pipeline.learn.evaluate.gold import Gold
from pipeline.learn.evaluate.material import LABELS, Material
from pipeline.learn.evaluate.placing import Placing, against_gold, of_example
from pipeline.learn.graded import MEASURED

FAMILY = "assignment"
KEY = LABELS / "slowgrowth.json"
READERS = 0.97  # of placements that two careful readers share
RULE = "simple rule"  # a post's own label, else the question open then
LEFT_OUT = "five graded chats, each left out"
LEARNED = "mean over chats; each is placed by a model that learned from all the others"


def measure(material: Material) -> Measured:
    """Return the figures on the measured chats and on graded chats that were left out."""
    found = [*_measured(material), *_left_out(material)]
    return Measured(found, {"ablations_assignment": ablation.rows(material)})


def _measured(material: Material) -> list[Figure]:
    found = []
    for name in MEASURED:
        gold = Gold.read(material.corpora, name)
        found += _rows(against_gold(material.passed(name), gold), name)
    return found


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
    chats = []
    for e in material.asked:
        material.say(f"learning to place posts without {e.name}")
        chats.append(of_example(material.placing_without(e.name), e))
    return _means(chats)


def _means(chats: Sequence[Placing]) -> list[Figure]:
    """Return the figures of chats that were left out, each chat a unit."""

    def mean(name: str, ours: list[float], beside: dict[str, list[float]]) -> Figure:
        return figure(
            FAMILY, name, LEFT_OUT, bootstrap.counted(ours),
            sample=sum(len(chat.right) for chat in chats), of="posts", unit="chats", note=LEARNED,
            baselines={their: bootstrap.counted(values) for their, values in beside.items()},
        )  # fmt: skip

    found = []
    for name, among in (
        ("all posts", [np.ones_like(chat.right) for chat in chats]),
        ("answers", [chat.is_answer for chat in chats]),
        ("unlabelled answers", [chat.is_unlabelled for chat in chats]),
    ):
        pairs = list(zip(chats, among, strict=True))
        ours = [chat.of_share(chat.right, some) for chat, some in pairs]
        by_rule = [chat.of_share(chat.by_rule, some) for chat, some in pairs]
        found.append(mean(f"{name} under their question", ours, {RULE: by_rule}))
    beside = {
        "what is labelled": [chat.of_answers(chat.is_labelled) for chat in chats],
        "every post": [chat.of_answers(np.ones_like(chat.said)) for chat in chats],
    }
    ours = [chat.of_answers(chat.said) for chat in chats]
    return [*found, mean("F1 of what is an answer", ours, beside)]


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
