"""The words of a line: those of the slice alone, told by tags or without them."""

from __future__ import annotations

import pytest

from pipeline.language import analyse
from pipeline.language.reading import read


@pytest.mark.parametrize("is_tagged", [True, False])
def test_the_words_of_a_slice_are_those_that_begin_in_it(is_tagged: bool) -> None:
    text = "We don’t tell, we ask: it helps"
    doc = analyse([text])[0] if is_tagged else None
    start, end = text.index("don"), text.index(", we")
    found = read(text, start, end, doc)
    assert [word.lower for word in found] == ["do", "n't", "tell"]
    assert [text[word.start :].startswith(word.text) for word in found] == [True] * 3
