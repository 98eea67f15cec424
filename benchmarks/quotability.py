"""Prints how well lines worth quoting are found, beside simple ways to find them.

    python benchmarks/quotability.py ../shared

Each graded chat is ranked by a ranker of all the others, the two measured chats by one that learned
from neither; film lines by a ranker without their films. "known" is what a run does: it knows that
its lines come from a chat. "unknown" is `quotability(texts)`, which has to tell that by itself.
"""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path

import numpy as np

from pipeline.encoder.packaged import load as load_encoder
from pipeline.learn import examples, graded, ranker
from pipeline.learn import ranker_baselines as baselines
from pipeline.learn import ranker_figures as figures
from pipeline.learn.examples import Judged, Pairs
from pipeline.learn.ranker import Corpora, Learner
from pipeline.score import style
from pipeline.score.model import CERTAIN, Ranker
from pipeline.score.ranking import sigmoid
from pipeline.score.rows import TRAITS
from pipeline.score.traits import GROUPS, NAMES, Floats
from pipeline.score.traits import TRAITS as ALL_TRAITS

FILM_FOLDS = 5
SEEDS = 20
WITHOUT = 1e12  # a penalty that leaves a number no weight


def known(model: Ranker, chat: Judged) -> Floats:
    """Return the scores of a chat that is known to be one."""
    return model.log_odds(chat.values, np.full(len(chat.grades), CERTAIN))


def show(name: str, found: list[figures.Ranking]) -> None:
    """Print one line of the table."""
    mean = figures.mean(found)
    print(f"{name:36} {mean.ndcg:.3f}  {mean.rho:6.3f}  {mean.agreement:.3f}  {len(found)}")


def across(
    learner: Learner, chats: list[Judged], *, is_known: bool = True
) -> list[figures.Ranking]:
    """Return the figures of every question, each chat ranked by a ranker of the others."""
    found = []
    for chat in chats:
        model = learner.ranker(without=chat.name)
        scores = known(model, chat) if is_known else model.log_odds(chat.values)
        found += figures.rankings(scores, chat)
    return found


def others(learner: Learner, corpora: Corpora, unseen: Pairs, dev: examples.Rated) -> str:
    """Return the figures on pairs and ratings, in words."""
    model = learner.ranker()
    fold = figures.folds(corpora.film.groups, FILM_FOLDS)
    right = []
    for number in range(FILM_FOLDS):
        held = figures.some(corpora.film, fold == number)
        rest = figures.some(corpora.film, fold != number)
        part = Learner(
            Corpora(corpora.chats, rest, corpora.headline, corpora.argument), learner.learns
        )
        part.penalty = learner.penalty
        film = part.ranker()
        right.append(figures.accuracy(film.log_odds(held.better), film.log_odds(held.worse)))
    headline = figures.accuracy(model.log_odds(unseen.better), model.log_odds(unseen.worse))
    argument = figures.pearson(model.log_odds(dev.values), dev.quality)
    return f"film {np.mean(right):.3f}  headlines {headline:.3f}  arguments {argument:.3f}"


def main() -> None:
    """Print all tables."""
    root = Path(sys.argv[1])
    styles, encoder = style.load(), load_encoder()
    corpora = ranker.read(root, style=styles, encoder=encoder)
    measured = [examples.judged(c, styles, encoder) for c in graded.read_all(root, graded.MEASURED)]
    unseen = examples.retweets(root, styles, "val")
    dev = examples.arguments(root, styles, "dev")
    tuned = list(corpora.chats)
    vectors = {c.name: encoder.encode(c.lines).astype(np.float64) for c in [*tuned, *measured]}
    learner = Learner(corpora)

    print("ranking the answers to a question     nDCG@5    rho  top 5  questions")
    for title, chats in (("eight chats, one left out", tuned), ("two measured chats", measured)):
        print(title)
        show("  ranker, known to be a chat", across(learner, chats))
        show("  ranker, unknown", across(learner, chats, is_known=False))
        tables = {
            "  longest": [baselines.longest(c) for c in chats],
            "  centroid": [baselines.centroid(c, vectors[c.name]) for c in chats],
            "  LexRank": [baselines.lexrank(c, vectors[c.name]) for c in chats],
            "  SVR, traits and last layer": [baselines.svr(tuned, c, vectors) for c in chats],
        }
        for name, scores in tables.items():
            show(name, list(chain.from_iterable(map(figures.rankings, scores, chats))))
        chance = [
            found
            for seed in range(SEEDS)
            for c in chats
            for found in figures.rankings(baselines.at_random(c, seed), c)
        ]
        show("  random", chance)
    for chat in [*tuned, *measured]:
        show(f"  {chat.name}", across(learner, [chat]))

    print("\nother texts:", others(learner, corpora, unseen, dev))
    size = NAMES.index("length")
    film = figures.accuracy(corpora.film.better[:, size], corpora.film.worse[:, size])
    headline = figures.accuracy(unseen.better[:, size], unseen.worse[:, size])
    argument = figures.pearson(dev.values[:, size], dev.quality)
    print(f"longer wins: film {film:.3f}  headlines {headline:.3f}  arguments {argument:.3f}")

    print("\nwithout (eight chats)")
    for group in (*GROUPS, "all traits", "style"):
        part = Learner(corpora)
        columns = np.array([t.group == group or group == "all traits" for t in ALL_TRAITS])
        part.penalty[:TRAITS][columns] = WITHOUT
        if group == "style":
            part.penalty[TRAITS:] = WITHOUT
        show(f"  {group}", across(part, tuned))
        if group in ("all traits", "style"):
            print("   ", others(part, corpora, unseen, dev))
    alone = Learner(corpora, {**ranker.LEARNS, "chat": {"chat": 1.0}})
    show("  film lines", across(alone, tuned))
    show("  grades", across(Learner(corpora, {**ranker.LEARNS, "chat": {"film": 1.0}}), tuned))

    print("\nlearning curve: so many of the other chats")
    for count in range(1, len(tuned)):
        found = []
        for place, chat in enumerate(tuned):
            rest = [tuned[(place + 1 + step) % len(tuned)] for step in range(count)]
            few = Corpora(tuple(rest), corpora.film, corpora.headline, corpora.argument)
            found += figures.rankings(known(Learner(few).ranker(), chat), chat)
        show(f"  {count}", found)

    print("\nchance said  lines  share printed (grade 3 or 4), chats left out")
    raw, printed = ranker.held_out(corpora)
    model = ranker.calibrated(learner.ranker(), raw, printed)
    rows, error = figures.reliability(sigmoid(model.slope * raw + model.bias), printed)
    for chance, count, share in rows:
        print(f"  {chance:.2f}      {count:5}     {share:.2f}")
    print(f"expected calibration error {error:.3f}")


if __name__ == "__main__":
    main()
