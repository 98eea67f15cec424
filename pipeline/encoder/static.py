"""A static encoder for archives: a row of a table for each token, their mean, and a linear map.

It was distilled from the packaged encoder; the maps lead from means of rows into the spaces that
the other models learned in: its meanings, the points of themes, and the layers that tell style.
Everything up to the last division is sums of whole numbers, exact in any order, so that a vector
depends on its text alone, whatever stands beside it, on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from pipeline import shelf
from pipeline.encoder import weights
from pipeline.encoder.steps import GRID, Steps, to_unit
from pipeline.encoder.texts import each_once
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.encoder import Vectors

NAME = "static"
FILE = "model.safetensors"
Space = Literal["meaning", "points", "style3", "style4"]
SPACES: tuple[Space, ...] = ("meaning", "points", "style3", "style4")
DIMENSION = 384  # of each space
MODEL = shelf.Model(
    NAME,
    version=1,
    train="encoder",
    needs={"encoder": weights.IDENTITY, "spaces": SPACES, "dimension": DIMENSION},
)
MOST_TOKENS = 256  # as the packaged encoder
ONE = 2_048  # what stands behind every mean: of the size of its parts, so that a map is fine enough
AT_ONCE = 2_048  # texts, so that memory stays bounded
FINE = 2.0**20  # steps to which a row is rounded before its length is taken


@dataclass(frozen=True)
class Tables:
    """What was learned, in whole numbers.

    A token's row is `rows[token] * sizes[token]`, (vocabulary, d) int8 by (vocabulary,) uint8; the
    map of a space is (d + 1, DIMENSION) int16, its last row for the ONE behind every mean.
    """

    rows: npt.NDArray[np.int8]
    sizes: npt.NDArray[np.uint8]
    maps: dict[Space, npt.NDArray[np.int16]]

    def to_bytes(self) -> bytes:
        """Return the file of the model; the same tables give the same bytes."""
        from safetensors.numpy import save

        tensors: dict[str, Any] = {"rows": self.rows, "sizes": self.sizes}
        tensors |= {f"map.{space}": held for space, held in self.maps.items()}
        return save(tensors)


class Sums:
    """Texts to the sums of their tokens' rows, whole numbers, and how many tokens they have."""

    def __init__(self, tables: Tables) -> None:
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_buffer(bytes(weights.checked(weights.TOKENIZER)))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MOST_TOKENS)
        self.tables = tables

    def of(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return one row per text, shape (n, d + 1): the sum, and ONE for each token last."""
        found = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        tokens = [each.ids for each in found]
        counts = np.array([len(ids) for ids in tokens], dtype=np.int64)
        sums = np.zeros((len(texts), self.tables.rows.shape[1] + 1))
        sums[:, -1] = counts * ONE
        full = np.flatnonzero(counts)
        if len(full):
            flat = np.concatenate([tokens[place] for place in full])
            # below 2**24 for any text, so exact as float32
            rows = self.tables.rows[flat] * self.tables.sizes[flat, None].astype(np.float32)
            starts = np.cumsum(counts[full]) - counts[full]
            sums[full, :-1] = np.add.reduceat(rows, starts, axis=0)
        return sums


class StaticEncoder:
    """Texts to unit rows of one space, or of several side by side; equal texts are taken once."""

    def __init__(
        self, tables: Tables, spaces: Sequence[Space] = ("meaning",), sums: Sums | None = None
    ) -> None:
        self.tables = tables
        self.spaces = tuple(spaces)
        self.sums = sums or Sums(tables)
        self.maps = [tables.maps[space].astype(np.float64) for space in self.spaces]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, float32, shape (n, spaces x 384): a unit row of each space."""
        width = DIMENSION * len(self.maps)
        if not texts:
            return np.zeros((0, width), dtype=np.float32)
        whole, places = each_once(texts)
        found = np.zeros((len(whole), width), dtype=np.float32)
        for start in range(0, len(whole), AT_ONCE):
            sums = self.sums.of(whole[start : start + AT_ONCE])
            for place, held in enumerate(self.maps):
                # products of whole numbers below 2**53: the same however they are added
                rows = to_unit(_steps(sums @ held))
                found[start : start + len(sums), place * DIMENSION : (place + 1) * DIMENSION] = rows
        return found[places]


def _steps(rows: npt.NDArray[np.float64]) -> Steps:
    """Return rows (n, d) of whole numbers with length 1, in whole steps of the grid."""
    largest = np.abs(rows).max(axis=1, keepdims=True)
    coarse = np.rint(rows / np.where(largest == 0, 1, largest) * FINE)
    norms = np.sqrt(np.sum(coarse * coarse, axis=1, keepdims=True))  # whole numbers: exact
    return np.rint(coarse / np.where(norms == 0, 1, norms) / GRID).astype(np.int16)


@lru_cache(maxsize=2)
def tables(folder: Path | None = None) -> Tables:
    """Return the shipped tables, or those of another folder.

    Raises: InputError when they are missing, damaged, or made for other code or another encoder.
    """
    folder = folder or MODEL.folder
    shelf.check(MODEL, folder)
    from safetensors.numpy import load as from_bytes

    held = from_bytes((folder / FILE).read_bytes())
    maps = {space: held[f"map.{space}"] for space in SPACES}
    found = Tables(held["rows"], held["sizes"], maps)
    if any(each.shape != (found.rows.shape[1] + 1, DIMENSION) for each in maps.values()):
        raise InputError(
            "its parts do not fit.", where=folder / FILE, do="Run: standout train encoder"
        )
    return found


@lru_cache(maxsize=4)
def load(*spaces: Space) -> StaticEncoder:
    """Return the shipped encoder of meanings, or of other spaces.

    Raises: InputError when the model is missing or does not match.
    """
    return StaticEncoder(tables(), spaces or ("meaning",), _sums())


@lru_cache(maxsize=1)
def _sums() -> Sums:
    # one for all spaces: their encoders differ in their maps alone
    return Sums(tables())
