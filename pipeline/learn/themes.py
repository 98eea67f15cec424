"""Learning the head of themes: answers that make the same point come to lie together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline import shelf
from pipeline.cluster import head
from pipeline.learn import chat_points, keypoints, themes_card
from pipeline.learn.cores import one_torch_thread
from pipeline.learn.keypoints import Debate
from pipeline.learn.transformer import Layers

if TYPE_CHECKING:
    from torch import Tensor

Say = Callable[[str], None]

# chosen on the 24 training topics by leaving topics out (benchmarks/themes.py --folds)
RANK = 16  # of the change to a weight
FIRST = 4  # layers 4 and 5 of 0 to 5 learn
PASSES = 1  # over the arguments; with more the left-out topics lose
RATE = 1e-3
WARM_UP = 0.1  # of the steps
WARMTH = 0.1  # of the contrast: likenesses are divided by it
TOGETHER = 40  # arguments of one debate in a step
DROPOUT = 0.1
DECAY = 0.01
TOLD = 20  # steps
BARRED = -1e4  # stands for a pair that is not asked about


def train(corpora: Path, out: Path, *, seed: int, say: Say = lambda _: None) -> dict[str, Any]:
    """Write the head learned from the training topics and from sorted answers of written chats, its
    manifest and card; return the figures.

    `corpora` is the folder that holds `key_points/`. The same seed gives the same bytes on one
    machine. The development topics are measured, never learned from.

    Raises: InputError when a corpus is missing.
    """
    debates = keypoints.read(corpora, "train")
    chats = [asked for chat in chat_points.lessons().values() for asked in chat]
    learned = fit([*debates, *chats], seed=seed, say=say)
    settings = {
        "seed": seed, "rank": RANK, "first_layer": FIRST, "passes": PASSES, "rate": RATE,
        "warmth": WARMTH, "together": TOGETHER, "dropout": DROPOUT,
    }  # fmt: skip
    unseen = keypoints.read(corpora, "dev")
    say("measuring on topics that were not learned from")
    with shelf.rewritten(out) as draft:
        head.save(learned, draft, **settings)
        return themes_card.write(draft, debates, chats, unseen, settings)


def fit(debates: Sequence[Debate], *, seed: int, say: Say = lambda _: None) -> head.Head:
    """Return the head learned from debates."""
    with one_torch_thread():
        layers = _learn(debates, seed, say)
    factors = {
        name: (
            up.detach().numpy().astype(np.float16),
            down.detach().numpy().astype(np.float16),
        )
        for name, (down, up) in layers.changes.items()
    }
    return head.Head(factors)


def _learn(debates: Sequence[Debate], seed: int, say: Say) -> Layers:
    import torch

    layers = Layers(RANK, FIRST, seed)
    texts = sorted({text for d in debates for text in (*d.texts, *d.points, d.topic)})
    say(f"encoding {len(texts)} texts")
    states = dict(zip(texts, layers.below(texts), strict=True))
    chance = np.random.default_rng(seed)
    source = torch.Generator().manual_seed(seed)
    steps = [step for _ in range(PASSES) for step in _steps(debates, chance)]
    learner = torch.optim.AdamW(layers.learned(), lr=RATE, weight_decay=DECAY)
    for number, (debate, rows) in enumerate(steps):
        if number % TOLD == 0:
            say(f"step {number} of {len(steps)}")
        rate = RATE * min(1, (number + 1) / (WARM_UP * len(steps))) * (1 - number / len(steps))
        learner.param_groups[0]["lr"] = rate
        asked = [*(debate.texts[row] for row in rows), *debate.points, debate.topic]
        meanings = layers.meanings([states[text] for text in asked], DROPOUT, source)
        inside = _project(meanings[:-1], meanings[-1])
        learner.zero_grad()
        loss = contrast(inside[: len(rows)], inside[len(rows) :], torch.tensor(debate.labels[rows]))
        torch.autograd.backward(loss)
        learner.step()
    return layers


def _steps(
    debates: Sequence[Debate], chance: np.random.Generator
) -> list[tuple[Debate, keypoints.Ints]]:
    steps = [
        (debate, rows)
        for debate in debates
        for rows in np.array_split(
            chance.permutation(len(debate.texts)), -(-len(debate.texts) // TOGETHER)
        )
    ]
    return [steps[place] for place in chance.permutation(len(steps))]


def contrast(arguments: Tensor, points: Tensor, labels: Tensor) -> Tensor:
    """Return how little unit rows of arguments and points tell who makes which point.

    The sum of three cross-entropies: the point among points for each argument, the argument among
    arguments for each point, and for each argument another that makes the same point.

    Source: supervised contrastive loss, Khosla et al. 2020.
    """
    import torch

    made = (labels == 1).float()
    likeness = (arguments @ points.T / WARMTH).masked_fill(labels == keypoints.UNDECIDED, BARRED)
    among = arguments @ arguments.T / WARMTH
    itself = torch.eye(len(arguments), dtype=torch.bool)
    speaks = made.sum(1) > 0
    same = ((made @ made.T > 0) & ~itself)[speaks][:, speaks].float()
    among = among.masked_fill(itself, BARRED)[speaks][:, speaks]
    return _missed(likeness, made) + _missed(likeness.T, made.T) + _missed(among, same)


def _missed(likeness: Tensor, right: Tensor) -> Tensor:
    shares = likeness.log_softmax(1)
    count = right.sum(1)
    rows = count > 0
    if not rows.any():
        return likeness.sum() * 0
    return -((shares * right).sum(1)[rows] / count[rows]).mean()


def _project(rows: Tensor, along: Tensor) -> Tensor:
    from torch.nn import functional

    return functional.normalize(rows - (rows @ along)[:, None] * along, dim=1)
