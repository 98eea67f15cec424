"""Prints what the settings of themes were chosen on, and what grouping many answers costs.

python benchmarks/themes.py --folds         training topics and written chats left out (minutes)
python benchmarks/themes.py --speed         seconds and memory for many answers to one question
python benchmarks/themes.py --rivals        HDBSCAN and BERTopic as they come, beside ours

How well themes agree with a crowd is printed by `standout evaluate --only themes`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from pipeline import commands
from pipeline.cluster import group, linkage, match, points, space
from pipeline.encoder.packaged import PackagedEncoder
from pipeline.errors import InputError
from pipeline.learn import baselines, chat_points, keypoints, themes
from pipeline.learn.baselines import Rows
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
    what.add_argument("--rivals", action="store_true", help="needs the extra standout[rivals]")
    options = parser.parse_args()
    if options.speed:
        speed()
    elif options.rivals:
        rivals(keypoints.read(options.corpora, "dev"))
    else:
        folds(keypoints.read(options.corpora, "train"), chat_points.lessons())


def folds(debates: Sequence[Debate], chats: Mapping[str, Sequence[Debate]]) -> None:
    """Print the figures on training topics and on written chats left out of training, per
    distance."""
    chance = np.random.default_rng(0)
    topics = chance.permutation(sorted({debate.topic for debate in debates})).tolist()
    whole = chat_points.lessons(whole=True)
    of_debates: list[tuple[Debate, PackagedEncoder]] = []
    of_chats: list[tuple[Debate, PackagedEncoder]] = []
    for number in range(FOLDS):
        out = {*topics[number::FOLDS], *sorted(chats)[number::FOLDS]}
        inside = [debate for debate in debates if debate.topic not in out]
        inside += [asked for name in chats if name not in out for asked in chats[name]]
        encoder = points.encoder(themes.fit(inside, seed=Settings().seed))
        of_debates += [(debate, encoder) for debate in debates if debate.topic in out]
        of_chats += [(asked, encoder) for name in chats if name in out for asked in whole[name]]
    scores = [match(d.texts, d.points, d.topic, encoder=encoder) for d, encoder in of_debates]
    found = keypoints.matching([debate for debate, _ in of_debates], scores)
    print(f"strict {found.strict:.3f}, relaxed {found.relaxed:.3f}\n")
    print("| distance | topics: ARI | B-cubed F | themes | chats: ARI | B-cubed F | themes |")
    print("|---|---|---|---|---|---|---|")
    for distance in (round(ClusterSettings().theme_distance + 0.02 * n, 2) for n in range(-4, 5)):
        cells = [f"| {distance}"]
        for left_out in (of_debates, of_chats):
            labels = [
                group(d.single_texts, d.topic, distance=distance, encoder=its)
                for d, its in left_out
            ]
            row = keypoints.grouping([debate for debate, _ in left_out], labels)
            cells.append(f"{row.ari:.3f} | {row.b_cubed:.3f} | {row.groups:.1f}")
        print(" | ".join(cells), "|", flush=True)


def rivals(debates: Sequence[Debate]) -> None:
    """Print what HDBSCAN and BERTopic, both with their defaults, make of the same vectors."""
    from sklearn.cluster import HDBSCAN

    encoder = commands.encoder_of(Settings())
    learned = points.beside(encoder)
    vectors = {"MiniLM": baselines.plain(encoder), "ours": baselines.ours(learned)}
    tools: dict[str, Callable[[list[str], Rows], keypoints.Ints]] = {
        "HDBSCAN": lambda texts, rows: HDBSCAN(copy=True).fit_predict(rows).astype(np.int64),
        "BERTopic": bertopic,
    }
    print(
        "| grouped by | vectors | ARI | B-cubed F | left out | groups |\n|---|---|---|---|---|---|"
    )

    def row(tool: str, which: str, labels: Sequence[keypoints.Ints]) -> None:
        its = keypoints.grouping(debates, labels)
        print(
            f"| {tool} | {which} | {its.ari:.3f} | {its.b_cubed:.3f} | {its.left_out:.2f} "
            f"| {its.groups:.1f} |",
            flush=True,
        )

    said = [debate.single_texts for debate in debates]
    both = list(zip(debates, said, strict=True))
    for which, likeness in vectors.items():
        rows = [space.unit(np.hstack(likeness(texts, debate.topic))) for debate, texts in both]
        for tool, grouped in tools.items():
            row(tool, which, [grouped(*each) for each in zip(said, rows, strict=True)])
    row("Standout", "ours", [group(texts, debate.topic) for debate, texts in both])


def bertopic(texts: list[str], rows: Rows) -> keypoints.Ints:
    """Return the topics of BERTopic as it comes, seeded, -1 for what it leaves out."""
    from bertopic import BERTopic
    from umap import UMAP

    # its own defaults; only the seed is added
    reduced = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=7)
    topics, _ = BERTopic(umap_model=reduced).fit_transform(texts, rows)
    return np.array(topics, dtype=np.int64)


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
