"""Shared wording: what two texts have in common letter by letter, whatever they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.encoder.texts import clean

LENGTHS = (3, 4, 5)  # letters of a piece of a word: stems are shared where whole words are not
PIECES = 2**18  # columns; pieces beyond share one, so that memory stays bounded
AT_ONCE = 4_096  # texts whose pieces are counted together: as Python's numbers they take much room
NOISE = re.compile(r"https?://\S+|pic\.(?:twitter|x)\.com/\S+|@\w+")

Singles = npt.NDArray[np.float32]


def rows(texts: Sequence[str]) -> Any:
    """Return unit rows as a sparse array (n, PIECES), float32: the pieces of each text's words,
    rare ones among these texts weighing more (TF-IDF). A text without letters is a row of zeros.

    To the bit what scikit-learn's HashingVectorizer ("char_wb") counts, which takes a second to
    import.
    """
    from scipy.sparse import csr_array

    parts = [_counted(texts[at : at + AT_ONCE]) for at in range(0, max(1, len(texts)), AT_ONCE)]
    columns, data, sizes = (np.concatenate(part) for part in zip(*parts, strict=True))
    del parts
    held = np.bincount(columns, minlength=PIECES)
    weight = np.log((1 + len(texts)) / (1 + held)) + 1
    data *= weight.astype(np.float32)[columns]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    for at in range(0, len(texts), AT_ONCE):
        part = data[starts[at] : starts[min(at + AT_ONCE, len(texts))]]
        owners = np.repeat(np.arange(len(sizes[at : at + AT_ONCE])), sizes[at : at + AT_ONCE])
        part /= np.sqrt(np.bincount(owners, weights=part * part))[owners]
    return csr_array((data, columns, starts), shape=(len(texts), PIECES))


def _counted(texts: Sequence[str]) -> tuple[npt.NDArray[np.int32], Singles, npt.NDArray[np.int64]]:
    """Return the columns of the pieces that each text holds, in order, 1 + log of how often, and
    how many columns each text has."""
    found = [
        place * PIECES + column
        for place, text in enumerate(texts)
        for word in _plain(text).split()
        for column in _pieces(word)
    ]
    cells, counts = np.unique(np.array(found, dtype=np.int64), return_counts=True)
    sizes = np.bincount(cells // PIECES, minlength=len(texts))
    return (cells % PIECES).astype(np.int32), 1 + np.log(counts.astype(np.float32)), sizes


@lru_cache(maxsize=100_000)
def _pieces(word: str) -> tuple[int, ...]:
    """Return the columns of a word's pieces, its edges marked by blanks."""
    from murmurhash.mrmr import hash as hashed

    marked = f" {word} "
    found = []
    for length in LENGTHS:
        found += [marked[at : at + length] for at in range(max(1, len(marked) - length + 1))]
        if len(marked) <= length:
            break  # longer pieces would be the whole word again
    return tuple(abs(hashed(piece)) % PIECES for piece in found)


def _plain(text: str) -> str:
    return NOISE.sub(" ", clean(text)).casefold()
