"""The model card of the themes' head: where it comes from, what it reaches, where it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import shelf
from pipeline.cluster import group, head, match, points
from pipeline.encoder import Encoder
from pipeline.encoder import packaged as encoders
from pipeline.learn import baselines, keypoints
from pipeline.learn.keypoints import Debate
from pipeline.settings import ClusterSettings

TEXT = """\
# Model card: themes

What makes two answers to one question the same point. Low-rank changes (rank {rank}, 16-bit,
`{file}`) to the last two layers of all-MiniLM-L6-v2, added to its weights when they are loaded.
`cluster.group` and `cluster.match` encode answers with it, project their question's direction out
and add the wording that they share.

- **Version** {version}, made for {encoder}
- **Data** ArgKP (KPA-2021), its 24 training topics: {arguments} short arguments, {points} key
  points, {pairs} judged pairs. (c) IBM 2020, Community Data License Agreement, Sharing, version 1.0
  (https://cdla.io/sharing-1-0/); this file is a result of computing with the data and holds none of
  it. Bar-Haim et al. 2020, "From Arguments to Key Points"; Friedman et al. 2021. And {answers}
  answers to {questions} questions of chats that were written for the project, sorted into points by
  a reader (`corpora/points`).
- **Base model** all-MiniLM-L6-v2, Apache 2.0.
- **Method** For each argument, point and pair of arguments of a debate a cross-entropy over the
  debate ("which of these makes the same point?"), {passes} pass over the arguments, AdamW; a
  question with its answers is a debate, too. Settings stand in `manifest.json`. They and the
  threshold were chosen on training topics and chats, leaving some out.
- **Repeat** `standout train themes` writes the same bytes again on the same machine;
  another kind of processor gave other bytes, and in place of the figures below strict .605, relaxed
  .818, ARI .352, B-cubed F .635: on four topics that much is chance;
  `standout evaluate --only themes --only keypoints` prints the figures below again,
  `python benchmarks/themes.py --folds` those of the choice.

## Figures

The development topics, from which nothing was learned; the threshold was looked at three times
there and moved twice: {dev}.

Matching: mean average precision of KPA-2021, undecided pairs wrong (strict) or right (relaxed).
Themes: answers that make one key point, grouped per topic and stance; the distances are the best on
the training topics (of the row "themes": {distance}, `cluster.theme_distance`). How real chats
fare, as two readers sorted their answers, stands in the evaluation.

{table}
## Limits

Chats bring irony, emoji, lists of links and several points in one post: such posts go where most of
their words go. A large
B-cubed F alone says little: everything in one theme reaches .56 to .59 here; read it beside ARI.
"""
HEADER = """\
| likeness | strict | relaxed | ARI | B-cubed F | left out | themes |
|---|---|---|---|---|---|---|
"""


def write(
    folder: Path,
    train: Sequence[Debate],
    chats: Sequence[Debate],
    dev: Sequence[Debate],
    settings: Mapping[str, Any],
) -> dict[str, Any]:
    """Write the card of the head in `folder`; return its figures by name of the likeness.

    It was learned from the debates of `train` and the questions of `chats`, and is measured on
    `dev`.
    """
    figures = measure(train, dev, points.load(folder))
    text = TEXT.format(
        rank=settings["rank"],
        passes=settings["passes"],
        file=head.FILE,
        version=head.MODEL.version,
        encoder=encoders.NAME,
        arguments=f"{sum(len(debate.texts) for debate in train):,}",
        points=sum(len(debate.points) for debate in train),
        pairs=f"{sum(int((debate.labels >= 0).sum()) for debate in train):,}",
        answers=f"{sum(len(debate.texts) for debate in chats):,}",
        questions=len(chats),
        dev=", ".join(sorted({debate.topic for debate in dev})),
        distance=ClusterSettings().theme_distance,
        table=table(figures),
    )
    (folder / shelf.CARD).write_text(text, encoding="utf-8")
    return figures


def measure(
    train: Sequence[Debate], dev: Sequence[Debate], learned: Encoder
) -> dict[str, dict[str, float]]:
    """Return the figures on `dev` of the head and of what it is held against.

    The distance of a simpler likeness is the best on `train`; ours is the one of the settings.
    """
    base = encoders.load()
    figures = {}
    for name, likeness in baselines.simpler(base).items():
        distance = baselines.best_distance(train, likeness)
        groups = baselines.grouped(dev, likeness, distance)
        figures[name] = vars(baselines.matched(dev, likeness)) | vars(groups)
    figures["HDBSCAN, cosine"] = dict(vars(baselines.by_density(dev, baselines.plain(base))))
    figures["HDBSCAN, themes"] = dict(vars(baselines.by_density(dev, baselines.ours(learned))))
    figures["themes"] = ours(dev, learned)
    return figures


def ours(debates: Sequence[Debate], learned: Encoder) -> dict[str, float]:
    """Return the figures of `cluster.match` and `cluster.group` with an encoder of points."""
    scores, found = [], []
    for debate in debates:
        scores.append(match(debate.texts, debate.points, debate.topic, encoder=learned))
        found.append(group(debate.single_texts, debate.topic, encoder=learned))
    matching, groups = keypoints.matching(debates, scores), keypoints.grouping(debates, found)
    return vars(matching) | vars(groups)


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Return the figures as rows of Markdown, ours last."""
    rows = []
    for name in sorted(figures, key=lambda name: (name == "themes", name)):
        row = figures[name]
        cells = [f"{row[key]:.3f}" if key in row else "" for key in ("strict", "relaxed")]
        cells += [f"{row['ari']:.3f}", f"{row['b_cubed']:.3f}", f"{row['left_out']:.0%}"]
        cells.append(f"{row['groups']:.1f}")
        rows.append(f"| {name} | {' | '.join(cells)} |\n")
    return HEADER + "".join(rows)
