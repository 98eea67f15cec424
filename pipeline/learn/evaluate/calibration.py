"""Figures of calibration: does a chance that is said come true as often as it says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipeline.cluster import assign
from pipeline.learn import assignment, assignment_sureness
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.figure import Figure, Measured, figure
from pipeline.learn.evaluate.gold import Gold
from pipeline.learn.evaluate.material import Material
from pipeline.learn.examples import Judged
from pipeline.learn.graded import EIGHT, MEASURED
from pipeline.learn.ranker import PRINTED, calibrated
from pipeline.score import model
from pipeline.score.model import CERTAIN
from pipeline.score.ranking import sigmoid
from pipeline.score.traits import NAMES

FAMILY = "calibration"
BINS = 10
LEFT_OUT = "eight graded chats, each left out"
FIVE = "five graded chats, each left out"
SIZE = NAMES.index("length")
POWERS = "the powers of a chat come from the other chats"
CROSSED = "slope and bias of a chat come from the other chats"


@dataclass(frozen=True)
class Chances:
    """Chances (n,) that something is so, whether it is (n,), and the unit that each belongs to."""

    said: Floats
    true: Floats
    units: Sequence[Hashable]

    def squared(self) -> Floats:
        """Return the sums (units, 2) of the Brier score."""
        return bootstrap.by_unit(bootstrap.counted((self.said - self.true) ** 2), self.units)

    def binned(self) -> Floats:
        """Return the sums (units, 3 * BINS) of the calibration error."""
        place = np.minimum((self.said * BINS).astype(int), BINS - 1)
        rows = np.zeros((len(self.said), BINS, 3))
        rows[np.arange(len(place)), place] = np.column_stack(
            [self.said, self.true, np.ones(len(place))]
        )
        return bootstrap.by_unit(rows.reshape(len(rows), -1), self.units)

    def curve(self, what: str) -> list[dict[str, Any]]:
        """Return for a plot: of each bin the mean chance, the share that came true, the count."""
        bins = self.binned().sum(axis=0).reshape(BINS, 3)
        return [
            {"what": what, "said": round(said / count, 4), "true": round(true / count, 4),
             "count": int(count)}
            for said, true, count in bins.tolist()
            if count
        ]  # fmt: skip


def measure(material: Material) -> Measured:
    """Return Brier score and calibration error of scores and of placings, and the curves."""
    found, curves = [], []
    for what, data, held, others, of, unit, note in (
        ("chance of being printed", LEFT_OUT, *_left_out(material), "lines", "chats", CROSSED),
        ("chance of being printed", "two measured chats", *_measured(material), "lines",
         "questions", ""),
        ("confidence of placing", FIVE, *_placed_left_out(material), "posts", "chats", POWERS),
        ("confidence of placing", "two measured chats", *_placed(material), "posts", "authors", ""),
    ):  # fmt: skip
        material.say(f"calibration: {what}, {data}")
        found += _rows(what, data, held, others, of, unit, note)
        curves += held.curve(f"{what}, {data}")
    return Measured(found, {"reliability": curves})


def _rows(
    what: str, data: str, held: Chances, others: Mapping[str, Chances], of: str, unit: str,
    note: str,
) -> list[Figure]:  # fmt: skip
    curved = {name: other for name, other in others.items() if name != "always the mean"}
    return [
        figure(
            FAMILY, f"{what}: Brier score", data, held.squared(), sample=len(held.said), of=of,
            unit=unit, better="lower", note=note,
            baselines={name: other.squared() for name, other in others.items()},
        ),
        figure(
            FAMILY, f"{what}: calibration error", data, held.binned(),
            bootstrap.calibration_error, sample=len(held.said), of=of, unit=unit, better="lower",
            baselines={name: other.binned() for name, other in curved.items()}, note=note,
        ),
    ]  # fmt: skip


def _printed(chat: Judged) -> Floats:
    return (chat.grades >= PRINTED).astype(np.float64)


def _left_out(material: Material) -> tuple[Chances, dict[str, Chances]]:
    judged, raw, learned = material.judged, material.held_out, material.as_learned.held_out
    said = {}
    for name in EIGHT:
        known = _of_others(name, lambda other: _printed(judged[other]))
        said[name] = fitted(_of_others(name, learned.__getitem__), known, raw[name])
    return _beside(said, judged, [name for name in EIGHT for _ in said[name]])


def _measured(material: Material) -> tuple[Chances, dict[str, Chances]]:
    judged, shipped = material.judged, model.load()
    said = {name: sigmoid(shipped.log_odds(judged[name].values, CERTAIN)) for name in MEASURED}
    asked = [f"{name} {number}" for name in MEASURED for number in judged[name].questions.tolist()]
    return _beside(said, judged, asked)


def _beside(
    said: Mapping[str, Floats], judged: Mapping[str, Judged], units: list[str]
) -> tuple[Chances, dict[str, Chances]]:
    """Return what is said of the lines of chats, and what the other chats tell without it."""
    by_size, means = [], []
    for name, chances in said.items():
        known = _of_others(name, lambda other: _printed(judged[other]))
        sizes = _of_others(name, lambda other: _sizes(judged[other]))
        by_size.append(fitted(sizes, known, _sizes(judged[name])))
        means.append(np.full(len(chances), known.mean()))
    right = np.concatenate([_printed(judged[name]) for name in said])
    others = {
        "length alone": Chances(np.concatenate(by_size), right, units),
        "always the mean": Chances(np.concatenate(means), right, units),
    }
    return Chances(np.concatenate(list(said.values())), right, units), others


def _of_others(name: str, values: Callable[[str], Floats]) -> Floats:
    return np.concatenate([values(other) for other in EIGHT if other != name])


def _sizes(chat: Judged) -> Floats:
    return chat.values[:, SIZE] / 10  # of some ten words, so that the search starts near


def fitted(raw: Floats, true: Floats, asked: Floats) -> Floats:
    """Return the chances (m,) of `asked` by the slope and bias that fit `raw` to `true` (n,)."""
    found = calibrated(model.load(), raw, true)
    return sigmoid(found.slope * asked + found.bias)


def _placed_left_out(material: Material) -> tuple[Chances, dict[str, Chances]]:
    said, true, units = [], [], []
    left_out = [(e, material.placing_without(e.name)) for e in material.asked]
    powers = assignment_sureness.crosswise(assignment.lefts(left_out))
    for e, learned in left_out:
        toned = replace(learned, sharpness=powers[e.name])
        placed = assign.answers(e.scene, toned, e.hosts, e.guests)
        said += [answer.confidence for answer in placed]
        true += [answer.question == t for answer, t in zip(placed, e.truth, strict=True)]
        units += [e.name] * len(placed)
    held = Chances(np.array(said), np.array(true, dtype=np.float64), units)
    return held, {"always the mean": _always(held)}


def _placed(material: Material) -> tuple[Chances, dict[str, Chances]]:
    said, true, units = [], [], []
    for name in MEASURED:
        gold, passed = Gold.read(material.corpora, name), material.passed(name)
        authors = {post.id: post.handle.casefold() for post in passed.posts}
        for answer in passed.answers:
            if answer.post_id in gold.labels:
                said.append(answer.confidence)
                true.append(answer.question == gold.labels[answer.post_id].question)
                units.append(f"{name} {authors[answer.post_id]}")
    held = Chances(np.array(said), np.array(true, dtype=np.float64), units)
    return held, {"always the mean": _always(held)}


def _always(held: Chances) -> Chances:
    return Chances(np.full(len(held.true), held.true.mean()), held.true, held.units)
