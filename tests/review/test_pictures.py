"""The report's pictures lead into the queue of the right question."""

import pytest

from pipeline.review.pictures import _of


@pytest.mark.parametrize(
    ("words", "question"),
    [("Q2", "2"), ("Q2 of session 2", "1002"), ("segment 3", "3"), ("no question", None)],
)
def test_what_names_a_question_leads_to_it(words: str, question: str | None) -> None:
    address = _of("/chat/repair", words)
    assert (address or "").partition("question=")[2].partition("&")[0] == (question or "")
