"""What another careful reader reaches, and what learning from several readers is worth.

    python -m benchmarks.readers ../shared

On the chats and consultations that the ranker learns from, each ranked by a chat's expert of all
others; the two measured chats were read by no further reader (corpora/readings).
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from pipeline.learn.evaluate.material import Material
from pipeline.learn.examples import JUDGED
from pipeline.learn.graded import EIGHT, GradedChat
from pipeline.learn.ranker import of_chats
from pipeline.learn.ranker_figures import Ranking, mean, rankings
from pipeline.learn.readings import read
from pipeline.score.traits import Floats
from pipeline.settings import Settings

READERS = ("first", "second", "third")
DRAWS, SEED = 2000, 7


def main(corpora: Path) -> None:
    """Print both tables."""
    material = Material(corpora, Settings())
    chats = [material.judged[name] for name in EIGHT]
    held = {name: readings(material.graded[name]) for name in EIGHT}
    alone = [replace(chat, wanted=held[chat.name][0]) for chat in chats]
    one = of_chats(alone, material.texts.film)
    some = of_chats(chats, material.texts.film)
    for title, learner in (("the first reader", one), ("the mean of all readers", some)):
        print(f"ranked by a ranker that learned from {title}")
        for judge in range(len(READERS)):
            found = [
                ranking
                for chat in chats
                if judge < len(held[chat.name])
                for ranking in rankings(learner.held_out(chat), chat, held[chat.name][judge])
            ]
            print(f"  judged by the {READERS[judge]:<8} {shown(found)}")
    print("ranked by another reader, judged by the first")
    for reader in range(1, len(READERS)):
        found = [
            ranking
            for chat in chats
            if reader < len(held[chat.name])
            for ranking in rankings(held[chat.name][reader], chat, held[chat.name][0])
        ]
        print(f"  the {READERS[reader]:<8} {shown(found)}")
    print("gain of learning from all, judged by the mean of all (95 % over questions)")
    gains = np.array(
        [
            np.subtract(values(after), values(before))
            for chat in chats
            for before, after in zip(
                rankings(one.held_out(chat), chat, chat.wanted),
                rankings(some.held_out(chat), chat, chat.wanted),
                strict=True,
            )
        ]
    )
    draw = np.random.default_rng(SEED)
    means = [gains[draw.integers(0, len(gains), len(gains))].mean(axis=0) for _ in range(DRAWS)]
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    for place, name in enumerate(("nDCG@5", "Spearman", "top 5")):
        gain = gains[:, place].mean()
        print(f"  {name:<9} {gain:+.3f} ({low[place]:+.3f} to {high[place]:+.3f})")


def readings(chat: GradedChat) -> list[Floats]:
    """Return the grades (n,) of the judged posts by each reader, the first one first."""
    kept = [p.id for p in chat.posts if chat.grades[p.id].kind in JUDGED and p.said]
    further = read(chat.name)
    rows = [(chat.grades[i].grade, *further[i]) for i in kept]
    return [np.array(grades, dtype=np.float64) for grades in zip(*rows, strict=True)]


def values(ranking: Ranking) -> tuple[float, float, float]:
    """Return the three figures of a ranking."""
    return ranking.ndcg, ranking.rho, ranking.agreement


def shown(found: list[Ranking]) -> str:
    """Return the means as words."""
    whole = mean(found)
    return f"nDCG@5 {whole.ndcg:.3f}  Spearman {whole.rho:.3f}  top 5 {whole.agreement:.3f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
