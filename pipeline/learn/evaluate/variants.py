"""What the ranking of chats loses without some traits, and gains with more chats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.learn import ranker_figures as figures
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.material import Material
from pipeline.learn.examples import Judged
from pipeline.score.rows import TRAITS
from pipeline.score.traits import GROUPS
from pipeline.score.traits import TRAITS as ALL_TRAITS

WITHOUT = 1e12  # a penalty that leaves a number no weight
CORPORA: Mapping[str, Mapping[str, float]] = {"film lines": {"chat": 1.0}, "grades": {"film": 1.0}}


def ablation(material: Material, chats: Sequence[Judged]) -> list[dict[str, Any]]:
    """Return what is left where the ranker has to do without some traits or corpora."""
    material.say("ranking without some traits")
    learner = material.learner
    rows = [_row("nothing", [learner.held_out(chat) for chat in chats], chats)]
    for group in (*GROUPS, "all traits", "style"):
        penalty = _penalty(learner.penalty, group)
        rows.append(_row(group, [learner.held_out(chat, penalty=penalty) for chat in chats], chats))
    for name, learns in CORPORA.items():
        rows.append(_row(name, [learner.held_out(chat, learns=learns) for chat in chats], chats))
    return rows


def _penalty(usual: Floats, group: str) -> Floats:
    penalty = usual.copy()
    if group == "style":
        penalty[TRAITS:] = WITHOUT
    else:
        columns = np.array([group in (trait.group, "all traits") for trait in ALL_TRAITS])
        penalty[:TRAITS][columns] = WITHOUT
    return penalty


def _row(name: str, scores: Sequence[Floats], chats: Sequence[Judged]) -> dict[str, Any]:
    return {"without": name, **_means(scores, chats)}


def _means(scores: Sequence[Floats], chats: Sequence[Judged]) -> dict[str, float]:
    held = [
        ranking
        for values, chat in zip(scores, chats, strict=True)
        for ranking in figures.rankings(values, chat)
    ]
    mean = figures.mean(held)
    return {"ndcg": round(mean.ndcg, 4), "spearman": round(mean.rho, 4)}


def curve(material: Material, chats: Sequence[Judged]) -> list[dict[str, Any]]:
    """Return the figures of rankers that saw 1, 2, ... of the other chats, and how many graded
    posts that is on average."""
    names = [chat.name for chat in chats]
    posts = {chat.name: len(chat.values) for chat in chats}
    rows = []
    for count in range(1, len(chats)):
        scores, learned = [], 0
        for place, chat in enumerate(chats):
            seen = [names[(place + 1 + step) % len(names)] for step in range(count)]
            learned += sum(posts[name] for name in seen)
            weights = material.learner.expert(seen)
            scores.append(material.learner.standardised(chat.values) @ weights)
        mean = round(learned / len(chats))
        rows.append({"chats": count, "posts": mean, **_means(scores, chats)})
    return rows
