"""MiniLM in ONNX Runtime: texts of one length a call, so that a vector depends on its text alone.

Three models share its lower layers: what a text means, how it is written, and which point it makes.
"""

from __future__ import annotations

import hashlib
import os
import platform
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline import processors
from pipeline.encoder import graph, weights
from pipeline.encoder.steps import Steps, to_steps
from pipeline.encoder.weights import Tensors

LOWER, UPPER = range(1, 5), range(5, 7)  # layers, counted from 1: the lower ones are the same
LAST = 6
MOST_TOKENS = 256  # max_seq_length of the reference
AT_ONCE = 256  # tokens in one call: with more, what is in work leaves the processor's cache
_CODE = tuple(Path(__file__).with_name(f"{name}.py") for name in ("graph", "minilm", "steps"))

Ids = list[int]
States = npt.NDArray[np.float32]


class Part:
    """Some neighbouring layers, ready to run, each call on one thread."""

    def __init__(self, tensors: Tensors, layers: range) -> None:
        # read while it loads: else it notes what ran on which machine, and sends that to its makers
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # calls run side by side
        options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # one is kept for each shape, and there are many
        options.log_severity_level = 3  # errors only
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self.session = onnxruntime.InferenceSession(
            graph.build(tensors, layers), options, providers=["CPUExecutionProvider"]
        )

    def run(self, before: States) -> list[States]:
        """Return the states (b, n, 384) behind each layer, from those before the first."""
        found: list[States] = self.session.run(None, {"before": before})
        return found


@lru_cache(maxsize=len((LOWER, UPPER)))
def packaged(layers: range) -> Part:
    """Return some layers with the packaged weights."""
    return Part(weights.tensors(), layers)


class Entrance:
    """Texts to tokens, and tokens to what stands before the first layer.

    Raises: InputError when the weights are missing or not the ones that are expected.
    """

    def __init__(self) -> None:
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_buffer(bytes(weights.checked(weights.TOKENIZER)))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MOST_TOKENS)
        tensors = weights.tensors()
        self.words = tensors["embeddings.word_embeddings.weight"]
        places = tensors["embeddings.position_embeddings.weight"][:MOST_TOKENS]
        self.places = places + tensors["embeddings.token_type_embeddings.weight"][0]

    def ids(self, text: str) -> Ids:
        """Return the tokens of a text, MOST_TOKENS at the most; the last one is its end."""
        ids: Ids = self.tokenizer.encode(text).ids
        return ids

    def embedded(self, rows: Sequence[Ids]) -> States:
        """Return the summed embeddings of texts of one length, (b, n, 384)."""
        states: States = self.words[np.array(rows)] + self.places[: len(rows[0])]
        return states


entrance = lru_cache(maxsize=1)(Entrance)


class MiniLM:
    """Texts to vectors in steps of the grid; `threads` 0 stands for every core.

    A row holds the mean states behind each of `layers`, side by side. Nothing is loaded before the
    first text: a run that finds all its texts in the cache never is.
    """

    layers: tuple[int, ...] = (LAST,)
    most_tokens = MOST_TOKENS

    def __init__(self, *, threads: int = 0) -> None:
        self.threads = threads or processors.count()

    @property
    def dimension(self) -> int:
        """The length of a row."""
        return graph.HIDDEN * len(self.layers)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What runs the texts, one part on top of the other."""
        own = self.changed(weights.tensors())
        needed = [part for part in (LOWER, UPPER) if part[0] <= max(self.layers)]
        return tuple(
            packaged(part) if _are_packaged(own, part) else Part(own, part) for part in needed
        )

    @cached_property
    def digest(self) -> str:
        """Everything that a vector depends on but its text; nothing is loaded for it.

        Processors of one kind are taken as one.
        """
        code = hashlib.sha256(b"".join(file.read_bytes() for file in (*_CODE, *self.code())))
        parts = [code.hexdigest(), *weights.SHA256.values(), version("onnxruntime")]
        shape = f"layers {self.layers} of {self.most_tokens} tokens"
        return "/".join([*parts, platform.machine(), shape, *self.learned()])

    def code(self) -> tuple[Path, ...]:
        """Return further files of code on which vectors depend."""
        return ()

    def learned(self) -> tuple[str, ...]:
        """Return what stands for numbers that were learned beside the packaged ones."""
        return ()

    def changed(self, tensors: Tensors) -> Tensors:
        """Return the weights of this model, made of the packaged ones; those stay as they are."""
        return tensors

    def steps(self, texts: Sequence[str]) -> Steps:
        """Return one row per text, int16, shape (n, dimension)."""
        return steps(texts, [self])[0]


def steps(texts: Sequence[str], models: Sequence[MiniLM]) -> list[Steps]:
    """Return of each model one row per text, int16, shape (n, dimension).

    Layers that models have in common are run once. What stands in a row depends on its text alone:
    texts of one length are run together, without padding, as many as AT_ONCE tokens allow.
    """
    found = [np.zeros((len(texts), model.dimension), dtype=np.int16) for model in models]
    if not texts:
        return found
    rows = [entrance().ids(text) for text in texts]
    for model in models:
        _ = model.parts  # made before the threads start

    def run(batch: Batch) -> None:
        own = [models[place] for place in batch.models]
        ids = [_cut(rows[place], batch.length) for place in batch.texts]
        for place, made in zip(batch.models, _rows(entrance().embedded(ids), own), strict=True):
            found[place][list(batch.texts)] = made

    batches = _batches(rows, models)
    if models[0].threads == 1 or len(batches) == 1:
        for batch in batches:
            run(batch)
        return found
    with ThreadPoolExecutor(min(models[0].threads, len(batches))) as pool:
        list(pool.map(run, batches))
    return found


@dataclass(frozen=True)
class Batch:
    """Texts that are cut to one length in tokens, and who reads them, by their places."""

    length: int
    models: tuple[int, ...]
    texts: tuple[int, ...]


def _batches(rows: Sequence[Ids], models: Sequence[MiniLM]) -> list[Batch]:
    """Return what is run in one call each, the longest first, so that threads end together."""
    least = min(model.most_tokens for model in models)
    all_models = tuple(range(len(models)))
    alike: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for place, ids in enumerate(rows):
        if len(ids) <= least:
            alike[len(ids), all_models].append(place)
            continue
        for number, model in enumerate(models):  # they read it to different ends
            alike[min(len(ids), model.most_tokens), (number,)].append(place)
    batches = []
    for (length, readers), places in sorted(alike.items(), reverse=True):
        most = max(1, AT_ONCE // length)
        batches += [
            Batch(length, readers, tuple(places[start : start + most]))
            for start in range(0, len(places), most)
        ]
    return batches


def _cut(ids: Ids, length: int) -> Ids:
    return ids if len(ids) <= length else [*ids[: length - 1], ids[-1]]


def _rows(embedded: States, models: Sequence[MiniLM]) -> list[Steps]:
    """Return of each model the rows (b, dimension) of texts of one length."""
    behind: dict[tuple[Part, ...], list[States]] = {(): [embedded]}
    found = []
    for model in models:
        states: list[States] = []  # behind each layer of this model
        for depth in range(1, len(model.parts) + 1):
            below, stack = model.parts[: depth - 1], model.parts[:depth]
            if stack not in behind:
                behind[stack] = stack[-1].run(behind[below][-1])
            states += behind[stack]
        means = [to_steps(states[layer - 1].mean(axis=1)) for layer in model.layers]
        found.append(np.concatenate(means, axis=1))
    return found


def _are_packaged(tensors: Tensors, layers: range) -> bool:
    """Return whether some layers have the packaged weights."""
    names = tuple(graph.prefix(layer) for layer in layers)
    if layers[0] == 1:
        names = ("embeddings.", *names)
    held = weights.tensors().items()
    return all(tensors[name] is each for name, each in held if name.startswith(names))
