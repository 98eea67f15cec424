from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pipeline.cluster import head, points
from pipeline.encoder import minilm
from pipeline.encoder.minilm import MiniLM
from pipeline.encoder.packaged import REFERENCE, PackagedEncoder, load
from pipeline.encoder.texts import clean
from pipeline.score.style import MiddleLayers

pytestmark = pytest.mark.slow

POSTS = [
    "A1: Slow growth beats no growth. You learn who your customers are. #slowgrowth",
    "Q3: How do you say no to a client without losing them?",
    "@maya this!! 🙌🏽🙌🏽 https://example.org/no",
    "RT @host: We start in 5 minutes",
    "Eine kleine Frage: was heißt hier Wachstum?",
    "😀🎉",
    "",
    "   \n\t ",
    "nul \0 inside",
    "half an emoji \ud83d and on",
    "x" * 5000,  # one word longer than the tokenizer takes
    "so much to say about this " * 400,  # far more than 256 tokens
]


READY = [clean(post) for post in POSTS]


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return MiniLM(threads=1)


def test_a_vector_depends_on_its_text_alone(model: MiniLM) -> None:
    encoder = PackagedEncoder(model)
    together = encoder.encode(POSTS)
    alone = np.concatenate([encoder.encode([post]) for post in POSTS])
    order = random.Random(7).sample(range(len(POSTS)), len(POSTS))
    mixed = encoder.encode([POSTS[n] for n in order])
    assert together.tobytes() == alone.tobytes() == mixed[np.argsort(order)].tobytes()


def test_a_vector_does_not_depend_on_how_many_are_run_at_once(
    model: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = [f"{post} {n}" for n in range(10, 20) for post in READY]  # ten of each length
    together = model.steps(posts)
    monkeypatch.setattr(minilm, "AT_ONCE", 1)
    assert (model.steps(posts) == together).all()


def test_models_that_share_layers_give_the_rows_that_each_gives_alone() -> None:
    models = [MiniLM(threads=2), MiddleLayers(), points.PointMiniLM(head.load())]
    together = minilm.steps(READY, models)
    assert models[0].parts[0] is models[1].parts[0] is models[2].parts[0]
    assert models[0].parts[1] is not models[2].parts[1]
    for model, rows in zip(models, together, strict=True):
        assert (model.steps(READY) == rows).all()


def test_a_head_that_changes_a_lower_layer_does_not_share_it() -> None:
    name = "encoder.layer.1.output.dense.weight"
    up, down = np.ones((384, 1), dtype=np.float16), np.full((1, 1536), 0.01, dtype=np.float16)
    other = points.PointMiniLM(head.Head({name: (up, down)}), threads=1)
    plain = MiniLM(threads=1)
    rows = minilm.steps(READY[:3], [plain, other])
    assert other.parts[0] is not plain.parts[0] and other.parts[1] is plain.parts[1]
    assert (rows[0] != rows[1]).any(axis=1).all()


def test_threads_change_nothing(model: MiniLM) -> None:
    posts = [f"{post} {n}" for n in range(5) for post in POSTS]
    one = PackagedEncoder(model).encode(posts)
    assert PackagedEncoder(MiniLM(threads=2)).encode(posts).tobytes() == one.tobytes()


def test_rows_are_unit_float32(model: MiniLM) -> None:
    rows = PackagedEncoder(model).encode(POSTS)
    assert rows.dtype == np.float32 and rows.shape == (len(POSTS), 384)
    assert np.abs(np.linalg.norm(rows, axis=1) - 1).max() < 1e-6


def test_a_megabyte_is_read_as_its_first_256_tokens(model: MiniLM) -> None:
    start = "What I learned in ten years of chats. " * 60
    assert (model.steps([start]) == model.steps([start + "and on " * 150_000])).all()


def test_vectors_are_near_the_reference(model: MiniLM) -> None:
    ours, theirs = PackagedEncoder(model).encode(POSTS), load(REFERENCE).encode(POSTS)
    cosines = (ours * theirs).sum(axis=1)
    assert cosines.mean() > 0.985 and cosines.min() > 0.96


def test_encoding_imports_no_torch_and_repeats_itself_in_another_process(model: MiniLM) -> None:
    script = (
        "import sys; from pipeline.encoder.packaged import load; "
        "rows = load(cache=False).encode(['A1: start small, ship weekly']); "
        "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules); "
        "print(rows.tobytes().hex())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    rows = PackagedEncoder(model).encode(["A1: start small, ship weekly"])
    assert done.stdout.strip() == rows.tobytes().hex(), done.stderr


def test_no_plan_of_memory_is_kept_for_each_shape() -> None:
    for layers in (minilm.LOWER, minilm.UPPER):
        assert not minilm.packaged(layers).session.get_session_options().enable_mem_pattern


def test_what_runs_the_models_notes_nothing_about_it_to_send_to_its_makers(tmp_path: Path) -> None:
    words = "from pipeline.encoder.minilm import MiniLM; MiniLM(threads=1).steps(['Rye.'])"
    surroundings = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME")}
    subprocess.run([sys.executable, "-c", words], check=True, env={**os.environ, **surroundings})
    assert list(tmp_path.iterdir()) == []
