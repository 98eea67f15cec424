from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pipeline.cluster import points
from pipeline.encoder import packaged
from pipeline.encoder.cache import VectorCache
from pipeline.encoder.minilm import MiniLM
from pipeline.encoder.packaged import PackagedEncoder
from pipeline.score import style

POSTS = ["A1: start small", "A1: ship weekly 🚀", "A1: start small", ""]


class LengthModel:
    """Rows made of a text's length; remembers what it was asked."""

    dimension, layers = 3, (1,)

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


def test_rows_are_kept_part_by_part_so_that_few_are_lost_with_their_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dying(LengthModel):
        def steps(self, texts: Sequence[str]) -> np.ndarray:
            if self.asked:
                raise KeyboardInterrupt
            return super().steps(texts)

    monkeypatch.setattr(packaged, "AT_ONCE", 2)
    with pytest.raises(KeyboardInterrupt):
        PackagedEncoder(Dying(), kept(tmp_path)).encode(POSTS)
    model = LengthModel()
    rows = PackagedEncoder(model, kept(tmp_path)).encode(POSTS)
    assert model.asked == [""]
    assert rows.tobytes() == PackagedEncoder(LengthModel()).encode(POSTS).tobytes()


def test_no_texts_give_no_rows() -> None:
    assert PackagedEncoder(LengthModel()).encode([]).shape == (0, 3)


def layered(folder: Path) -> list[PackagedEncoder]:
    caches = [VectorCache(folder / "v.sqlite", model=name, dimension=3) for name in ("a", "b")]
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


def test_ahead_leaves_alone_what_has_no_layers(tmp_path: Path, asked: list[list[str]]) -> None:
    packaged.ahead(POSTS, [*layered(tmp_path), PackagedEncoder(LengthModel(), kept(tmp_path))])
    packaged.ahead(POSTS, [PackagedEncoder(MiniLM(threads=1))])
    assert asked == []


def test_ahead_stops_where_nothing_can_be_kept(
    tmp_path: Path, asked: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "v.sqlite").mkdir()
    monkeypatch.setattr(packaged, "AT_ONCE", 1)
    packaged.ahead(POSTS, layered(tmp_path))
    assert len(asked) == 1


def test_a_cache_has_room_for_a_run_if_no_row_of_its_posts_and_lines_has_to_go(
    tmp_path: Path,
) -> None:
    model = MiniLM(threads=1)
    bounded = VectorCache(tmp_path / "v.sqlite", model="a", dimension=3, most=400)
    assert packaged.has_room(100, PackagedEncoder(model, bounded))
    assert not packaged.has_room(101, PackagedEncoder(model, bounded))
    own = packaged.cache_of(model, tmp_path / "own.sqlite")
    assert packaged.has_room(10**9, PackagedEncoder(model, own))


def test_what_goes_with_an_encoder_keeps_its_rows_where_the_encoder_does(tmp_path: Path) -> None:
    file = tmp_path / "own.sqlite"
    for place in (True, False, file):
        base = packaged.load(threads=1, cache=place)
        assert packaged.packaged_in(base) == (1, place)
        for other in (points.beside(base), style.beside(base)):
            assert type(other.cache) is type(base.cache)
            assert getattr(other.cache, "path", None) == getattr(base.cache, "path", None)
