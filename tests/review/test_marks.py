"""What differs between a quote and its author's words is marked in both, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.marks import Parts, compared

POST = "A2 I glue it first — then I clamp it, and I don't look for a day. #RepairChat"


def marked(parts: Parts) -> list[str]:
    return [text for text, differs in parts if differs]


def whole(parts: Parts) -> str:
    return "".join(text for text, _ in parts)


@pytest.mark.parametrize(
    ("said", "in_article", "as_written"),
    [
        ("I glue it first, then I clamp it", [","], ["—"]),
        ("I glue it first – then I clamp it, and don’t look for a day.", [], ["I"]),  # left out
        ("I glue it first - then I really clamp it", ["really"], []),  # added
        ("I GLUE it first — then I clamp it", ["GLUE"], ["glue"]),
        ("then we clamp them, and I don't look", ["we", "them"], ["I", "it"]),
        ("I *glue* the thing first — then I clamp", ["the thing"], ["it"]),  # emphasis is no word
    ],
)
def test_words_that_differ_are_marked_in_both(
    said: str, in_article: list[str], as_written: list[str]
) -> None:
    both = compared(said, POST)
    assert (marked(both.said), marked(both.own)) == (in_article, as_written)
    assert whole(both.said) == said


def test_the_authors_words_are_the_stretch_that_was_quoted() -> None:
    own = whole(compared("then I clamp, and I don't look for a day.", POST).own)
    assert own == "then I clamp it, and I don't look for a day."


@given(st.text(max_size=30), st.text(alphabet="ab .,'’“-—\u200b\u0301A", max_size=30))
def test_whatever_is_quoted_the_authors_words_are_a_slice_of_the_post(said: str, post: str) -> None:
    for one, other in ((said, post), (post, said), (post, post[3:])):
        both = compared(one, other)
        assert whole(both.said) == one
        assert whole(both.own) in other
