from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline import shelf
from pipeline.encoder import static
from pipeline.learn import encoder

VOCABULARY = 30_522
TEXTS = [f"post {n} grows {'slowly' if n % 2 else 'quickly'} by {n % 9} words" for n in range(200)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(7)
    rows = chance.normal(size=(VOCABULARY, encoder.DIMENSIONS)).astype(np.float32)
    aims = chance.normal(size=(len(TEXTS), static.DIMENSION))
    aims /= np.linalg.norm(aims, axis=1, keepdims=True)
    monkeypatch.setattr(encoder, "distilled", lambda: rows)
    monkeypatch.setattr(encoder, "texts", lambda corpora: {"posts": TEXTS})
    monkeypatch.setattr(encoder, "targets", lambda found: dict.fromkeys(static.SPACES, aims))


@pytest.mark.usefixtures("small")
def test_trained_twice_it_is_the_same_bytes_with_card_and_manifest(tmp_path: Path) -> None:
    for name in ("one", "two"):
        encoder.train(Path("nowhere"), tmp_path / name)
    files = [sorted((tmp_path / name).iterdir()) for name in ("one", "two")]
    assert [file.name for file in files[0]] == ["README.md", "manifest.json", "model.safetensors"]
    assert [file.read_bytes() for file in files[0]] == [file.read_bytes() for file in files[1]]
    assert shelf.check(static.MODEL, tmp_path / "one").data == {"posts": len(TEXTS)}
    assert sum(file.stat().st_size for file in files[0]) < 15e6


def test_whole_numbers_stay_within_half_a_step() -> None:
    rows = np.random.default_rng(1).normal(size=(50, 8)).astype(np.float32)
    rows *= np.linspace(0, 1, 50, dtype=np.float32)[:, None]  # common tokens are weighed down
    steps, sizes = encoder.whole(rows)
    unit = np.abs(rows).max() / 255 / 127
    error = np.abs(steps * (sizes[:, None] * unit) - rows)
    assert (error <= sizes[:, None] * unit / 2 + 1e-6).all()


def test_a_map_finds_the_linear_way_that_is_there() -> None:
    chance = np.random.default_rng(2)
    counts = chance.integers(1, 30, size=400)
    means = chance.normal(size=(400, 6)) * 1_000
    way = chance.normal(size=(6, static.DIMENSION))
    sums = np.column_stack([means * counts[:, None], counts * static.ONE])
    found = sums @ encoder.fitted(sums, means @ way / 1_000)
    aims = means @ way
    cosines = np.sum(found * aims, axis=1) / np.linalg.norm(found, axis=1)
    assert (cosines / np.linalg.norm(aims, axis=1)).min() > 0.999
