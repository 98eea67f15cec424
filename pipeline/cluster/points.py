"""The encoder of points: the packaged one with the learned head, for answers to one question."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from pipeline.cluster import head
from pipeline.encoder import Encoder, static
from pipeline.encoder.minilm import MiniLM
from pipeline.encoder.packaged import PackagedEncoder, Place, cache_of, packaged_in
from pipeline.encoder.weights import Tensors


class PointMiniLM(MiniLM):
    """The packaged MiniLM with other weights in its upper layers."""

    def __init__(self, learned: head.Head, *, threads: int = 0) -> None:
        super().__init__(threads=threads)
        self.head = learned

    def changed(self, tensors: Tensors) -> Tensors:
        """Return the weights with what was learned added."""
        return self.head.changed(tensors)

    def code(self) -> tuple[Path, ...]:
        """Return the file that adds it."""
        return (Path(head.__file__),)

    def learned(self) -> tuple[str, ...]:
        """Return the digest of what was learned."""
        found = hashlib.sha256()
        for name, factors in sorted(self.head.factors.items()):
            found.update(name.encode())
            for factor in factors:
                found.update(f"{factor.shape}".encode() + factor.tobytes())
        return (found.hexdigest(),)


@lru_cache(maxsize=2)
def load(folder: Path | None = None, threads: int = 0, cache: Place = True) -> PackagedEncoder:
    """Return the packaged encoder with the shipped head, or that of a folder.

    Raises: InputError when the head is missing or does not match the code or the encoder.
    """
    return encoder(head.load(folder), threads=threads, cache=cache)


def encoder(learned: head.Head, threads: int = 0, cache: Place = True) -> PackagedEncoder:
    """Return the packaged encoder with a head."""
    model = PointMiniLM(learned, threads=threads)
    return PackagedEncoder(model, cache_of(model, cache))


def beside(base: Encoder | None) -> Encoder:
    """Return the encoder of points that goes with the encoder of a run.

    The head was learned for the packaged encoder, and the static one has a map to its rows; any
    other is taken as it is.
    """
    if base is None:
        return load()
    if packaged := packaged_in(base):
        return load(None, *packaged)
    return static.load("points") if isinstance(base, static.StaticEncoder) else base
