"""The learned weights of assignment, as data: small, readable, checked against the code."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline.cluster import evidence, kinds
from pipeline.cluster.scene import Floats
from pipeline.errors import InputError

FILE = Path(__file__).resolve().parents[2] / "models" / "assignment" / "model.json"


@dataclass(frozen=True)
class AssignmentModel:
    """Weights of the passes over the evidence, and of the kinds.

    `passes` (2, passes, features) holds those for chats that do not label their answers, then those
    for chats that do.

    `kind_weights` (kinds, kind features) and `kind_bias` (kinds,) stand in the order of
    `kinds.KINDS`.
    """

    passes: Floats
    kind_weights: Floats
    kind_bias: Floats

    def to_json(self) -> str:
        """Return the model as JSON, rounded to 4 digits: finer has no effect on any figure."""
        values = {
            "features": list(evidence.FEATURES),
            "kind_features": list(kinds.FEATURES),
            "kinds": list(kinds.KINDS),
            "passes": np.round(self.passes, 4).tolist(),
            "kind_weights": np.round(self.kind_weights, 4).tolist(),
            "kind_bias": np.round(self.kind_bias, 4).tolist(),
        }
        return json.dumps(values)


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> AssignmentModel:
    """Return the shipped model.

    Raises: InputError when it is missing, damaged or made for other evidence than the code has.
    """
    if not file.is_file():
        raise InputError("no such model.", where=file, do="Run: standout train assignment")
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        names = (values["features"], values["kind_features"], values["kinds"])
        model = AssignmentModel(
            passes=np.array(values["passes"], dtype=np.float64),
            kind_weights=np.array(values["kind_weights"], dtype=np.float64),
            kind_bias=np.array(values["kind_bias"], dtype=np.float64),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "the model is damaged.", where=file, do="Get it again from git."
        ) from error
    if names != (list(evidence.FEATURES), list(kinds.FEATURES), list(kinds.KINDS)):
        raise InputError(
            "the model was trained for other evidence than this code gathers.",
            where=file,
            do="Run: standout train assignment",
        )
    return model


def digest(file: Path = FILE) -> str:
    """Return the first 12 hex digits of the model file's SHA-256."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
