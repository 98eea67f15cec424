"""Figures of quotability: do the lines that readers want come first, in chats and elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from pipeline.learn import ranker_baselines as baselines
from pipeline.learn import ranker_figures as figures
from pipeline.learn.evaluate import bootstrap, variants
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.figure import Figure, Measured, figure
from pipeline.learn.evaluate.material import Material
from pipeline.learn.examples import Judged
from pipeline.learn.graded import EIGHT, MEASURED
from pipeline.learn.ranker_baselines import among_its_own, centrality, nearness
from pipeline.learn.ranker_figures import Ranking
from pipeline.score import model
from pipeline.score.model import CERTAIN

FAMILY = "quotability"
LEFT_OUT = "eight graded chats, each left out"
TWO = "two measured chats"
SEEDS = 20
NAMES = {"ndcg": "nDCG@5", "rho": "Spearman", "agreement": "top 5 shared"}

Scores = Mapping[str, Floats]  # by chat


def measure(material: Material) -> Measured:
    """Return the figures by questions of chats, by chat, without some traits, and by chats seen."""
    eight, two = _chats(material, EIGHT), _chats(material, MEASURED)
    material.say("ranking the answers of chats")
    ours = dict(material.held_out)
    shipped = model.load()
    ours |= {chat.name: shipped.log_odds(chat.values, CERTAIN) for chat in two}
    others = _others(material, [*eight, *two])
    found = [
        *rows(ours, others, eight, LEFT_OUT, "chats"),
        *rows(ours, others, two, TWO, "questions"),
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
            "ablations_quotability": variants.ablation(material, eight),
            "learning_curve": variants.curve(material, eight),
        },
    )


def _chats(material: Material, names: Iterable[str]) -> list[Judged]:
    return [material.judged[name] for name in names]


def _others(material: Material, chats: Sequence[Judged]) -> dict[str, Scores]:
    taught = _chats(material, EIGHT)
    vectors = material.vectors
    material.say("ranking the answers of chats in simpler ways")
    return {
        "longest": {c.name: baselines.longest(c) for c in chats},
        "centroid": {c.name: among_its_own(c, vectors[c.name], nearness) for c in chats},
        "LexRank": {c.name: among_its_own(c, vectors[c.name], centrality) for c in chats},
        "SVR on traits and last layer": {c.name: baselines.svr(taught, c, vectors) for c in chats},
    }


def rows(
    ours: Scores, others: Mapping[str, Scores], chats: Sequence[Judged], data: str, unit: str
) -> list[Figure]:
    """Return nDCG@5, rank correlation and shared top five of scores, beside others and chance."""
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


def _mean_ndcg(scores: Floats, chat: Judged) -> float:
    return figures.mean(figures.rankings(scores, chat)).ndcg
