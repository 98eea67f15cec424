"""How texts are written, as vectors: the middle layers of the packaged encoder.

Its last layer tells what a text is about; what makes a line worth printing shows further down.
On the graded chats a ridge on layer 3 alone ranks with Spearman .66, on the last layer with .41.
Source: docs/trials/quotability.md.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.encoder import Encoder, graph, static
from pipeline.encoder.minilm import MiniLM
from pipeline.encoder.packaged import PackagedEncoder, Place, cache_of, packaged_in

LAYERS = (3, 4)  # of 6, counted from 1
DIMENSION = graph.HIDDEN * len(LAYERS)
MOST_TOKENS = 128  # a post has about 40

# anything that turns texts into vectors of how they are written: a unit row of each layer, side by
# side, (n, DIMENSION)
Style = Encoder


class MiddleLayers(MiniLM):
    """The packaged MiniLM up to the last of LAYERS: the mean state of each, side by side."""

    layers = LAYERS
    most_tokens = MOST_TOKENS


@lru_cache(maxsize=4)
def load(threads: int = 0, cache: Place = True) -> Style:
    """Return the middle layers of the packaged encoder.

    `threads` (0: every core) and `cache` are as for the encoder. Its first text not in the cache
    raises InputError when the weights are missing or not the ones that are expected.
    """
    model = MiddleLayers(threads=threads)
    return PackagedEncoder(model, cache_of(model, cache))


def beside(encoder: Encoder | None) -> Style:
    """Return the style that goes with the encoder of a run: static with a static one.

    The packaged encoder hands on its threads and whether it uses the cache; where another runs,
    the cache is left alone.

    Raises: InputError when a model is missing or does not match.
    """
    if encoder is None:
        return load()
    if isinstance(encoder, static.StaticEncoder):
        return static.load("style3", "style4")
    if packaged := packaged_in(encoder):
        return load(*packaged)
    return load(cache=False)
