from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.cluster import head, points
from pipeline.encoder import minilm
from pipeline.encoder.cache import Recent
from pipeline.encoder.minilm import MiniLM
from pipeline.encoder.packaged import PackagedEncoder, cache_of, load
from pipeline.encoder.steps import to_steps, to_unit
from pipeline.score import style
from pipeline.score.style import MiddleLayers

LINES = [
    "Slow growth beats no growth.",
    "You learn who your customers are 🙌🏽",
    "Slow growth beats no growth.",
    "half an emoji \ud83d and on",
    "",
]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    style.load.cache_clear()
    points.load.cache_clear()


@pytest.mark.slow
def test_a_warm_cache_gives_the_same_bytes_and_loads_nothing() -> None:
    model = MiddleLayers(threads=1)
    cold = PackagedEncoder(model, cache_of(model)).encode(LINES)
    warm = MiddleLayers(threads=2)
    again = PackagedEncoder(warm, cache_of(warm)).encode(LINES)
    assert cold.tobytes() == again.tobytes() == PackagedEncoder(model).encode(LINES).tobytes()
    assert "parts" in vars(model) and "parts" not in vars(warm)


@pytest.mark.slow
def test_a_row_is_the_unit_rows_of_both_layers_of_its_text_alone() -> None:
    model = MiddleLayers(threads=2)
    rows = PackagedEncoder(model).encode(LINES)
    tokens = minilm.entrance().ids(LINES[1])
    behind = model.parts[0].run(minilm.entrance().embedded([tokens]))
    layers = [to_steps(behind[layer - 1].mean(axis=1)) for layer in style.LAYERS]
    assert rows.shape == (5, style.DIMENSION) and rows.dtype == np.float32
    assert (rows[1] == to_unit(np.concatenate(layers)).ravel()).all()
    assert (rows[0] == rows[2]).all() and len(layers) == 2


def test_models_do_not_share_rows_and_the_same_model_has_one_name() -> None:
    models = [MiniLM(), MiddleLayers(), *(points.PointMiniLM(h) for h in heads())]
    assert len({model.digest for model in models}) == len(models)
    assert MiddleLayers(threads=3).digest == models[1].digest


def heads() -> list[head.Head]:
    half = np.full((2, 2), 0.5, dtype=np.float16)
    return [head.Head({}), head.Head({"a": (half, half)}), head.Head({"a": (half, half * 2)})]


def test_style_and_points_take_threads_and_cache_from_the_encoder() -> None:
    for base in (load(threads=3, cache=False), PackagedEncoder(MiniLM(threads=3))):
        written, near = style.beside(base), points.beside(base)
        assert isinstance(written, PackagedEncoder) and isinstance(near, PackagedEncoder)
        assert written.model.threads == near.model.threads == 3
        assert isinstance(written.cache, Recent) and isinstance(near.cache, Recent)


def test_another_encoder_leaves_the_cache_of_styles_alone(encoder: object) -> None:
    found = style.beside(encoder)
    assert isinstance(found, PackagedEncoder) and isinstance(found.cache, Recent)
