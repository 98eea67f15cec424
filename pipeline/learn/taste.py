"""A house's taste: what its editors' decisions add to the shipped ranker, where they prove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline import jsonl, shelf
from pipeline.encoder import Encoder
from pipeline.learn import decided, ridge, trial
from pipeline.learn.comparisons import Comparisons, compare
from pipeline.learn.decided import Decided
from pipeline.learn.taste_card import card
from pipeline.learn.trial import Trial
from pipeline.score import foreign, house, model
from pipeline.score.house import House
from pipeline.score.model import Ranker
from pipeline.score.rows import TRAITS
from pipeline.score.style import Style
from pipeline.score.traits import Floats

STRENGTHS = (100.0, 300.0, 1000.0)  # of the pull of a weight to nothing
STYLE_PULL = 10.0  # of a number of the style, beside one of a trait
STEPS = 30
CLOSE = 1e-10
FEWEST = 8  # questions with comparisons: below, luck cannot be told from taste
LEAST_AGREED = 0.45  # of the comparisons are right by the shipped ranker; else something is wrong
LEAST_GAIN = 0.02
MOST_LUCK = 0.1


class Learner:
    """The decided lines in a basis of their own, so that every fit is small.

    x (n, WIDTH) are standardised rows, base (n,) the log odds of the shipped ranker.
    """

    def __init__(self, x: Floats, base: Floats, style_pull: float = STYLE_PULL) -> None:
        self.x, self.base = x, base
        scale = np.ones(x.shape[1])
        scale[TRAITS:] = style_pull**-0.5
        basis, rows = np.linalg.qr((x * scale).T)  # the best weights lie in the span of the lines
        self._back = scale[:, None] * basis
        self._rows = rows.T

    @classmethod
    def of(
        cls, chats: Sequence[Decided], ranker: Ranker, style_pull: float = STYLE_PULL
    ) -> Learner:
        """Return the learner of the decided lines of some chats."""
        values = np.vstack([chat.values for chat in chats])
        others = [at in chat.foreign for chat in chats for at in range(len(chat.values))]
        base = foreign.log_odds(ranker, values, np.array(others))
        return cls(ranker.standardised(values), base, style_pull)

    def scores(self, known: Comparisons, strength: float) -> Floats:
        """Return the log odds (n,) of all lines with the taste, bounded as it is in use."""
        return self.base + house.bounded(self._rows @ self._fit(known, strength))

    def house(self, known: Comparisons, strength: float) -> House:
        """Return the taste that comparisons teach, adopted or not."""
        weights = self._back @ self._fit(known, strength)
        return House(weights, ridge.echo(self.x, weights))

    def _fit(self, known: Comparisons, strength: float) -> Floats:
        # a logistic model of comparisons (Bradley & Terry 1952) in which the shipped ranker's word
        # is given and the ridge pulls what is added to nothing; Newton's steps, halved on the way
        gaps = self._rows[known.better] - self._rows[known.worse]
        given = self.base[known.better] - self.base[known.worse]

        def loss(at: Floats) -> float:
            doubt = known.weights @ np.logaddexp(0, -(given + gaps @ at))
            return float(doubt + 0.5 * strength * at @ at)

        weights = np.zeros(self._rows.shape[1])
        for _ in range(STEPS):
            wrong = 1 / (1 + np.exp(np.clip(given + gaps @ weights, -30, 30)))
            slope = strength * weights - gaps.T @ (known.weights * wrong)
            curve = (gaps.T * (known.weights * wrong * (1 - wrong))) @ gaps
            step = np.linalg.solve(curve + strength * np.eye(len(weights)), slope)
            while loss(weights - step) > loss(weights) and float(np.abs(step).max()) > CLOSE:
                step = step / 2
            weights = weights - step
            if float(np.abs(step).max()) < CLOSE:
                break
        return weights


@dataclass(frozen=True)
class Lesson:
    """What came of some decisions: a taste, or why there is none; `words` say it in one line."""

    house: House | None
    words: str
    known: Comparisons
    trial: Trial | None


def learn(chats: Sequence[Decided], ranker: Ranker) -> Lesson:
    """Return the taste that decisions show on top of a ranker, if it holds on what it did not see.

    Nothing is drawn at random: the same decisions give the same weights.
    """
    known = compare(chats)
    count = len(known.keys)
    if count < FEWEST:
        decisions = sum(len(chat.decisions) for chat in chats)
        words = (
            f"too few: {decisions} decisions compare lines in {count} questions, "
            f"{FEWEST} are needed."
        )
        return Lesson(None, words, known, None)
    learner = Learner.of(chats, ranker)
    tried = trial.attempt(learner, known, STRENGTHS)
    if doubt := _doubt(tried):
        return Lesson(None, doubt, known, tried)
    found = learner.house(known, tried.strength)
    return Lesson(found, f"adopted: {_figures(tried)}", known, tried)


def _doubt(tried: Trial) -> str:
    if tried.agreed < LEAST_AGREED:
        return (
            f"against the shipped ranker, which is right in {tried.agreed:.0%} of the comparisons, "
            f"expected {LEAST_AGREED:.0%} or more. Were accept and reject mixed up?"
        )
    if tried.gain < LEAST_GAIN or tried.luck > MOST_LUCK:
        return f"no better than the shipped ranker: {_figures(tried)}"
    return ""


def _figures(tried: Trial) -> str:
    return (
        f"what was chosen is foretold with {tried.house.mean():.2f}, by the shipped ranker with "
        f"{tried.shipped.mean():.2f}; better in {tried.wins} and worse in {tried.losses} of "
        f"{len(tried.house)} questions (by luck: {tried.luck:.3f})."
    )


def train(
    runs: Sequence[Path],
    folder: Path,
    style: Style,
    encoder: Encoder,
    say: Callable[[str], None] = lambda _: None,
) -> Lesson:
    """Learn a taste from run folders and, where it is adopted, write it with its card to `folder`.

    Where it is not, the taste that lies there stays as it is, and a card beside it says why. `say`
    hears what is being done.

    Raises: InputError when there are no decisions, or they do not fit their runs.
    """
    say(f"reading what was decided in {len(runs)} chats")
    chats = decided.read(runs, style, encoder)
    count = sum(len(chat.decisions) for chat in chats)
    say(f"learning from {count} decisions, and trying it where it did not learn")
    lesson = learn(chats, model.load())
    ranker = house.ranker_digest()
    text = card(chats, lesson, ranker)
    if lesson.house is None or lesson.trial is None:
        jsonl.write_text(refusal(folder), [text])
        return lesson
    with shelf.rewritten(folder) as draft:
        (draft / house.WEIGHTS).write_text(lesson.house.to_json(), encoding="utf-8")
        shelf.seal(
            house.shelved(ranker),
            draft,
            settings={"strengths": STRENGTHS, "style_pull": STYLE_PULL, "most": house.MOST},
            data={
                "chats": [chat.chat for chat in chats],
                "decisions": decided.digest(chats),
                "count": count,
                "comparisons": len(lesson.known.better),
            },
            figures=lesson.trial.figures(),
        )
        (draft / shelf.CARD).write_text(text, encoding="utf-8")
    refusal(folder).unlink(missing_ok=True)
    return lesson


def refusal(folder: Path) -> Path:
    """Return where the card of a taste that was not adopted is written: beside the folder."""
    return folder.with_name(f"{folder.name}.not_adopted.md")
