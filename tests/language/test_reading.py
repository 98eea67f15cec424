"""The words of a line: those of the slice alone."""

from pipeline.language.reading import read


def test_the_words_of_a_slice_are_those_that_begin_in_it() -> None:
    text = "We don’t tell, we ask: it helps"
    found = read(text, text.index("don"), text.index(", we"))
    assert [word.lower for word in found] == ["do", "n't", "tell"]
