"""The encoder of points: the packaged one with the learned head, for answers to one question."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pipeline.cluster import head
from pipeline.encoder import Encoder, graph, minilm, weights
from pipeline.encoder.cache import FILE_NAME, VectorCache, home
from pipeline.encoder.packaged import PackagedEncoder


class PointMiniLM(minilm.MiniLM):
    """The packaged MiniLM with other weights in its upper layers."""

    def __init__(self, learned: head.Head, *, threads: int = 0) -> None:
        super().__init__(threads=threads)
        model = graph.build(learned.changed(weights.tensors()))
        self.session = minilm._session(model)
        self.digest = minilm._digest(model)


@lru_cache(maxsize=2)
def load(folder: Path = head.FOLDER, threads: int = 0, cache: bool = True) -> PackagedEncoder:
    """Return the packaged encoder with the head of a folder.

    Raises: InputError when the head is missing or does not match the code or the encoder.
    """
    model = PointMiniLM(head.load(folder), threads=threads)
    kept = VectorCache(home() / FILE_NAME, model=model.digest, dimension=model.dimension)
    return PackagedEncoder(model, kept if cache else None)


def beside(encoder: Encoder | None) -> Encoder:
    """Return the encoder of points that goes with the encoder of a run.

    The head was learned for the packaged encoder; any other is taken as it is.
    """
    if encoder is None:
        return load()
    if isinstance(encoder, PackagedEncoder) and type(encoder.model) is minilm.MiniLM:
        return load(threads=encoder.model.threads, cache=encoder.cache is not None)
    return encoder
