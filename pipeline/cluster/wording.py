"""Shared wording: what two texts have in common letter by letter, whatever they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.encoder.texts import clean

LENGTHS = (3, 4, 5)  # letters of a piece of a word: stems are shared where whole words are not
PIECES = 2**18  # columns; pieces beyond share one, so that memory stays bounded
MOST_PAIRS = 300_000  # of numbers in one column, for which scipy is not worth its import
AT_ONCE = 4_096  # texts whose pieces are counted together: as Python's numbers they take much room
NOISE = re.compile(r"https?://\S+|pic\.twitter\.com/\S+|@\w+")

Singles = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Wording:
    """The pieces that texts hold: a sparse matrix (n, PIECES), row by row, columns in order.

    With few texts it does to the bit what scipy's `csr_matrix` does with the same numbers, whose
    import takes longer than the themes of a chat; with many, scipy does it.
    """

    data: Singles  # (nnz,)
    columns: npt.NDArray[np.int32]  # (nnz,)
    starts: npt.NDArray[np.int32]  # (n + 1,): where each text's pieces start

    @property
    def shape(self) -> tuple[int, int]:
        """Texts and pieces."""
        return len(self.starts) - 1, PIECES

    @property
    def owners(self) -> npt.NDArray[np.int64]:
        """The text of each number, shape (nnz,)."""
        return np.repeat(np.arange(self.shape[0]), np.diff(self.starts))

    def __mul__(self, factor: float) -> Wording:
        """Return the same pieces with another weight."""
        return replace(self, data=self.data * factor)

    def total(self) -> Singles:
        """Return the sum of all rows, shape (PIECES,)."""
        total = np.zeros(PIECES, dtype=np.float32)
        np.add.at(total, self.columns, self.data)
        return total

    def squares(self) -> npt.NDArray[np.float64]:
        """Return the dot product of each row with itself, shape (n,)."""
        squares = np.zeros(self.shape[0])
        np.add.at(squares, self.owners, self.data * self.data)
        return squares

    def products(self) -> Singles:
        """Return the dot products of all rows with each other, shape (n, n)."""
        count = self.shape[0]
        by_column = np.argsort(self.columns, kind="stable")
        held, owners = self.columns[by_column], self.owners[by_column]
        # every number meets itself and those behind it in its column; columns come in order
        met = np.searchsorted(held, held, side="right") - np.arange(len(held))
        pairs = int(met.sum())
        if pairs > MOST_PAIRS:
            rows = self.tocsr()
            whole: Singles = (rows @ rows.T).toarray()
            return whole
        data = self.data[by_column]
        one = np.repeat(np.arange(len(held)), met)
        other = one + np.arange(pairs) - np.repeat(np.cumsum(met) - met, met)
        products = np.zeros(count * count, dtype=np.float32)
        np.add.at(products, owners[one] * count + owners[other], data[one] * data[other])
        half = products.reshape(count, count)
        return half + np.triu(half, 1).T

    def tocsr(self) -> Any:
        """Return the same as scipy's matrix."""
        from scipy.sparse import csr_matrix

        return csr_matrix((self.data, self.columns, self.starts), shape=self.shape)


def rows(texts: Sequence[str]) -> Wording:
    """Return unit rows: the pieces of each text's words, rare ones among these texts weighing more
    (TF-IDF). A text without letters is a row of zeros.

    To the bit what scikit-learn's HashingVectorizer ("char_wb") counts, which takes a second to
    import.
    """
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
    return Wording(data, columns, starts)


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
