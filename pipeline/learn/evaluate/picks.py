"""Figures of the picks: what the whole pipeline chooses, against grades and against readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from pipeline.encoder import Encoder
from pipeline.learn import ranker_baselines as baselines
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.chats import Passed, Tools, through
from pipeline.learn.evaluate.figure import Figure, figure
from pipeline.learn.evaluate.gold import QUOTABLE, Gold
from pipeline.learn.evaluate.material import Material
from pipeline.learn.graded import CHATS, EIGHT, MEASURED, Grade
from pipeline.learn.ranker import PRINTED, calibrated
from pipeline.learn.ranker_figures import FEWEST, TOP
from pipeline.records import Post, number_of
from pipeline.score import model
from pipeline.score.model import Ranker

FAMILY = "picks"
LEFT_OUT = "five graded chats, each left out"
SEEDS = 20
POOL = "simpler ways choose among the posts that the pipeline puts under the question"

Chosen = dict[int | None, list[str]]  # post ids of each question, in the order of choice


def measure(material: Material) -> list[Figure]:
    """Return the figures against the grades of chats left out, and against careful readers."""
    return [*_against_readers(material), *_against_grades(material)]


def rivals(passed: Passed, encoder: Encoder, count: int) -> dict[str, list[Chosen]]:
    """Return what simpler ways choose, `count` a question; by chance often, the others once."""
    found: dict[str, list[Chosen]] = {"longest": [{}], "centroid": [{}], "LexRank": [{}]}
    found["random"] = [{} for _ in range(SEEDS)]
    for question, posts in passed.pools().items():
        vectors = encoder.encode([post.said for post in posts]).astype(np.float64)
        scores = {
            "longest": np.array([len(post.said.split()) for post in posts], dtype=np.float64),
            "centroid": baselines.nearness(vectors),
            "LexRank": baselines.centrality(vectors),
        }
        for name, values in scores.items():
            found[name][0][question] = _best(posts, values, count)
        for seed, chosen in enumerate(found["random"]):
            values = np.random.default_rng(seed).random(len(posts))
            chosen[question] = _best(posts, values, count)
    return found


def _best(posts: Sequence[Post], scores: Floats, count: int) -> list[str]:
    return [posts[row].id for row in np.argsort(-scores, kind="stable")[:count]]


def _against_readers(material: Material) -> list[Figure]:
    found = []
    for name in MEASURED:
        passed, gold = material.passed(name), Gold.read(material.corpora, name)
        material.say(f"holding the picks of {name} against readers")
        picks = {q: held for q, held in passed.picked().items() if q is not None}
        ours = gold.agreement({q: [p.post_id for p in held] for q, held in picks.items()})
        questions = list(ours)
        others = {
            their: _sums(_mean_of([gold.agreement(_asked(c)) for c in held]), questions)
            for their, held in rivals(passed, material.encoder, TOP).items()
        }
        others["chance"] = _sums(gold.by_chance(), questions)
        found.append(
            figure(
                FAMILY, "shared with readers", name, _sums(ours, questions),
                sample=sum(map(len, ours.values())) * TOP, of="picks", unit="questions",
                baselines=others, readers=round(gold.among_readers(), 4), note=POOL,
            )
        )  # fmt: skip
        spans = gold.spans(picks)
        found.append(
            figure(
                FAMILY, "F1 of the picked words", name, _sums(spans, list(spans)),
                sample=sum(map(len, spans.values())), of="shared picks", unit="questions",
                baselines={"all that a post says": _sums(_whole(gold, passed), list(spans))},
            )
        )  # fmt: skip
    return found


def _whole(gold: Gold, passed: Passed) -> dict[int, list[float]]:
    said = {post.id: post.span for post in passed.posts}
    whole = {
        question: [p.model_copy(update={"start": said[p.post_id][0], "end": said[p.post_id][1]})
                   for p in held]
        for question, held in passed.picked().items()
        if question is not None
    }  # fmt: skip
    return gold.spans(whole)


def _asked(chosen: Chosen) -> dict[int, list[str]]:
    return {question: ids for question, ids in chosen.items() if question is not None}


def _mean_of(drawn: Sequence[Mapping[int, list[float]]]) -> dict[int, list[float]]:
    return {
        question: np.mean([held[question] for held in drawn], axis=0).tolist()
        for question in drawn[0]
    }


def _sums(values: Mapping[int, list[float]], questions: Sequence[int]) -> Floats:
    return np.array([(sum(values.get(q, [])), len(values.get(q, []))) for q in questions])


@dataclass(frozen=True)
class Marks:
    """What choices in one chat are worth: sums of grades, of printed ones, of nDCG, of the shares
    of the best graded; counts."""

    grades: float
    printed: float
    picks: float
    ndcg: float
    shared: float
    questions: float


def _against_grades(material: Material) -> list[Figure]:
    ours, others = [], []
    for name in CHATS:
        material.say(f"picking from {name} with models that never saw it")
        chat = material.graded[name]
        passed = through(chat.posts, chat.chat, tools_without(material, name))
        chosen = {q: [p.post_id for p in held] for q, held in passed.picked().items()}
        count = material.settings.pick.per_question
        grades = in_sessions(chat.grades, passed)
        ours.append(marks(chosen, grades))
        others.append(
            {
                their: _average([marks(one, grades) for one in held])
                for their, held in rivals(passed, material.encoder, count).items()
            }
        )
    found = []
    for label, top, bottom in (
        ("grade of the picks, 0 to 4", "grades", "picks"),
        ("picks of grade 3 or 4", "printed", "picks"),
        ("nDCG@5 of the picks", "ndcg", "questions"),
        ("five best graded among the picks", "shared", "questions"),
    ):
        found.append(
            figure(
                FAMILY, label, LEFT_OUT, _table(ours, top, bottom),
                sample=int(sum(getattr(m, bottom) for m in ours)), of=bottom, unit="chats",
                baselines={
                    their: _table([held[their] for held in others], top, bottom)
                    for their in others[0]
                },
                note=POOL,
            )
        )  # fmt: skip
    return found


def in_sessions(grades: Mapping[str, Grade], passed: Passed) -> dict[str, Grade]:
    """Return the grades, whose questions bear the host's own numbers, each in its session."""
    session = {
        post.id: int(held) for post, held in zip(passed.scene.posts, passed.scene.held, strict=True)
    }
    return {
        post_id: grade
        if grade.question is None or post_id not in session
        else grade.model_copy(update={"question": number_of(grade.question, session[post_id])})
        for post_id, grade in grades.items()
    }


def tools_without(material: Material, name: str) -> Tools:
    """Return what a graded chat is put through with: models that learned from the others."""
    placing, ranker = material.placing_without(name), ranker_without(material, name)
    return Tools(material.settings, material.encoder, material.style, placing, ranker)


def ranker_without(material: Material, name: str) -> Ranker:
    """Return a ranker of chat lines that learned from all chats but one, calibrated on them."""
    shipped, learner = model.load(), material.learner
    others = [other for other in EIGHT if other != name]
    experts = np.zeros_like(shipped.experts)
    experts[0] = learner.expert(others)
    raw, printed = [], []
    for other in others:
        chat = material.as_learned.judged[other]
        raw.append(material.as_learned.held_out[other])
        printed.append(chat.grades >= PRINTED)
    made = Ranker(
        learner.mean, learner.spread, experts, np.zeros_like(shipped.offsets), shipped.gate,
        shipped.gate_offsets, np.zeros_like(shipped.echo),
    )  # fmt: skip
    return calibrated(made, np.concatenate(raw), np.concatenate(printed).astype(np.float64))


def marks(chosen: Chosen, grades: Mapping[str, Grade]) -> Marks:
    """Return what the posts chosen under questions are worth by their grades.

    A post that is chosen under another question than its own is worth nothing in nDCG, and is none
    of the best graded. Where equal grades leave open which these are, each counts in part.
    """
    picked = [
        (question, rank, grades[post_id])
        for question, ids in chosen.items()
        if question is not None
        for rank, post_id in enumerate(ids[:TOP])
        if post_id in grades
    ]
    under: dict[int | None, dict[int, Grade]] = defaultdict(dict)  # by rank
    for question, rank, grade in picked:
        if grade.question == question:
            under[question][rank] = grade
    gains, shares = [], []
    for question in sorted({g.question for g in grades.values() if g.question is not None}):
        pool = [g.grade for g in grades.values() if g.question == question and _is_in(g)]
        if len(pool) >= FEWEST and len(set(pool)) > 1:
            best = dict(enumerate(sorted(pool, reverse=True)[:TOP]))
            ours = {rank: grade.grade for rank, grade in under[question].items()}
            gains.append(_gained(ours) / _gained(best))
            shares.append(_shared([g.grade for g in under[question].values() if _is_in(g)], pool))
    return Marks(
        grades=float(sum(grade.grade for _, _, grade in picked)),
        printed=float(sum(grade.grade >= PRINTED for _, _, grade in picked)),
        picks=float(len(picked)),
        ndcg=float(sum(gains)),
        shared=float(sum(shares)),
        questions=float(len(shares)),
    )


def _gained(found: Mapping[int, int]) -> float:
    return sum(float((2.0**grade - 1) / np.log2(rank + 2)) for rank, grade in found.items())


def _is_in(grade: Grade) -> bool:
    return grade.kind in QUOTABLE


def _shared(found: Sequence[int], pool: Sequence[int]) -> float:
    least = sorted(pool, reverse=True)[TOP - 1]
    sure = sum(grade > least for grade in pool)
    part = (TOP - sure) / sum(grade == least for grade in pool)
    return sum(1.0 if g > least else part for g in found if g >= least) / TOP


def _average(held: Sequence[Marks]) -> Marks:
    return Marks(*np.mean([astuple(marks) for marks in held], axis=0).tolist())


def _table(held: Sequence[Marks], top: str, bottom: str) -> Floats:
    return np.array([(getattr(m, top), getattr(m, bottom)) for m in held])
