from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.encoder.cache import VectorCache
from pipeline.encoder.packaged import PackagedEncoder

POSTS = ["A1: start small", "A1: ship weekly 🚀", "A1: start small", ""]


class LengthModel:
    """Rows made of a text's length; remembers what it was asked."""

    dimension = 3

    def __init__(self) -> None:
        self.asked: list[str] = []

    def steps(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        rows = [[len(text), 1, 2] for text in texts]
        return np.asarray(rows, dtype=np.int16).reshape(len(texts), 3)


def kept(folder: Path) -> VectorCache:
    return VectorCache(folder / "v.sqlite", model="lengths", dimension=3)


def test_equal_texts_are_encoded_once_and_rows_keep_the_callers_order() -> None:
    model = LengthModel()
    rows = PackagedEncoder(model).encode(POSTS)
    assert sorted(model.asked) == sorted(set(POSTS))
    assert (rows[0] == rows[2]).all()
    assert (rows[1, 0] > rows[0, 0] > rows[3, 0]) and rows[3, 0] == 0


def test_a_warm_cache_gives_the_same_bytes_and_asks_the_model_nothing(tmp_path: Path) -> None:
    cold = PackagedEncoder(LengthModel(), kept(tmp_path)).encode(POSTS)
    model = LengthModel()
    warm = PackagedEncoder(model, kept(tmp_path)).encode(POSTS)
    assert (
        warm.tobytes() == cold.tobytes() == PackagedEncoder(LengthModel()).encode(POSTS).tobytes()
    )
    assert model.asked == []


def test_only_unknown_texts_are_encoded(tmp_path: Path) -> None:
    PackagedEncoder(LengthModel(), kept(tmp_path)).encode(POSTS[:2])
    model = LengthModel()
    PackagedEncoder(model, kept(tmp_path)).encode([*POSTS, "A2: new"])
    assert sorted(model.asked) == ["", "A2: new"]


def test_no_texts_give_no_rows() -> None:
    assert PackagedEncoder(LengthModel()).encode([]).shape == (0, 3)
