"""What a house's taste is worth: graded chats decided by simulated editors, as figures.

Five chats are decided, the sixth is ranked; the shipped ranker of a rotation never saw the sixth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from pipeline.learn import editors, ridge, taste, trial
from pipeline.learn.comparisons import compare
from pipeline.learn.decided import Decided
from pipeline.learn.editors import Editor
from pipeline.learn.examples import Ints, Judged
from pipeline.learn.graded import SIX
from pipeline.learn.ranker_figures import by_question, ndcg
from pipeline.learn.taste import Learner
from pipeline.learn.trial import Trial
from pipeline.records import Decision
from pipeline.score.house import House
from pipeline.score.model import CERTAIN, Ranker
from pipeline.score.rows import TRAITS, WIDTH
from pipeline.score.traits import Floats

FEW = 5  # decisions that are nothing to learn from
ORDERS = 20  # random ones
SEEDS = 5  # editors of each taste: one alone is off by .02 by luck; each begins with another chat
STEEPEST = 0.25  # chance per unit of log odds

Change = Callable[[list[Decision], np.random.Generator], list[Decision]]


@dataclass(frozen=True)
class Rotation:
    """One chat to rank, the chats that are decided before it, and a ranker that never saw it."""

    sixth: Judged
    others: tuple[Judged, ...]
    ranker: Ranker


@dataclass(frozen=True)
class Row:
    """nDCG@5 against an editor's taste, mean over the questions of all rotations and seeds.

    `adopted` is the share of lessons that were; None where nothing is learned.
    """

    editor: str
    what: str
    ndcg: float
    adopted: float | None = None


def measure(found: Sequence[Rotation], editor: Editor, seeds: int = SEEDS) -> list[Row]:
    """Return all rows of one editor."""
    values: dict[str, list[float]] = defaultdict(list)
    adopted: dict[str, list[bool]] = defaultdict(list)
    for rotation in found:
        for seed in range(seeds):
            for what, scores, is_adopted in _cells(Bench(rotation, editor, seed)):
                values[what] += scores
                adopted[what] += [] if is_adopted is None else [is_adopted]
    return [
        Row(
            editor.name,
            what,
            float(np.mean(scores)),
            float(np.mean(adopted[what])) if adopted[what] else None,
        )
        for what, scores in values.items()
    ]


def _cells(bench: Bench) -> Iterator[tuple[str, list[float], bool | None]]:
    """Yield of each row, in their order, the figures of a bench and whether its lesson was adopted,
    None where nothing is learned."""
    yield "shipped ranker", bench.ndcg(None), None
    everything = len(bench.rotation.others)
    bold = []
    for count in range(1, everything + 1):
        chats = bench.decided(count)
        lesson = taste.learn(chats, bench.rotation.ranker)
        bold.append(bench.always(chats, tried=lesson.trial))
        yield f"house, {count} chats", bench.ndcg(lesson.house), lesson.house is not None
    for count, always in enumerate(bold, 1):
        yield f"the same, adopted always, {count} chats", bench.ndcg(always), None
    for what, chats in (
        ("accept and reject flipped", bench.decided(everything, flipped)),
        ("decisions at random", bench.decided(everything, shuffled)),
        ("five decisions only", bench.decided(1, few)),
        ("with an editor of the opposite taste", bench.disputed()),
    ):
        found = taste.learn(chats, bench.rotation.ranker).house
        yield what, bench.ndcg(found), found is not None
    yield "naive: accepted or not, seen or not", bench.ndcg(bench.naive()), None
    yield "the editor reading again", bench.again(), None
    yield "random order", bench.by_chance(), None


class Bench:
    """One rotation, editor and seed."""

    def __init__(self, rotation: Rotation, editor: Editor, seed: int) -> None:
        self.rotation, self.editor, self.seed = rotation, editor, seed
        shift = seed % len(rotation.others)  # so that a curve does not begin with the same chats
        self.order = (*rotation.others[shift:], *rotation.others[:shift])
        self.random = np.random.default_rng([seed, SIX.index(rotation.sixth.name)])
        self.worth = _worth(editor, rotation.sixth)

    def decided(self, count: int, change: Change | None = None) -> list[Decided]:
        """Return the decisions on the first chats."""
        return [self._one(self.editor, chat, change) for chat in self.order[:count]]

    def disputed(self) -> list[Decided]:
        """Return the decisions of the editor and of one who wants the opposite, on all chats."""
        other = editors.PRINCIPLED if self.editor is not editors.PRINCIPLED else editors.PRACTICAL
        both = []
        for chat in self.order:
            own, theirs = self._one(self.editor, chat), self._one(other, chat)
            held = replace(own, decisions=(*own.decisions, *theirs.decisions))
            both.append(replace(held, values=np.vstack([own.values, theirs.values])))
        return both

    def always(
        self, chats: list[Decided], pull: float = taste.STYLE_PULL, tried: Trial | None = None
    ) -> House:
        """Return the taste of some decisions, whether it holds or not."""
        known, learner = compare(chats), Learner.of(chats, self.rotation.ranker, pull)
        if tried is None and trial.folds_of(known).any():
            tried = trial.attempt(learner, known, taste.STRENGTHS)
        return learner.house(known, tried.strength if tried else taste.STRENGTHS[-1])

    def naive(self) -> House:
        """Return a regression on what was accepted and what was not, be it seen or not."""
        rows, accepted, names = [], [], []
        for one, chat in zip(self.decided(len(self.order)), self.order, strict=True):
            taken = {int(d.post_id) for d in one.decisions if d.decision == "accept"}
            rows.append(self.rotation.ranker.standardised(chat.values))
            accepted += [float(row in taken) for row in range(len(chat.grades))]
            names += [chat.name] * len(chat.grades)
        x, y = ridge.centred(np.vstack(rows), np.array(accepted), names)
        penalty = np.full(WIDTH, taste.STRENGTHS[1])
        penalty[TRAITS:] *= taste.STYLE_PULL
        weights = ridge.solve(ridge.moments(x, y), penalty) / STEEPEST
        return House(weights, np.zeros(TRAITS))

    def ndcg(self, found: House | None) -> list[float]:
        """Return the figure of each question of the sixth chat."""
        values, model = self.rotation.sixth.values, self.rotation.ranker
        scores = model.log_odds(values, CERTAIN)
        if found is not None:
            scores = scores + found.log_odds(model, values)
        return self._figures(scores)

    def again(self) -> list[float]:
        """Return the figures of the editor's own order at another reading."""
        return self._figures(self.worth + self.random.normal(0, editors.NOISE, len(self.worth)))

    def by_chance(self) -> list[float]:
        """Return the figures of random orders."""
        count = len(self.worth)
        return [x for _ in range(ORDERS) for x in self._figures(self.random.random(count))]

    def _figures(self, scores: Floats) -> list[float]:
        rows = by_question(self.rotation.sixth)
        return [ndcg(scores[held], self.worth[held]) for held in rows]

    def _one(self, editor: Editor, chat: Judged, change: Change | None = None) -> Decided:
        random = np.random.default_rng([self.seed, SIX.index(chat.name)])
        scores = self.rotation.ranker.log_odds(chat.values, CERTAIN)
        verdicts = editors.decide(editor, chat, _worth(editor, chat), scores, random)
        return _with_rows(chat, change(verdicts, random) if change else verdicts)


def flipped(verdicts: list[Decision], random: np.random.Generator) -> list[Decision]:
    """Return decisions in which accept and reject are mixed up."""
    other = {"accept": "reject", "reject": "accept", "seen": "seen", "skip": "skip"}
    return [one.model_copy(update={"decision": other[one.decision]}) for one in verdicts]


def shuffled(verdicts: list[Decision], random: np.random.Generator) -> list[Decision]:
    """Return decisions that have nothing to do with their lines."""
    dealt = [verdicts[place].decision for place in random.permutation(len(verdicts))]
    changed = zip(verdicts, dealt, strict=True)
    return [one.model_copy(update={"decision": decision}) for one, decision in changed]


def few(verdicts: list[Decision], random: np.random.Generator) -> list[Decision]:
    """Return the first few decisions."""
    return verdicts[:FEW]


def _with_rows(chat: Judged, verdicts: Sequence[Decision]) -> Decided:
    rows = [int(one.post_id) for one in verdicts]
    numbers = np.maximum(chat.questions, 0)
    queued = {number: int((numbers == number).sum()) for number in set(numbers.tolist())}
    return Decided(chat.name, tuple(verdicts), chat.values[rows], queued)


def _worth(editor: Editor, chat: Judged) -> Ints:
    return editor.taste(chat.grades, _leans(chat.lines))


_leans = cache(editors.leans)
