"""The learned ranker of lines, as data: checked against the code that reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline import shelf
from pipeline.encoder import weights
from pipeline.score import rows, style, traits
from pipeline.score.traits import Floats

WEIGHTS = "model.json"
REGISTERS = ("chat", "film", "headline", "argument")  # kinds of text that were learned from
# what a text may look like, and the register that it then belongs to
LOOKS = {
    "chat post": "chat", "bare line of a chat": "chat", "consultation statement": "chat",
    "film line": "film", "headline": "headline", "argument": "argument",
}  # fmt: skip
# how often texts have each look, before one is seen: posts are what mostly comes, and to take one
# for something else costs more than the reverse
PRIORS = (10.0, 5.0, 2.0, 1.0, 1.0, 1.0)
_BELONGS = np.array([[own == register for register in REGISTERS] for own in LOOKS.values()])
CERTAIN = 100.0  # log odds that a text comes from a chat
ANSWERS = 0.5  # the same where it comes with a question; arguments may come with their topic, too
COMPANY = 20  # texts side by side that tell where each comes from; they then outweigh PRIORS
ROUNDS = 50  # until their shares stand still
MOST = 5.0  # spreads from the mean: nothing counts as further out
MODEL = shelf.Model(
    "quotability",
    version=4,
    train="ranker",
    needs={
        "traits": traits.NAMES,
        "layers": style.LAYERS,
        "registers": REGISTERS,
        "looks": tuple(LOOKS),
        "priors": PRIORS,
        "encoder": weights.IDENTITY,
    },
)
_DIGITS = 5


@dataclass(frozen=True)
class Ranker:
    """Scores of lines, for each of r registers a linear one, mixed by how the text reads.

    x are the standardised rows of a line (WIDTH,). It belongs to each register with a share p (r,),
    from the softmax of `gate` over k LOOKS; its raw score is `p @ (experts @ x + offsets)`, and the
    chance that an editor prints it is `sigmoid(slope * raw + bias)`. `echo` is what the style score
    of chat lines repeats of each trait: reasons give it to the trait, the rest to the style.
    """

    mean: Floats  # (WIDTH,)
    spread: Floats  # (WIDTH,)
    experts: Floats  # (r, WIDTH)
    offsets: Floats  # (r,)
    gate: Floats  # (k, WIDTH)
    gate_offsets: Floats  # (k,)
    echo: Floats  # (TRAITS,)
    slope: float = 1.0
    bias: float = 0.0

    def standardised(self, values: Floats) -> Floats:
        """Return the rows (n, WIDTH) in spreads from the mean, held within MOST."""
        return np.clip((values - self.mean) / self.spread, -MOST, MOST)

    def shares(self, x: Floats, chat: Floats | float = 0.0, *, together: bool = False) -> Floats:
        """Return how far each standardised row belongs to each register, shape (n, r).

        `chat`, one or (n,), is added to the log odds of the first one, a chat: CERTAIN where that
        is known.
        Rows that come `together` tell about each other, COMPANY or more of them.
        """
        sums = np.einsum("nd,kd->nk", x, self.gate) + self.gate_offsets  # alike for one and many
        sums += np.multiply.outer(chat, _BELONGS[:, 0])
        if together and len(sums) >= COMPANY:
            sums += _told_by_company(sums)
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        shares: Floats = powers @ _BELONGS / powers.sum(axis=1, keepdims=True)
        return shares

    def parts(
        self, values: Floats, chat: Floats | float = 0.0, *, together: bool = False
    ) -> tuple[Floats, Floats]:
        """Return what each number of rows (n, WIDTH) adds to the log odds, and the rest (n,)."""
        x = self.standardised(values)
        shares = self.shares(x, chat, together=together)
        weights = np.einsum("nr,rd->nd", shares, self.experts)
        rest = self.slope * np.einsum("nr,r->n", shares, self.offsets) + self.bias
        return self.slope * x * weights, rest

    def told(self, values: Floats) -> tuple[Floats, Floats]:
        """Return what traits and style add to the log odds of chat lines, and the rest (n,).

        The first is (n, TRAITS + 1), style last; each row and the rest add up to the log odds.
        """
        parts, rest = self.parts(values, CERTAIN)
        echo = self.slope * self.standardised(values)[:, : rows.TRAITS] * self.echo
        style_left = parts[:, rows.TRAITS :].sum(axis=1) - echo.sum(axis=1)
        return np.column_stack([parts[:, : rows.TRAITS] + echo, style_left]), rest

    def log_odds(
        self, values: Floats, chat: Floats | float = 0.0, *, together: bool = False
    ) -> Floats:
        """Return the log odds that an editor prints each line, shape (n,)."""
        parts, rest = self.parts(values, chat, together=together)
        total: Floats = parts.sum(axis=1) + rest
        return total

    def to_json(self) -> str:
        """Return the model as JSON, rounded to 5 digits."""
        values: dict[str, object] = {name: rounded(getattr(self, name)) for name in _ARRAYS}
        values |= {"slope": round(self.slope, _DIGITS), "bias": round(self.bias, _DIGITS)}
        return json.dumps(values) + "\n"


_ARRAYS = ("mean", "spread", "experts", "offsets", "gate", "gate_offsets", "echo")


@lru_cache(maxsize=2)
def load(folder: Path | None = None) -> Ranker:
    """Return the shipped ranker, or that of another folder.

    Raises: InputError when it is missing, damaged or made for other traits than this code has.
    """
    folder = folder or MODEL.folder
    shelf.check(MODEL, folder)
    values = json.loads((folder / WEIGHTS).read_text(encoding="utf-8"))
    arrays = {name: np.array(values[name], dtype=np.float64) for name in _ARRAYS}
    return Ranker(**arrays, slope=float(values["slope"]), bias=float(values["bias"]))


def _told_by_company(sums: Floats) -> Floats:
    """Return what texts side by side add to the log odds of each of LOOKS, shape (k,).

    `sums` (n, k) are the log odds of each text alone. The shares of the looks are those under which
    all texts together are likeliest, where PRIORS count as COMPANY texts more. They are rounded, as
    sums of the same texts in another order differ in their last bits.

    Source: Saerens, Latinne and Decaestecker 2002, Adjusting the Outputs of a Classifier to New a
    Priori Probabilities.
    """
    usual = np.array(PRIORS) / sum(PRIORS)
    added = np.zeros(len(usual))
    for _ in range(ROUNDS):
        powers = np.exp(sums + added - (sums + added).max(axis=1, keepdims=True))
        held = (powers / powers.sum(axis=1, keepdims=True)).sum(axis=0)
        shares = (held + COMPANY * usual) / (len(sums) + COMPANY)
        added = np.log(shares / usual)
    told: Floats = np.round(added, _DIGITS)
    return told


def rounded(values: Floats) -> object:
    """Return numbers as JSON holds them, as lists, with 5 digits each."""
    return np.vectorize(lambda value: float(f"{value:.{_DIGITS}g}"), otypes=[float])(
        values
    ).tolist()
