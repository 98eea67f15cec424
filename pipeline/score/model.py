"""The learned ranker of lines, as data: weights with names, checked against the code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline.errors import InputError
from pipeline.score import features
from pipeline.score.features import Floats

FILE = Path(__file__).resolve().parents[2] / "models" / "quotability" / "model.json"


@dataclass(frozen=True)
class Ranker:
    """A score of a line is `sigmoid(bias + (x - mean) @ weights + v @ meaning)`.

    x are the features of the line (f,), v is its vector (d,). `mean` are the features of an average
    graded line, so that a contribution says what sets a line apart from it.
    """

    weights: Floats
    mean: Floats
    meaning: Floats
    bias: float

    def to_json(self) -> str:
        """Return the model as JSON, rounded to 4 digits."""
        values = {
            "features": list(features.FEATURES),
            "weights": np.round(self.weights, 4).tolist(),
            "mean": np.round(self.mean, 4).tolist(),
            "meaning": np.round(self.meaning, 4).tolist(),
            "bias": round(self.bias, 4),
        }
        return json.dumps(values)


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Ranker:
    """Return the shipped ranker.

    Raises: InputError when it is missing, damaged or made for other features than the code has.
    """
    if not file.is_file():
        raise InputError("no such model.", where=file, do="Run: standout train ranker")
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        names = values["features"]
        ranker = Ranker(
            weights=np.array(values["weights"], dtype=np.float64),
            mean=np.array(values["mean"], dtype=np.float64),
            meaning=np.array(values["meaning"], dtype=np.float64),
            bias=float(values["bias"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("the model is damaged.", where=file, do="Get it again from git.") from error
    if names != list(features.FEATURES):
        raise InputError(
            "the model was trained for other features than this code has.",
            where=file,
            do="Run: standout train ranker",
        )
    return ranker
