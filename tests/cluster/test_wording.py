from __future__ import annotations

import numpy as np
import pytest

from pipeline.cluster import wording

POSTS = [
    "A1: Slow growth beats no growth, ask any gardener! #slowgrowth",
    "a",  # shorter than any piece
    "ab cd",
    "",
    "@ana https://example.org/a 😄",
    "Crème brûlée, grown s l o w l y … naïve\u2003growth",
    "growth growth growth",
]


@pytest.mark.parametrize("at_once", [wording.AT_ONCE, 2])
def test_pieces_are_counted_to_the_bit_as_scikit_learn_counts_them(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.preprocessing import normalize

    monkeypatch.setattr(wording, "AT_ONCE", at_once)
    counts = HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=wording.PIECES, alternate_sign=False,
        norm=None, dtype=np.float32, preprocessor=wording._plain,
    ).transform(POSTS)  # fmt: skip
    counts.data = 1 + np.log(counts.data)
    held = np.bincount(counts.indices, minlength=wording.PIECES)
    weight = np.log((1 + len(POSTS)) / (1 + held)) + 1
    counts.data *= weight[counts.indices].astype(np.float32)
    expected, found = normalize(counts), wording.rows(POSTS)
    assert (found.indptr == expected.indptr).all()
    assert (found.indices == expected.indices).all()
    assert (found.data == expected.data).all()


def test_a_text_without_letters_shares_nothing() -> None:
    rows = wording.rows(POSTS)
    products = (rows @ rows.T).toarray()
    assert products[3].tolist() == [0] * len(POSTS)
    assert products[0, 6] > 0  # both say "growth"
