from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pipeline.encoder import packaged
from pipeline.encoder.cache import VectorCache
from pipeline.encoder.minilm import MiniLM
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


def layered(folder: Path, most: int = 100) -> list[PackagedEncoder]:
    caches = [
        VectorCache(folder / "v.sqlite", model=name, dimension=3, most=most) for name in ("a", "b")
    ]
    return [PackagedEncoder(MiniLM(threads=1), cache) for cache in caches]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the layers were asked to read together."""
    seen: list[list[str]] = []

    def steps(texts: Sequence[str], models: Sequence[MiniLM]) -> list[np.ndarray]:
        seen.append(list(texts))
        return [np.full((len(texts), 3), number, dtype=np.int16) for number, _ in enumerate(models)]

    monkeypatch.setattr(packaged, "steps", steps)
    return seen


def test_ahead_fills_every_cache_and_asks_again_only_for_what_is_missing(
    tmp_path: Path, asked: list[list[str]]
) -> None:
    encoders = layered(tmp_path)
    packaged.ahead(POSTS, encoders)
    packaged.ahead([*POSTS, "A2: new"], encoders)
    assert asked == [["A1: ship weekly 🚀", "A1: start small", ""], ["A2: new"]]
    for number, encoder in enumerate(encoders):
        assert encoder.cache is not None
        rows = encoder.cache.get(["", "A2: new"])
        assert [row.tolist() for row in rows.values()] == [[number] * 3] * 2


def test_ahead_leaves_alone_what_has_no_room_for_it_or_no_layers(
    tmp_path: Path, asked: list[list[str]]
) -> None:
    packaged.ahead(POSTS, layered(tmp_path, most=5))  # three texts, two rows each
    packaged.ahead(POSTS, [*layered(tmp_path), PackagedEncoder(LengthModel(), kept(tmp_path))])
    packaged.ahead(POSTS, [PackagedEncoder(MiniLM(threads=1))])
    assert asked == []


def test_ahead_stops_where_nothing_can_be_kept(
    tmp_path: Path, asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "v.sqlite").mkdir()
    monkeypatch.setattr(packaged, "AHEAD", 1)
    packaged.ahead(POSTS, layered(tmp_path))
    assert len(asked) == 1
