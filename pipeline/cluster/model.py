"""The learned weights of assignment, as data: small, readable, checked against the code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline import shelf
from pipeline.cluster import evidence, kinds, links
from pipeline.cluster.scene import Floats

FILE = "model.json"
MODEL = shelf.Model(
    "assignment",
    version=2,
    train="assignment",
    needs={
        "features": evidence.FEATURES,
        "links": (*links.FEATURES, *links.ALONE),
        "marks of kinds": kinds.SURFACE,
        "meaning": kinds.DIMENSIONS,
        "kinds": kinds.KINDS,
    },
)


@dataclass(frozen=True)
class AssignmentModel:
    """Weights of the passes over the evidence, and of the kinds.

    `passes` (2, passes, features) holds those for chats that do not label their answers, then those
    for chats that do.

    `pull` weighs what speaks for one post continuing another, and for continuing none.

    `kind_weights` (kinds, kind features) and `kind_bias` (kinds,) stand in the order of
    `kinds.KINDS`.
    """

    passes: Floats
    pull: Floats
    kind_weights: Floats
    kind_bias: Floats

    def to_json(self) -> str:
        """Return the model as JSON, rounded to 4 digits: finer has no effect on any figure."""
        values = {
            "pull": np.round(self.pull, 4).tolist(),
            "passes": np.round(self.passes, 4).tolist(),
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
        pull=np.array(values["pull"], dtype=np.float64),
        passes=np.array(values["passes"], dtype=np.float64),
        kind_weights=np.array(values["kind_weights"], dtype=np.float64),
        kind_bias=np.array(values["kind_bias"], dtype=np.float64),
    )
