"""Texts that a caller brings, in whatever form."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.encoder import encode
from pipeline.encoder.texts import listed


@pytest.mark.parametrize("form", [list, tuple, iter, np.array])
def test_texts_come_out_as_a_list(form) -> None:
    assert listed(form(["a loaf", "a crumb"])) == ["a loaf", "a crumb"]


def test_an_array_without_texts_has_no_rows() -> None:
    assert encode(np.array([], dtype=str)).shape == (0, 384)


@pytest.mark.parametrize(
    ("texts", "said"),
    [("a loaf", "found one"), (["a loaf", None], "place 1, found None"), ([b"x"], "found b'x'")],
)
def test_what_is_no_row_of_texts_is_said(texts, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        listed(texts)
