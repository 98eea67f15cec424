"""How rare words are, by their place in the encoder's vocabulary: common words come first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from pipeline.encoder import weights

FIRST_WORD = 1996  # "the"; before it stand marks and letters
UNKNOWN = 40_000.0  # as a place: behind the last of the 30,522
_MOST = np.log(UNKNOWN)


@lru_cache(maxsize=1)
def places() -> Mapping[str, int]:
    """Return the place of every whole word of the vocabulary, the commonest word first."""
    vocabulary = json.loads(bytes(weights.checked(weights.TOKENIZER)))["model"]["vocab"]
    return {
        word: place - FIRST_WORD
        for word, place in vocabulary.items()
        if place >= FIRST_WORD and not word.startswith("##")
    }


def rarity(words: Sequence[str]) -> list[float]:
    """Return how rare each word (lower case) is, from 0 (among the commonest) to 1 (not known)."""
    return [_rarity(word) for word in words]


@lru_cache(maxsize=100_000)
def _rarity(word: str) -> float:
    known = places()
    place = known.get(word, known.get(_stem(word), UNKNOWN))
    return float(np.log(max(place, 1.0)) / _MOST)


def _stem(word: str) -> str:
    # "don't" and "teacher's" are as common as what stands before the apostrophe
    return word.replace("’", "'").split("'")[0]
