"""Learning to place the posts of a chat together: evidence, links and what the posts around say,
all weights at once, through the rounds in which beliefs pass between posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from pipeline.cluster import evidence, links, surroundings
from pipeline.cluster.arrays import Floats, Ints
from pipeline.cluster.evidence import FEATURES
from pipeline.cluster.model import ROUNDS, Field
from pipeline.cluster.scene import Scene
from pipeline.cluster.surroundings import MESSAGES
from pipeline.learn.cores import one_torch_thread

if TYPE_CHECKING:
    from torch import Tensor

PENALTY = 12.0  # ridge on the weights of the evidence
# what authors say themselves is held back less: else clock and neighbours overrule a clear label
SURE, FIRM = ("label", "label.other"), 0.1
# on what is added for posts that continue another, beside PENALTY: chosen on the left-out chats
ADDED = 0.3
LINK_PENALTY = 2.0  # ridge on those of links and of what is heard
STEPS = 40  # of L-BFGS; twice as many fit the chats learned from, not those left out
USUAL = 400.0  # posts that every chat counts as, long or short
ALONE, LAST_BUT_ONE = 0.5, 0.3  # weights of the first round and of the last but one in the loss


@dataclass(frozen=True)
class Lesson:
    """A chat to learn from: its true places (n,), -1 where unknown, and how much it counts beside
    others."""

    scene: Scene
    hosts: frozenset[str]
    columns: Ints
    share: float


def fit(lessons: Sequence[Lesson], without: Sequence[str] = ()) -> Field:
    """Return the weights under which the true places are likeliest; `without` names evidence that
    is left out, by name or group.

    Nothing is drawn at random: the same lessons give the same weights.
    Source: mean field inference unrolled and learned through (Zheng et al. 2015).
    """
    import torch

    with one_torch_thread():
        return _fit(torch, lessons, without)


def _fit(torch: Any, lessons: Sequence[Lesson], without: Sequence[str]) -> Field:
    def zeros(*shape: int) -> Tensor:
        made: Tensor = torch.zeros(*shape, dtype=torch.float64, requires_grad=True)
        return made

    used = torch.tensor(_kept(FEATURES, without))
    heard = torch.tensor(_kept(MESSAGES, without))[:, None]
    held = torch.tensor([FIRM if name in SURE else 1.0 for name in FEATURES], dtype=torch.float64)
    alone, among, added = zeros(len(FEATURES)), zeros(len(FEATURES)), zeros(len(FEATURES))
    pull = zeros(len(links.FEATURES) + len(links.ALONE))
    said = zeros(len(MESSAGES), 2)
    chats = [Tensors.of(torch, lesson) for lesson in lessons]
    optimizer = torch.optim.LBFGS(
        [alone, among, added, pull, said],
        max_iter=STEPS, history_size=20, line_search_fn="strong_wolfe",
    )  # fmt: skip

    def loss() -> Tensor:
        optimizer.zero_grad()
        ridge: Tensor = (held * alone.square()).sum() / 2 + (held * among.square()).sum()
        ridge = ridge + ADDED * added.square().sum()
        total = PENALTY / 2 * ridge + LINK_PENALTY / 2 * (pull.square().sum() + said.square().sum())
        for chat in chats:
            own = (alone * used, among * used, added * used)
            rounds = chat.rounds(torch, own, pull, said * heard)
            for beliefs, weight in (
                (rounds[0], ALONE),
                (rounds[-2], LAST_BUT_ONE),
                (rounds[-1], 1),
            ):
                total = total - weight * chat.share * beliefs[chat.rows, chat.truth].sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimizer.step(loss)
    weights = torch.stack([alone * used, among * used, added * used])
    return Field(
        weights=weights.detach().numpy(),
        heard=(said * heard).detach().numpy(),
        pull=pull.detach().numpy(),
    )


def _kept(names: Sequence[str], without: Sequence[str]) -> Floats:
    barred = [any(name == b or name.startswith(f"{b}.") for b in without) for name in names]
    kept: Floats = 1.0 - np.array(barred, dtype=np.float64)
    return kept


@dataclass(frozen=True)
class Tensors:
    """A lesson as tensors; `rows` and `truth` are the posts whose place is known, and the place."""

    values: Tensor
    bars: Tensor
    child: Tensor
    parent: Tensor
    pairs: Tensor
    single: Tensor
    beside: tuple[tuple[Tensor, Tensor], ...]
    alike: tuple[Tensor, Tensor]
    session: Tensor
    on: Tensor
    rows: Tensor
    truth: Tensor
    share: float

    @classmethod
    def of(cls, torch: Any, lesson: Lesson) -> Tensors:
        """Return a lesson as tensors."""
        scene = lesson.scene
        rows = np.flatnonzero(reachable(scene, lesson.columns) & (scene.filed < 0))
        which, weights = surroundings.alike(scene.meanings)
        return cls(
            values=torch.tensor(evidence.tensor(scene, lesson.hosts)),
            bars=torch.tensor(np.where(_open(scene), 0.0, -1e9)),
            child=torch.tensor(scene.links.child),
            parent=torch.tensor(scene.links.parent),
            pairs=torch.tensor(scene.links.values),
            single=torch.tensor(scene.links.alone),
            beside=tuple(
                (torch.tensor(other), torch.tensor(near))
                for other, near in surroundings.beside(scene)
            ),
            alike=(torch.tensor(which), torch.tensor(weights)[:, :, None]),
            session=torch.tensor(np.unique(scene.held, return_inverse=True)[1]),
            on=torch.tensor(surroundings.is_on(scene).astype(np.float64)),
            rows=torch.tensor(rows),
            truth=torch.tensor(lesson.columns[rows]),
            share=lesson.share * USUAL / max(1, len(rows)),
        )

    def rounds(self, torch: Any, own: Sequence[Tensor], pull: Tensor, said: Tensor) -> list[Tensor]:
        """Return the log beliefs (n, m + 1) of each round, the first by its own evidence alone.

        `own`, `said` and `pull` are the weights of a Field.
        """
        alone, among, added = own
        width = len(links.FEATURES)
        powers = (self.pairs @ pull[:width]).clamp(-links.MOST_PULL, links.MOST_PULL).exp()
        single = (self.single @ pull[width:]).clamp(-links.MOST_PULL, links.MOST_PULL).exp()
        shares = powers / single.index_add(0, self.child, powers)[self.child]
        nothing = torch.zeros_like(single)
        linked = nothing.index_add(0, self.child, shares)[:, None]
        continued = nothing.index_add(0, self.parent, shares)[:, None]
        found = [torch.log_softmax(self.values @ alone + self.bars, 1)]
        base = self.values @ among + linked * (self.values @ added) + self.bars
        for _ in range(ROUNDS):
            heard = self._heard(torch, found[-1].exp(), shares[:, None], linked, continued)
            none, rest = heard[:, :1] @ said[:, 0], heard[:, 1:] @ said[:, 1]
            found.append(torch.log_softmax(base + torch.cat([none, rest], 1), 1))
        return found

    def _heard(
        self, torch: Any, beliefs: Tensor, shares: Tensor, linked: Tensor, continued: Tensor
    ) -> Tensor:
        # as surroundings.Surroundings.heard does it
        count = len(beliefs)
        nothing = torch.zeros_like(beliefs)
        above = nothing.index_add(0, self.child, shares * beliefs[self.parent])
        below = nothing.index_add(0, self.parent, shares * beliefs[self.child])
        total = torch.cat([nothing[:1], beliefs.cumsum(0)])
        places = torch.arange(count)
        low = (places - surroundings.NEAR).clamp(min=0)
        high = (places + surroundings.NEAR + 1).clamp(max=count)
        others = (high - low - 1).clamp(min=1)[:, None]
        which, weights = self.alike
        sure = above + surroundings.LEAST + surroundings.UNLINKED * (1 - linked)
        heard: Tensor = torch.stack(
            [
                above,
                sure.log(),
                surroundings.FULL * below / (1 + continued),
                *(beliefs[other] * near for other, near in self.beside),
                (total[high] - total[low] - beliefs) / others,
                (beliefs[which] * weights).sum(1),
            ],
            dim=2,
        )
        # as surroundings.heard: "no question" is counted from what the session says
        nothing = torch.zeros(int(self.session.max()) + 1, dtype=torch.float64)
        count = nothing.index_add(0, self.session, self.on)
        usual, few = surroundings.USUAL, surroundings.FEW
        said = nothing.index_add(0, self.session, self.on * beliefs[:, 0]) + few * usual
        chatter = (said / (count + few))[self.session]
        mass = heard.sum(1) * chatter[:, None]
        centred = torch.zeros(heard.shape[2], dtype=torch.float64)
        centred[list(surroundings.CENTRED)] = 1
        first: Tensor = heard[:, :1] - (mass * centred)[:, None]
        found: Tensor = torch.cat([first, heard[:, 1:]], 1)
        return found


def reachable(scene: Scene, columns: Ints) -> npt.NDArray[np.bool_]:
    """Return which posts (n,) have a true place that is known and open to them."""
    known: npt.NDArray[np.bool_] = columns >= 0
    return np.asarray(known & _open(scene)[np.arange(len(columns)), columns], dtype=bool)


def _open(scene: Scene) -> npt.NDArray[np.bool_]:
    """Return which columns (n, m + 1) are open to each post: one, where it surely is under it."""
    is_open = np.hstack([np.ones((len(scene.posts), 1), dtype=bool), scene.is_open])
    sure = np.flatnonzero(scene.filed >= 0)
    is_open[sure] = False
    is_open[sure, scene.filed[sure] + 1] = True
    return is_open
