"""Figures of quotability on other texts: film lines, headlines and arguments."""

from __future__ import annotations

import numpy as np

from pipeline.learn import ranker_figures as figures
from pipeline.learn.evaluate import bootstrap, quotability
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.figure import Figure, Rival, figure
from pipeline.learn.evaluate.material import Material
from pipeline.learn.examples import Pairs
from pipeline.learn.graded import EIGHT, MEASURED
from pipeline.learn.ranker import Corpora, Learner
from pipeline.score import model
from pipeline.score.ranking import sigmoid
from pipeline.score.traits import NAMES

FAMILY = "quotability"
FILM_FOLDS = 5
LONGER = "longer wins"
KIND = "a little kind: looked at while the gate between kinds of text was chosen"
SIZE = NAMES.index("length")
UNTOLD = "not told that they are chat posts"
FILM = (
    Rival(name="people", value=0.78, source="Danescu-Niculescu-Mizil et al. 2012, the same pairs"),
    Rival(
        name="ULMFiT, one line at a time, films not kept apart",
        value=0.711,
        source="zachmonge, the same pairs",
    ),
)
HEADLINES = (Rival(name="people", value=0.613, source="Tan, Lee and Pang 2014, other pairs"),)


def measure(material: Material) -> list[Figure]:
    """Return how often the better of two texts is told, and how ratings are followed."""
    texts = material.texts
    shipped = model.load()
    material.say("telling film lines, headlines and arguments apart")
    unseen, rated = texts.unseen_headline, texts.unseen_argument
    scores = sigmoid(shipped.log_odds(rated.values, together=True))
    return [
        figure(
            FAMILY, "film lines, pairs right", "memorable film lines, films left out",
            _film(material), sample=len(texts.film.groups), of="pairs", unit="films",
            baselines={LONGER: _pairs(texts.film, texts.film.better[:, SIZE],
                                      texts.film.worse[:, SIZE])},
            rivals=FILM, note=KIND,
        ),
        figure(
            FAMILY, "headlines, pairs right", "retweet pairs, validation part",
            _pairs(
                unseen,
                shipped.log_odds(unseen.better, together=True),
                shipped.log_odds(unseen.worse, together=True),
            ),
            sample=len(unseen.groups), of="pairs", unit="pairs", rivals=HEADLINES, note=KIND,
            baselines={LONGER: _pairs(unseen, unseen.better[:, SIZE], unseen.worse[:, SIZE])},
        ),
        figure(
            FAMILY, "arguments, Pearson", "ArgQ-Rank-30k, development topics",
            _products(scores, rated.quality, rated.groups), bootstrap.pearson,
            sample=len(rated.groups), of="arguments", unit="topics", note=KIND,
            baselines={LONGER: _products(rated.values[:, SIZE], rated.quality, rated.groups)},
        ),
        *_untold(material),
    ]  # fmt: skip


def _film(material: Material) -> Floats:
    corpora, film = material.learned, material.texts.film
    fold = figures.folds(corpora.film.groups, FILM_FOLDS)
    better, worse = np.zeros(len(fold)), np.zeros(len(fold))
    for number in range(FILM_FOLDS):
        material.say(f"learning without a fifth of the films ({number + 1} of {FILM_FOLDS})")
        held, rest = fold == number, figures.some(corpora.film, fold != number)
        part = Learner(Corpora(corpora.chats, rest, corpora.headline, corpora.argument))
        ranker = part.ranker()
        better[held] = ranker.log_odds(film.better[held], together=True)
        worse[held] = ranker.log_odds(film.worse[held], together=True)
    return _pairs(film, better, worse)


def _pairs(pairs: Pairs, better: Floats, worse: Floats) -> Floats:
    right = (better > worse) + 0.5 * (better == worse)
    return bootstrap.by_unit(bootstrap.counted(right), pairs.groups)


def _products(x: Floats, y: Floats, groups: tuple[str, ...]) -> Floats:
    return bootstrap.by_unit(bootstrap.products(x, y), groups)


def _untold(material: Material) -> list[Figure]:
    eight, two = ([material.judged[name] for name in names] for names in (EIGHT, MEASURED))
    scores = {}
    for chat in eight:
        material.say(f"learning to rank without {chat.name}")
        ranker = material.whole_learner.ranker(without=chat.name)
        scores[chat.name] = ranker.log_odds(chat.values, together=True)
    scores |= {chat.name: model.load().log_odds(chat.values, together=True) for chat in two}
    found = []
    for data, chats, unit in (
        (quotability.LEFT_OUT, eight, "chats"),
        (quotability.TWO, two, "questions"),
    ):
        [ndcg, *_] = quotability.rows(scores, {}, chats, f"{data}, {UNTOLD}", unit)
        found.append(ndcg)
    return found
