"""A house's taste: what a line gains or loses because this house's editors print such lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline import shelf
from pipeline.score import model
from pipeline.score.model import Ranker
from pipeline.score.rows import TRAITS
from pipeline.score.traits import Floats
from pipeline.settings import ScoreSettings

WEIGHTS = "model.json"
VERSION = 1
MOST = 2.0  # log odds that a taste adds or takes away: wrong decisions cannot do more


@dataclass(frozen=True)
class House:
    """What is added to the shipped ranker's log odds: weights (WIDTH,) of standardised rows.

    `echo` (TRAITS,) is what the style's part repeats of each trait: reasons give it to the trait.
    """

    weights: Floats
    echo: Floats

    def log_odds(self, ranker: Ranker, values: Floats) -> Floats:
        """Return what the taste adds to the log odds of rows (n, WIDTH), within MOST, (n,)."""
        return bounded(np.einsum("nd,d->n", ranker.standardised(values), self.weights))

    def told(self, ranker: Ranker, values: Floats) -> Floats:
        """Return the same by trait, and by style last: (n, TRAITS + 1), rows add up to it."""
        x = ranker.standardised(values)
        echo = x[:, :TRAITS] * self.echo
        style = np.einsum("nd,d->n", x[:, TRAITS:], self.weights[TRAITS:]) - echo.sum(axis=1)
        parts = np.column_stack([x[:, :TRAITS] * self.weights[:TRAITS] + echo, style])
        total = parts.sum(axis=1)
        share = np.divide(bounded(total), total, out=np.ones_like(total), where=total != 0)
        told: Floats = parts * share[:, None]
        return told

    def to_json(self) -> str:
        """Return the model as JSON, rounded to 5 digits."""
        values = {name: model.rounded(getattr(self, name)) for name in ("weights", "echo")}
        return json.dumps(values) + "\n"


def bounded(sums: Floats) -> Floats:
    """Return what a taste adds, held within MOST."""
    return np.clip(sums, -MOST, MOST)


def shelved(ranker: str) -> shelf.Model:
    """Return what a house's model must be: made on top of the ranker with that digest."""
    return shelf.Model(
        "house", version=VERSION, train="ranker --decisions", needs={"ranker": ranker}
    )


def ranker_digest() -> str:
    """Return the digest of the shipped ranker.

    Raises: InputError when it is missing or damaged.
    """
    return shelf.check(model.MODEL, model.MODEL.folder).digest


@lru_cache(maxsize=2)
def load(folder: Path) -> House:
    """Return the taste in a folder.

    Raises: InputError when it is missing, damaged, or made on top of another ranker.
    """
    shelf.check(shelved(ranker_digest()), folder)
    values = json.loads((folder / WEIGHTS).read_text(encoding="utf-8"))
    return House(*(np.array(values[name], dtype=np.float64) for name in ("weights", "echo")))


def of(settings: ScoreSettings) -> House | None:
    """Return the taste that the settings name, None where they name none.

    Raises: InputError as `load` does.
    """
    return load(Path(settings.house)) if settings.house else None
