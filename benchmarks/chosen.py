"""Which lines careful readers choose, and how many of them the ranker and the whole program share.

    python -m benchmarks.chosen ../shared

Four readers chose the best posts of every question of five graded chats and two consultations
(corpora/chosen). Printed is the share of a reader's first choices that another reader shares; that
the ranker shares, told the true questions and kinds, each chat ranked by an expert of the others;
that the picks of the whole program share, by models that never saw the chat; and that the longest
posts, and any posts, share.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np

from pipeline import jsonl
from pipeline.learn import graded
from pipeline.learn.evaluate import picks
from pipeline.learn.evaluate.chats import through
from pipeline.learn.evaluate.material import Material
from pipeline.learn.examples import JUDGED
from pipeline.records import Record
from pipeline.settings import Settings

FOLDER = Path(__file__).parent.parent / "corpora" / "chosen"
CHATS = (*graded.CHATS, *graded.CONSULTATIONS)
LEAST = 8  # posts of a question, from which choosing says something


class Chosen(Record):
    """The choices of one question, best first: the first `choose` of them, then runners-up.

    Numbers of later sessions lie 1000 apart.
    """

    question: int
    choose: int
    readers: tuple[tuple[str, ...], ...]


def read(name: str) -> list[Chosen]:
    """Return the choices of one chat, a row for each question."""
    return [*jsonl.read(FOLDER / f"{name}.jsonl", Chosen)]


def main(corpora: Path) -> None:
    """Print one row for each chat, and the mean over questions of the chats without those of the
    consultations."""
    material = Material(corpora, Settings())
    print(f"{'':18}questions  posts  readers  ranker  picks  longest  any")
    rows: list[Sequence[float]] = []
    for name in CHATS:
        found = _of_chat(material, name)
        _shown(name, found)
        rows += found if name in graded.CHATS else []
    _shown("five chats", rows)
    _shown("20 posts or more", [row for row in rows if row[0] >= 20])


def _of_chat(material: Material, name: str) -> list[Sequence[float]]:
    """Return of each question: its posts, and what shares how much of the readers' choices."""
    chat, judged = material.graded[name], material.judged[name]
    ids = [p.id for p in chat.posts if chat.grades[p.id].kind in JUDGED and p.said]
    scores = dict(zip(ids, material.learner.held_out(judged), strict=True))
    words = {id_: len(line.split()) for id_, line in zip(ids, judged.lines, strict=True)}
    grades, chosen = dict(chat.grades), None
    if name in graded.CHATS:
        passed = through(chat.posts, chat.chat, picks.tools_without(material, name))
        grades = picks.in_sessions(grades, passed)
        chosen = {q: [p.post_id for p in held] for q, held in passed.picked().items()}
    rows: list[Sequence[float]] = []
    for one in read(name):
        pool = [id_ for id_ in ids if grades[id_].question == one.question]
        if len(pool) < LEAST:
            continue
        mean = _against(one)
        rows.append(
            (
                len(pool),
                float(
                    np.mean([_shared(a, b, one.choose) for a, b in permutations(one.readers, 2)])
                ),
                mean(_best(pool, scores)),
                mean(chosen.get(one.question, [])) if chosen is not None else float("nan"),
                mean(_best(pool, words)),
                one.choose / len(pool),
            )
        )
    return rows


def _best(pool: Sequence[str], values: Mapping[str, float]) -> list[str]:
    return sorted(pool, key=lambda id_: -values[id_])


def _against(one: Chosen) -> Callable[[Sequence[str]], float]:
    def mean(ours: Sequence[str]) -> float:
        return float(np.mean([_shared(ours, theirs, one.choose) for theirs in one.readers]))

    return mean


def _shared(ours: Sequence[str], theirs: Sequence[str], count: int) -> float:
    return len(set(ours[:count]) & set(theirs[:count])) / count


def _shown(name: str, rows: Sequence[Sequence[float]]) -> None:
    mean = np.mean(np.array(rows), axis=0)
    shares = "    ".join(f"{value:.3f}" for value in mean[1:])
    print(f"{name:18}{len(rows):6}  {mean[0]:8.0f}    {shares}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
