"""Shared wording: what two texts have in common letter by letter, whatever they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from pipeline.encoder.texts import clean

LENGTHS = (3, 4, 5)  # letters of a piece of a word: stems are shared where whole words are not
PIECES = 2**18  # columns; pieces beyond share one, so that memory stays bounded
NOISE = re.compile(r"https?://\S+|pic\.twitter\.com/\S+|@\w+")


def rows(texts: Sequence[str]) -> Any:
    """Return a sparse matrix (n, 2**18) of unit rows: the pieces of each text's words, rare ones
    among these texts weighing more (TF-IDF). A text without letters is a row of zeros.

    To the bit what scikit-learn's HashingVectorizer ("char_wb") counts, which takes a second to
    import.
    """
    from scipy.sparse import csr_matrix

    found = [
        place * PIECES + column
        for place, text in enumerate(texts)
        for word in _plain(text).split()
        for column in _pieces(word)
    ]
    cells, counts = np.unique(np.array(found, dtype=np.int64), return_counts=True)
    owners, columns = cells // PIECES, (cells % PIECES).astype(np.int32)
    data = 1 + np.log(counts.astype(np.float32))
    held = np.bincount(columns, minlength=PIECES)
    weight = np.log((1 + len(texts)) / (1 + held)) + 1
    data *= weight[columns].astype(np.float32)
    lengths = np.sqrt(np.bincount(owners, weights=data * data, minlength=len(texts)))
    data = (data / lengths[owners]).astype(np.float32)
    starts = np.searchsorted(owners, np.arange(len(texts) + 1)).astype(np.int32)
    return csr_matrix((data, columns, starts), shape=(len(texts), PIECES))


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
