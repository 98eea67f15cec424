"""The encoder of points: the packaged one with the learned head, for answers to one question."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pipeline.cluster import head
from pipeline.encoder import Encoder, graph, minilm, static, weights
from pipeline.encoder.cache import FILE_NAME, VectorCache, home
from pipeline.encoder.packaged import PackagedEncoder


class PointMiniLM(minilm.MiniLM):
    """The packaged MiniLM with other weights in its upper layers."""

    def __init__(self, learned: head.Head, *, threads: int = 0) -> None:
        super().__init__(threads=threads)
        model = graph.build(learned.changed(weights.tensors()))
        self.session = minilm.session(model)
        self.digest = minilm._digest(model)


@lru_cache(maxsize=2)
def load(folder: Path | None = None, threads: int = 0, cache: bool = True) -> PackagedEncoder:
    """Return the packaged encoder with the shipped head, or that of a folder.

    Raises: InputError when the head is missing or does not match the code or the encoder.
    """
    return encoder(head.load(folder), threads=threads, cache=cache)


def encoder(learned: head.Head, threads: int = 0, cache: bool = True) -> PackagedEncoder:
    """Return the packaged encoder with a head."""
    model = PointMiniLM(learned, threads=threads)
    kept = VectorCache(home() / FILE_NAME, model=model.digest, dimension=model.dimension)
    return PackagedEncoder(model, kept if cache else None)


def beside(base: Encoder | None) -> Encoder:
    """Return the encoder of points that goes with the encoder of a run.

    The head was learned for the packaged encoder, and the static one has a map to its rows; any
    other is taken as it is.
    """
    if base is None:
        return load()
    if isinstance(base, PackagedEncoder) and type(base.model) is minilm.MiniLM:
        return load(threads=base.model.threads, cache=base.cache is not None)
    return static.load("points") if static.is_static(base) else base
