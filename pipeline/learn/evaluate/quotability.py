"""Figures of quotability: do the lines that readers want come first, in chats and elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.learn import ranker_baselines as baselines
from pipeline.learn import ranker_figures as figures
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.experts import chat_expert, known_scores, standardised
from pipeline.learn.evaluate.figure import Figure, Measured, figure
from pipeline.learn.evaluate.material import EIGHT, MEASURED, Material
from pipeline.learn.examples import Judged
from pipeline.learn.ranker_figures import Ranking
from pipeline.score import model
from pipeline.score.model import CERTAIN
from pipeline.score.rows import TRAITS
from pipeline.score.traits import GROUPS
from pipeline.score.traits import TRAITS as ALL_TRAITS

FAMILY = "quotability"
LEFT_OUT = "eight graded chats, each left out"
TWO = "two measured chats"
SEEDS = 20
WITHOUT = 1e12  # a penalty that leaves a number no weight
NAMES = {"ndcg": "nDCG@5", "rho": "Spearman", "agreement": "top 5 shared"}
UNTOLD = "not told that they are chat posts"

Scores = Mapping[str, Floats]  # by chat


def measure(material: Material) -> Measured:
    """Return the figures by questions of chats, by chat, without some traits, and by chats seen."""
    eight, two = _chats(material, EIGHT), _chats(material, MEASURED)
    material.say("ranking the answers of chats")
    ours = dict(material.held_out)
    shipped = model.load()
    ours |= {chat.name: shipped.log_odds(chat.values, _certain(chat)) for chat in two}
    others = _others(material, [*eight, *two])
    found = [
        *_rows(ours, others, eight, LEFT_OUT, "chats"),
        *_rows(ours, others, two, TWO, "questions"),
        *_untold(material, eight, two),
    ]
    by_chat = [
        {"chat": chat.name, "what": name, "ndcg": round(_mean_ndcg(scores[chat.name], chat), 4)}
        for name, scores in {"standout": ours, **others}.items()
        for chat in (*eight, *two)
    ]
    return Measured(
        found,
        {
            "ndcg_by_chat": by_chat,
            "ablations_quotability": _ablation(material, eight),
            "learning_curve": _curve(material, eight),
        },
    )


def _chats(material: Material, names: Iterable[str]) -> list[Judged]:
    return [material.judged[name] for name in names]


def _certain(chat: Judged) -> Floats:
    return np.full(len(chat.grades), CERTAIN)


def _others(material: Material, chats: Sequence[Judged]) -> dict[str, Scores]:
    taught = _chats(material, EIGHT)
    vectors = material.vectors
    material.say("ranking the answers of chats in simpler ways")
    return {
        "longest": {c.name: baselines.longest(c) for c in chats},
        "centroid": {c.name: baselines.centroid(c, vectors[c.name]) for c in chats},
        "LexRank": {c.name: baselines.lexrank(c, vectors[c.name]) for c in chats},
        "SVR on traits and last layer": {c.name: baselines.svr(taught, c, vectors) for c in chats},
    }


def _rows(
    ours: Scores, others: Mapping[str, Scores], chats: Sequence[Judged], data: str, unit: str
) -> list[Figure]:
    rankings = {chat.name: figures.rankings(ours[chat.name], chat) for chat in chats}
    theirs = {
        name: {chat.name: figures.rankings(scores[chat.name], chat) for chat in chats}
        for name, scores in others.items()
    }
    theirs["random"] = {chat.name: _at_random(chat) for chat in chats}
    return [
        figure(
            FAMILY, name, data, _sums(rankings, field, unit),
            sample=sum(map(len, rankings.values())), of="questions", unit=unit,
            baselines={their: _sums(held, field, unit) for their, held in theirs.items()},
            note="mean over questions with five posts or more",
        )
        for field, name in NAMES.items()
    ]  # fmt: skip


def _at_random(chat: Judged) -> list[Ranking]:
    drawn = [figures.rankings(baselines.at_random(chat, seed), chat) for seed in range(SEEDS)]
    return [figures.mean(of_question) for of_question in zip(*drawn, strict=True)]


def _sums(rankings: Mapping[str, Sequence[Ranking]], field: str, unit: str) -> Floats:
    rows, units = [], []
    for chat, held in rankings.items():
        for number, ranking in enumerate(held):
            rows.append((getattr(ranking, field), 1.0))
            units.append(chat if unit == "chats" else f"{chat} {number}")
    return bootstrap.by_unit(np.array(rows), units)


def _untold(material: Material, eight: Sequence[Judged], two: Sequence[Judged]) -> list[Figure]:
    scores = {}
    for chat in eight:
        material.say(f"learning to rank without {chat.name}")
        scores[chat.name] = material.learner.ranker(without=chat.name).log_odds(chat.values)
    scores |= {chat.name: model.load().log_odds(chat.values) for chat in two}
    found = []
    for data, chats, unit in ((LEFT_OUT, eight, "chats"), (TWO, two, "questions")):
        [ndcg, *_] = _rows(scores, {}, chats, f"{data}, {UNTOLD}", unit)
        found.append(ndcg)
    return found


def _mean_ndcg(scores: Floats, chat: Judged) -> float:
    return figures.mean(figures.rankings(scores, chat)).ndcg


def _ablation(material: Material, chats: Sequence[Judged]) -> list[dict[str, Any]]:
    """Return what is left where the ranker has to do without some traits or corpora."""
    material.say("ranking without some traits")
    learner = material.learner
    rows = []

    def add(name: str, scores: Callable[[Judged], Floats]) -> None:
        held = [r for chat in chats for r in figures.rankings(scores(chat), chat)]
        mean = figures.mean(held)
        rows.append({"without": name, "ndcg": round(mean.ndcg, 4), "spearman": round(mean.rho, 4)})

    add("nothing", lambda chat: known_scores(learner, chat))
    for group in (*GROUPS, "all traits", "style"):
        penalty = learner.penalty.copy()
        columns = np.array([t.group == group or group == "all traits" for t in ALL_TRAITS])
        penalty[:TRAITS][columns] = WITHOUT
        if group == "style":
            penalty[TRAITS:] = WITHOUT
        add(group, lambda chat, held=penalty: known_scores(learner, chat, penalty=held))  # type: ignore[misc]
    for name, learns in (("film lines", {"chat": 1.0}), ("grades", {"film": 1.0})):
        add(name, lambda chat, held=learns: known_scores(learner, chat, learns=held))  # type: ignore[misc]
    return rows


def _curve(material: Material, chats: Sequence[Judged]) -> list[dict[str, Any]]:
    """Return the figures of rankers that saw 1, 2, ... of the other chats."""
    rows = []
    for count in range(1, len(chats)):
        held = []
        for place, chat in enumerate(chats):
            seen = [chats[(place + 1 + step) % len(chats)].name for step in range(count)]
            weights = chat_expert(material.learner, seen)
            held += figures.rankings(standardised(material.learner, chat) @ weights, chat)
        mean = figures.mean(held)
        rows.append({"chats": count, "ndcg": round(mean.ndcg, 4), "spearman": round(mean.rho, 4)})
    return rows
