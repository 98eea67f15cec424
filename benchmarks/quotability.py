"""Where picks lose the lines that a careful reader grades best: in placing, in kinds, in choosing.

    python -m benchmarks.quotability ../shared [pick.least_score=0.1 ...]

On five graded chats, each put through the stages with models that never saw it; the two chats that
are measured against readers are left alone. Settings of the picks can be given as for --set.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path

import numpy as np

from pipeline import settings as known
from pipeline.cluster import people, themes
from pipeline.learn import graded
from pipeline.learn.evaluate import picks
from pipeline.learn.evaluate.chats import rescored, through
from pipeline.learn.evaluate.material import Material
from pipeline.learn.evaluate.picks import Chosen, Marks
from pipeline.learn.graded import Grade
from pipeline.pick import stage as pick
from pipeline.records import Answer, Line, Pick
from pipeline.score import stage as score

Truth = Callable[[Answer, Grade], Answer]


def main(corpora: Path, changes: Sequence[str]) -> None:
    """Print nDCG@5, the share of the best graded five, and the grade of what is chosen."""
    settings = known.load(None, changes)
    material = Material(corpora, settings)
    found: dict[str, list[Marks]] = {}
    for name in graded.CHATS:
        chat = material.graded[name]
        tools = picks.tools_without(material, name)
        passed = through(chat.posts, chat.chat, tools)
        grades = picks.in_sessions(chat.grades, passed)
        asked, meanings = passed.questions, passed.scene.meanings
        for label, told in TRUTHS.items():
            placed = [told(answer, grades[answer.post_id]) for answer in passed.answers]
            themed = themes.find(
                chat.posts, placed, asked, meanings, settings.cluster, tools.encoder
            )
            scored = score.run(
                chat.posts, asked, placed, themed, settings.score, tools.encoder, tools.style
            )
            assert tools.ranker is not None
            lines = rescored(list(scored), chat.posts, asked, tools.ranker, tools)
            roles = people.find(chat.posts, asked, chat.chat)
            everyone = people.people(chat.posts, placed, asked, roles, chat.chat)
            ours = pick.run(lines, chat.posts, themed, everyone, settings.pick)
            for how, chosen in {
                "by score": _by_score(lines, 0.0),
                "by score less doubt": _by_score(lines, settings.pick.certainty),
                "picked": _in_order(ours),
            }.items():
                found.setdefault(f"{label}, {how}", []).append(picks.marks(chosen, grades))
    print("questions, kinds, choice                          nDCG@5  top 5  picks  grade")
    for label, marks in found.items():
        total = Marks(*np.sum([astuple(one) for one in marks], axis=0).tolist())
        print(
            f"{label:50}{total.ndcg / total.questions:6.3f} {total.shared / total.questions:6.3f}"
            f" {total.picks:6.0f} {total.grades / total.picks:6.2f}"
        )


def _true_question(answer: Answer, grade: Grade) -> Answer:
    return answer.model_copy(update={"question": grade.question, "confidence": 1.0})


def _true_kind(answer: Answer, grade: Grade) -> Answer:
    return answer.model_copy(update={"kind": grade.kind, "answer_chance": 1.0})


TRUTHS: Mapping[str, Truth] = {
    "true, true": lambda answer, grade: _true_kind(_true_question(answer, grade), grade),
    "true, own": _true_question,
    "own, true": _true_kind,
    "own, own": lambda answer, _: answer,
}


def _by_score(lines: Sequence[Line], certainty: float) -> Chosen:
    best: dict[str, tuple[float, int]] = {}
    for line in lines:
        if line.question is not None and not line.joined:
            value = (line.score * line.placed**certainty, line.question)
            best[line.post_id] = max(best.get(line.post_id, value), value)
    chosen: Chosen = {}
    for post_id, (_, question) in sorted(best.items(), key=lambda item: -item[1][0]):
        if len(chosen.setdefault(question, [])) < picks.TOP:
            chosen[question].append(post_id)
    return chosen


def _in_order(found: Sequence[Pick]) -> Chosen:
    chosen: Chosen = {}
    for one in sorted(found, key=lambda one: one.rank):
        chosen.setdefault(one.question, []).append(one.post_id)
    return chosen


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
