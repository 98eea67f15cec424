"""The reference: any sentence-transformers model, run by torch."""

from __future__ import annotations

import contextlib
import io
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.encoder.steps import to_steps, to_unit
from pipeline.encoder.texts import each_once

if TYPE_CHECKING:
    from pipeline.encoder import Vectors


class SentenceTransformerEncoder:
    """Texts to unit rows by sentence-transformers; equal texts are encoded once.

    Texts are padded to the longest of their batch, so that float noise of about 1e-7 depends on the
    others; the grid hides most of it. The packaged encoder has none.
    """

    def __init__(self, model: Any, *, batch: int) -> None:
        self.model = model
        self.batch = batch

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text, float32, shape (n, d)."""
        if not texts:
            return np.zeros((0, int(self.model.get_embedding_dimension())), dtype=np.float32)
        held, places = each_once(texts)
        rows = self.model.encode(
            held, batch_size=self.batch, show_progress_bar=False, convert_to_numpy=True
        )
        return to_unit(to_steps(rows)[places])


def from_folder(folder: Path, *, batch: int) -> SentenceTransformerEncoder:
    """Return the encoder of a folder with a sentence-transformers model, on the CPU, offline."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with contextlib.redirect_stderr(io.StringIO()):  # progress bars of the loader
        from sentence_transformers import SentenceTransformer

        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        model = SentenceTransformer(str(folder), device="cpu")
    return SentenceTransformerEncoder(model, batch=batch)
