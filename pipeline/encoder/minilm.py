"""MiniLM in ONNX Runtime: one text a call, so that its vector depends on nothing but the text."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.encoder import graph, weights
from pipeline.encoder.steps import Steps, to_steps
from pipeline.encoder.weights import Tensors

MOST_TOKENS = 256  # max_seq_length of the reference
_CODE = tuple(Path(__file__).with_name(f"{name}.py") for name in ("graph", "minilm", "steps"))


class Network:
    """Tokenizer, embeddings and a graph, ready to run.

    Raises: InputError when the weights are missing or not the ones that are expected.
    """

    def __init__(self, graph_of: Callable[[Tensors], bytes], most_tokens: int) -> None:
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_buffer(bytes(weights.checked(weights.TOKENIZER)))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(most_tokens)
        tensors = weights.tensors()
        self.words = tensors["embeddings.word_embeddings.weight"]
        places = tensors["embeddings.position_embeddings.weight"][:most_tokens]
        self.places = places + tensors["embeddings.token_type_embeddings.weight"][0]
        self.session = _session(graph_of(tensors))

    def means(self, text: str) -> list[npt.NDArray[np.float32]]:
        """Return the outputs of the graph for one text, (384,) each."""
        ids = self.tokenizer.encode(text).ids
        tokens: npt.NDArray[np.float32] = self.words[ids] + self.places[: len(ids)]
        return [mean[0] for mean in self.session.run(None, {"tokens": tokens[None]})]


class MiniLM:
    """Texts to vectors in steps of the grid; `threads` 0 stands for every core.

    Nothing is loaded before the first text: a run that finds all its texts in the cache never is.
    """

    dimension = graph.HIDDEN
    most_tokens = MOST_TOKENS

    def __init__(self, *, threads: int = 0) -> None:
        self.threads = threads or _cores()

    @cached_property
    def network(self) -> Network:
        """What runs the texts."""
        return Network(self.graph_of, self.most_tokens)

    @cached_property
    def digest(self) -> str:
        """Everything that a vector depends on but its text; nothing is loaded for it.

        Processors of one kind are taken as one.
        """
        code = hashlib.sha256(b"".join(file.read_bytes() for file in (*_CODE, *self.code())))
        parts = [code.hexdigest(), *weights.SHA256.values(), version("onnxruntime")]
        return "/".join([*parts, platform.machine(), *self.learned()])

    def code(self) -> tuple[Path, ...]:
        """Return further files of code on which vectors depend."""
        return ()

    def learned(self) -> tuple[str, ...]:
        """Return what stands for numbers that were learned beside the packaged ones."""
        return ()

    def graph_of(self, tensors: Tensors) -> bytes:
        """Return the graph to run, made of the packaged weights."""
        return graph.build(tensors)

    def steps(self, texts: Sequence[str]) -> Steps:
        """Return one row per text, int16, shape (n, dimension); each text is run by itself."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.int16)
        network = self.network  # made before the threads start

        def row(text: str) -> Steps:
            return np.concatenate([to_steps(mean) for mean in network.means(text)])

        if self.threads == 1 or len(texts) == 1:
            return np.stack([row(text) for text in texts])
        with ThreadPoolExecutor(min(self.threads, len(texts))) as pool:
            return np.stack(list(pool.map(row, texts)))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # texts run side by side, each on one thread
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
