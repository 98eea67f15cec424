"""The packaged encoder, all-MiniLM-L6-v2, and the way to any other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.encoder import static, weights
from pipeline.encoder.cache import FILE_NAME, MOST_ROWS, Recent, VectorCache, home
from pipeline.encoder.minilm import MiniLM, steps
from pipeline.encoder.steps import Steps, to_unit
from pipeline.encoder.texts import each_once
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.encoder import Encoder, Vectors

NAME = weights.NAME
REFERENCE = "reference"
AT_ONCE = 1_000  # texts that are encoded before their rows are kept
ROWS = 4  # of a post: by three models, and of lines that are not the whole post
Cache = VectorCache | Recent
Place = bool | Path  # where rows are kept: the user's cache, memory (False), or a file of one run


class PackagedEncoder:
    """Texts to unit rows; equal texts are encoded once, known ones come from the cache."""

    def __init__(self, model: MiniLM, cache: Cache | None = None) -> None:
        self.model = model
        self.cache = cache

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row per text and layer, layers side by side, float32, shape (n, d).

        A row depends on its text alone: not on the other texts, their order, threads or the cache.
        """
        if not texts:
            return np.zeros((0, self.model.dimension), dtype=np.float32)
        rows = steps_of(texts, self.model, self.cache)
        by_layer = rows.reshape(len(texts) * len(self.model.layers), -1)
        return to_unit(by_layer).reshape(rows.shape)


def steps_of(texts: Sequence[str], model: MiniLM, cache: Cache | None) -> Steps:
    """Return one row per text (at least one), int16, shape (n, dimension).

    Equal texts are run once, and known ones come from the cache.
    """
    held, places = each_once(texts)
    rows = np.zeros((len(held), model.dimension), dtype=np.int16)
    for start in range(0, len(held), AT_ONCE):
        some = held[start : start + AT_ONCE]
        known = cache.get(some) if cache else {}
        fresh = [text for text in some if text not in known]
        made = dict(zip(fresh, model.steps(fresh), strict=True))
        if cache:
            cache.put(made)
        found = known | made
        rows[start : start + AT_ONCE] = [found[text] for text in some]
    return rows[places]


def ahead(texts: Sequence[str], encoders: Sequence[object]) -> None:
    """Put the rows of texts into the caches of several encoders, layers in common run once.

    Nothing happens where one of them is not made of MiniLM's layers.
    """
    layered = [found for encoder in encoders if (found := _layered(encoder))]
    if len(layered) < len(encoders):
        return
    held, _ = each_once(texts)
    for start in range(0, len(held), AT_ONCE):
        some = held[start : start + AT_ONCE]
        known = [cache.get(some) for _, cache in layered]
        fresh = [text for text in some if any(text not in rows for rows in known)]
        made = steps(fresh, [model for model, _ in layered])
        kept = [
            cache.put(dict(zip(fresh, rows, strict=True)))
            for (_, cache), rows in zip(layered, made, strict=True)
        ]
        if not all(kept):  # whoever needs the others has to make them
            return


def has_room(posts: int, encoder: object) -> bool:
    """Return whether an encoder's cache keeps the rows of so many posts to the end of a run."""
    layered = _layered(encoder)
    most = layered[1].most if layered else None
    return most is None or posts * ROWS <= most


def _layered(encoder: object) -> tuple[MiniLM, Cache] | None:
    model, cache = getattr(encoder, "model", None), getattr(encoder, "cache", None)
    if isinstance(model, MiniLM) and isinstance(cache, Cache):
        return model, cache
    return None


def cache_of(model: MiniLM, place: Place = True) -> Cache:
    """Return where the rows of a model are kept; in a file of one run as many as come."""
    if place is False:
        return Recent()
    path, most = (home() / FILE_NAME, MOST_ROWS) if place is True else (place, None)
    return VectorCache(path, model=model.digest, dimension=model.dimension, most=most)


def packaged_in(encoder: object) -> tuple[int, Place] | None:
    """Return the threads of an encoder and where its rows are kept, None for another's."""
    if isinstance(encoder, PackagedEncoder) and type(encoder.model) is MiniLM:
        return encoder.model.threads, _place(encoder.cache)
    return None


def _place(cache: Cache | None) -> Place:
    if isinstance(cache, VectorCache):
        return cache.path if cache.most is None else True
    return False


@lru_cache(maxsize=4)
def load(name: str = NAME, batch: int = 32, threads: int = 0, cache: Place = True) -> Encoder:
    """Return the encoder of that name: packaged, static, the reference in torch, or a folder's.

    `batch` is for torch, `threads` (0: every core) and `cache` for the packaged encoder.

    Raises: InputError when there is no such encoder. The packaged one raises it on its first text
    not in the cache, when its weights are missing or not the ones that are expected.
    """
    if name == static.NAME:
        return static.load()
    if name == NAME:
        model = MiniLM(threads=threads)
        return PackagedEncoder(model, cache_of(model, cache))
    from pipeline.encoder.reference import from_folder

    if name == REFERENCE:
        for file in weights.SHA256:
            weights.checked(file)
        return from_folder(weights.folder(), batch=batch)
    if not Path(name).is_dir():
        raise InputError(
            f"no encoder '{name}'.",
            where="encoder.name",
            do=f"Known are {NAME} and {REFERENCE} (the same in torch), {static.NAME} (faster); "
            "anything else is a folder with a sentence-transformers model.",
        )
    return from_folder(Path(name), batch=batch)
