"""ArgKP: short arguments to a topic, each with the key points that it makes; and how well a
matching or a grouping of them agrees with the crowd."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from pipeline.errors import InputError, no_corpus

Split = Literal["train", "dev", "test"]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.floating]

UNDECIDED = -1  # the crowd did not agree, or was not asked
TOP = 0.5  # of the arguments, by score, that matching is measured on


@dataclass(frozen=True)
class Debate:
    """The arguments of one side of one topic, and the key points of that side.

    `labels` (arguments, points): 1 makes the point, 0 does not, -1 undecided.
    """

    topic: str
    texts: tuple[str, ...]
    points: tuple[str, ...]
    labels: Ints

    @property
    def single(self) -> Ints:
        """The arguments that make exactly one point: their themes are known."""
        return np.flatnonzero((self.labels == 1).sum(axis=1) == 1)

    @property
    def single_texts(self) -> list[str]:
        """Their words."""
        return [self.texts[row] for row in self.single]

    @property
    def themes(self) -> Ints:
        """The point of each argument in `single`."""
        made: Ints = (self.labels[self.single] == 1).argmax(axis=1)
        return made


def read(corpora: Path, split: Split) -> list[Debate]:
    """Return the debates of a split, by topic and stance.

    Raises: InputError when the corpus is not in `corpora` or a file lacks a column.
    """
    arguments = _rows(corpora, f"arguments_{split}.csv", ("arg_id", "argument", "topic", "stance"))
    points = _rows(
        corpora, f"key_points_{split}.csv", ("key_point_id", "key_point", "topic", "stance")
    )
    rows = _rows(corpora, f"labels_{split}.csv", ("arg_id", "key_point_id", "label"))
    labels = {(row["arg_id"], row["key_point_id"]): int(row["label"]) for row in rows}
    sides: dict[tuple[str, int], list[dict[str, str]]] = defaultdict(list)
    for row in arguments:
        sides[row["topic"], int(row["stance"])].append(row)
    debates = []
    for side, inside in sorted(sides.items()):
        its = [row for row in points if (row["topic"], int(row["stance"])) == side]
        table = [
            [labels.get((row["arg_id"], point["key_point_id"]), UNDECIDED) for point in its]
            for row in inside
        ]
        debates.append(
            Debate(
                topic=side[0],
                texts=tuple(row["argument"] for row in inside),
                points=tuple(point["key_point"] for point in its),
                labels=np.array(table, dtype=np.int64).reshape(len(inside), len(its)),
            )
        )
    return debates


def _rows(corpora: Path, name: str, columns: Sequence[str]) -> list[dict[str, str]]:
    file = corpora / "key_points" / name
    if not file.is_file():
        raise no_corpus(file, "key_points")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    missing = sorted(set(columns) - set(rows[0] if rows else ()))
    if missing:
        raise InputError(f"column {', '.join(missing)} is missing.", where=file)
    return rows


@dataclass(frozen=True)
class Matching:
    """Mean average precision of matching: undecided pairs count as wrong (strict) or right."""

    strict: float
    relaxed: float


def matching(debates: Sequence[Debate], scores: Sequence[Floats]) -> Matching:
    """Return how well scores (arguments, points) of each debate find the point of an argument.

    Per debate: the best point of each argument, the half of the arguments with the highest scores,
    their average precision times the share of right ones among them.

    Source: the measure of the KPA-2021 shared task, Friedman et al. 2021.
    """
    strict, relaxed = [], []
    for debate, values in zip(debates, scores, strict=True):
        best = values.argmax(axis=1)
        rows = np.arange(len(best))
        score, label = values[rows, best], debate.labels[rows, best]
        top = np.argsort(-score, kind="stable")[: int(len(best) * TOP)]
        strict.append(_precision(label[top] == 1, score[top]))
        relaxed.append(_precision(label[top] != 0, score[top]))
    return Matching(float(np.mean(strict)), float(np.mean(relaxed)))


def _precision(right: npt.NDArray[np.bool_], score: Floats) -> float:
    from sklearn.metrics import average_precision_score

    if not right.any():
        return 0.0
    return float(average_precision_score(right, score)) * float(right.mean())


@dataclass(frozen=True)
class Grouping:
    """Mean agreement of groups with the crowd's, over debates; `left_out` is a share of texts."""

    ari: float
    b_cubed: float
    left_out: float
    groups: float


def grouping(debates: Sequence[Debate], found: Sequence[Ints]) -> Grouping:
    """Return how well labels of `debate.single` agree with `debate.themes`.

    A text with label -1 is left out: it counts as a group of its own in the agreement.
    """
    from sklearn.metrics import adjusted_rand_score

    rows = []
    for debate, labels in zip(debates, found, strict=True):
        truth = debate.themes
        alone = labels < 0
        whole = np.where(alone, np.arange(len(labels)) + labels.max(initial=0) + 1, labels)
        rows.append(
            (
                adjusted_rand_score(truth, whole),
                b_cubed(truth, whole),
                alone.mean() if len(alone) else 0.0,
                len(set(labels[~alone].tolist())),
            )
        )
    ari, f1, left_out, groups = np.mean(rows, axis=0).tolist()
    return Grouping(ari, f1, left_out, groups)


def b_cubed(truth: Ints, found: Ints) -> float:
    """Return the harmonic mean of B-cubed precision and recall.

    Source: Bagga and Baldwin 1998.
    """
    same, put = truth[:, None] == truth, found[:, None] == found
    both = (same & put).sum(axis=1)
    precision = float((both / put.sum(axis=1)).mean())
    recall = float((both / same.sum(axis=1)).mean())
    return 2 * precision * recall / (precision + recall)
