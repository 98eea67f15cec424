"""Shared wording: what two texts have in common letter by letter, whatever they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.encoder.texts import clean

LENGTHS = (3, 5)  # letters of a piece of a word: stems are shared where whole words are not
PIECES = 2**18  # columns; pieces beyond share one, so that memory stays bounded
NOISE = re.compile(r"https?://\S+|pic\.twitter\.com/\S+|@\w+")


def rows(texts: Sequence[str]) -> Any:
    """Return a sparse matrix (n, 2**18) of unit rows: the pieces of each text's words, rare ones
    among these texts weighing more (TF-IDF). A text without letters is a row of zeros."""
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.preprocessing import normalize

    counter = HashingVectorizer(
        analyzer="char_wb",
        ngram_range=LENGTHS,
        n_features=PIECES,
        alternate_sign=False,
        norm=None,
        dtype=np.float32,
        preprocessor=_plain,
    )
    counts = counter.transform(texts)
    counts.data = 1 + np.log(counts.data)
    held = np.bincount(counts.indices, minlength=PIECES)
    weight = np.log((1 + counts.shape[0]) / (1 + held)) + 1
    counts.data *= weight[counts.indices].astype(np.float32)
    return normalize(counts, copy=False)


def _plain(text: str) -> str:
    return NOISE.sub(" ", clean(text)).casefold()
