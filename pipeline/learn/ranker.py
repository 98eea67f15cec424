"""Learning what editors print: from graded chats first, and from what other readers preferred."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np

from pipeline import shelf
from pipeline.encoder import packaged
from pipeline.learn import apart, examples, graded, ridge
from pipeline.learn.examples import Judged, Pairs, Rated
from pipeline.learn.ranker_card import card
from pipeline.learn.ridge import Moments
from pipeline.score import style
from pipeline.score.model import (
    LOOKS,
    MODEL,
    MOST,
    PRIORS,
    REGISTERS,
    WEIGHTS,
    Ranker,
)
from pipeline.score.rows import TRAITS, WIDTH
from pipeline.score.traits import NAMES, Floats
from pipeline.shelf import Manifest

PRINTED = 3  # the grade from which a recap editor wants to print a post
TRAIT_PENALTY = 2200.0
STYLE_PENALTY = 6000.0
FIT_PENALTY = 150.0  # one number beside hundreds that describe the words
GATE_PENALTY = 3e-4
# of a register's own scores, in those that the chat's expert would give to its texts, and how far
# they stand above these: a post that reads like an argument is one that editors like
OWN_SPREAD = {"film": 2.0, "headline": 2.0, "argument": 0.5}
RAISED = {"film": 0.0, "headline": 0.0, "argument": 0.25}
# how much each register's expert learns from each corpus
LEARNS: Mapping[str, Mapping[str, float]] = {
    "chat": {"chat": 1.0, "film": 0.1},
    "film": {"chat": 0.2, "film": 1.0},
    "headline": {"chat": 0.2, "headline": 0.5},
    "argument": {"chat": 0.5, "argument": 1.0},
}


@dataclass(frozen=True)
class Corpora:
    """All that is learned from."""

    chats: tuple[Judged, ...]
    film: Pairs
    headline: Pairs
    argument: Rated


def read(corpora: Path) -> Corpora:
    """Return everything that the ranker learns from, as rows.

    Raises: InputError when a corpus is not there.
    """
    styles, encoder = style.load(), packaged.load()
    return Corpora(
        chats=tuple(
            examples.judged(c, styles, encoder) for c in graded.read_all(corpora, graded.EIGHT)
        ),
        film=examples.memorable(corpora, styles),
        headline=examples.retweets(corpora, styles),
        argument=examples.arguments(corpora, styles),
    )


def train(corpora: Path, folder: Path, say: Callable[[str], None] = lambda _: None) -> Manifest:
    """Return the manifest of the ranker that was written, with its card, to `folder`.

    Nothing is drawn at random: the same corpora give the same bytes.

    Raises: InputError when a corpus is not there.
    """
    say("reading chats, film lines, headlines and arguments (minutes)")
    known = read(corpora)
    say("learning, and calibrating with each chat left out in turn")
    content = fit(known).to_json()
    with shelf.rewritten(folder) as draft:
        (draft / WEIGHTS).write_text(content, encoding="utf-8")
        manifest = shelf.seal(
            MODEL,
            draft,
            settings={
                "printed_from_grade": PRINTED,
                "penalties": [TRAIT_PENALTY, STYLE_PENALTY, FIT_PENALTY, GATE_PENALTY],
                "priors": dict(zip(LOOKS, PRIORS, strict=True)),
                "own_spread": OWN_SPREAD,
                "raised": RAISED,
                "learns": {own: dict(held) for own, held in LEARNS.items()},
            },
            data={
                "chats": [chat.name for chat in known.chats],
                "rows": {
                    "grades": sum(len(chat.grades) for chat in known.chats),
                    "memorable_pairs": len(known.film.groups),
                    "retweet_pairs": len(known.headline.groups),
                    "argument_quality": len(known.argument.groups),
                },
            },
        )
        (draft / shelf.CARD).write_text(card(manifest), encoding="utf-8")
    return manifest


def fit(corpora: Corpora) -> Ranker:
    """Return the ranker, its chance of being printed calibrated on chats that it did not see."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1):  # sums over threads come in any order
        learner = Learner(corpora)
        scores = [learner.held_out(chat) for chat in corpora.chats]
        printed = [chat.grades >= PRINTED for chat in corpora.chats]
        return calibrated(
            learner.ranker(), np.concatenate(scores), np.concatenate(printed).astype(np.float64)
        )


def calibrated(ranker: Ranker, scores: Floats, printed: Floats) -> Ranker:
    """Return the ranker with the slope and bias that make scores the chance of being printed.

    Source: Platt 1999, Probabilistic Outputs for Support Vector Machines.
    """
    from scipy.optimize import minimize

    def loss(w: Floats) -> float:
        sums = w[0] * scores + w[1]
        return float((np.logaddexp(0, sums) - printed * sums).sum())

    slope, bias = minimize(loss, np.array([1.0, -1.0]), method="Nelder-Mead").x
    return replace(ranker, slope=float(slope), bias=float(bias))


class Learner:
    """The moments of all corpora, so that a ranker without one chat costs one solution more."""

    def __init__(self, corpora: Corpora) -> None:
        self.corpora = corpora
        posted = np.vstack([chat.values for chat in corpora.chats])
        self.mean = posted.mean(axis=0)
        self.spread = np.maximum(posted.std(axis=0), 1e-3)
        self.penalty = np.full(WIDTH, STYLE_PENALTY)
        self.penalty[:TRAITS] = TRAIT_PENALTY
        self.penalty[NAMES.index("on_question")] = FIT_PENALTY
        self.film = [self.standardised(corpora.film.better), self.standardised(corpora.film.worse)]
        self.headline = [
            self.standardised(corpora.headline.better),
            self.standardised(corpora.headline.worse),
        ]
        self.argument = self.standardised(corpora.argument.values)
        self.moments = {
            "film": _preferred(*self.film),
            "headline": _preferred(*self.headline),
            "argument": ridge.moments(
                *ridge.centred(
                    self.argument, _scaled(corpora.argument.quality), corpora.argument.groups
                )
            ),
        }
        spread = np.concatenate([chat.grades for chat in corpora.chats]).std()
        self.chats = {
            chat.name: ridge.moments(
                *ridge.centred(
                    self.standardised(chat.values),
                    chat.wanted / spread,
                    [chat.name] * len(chat.wanted),
                )
            )
            for chat in corpora.chats
        }

    def ranker(self, without: str | None = None) -> Ranker:
        """Return the ranker of all chats but one."""
        chats = [chat for chat in self.corpora.chats if chat.name != without]
        names = [chat.name for chat in chats]
        experts = np.stack([self.expert(names, own) for own in REGISTERS])
        texts = {
            "film": np.vstack(self.film),
            "headline": np.vstack(self.headline),
            "argument": self.argument,
        }
        looks = [*self._looks_of(chats), *texts.values()]
        gate, gate_offsets = apart.logistic(
            [_without_fit(rows) for rows in looks], PRIORS, GATE_PENALTY
        )
        offsets = np.zeros(len(REGISTERS))
        for own, (name, rows) in enumerate(texts.items(), 1):
            usual, special = rows @ experts[0], rows @ experts[own]
            experts[own] *= OWN_SPREAD[name] * usual.std() / special.std()
            offsets[own] = usual.mean() + RAISED[name] - (rows @ experts[own]).mean()
        seen = np.vstack([self.standardised(chat.values) for chat in chats])
        echo = ridge.echo(seen, experts[0])
        return Ranker(self.mean, self.spread, experts, offsets, gate, gate_offsets, echo)

    def expert(
        self,
        chats: Sequence[str],
        own: str = "chat",
        *,
        penalty: Floats | None = None,
        learns: Mapping[str, float] | None = None,
    ) -> Floats:
        """Return the weights (WIDTH,) that rank the texts of one register, learned from some chats.

        `penalty` and `learns` replace the usual ones.
        """
        known = self.moments | {"chat": reduce(add, [self.chats[name] for name in chats])}
        shares = LEARNS[own] if learns is None else learns
        total = reduce(add, [known[name] * weight for name, weight in shares.items()])
        return ridge.solve(total, self.penalty if penalty is None else penalty)

    def held_out(
        self,
        chat: Judged,
        *,
        penalty: Floats | None = None,
        learns: Mapping[str, float] | None = None,
    ) -> Floats:
        """Return the raw scores (n,) of a chat by the chats' expert of all others."""
        others = [name for name in self.chats if name != chat.name]
        weights = self.expert(others, penalty=penalty, learns=learns)
        scores: Floats = self.standardised(chat.values) @ weights
        return scores

    def _looks_of(self, chats: Sequence[Judged]) -> list[Floats]:
        asked = [chat for chat in chats if chat.name not in graded.CONSULTATIONS] or chats
        stated = [chat for chat in chats if chat.name in graded.CONSULTATIONS]
        return [
            np.vstack([self.standardised(chat.values) for chat in asked]),
            np.vstack([self.standardised(chat.bare) for chat in asked]),
            np.vstack([self.standardised(chat.values) for chat in stated or asked]),
        ]

    def standardised(self, values: Floats) -> Floats:
        """Return rows (n, WIDTH) as the learner sees them, held within MOST."""
        x: Floats = np.clip((values - self.mean) / self.spread, -MOST, MOST)
        return x


def of_chats(chats: Sequence[Judged], film: Pairs) -> Learner:
    """Return a learner for experts of chats; film lines stand in for headlines and arguments.

    These have no part in what a chat's expert learns, and describing them takes minutes.
    """
    rated = Rated(film.better[:2], np.array([0.0, 1.0]), ("none", "none"))
    return Learner(Corpora(tuple(chats), film, film, rated))


def _preferred(better: Floats, worse: Floats) -> Moments:
    return ridge.moments(better - worse, np.ones(len(better)))


def _scaled(values: Floats) -> Floats:
    return np.asarray(values / values.std(), dtype=np.float64)


def _without_fit(x: Floats) -> Floats:
    # only chats have questions: a gate must not tell them by that
    x = x.copy()
    x[:, NAMES.index("on_question")] = 0.0
    return x
