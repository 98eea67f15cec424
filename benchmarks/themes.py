"""Prints what the settings of themes were chosen on, and what grouping many answers costs.

python benchmarks/themes.py --folds         the training topics, each left out in turn (minutes)
python benchmarks/themes.py --speed         seconds and memory for many answers to one question

How well themes agree with a crowd is printed by `standout evaluate --only themes`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.cluster import group, linkage, match, points, space
from pipeline.encoder.packaged import PackagedEncoder
from pipeline.errors import InputError
from pipeline.learn import keypoints, themes
from pipeline.learn.keypoints import Debate
from pipeline.settings import ClusterSettings, Settings

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
FOLDS = 3
SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Print the figures that the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--folds", action="store_true")
    what.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    if options.speed:
        speed()
    else:
        folds(keypoints.read(options.corpora, "train"))


def folds(debates: Sequence[Debate]) -> None:
    """Print the figures on training topics left out of training, per distance."""
    chance = np.random.default_rng(0)
    topics = chance.permutation(sorted({debate.topic for debate in debates})).tolist()
    encoders: dict[str, PackagedEncoder] = {}
    for number in range(FOLDS):
        out = set(topics[number::FOLDS])
        inside = [debate for debate in debates if debate.topic not in out]
        encoder = points.encoder(themes.fit(inside, seed=Settings().seed))
        encoders |= dict.fromkeys(out, encoder)
    scores = [
        match(debate.texts, debate.points, debate.topic, encoder=encoders[debate.topic])
        for debate in debates
    ]
    found = keypoints.matching(debates, scores)
    print(f"strict {found.strict:.3f}, relaxed {found.relaxed:.3f}\n")
    print("| distance | ARI | B-cubed F | themes |\n|---|---|---|---|")
    for distance in (round(ClusterSettings().theme_distance + 0.02 * n, 2) for n in range(-4, 5)):
        labels = []
        for debate in debates:
            texts = [debate.texts[row] for row in debate.single]
            its = encoders[debate.topic]
            labels.append(group(texts, debate.topic, distance=distance, encoder=its))
        row = keypoints.grouping(debates, labels)
        print(f"| {distance} | {row.ari:.3f} | {row.b_cubed:.3f} | {row.groups:.1f} |")


def speed() -> None:
    """Print seconds and memory of grouping made-up answers, beyond encoding them."""
    import resource

    chance = np.random.default_rng(0)
    for count in SIZES:
        centres = chance.normal(size=(40, 384))
        rows = space.unit(centres[chance.integers(0, 40, count)] + chance.normal(size=(count, 384)))
        words = [f"w{number}" for number in range(3000)]
        texts = [" ".join(chance.choice(words, 20)) for _ in range(count)]
        start = time.perf_counter()
        blocks = space.blocks(texts, None, points.load(), rows)
        found = linkage.partition(blocks, space.threshold(blocks, ClusterSettings().theme_distance))
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count:,} answers: {seconds:.1f} s, {int(found.max()) + 1} themes, {peak:,.0f} MB")


if __name__ == "__main__":
    try:
        main()
    except InputError as error:
        sys.exit(f"Error: {error}")
