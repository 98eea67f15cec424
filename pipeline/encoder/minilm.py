"""MiniLM in ONNX Runtime: one text a call, so that its vector depends on nothing but the text."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.encoder import graph, weights
from pipeline.encoder.steps import GRID, Steps, to_steps

MOST_TOKENS = 256  # max_seq_length of the reference


class MiniLM:
    """Texts to vectors in steps of the grid; `threads` 0 stands for every core."""

    dimension = graph.HIDDEN

    def __init__(self, *, threads: int = 0) -> None:
        from tokenizers import Tokenizer

        self.threads = threads or _cores()
        self.tokenizer = Tokenizer.from_buffer(bytes(weights.checked(weights.TOKENIZER)))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MOST_TOKENS)
        tensors = weights.tensors()
        self.words = tensors["embeddings.word_embeddings.weight"]
        places = tensors["embeddings.position_embeddings.weight"][:MOST_TOKENS]
        self.places = places + tensors["embeddings.token_type_embeddings.weight"][0]
        model = graph.build(tensors)
        self.session = session(model)
        self.digest = _digest(model)

    def steps(self, texts: Sequence[str]) -> Steps:
        """Return one row per text, int16, shape (n, 384); each text is run by itself."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.int16)
        if self.threads == 1 or len(texts) == 1:
            return np.stack([self._row(text) for text in texts])
        with ThreadPoolExecutor(min(self.threads, len(texts))) as pool:
            return np.stack(list(pool.map(self._row, texts)))

    def _row(self, text: str) -> Steps:
        ids = self.tokenizer.encode(text).ids
        tokens: npt.NDArray[np.float32] = self.words[ids] + self.places[: len(ids)]
        mean = self.session.run(["mean"], {"tokens": tokens[None]})[0][0]
        return to_steps(mean)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _digest(model: bytes) -> str:
    """Everything that a vector depends on but its text; processors of one kind are taken as one."""
    import onnxruntime

    parts = [hashlib.sha256(model).hexdigest(), *weights.SHA256.values(), onnxruntime.__version__]
    return "/".join([*parts, platform.machine(), str(MOST_TOKENS), str(GRID)])


def session(model: bytes) -> Any:
    """Return a graph ready to run, each text on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # texts run side by side, each on one thread
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
