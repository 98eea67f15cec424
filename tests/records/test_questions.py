"""Questions of several sessions: apart in the program, in files as people number them."""

import pytest
from pydantic import ValidationError

from pipeline.records import Question, in_order, number_of, own_number, question_name, session_of


@pytest.mark.parametrize(
    ("number", "name", "in_file"),
    [
        (0, "Q0", {"number": 0}),
        (2, "Q2", {"number": 2}),
        (1000, "Q0 of session 2", {"number": 0, "session": 2}),
        (2003, "Q3 of session 3", {"number": 3, "session": 3}),
    ],
)
def test_a_number_is_told_with_its_session(number: int, name: str, in_file: dict[str, int]) -> None:
    assert question_name(number) == name
    assert number_of(own_number(number), session_of(number)) == number
    question = Question(number=number, text="Who draws your maps?")
    written = question.model_dump(mode="json")
    assert {key: written[key] for key in ("number", "session") if key in written} == in_file
    assert Question.model_validate(written) == question
    assert question.model_dump()["number"] == number  # in the program it stays as it is
    assert Question.model_validate(question.model_dump()) == question


@pytest.mark.parametrize("session", [0, -1, "2", None])
def test_a_session_that_is_none_is_refused(session: object) -> None:
    with pytest.raises(ValidationError):
        Question.model_validate({"number": 2, "text": "Who?", "session": session})


def test_no_question_comes_before_the_first() -> None:
    assert in_order([1002, None, 0, 3]) == [None, 0, 3, 1002]


def test_the_posts_that_ask_a_question_are_the_first_one_and_those_that_ask_it_again() -> None:
    question = Question(number=1, text="Who draws your maps?", post_id="4", also_asked=("7", "9"))
    assert question.asking == ("4", "7", "9")
    assert question.model_copy(update={"post_id": None}).asking == ("7", "9")
