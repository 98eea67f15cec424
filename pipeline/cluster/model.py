"""The learned weights of assignment, as data: small, readable, checked against the code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline import shelf
from pipeline.cluster import evidence, kinds, links, surroundings
from pipeline.cluster.arrays import Floats

FILE = "model.json"
ROUNDS = 3  # in which beliefs pass between posts
MODEL = shelf.Model(
    "assignment",
    version=5,
    train="assignment",
    needs={
        "features": evidence.FEATURES,
        "messages": surroundings.MESSAGES,
        "links": (*links.FEATURES, *links.ALONE),
        "marks of kinds": kinds.SURFACE,
        "meaning": kinds.DIMENSIONS,
        "kinds": kinds.KINDS,
    },
)


@dataclass(frozen=True)
class Field:
    """Weights of evidence, of what is heard from other posts, and of links.

    `weights` (3, features) are those of a post alone, those beside what is heard, and what is added
    to these as far as the post surely continues another: a late reply tells little by the clock.
    `heard` (messages, 2) weighs what speaks for no question, then for a question; `pull` (link
    features,) weighs what speaks for one post continuing another, and for continuing none.
    """

    weights: Floats
    heard: Floats
    pull: Floats

    def own(self, values: Floats, linked: Floats) -> Floats:
        """Return what evidence (n, m + 1, features) says, in log-odds (n, m + 1, 2): of a post
        alone, and beside what is heard; `linked` (n, 1) is how surely each continues another."""
        alone, among, added = np.moveaxis(values @ self.weights.T, -1, 0)
        found: Floats = np.stack([alone, among + linked * added], axis=-1)
        return found

    def told(self, heard: Floats) -> Floats:
        """Return what is heard (..., m + 1, messages) as it weighs, in log-odds."""
        found: Floats = heard * self.heard[:, 1]
        found[..., 0, :] = heard[..., 0, :] * self.heard[:, 0]
        return found


@dataclass(frozen=True)
class AssignmentModel:
    """What places posts, and tells their kinds.

    `fields` are that for chats that do not label their answers, and that for chats that do.
    Confidence is a belief to a power: `sharpness` has that of chats in which nobody labels, and
    that of chats in which everybody does. `kind_weights` (kinds, kind features) and
    `kind_bias` (kinds,) stand in the order of `kinds.KINDS`.
    """

    fields: tuple[Field, Field]
    kind_weights: Floats
    kind_bias: Floats
    sharpness: tuple[float, float] = (1.0, 1.0)

    def to_json(self) -> str:
        """Return the model as JSON, rounded to 4 digits: finer has no effect on any figure."""
        values = {
            "fields": [
                {name: np.round(held, 4).tolist() for name, held in vars(field).items()}
                for field in self.fields
            ],
            "sharpness": [round(power, 4) for power in self.sharpness],
            "kind_weights": np.round(self.kind_weights, 4).tolist(),
            "kind_bias": np.round(self.kind_bias, 4).tolist(),
        }
        return json.dumps(values) + "\n"


@lru_cache(maxsize=2)
def load(folder: Path | None = None) -> AssignmentModel:
    """Return the shipped model, or that of another folder.

    Raises: InputError when it is missing, damaged or made for other evidence than the code has.
    """
    folder = folder or MODEL.folder
    shelf.check(MODEL, folder)
    values = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return AssignmentModel(
        fields=(_field(values["fields"][0]), _field(values["fields"][1])),
        sharpness=(float(values["sharpness"][0]), float(values["sharpness"][1])),
        kind_weights=np.array(values["kind_weights"], dtype=np.float64),
        kind_bias=np.array(values["kind_bias"], dtype=np.float64),
    )


def _field(values: dict[str, list[object]]) -> Field:
    return Field(**{name: np.array(held, dtype=np.float64) for name, held in values.items()})
