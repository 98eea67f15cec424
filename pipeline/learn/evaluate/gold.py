"""What careful readers marked in a chat: where each post belongs, and which lines they print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np

from pipeline import jsonl
from pipeline.errors import no_corpus
from pipeline.records import AnswerKind, Pick, Record

Span = tuple[int, int]
QUOTABLE = ("answer", "reply")


class Label(Record):
    """Where a post belongs and what it is, by the majority of the readers."""

    id: str
    question: int | None
    kind: AnswerKind


class Marked(Record):
    """A line that one reader would print: offsets into the text of its post."""

    reader: str
    question: int
    rank: int
    id: str
    start: int
    end: int


@dataclass(frozen=True)
class Gold:
    """Labels by post id, and of each reader the lines of each question, spans by post id."""

    labels: Mapping[str, Label]
    picks: Mapping[str, Mapping[int, Mapping[str, Span]]]

    @classmethod
    def read(cls, corpora: Path, name: str) -> Gold:
        """Return what readers marked in a measured chat.

        Raises: InputError when it is not there.
        """
        folder = corpora / "measure" / "gold"
        files = [folder / f"{name}.{part}.jsonl" for part in ("labels", "picks")]
        for file in files:
            if not file.is_file():
                raise no_corpus(file, "gold")
        labels = {label.id: label for label in jsonl.read(files[0], Label)}
        picks: dict[str, dict[int, dict[str, Span]]] = defaultdict(lambda: defaultdict(dict))
        for one in jsonl.read(files[1], Marked):
            picks[one.reader][one.question][one.id] = (one.start, one.end)
        return cls(labels, picks)

    @classmethod
    def of_answers(cls, questions: Mapping[str, int]) -> Gold:
        """Return what is known where only the questions of answers are."""
        labels = {i: Label(id=i, question=q, kind="answer") for i, q in questions.items()}
        return cls(labels, {})

    def pool(self, question: int) -> list[str]:
        """Return the ids of what readers could have picked under a question."""
        return [i for i, g in self.labels.items() if g.question == question and g.kind in QUOTABLE]

    def agreement(self, chosen: Mapping[int, list[str]]) -> dict[int, list[float]]:
        """Return of each question the share of each reader's k picks among our first k."""
        found: dict[int, list[float]] = defaultdict(list)
        for questions in self.picks.values():
            for number, theirs in questions.items():
                ours = chosen.get(number, [])[: len(theirs)]
                found[number].append(sum(i in theirs for i in ours) / len(theirs))
        return dict(found)

    def by_chance(self) -> dict[int, list[float]]:
        """Return the agreement that a random choice among the pool of each question has."""
        found: dict[int, list[float]] = defaultdict(list)
        for questions in self.picks.values():
            for number, theirs in questions.items():
                found[number].append(min(1.0, len(theirs) / max(len(self.pool(number)), 1)))
        return dict(found)

    def among_readers(self) -> float:
        """Return the agreement of one reader with another."""
        shares = [
            len(set(one[number]) & set(other[number])) / max(len(one[number]), 1)
            for one, other in permutations(self.picks.values(), 2)
            for number in one
        ]
        return float(np.mean(shares))

    def spans(self, picks: Mapping[int, list[Pick]]) -> dict[int, list[float]]:
        """Return of each question the character F1 of our words with theirs, over shared picks."""
        found: dict[int, list[float]] = defaultdict(list)
        for questions in self.picks.values():
            for number, theirs in questions.items():
                for one in picks.get(number, [])[: len(theirs)]:
                    if one.post_id in theirs:
                        found[number].append(overlap((one.start, one.end), theirs[one.post_id]))
        return dict(found)


def overlap(one: Span, other: Span) -> float:
    """Return the F1 of the characters that two spans share."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return 2 * shared / ((one[1] - one[0]) + (other[1] - other[0])) if shared else 0.0
