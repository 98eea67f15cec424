"""Under which question an export files its posts."""

import pytest

from pipeline.readers.filed import Filed


@pytest.mark.parametrize(
    ("question", "number"),
    [(0, 0), (3, 3), ("3", 3), ("Q3", 3), (" q 3: ", 3), ("Question 12", 12), (None, None)],
)
def test_a_number_is_read_however_it_is_written(question: object, number: int | None) -> None:
    assert Filed().under(question) == number


def test_questions_in_words_are_counted_as_they_come_and_told_once() -> None:
    filed = Filed()
    sheet = ["Why rye?", "How  do you\nwait?", "Why rye?", "How do you wait?"]
    assert [filed.under(words) for words in sheet] == [1, 2, 1, 2]
    assert filed.told() == ("Q1: Why rye?", "Q2: How do you wait?")


def test_words_go_with_the_number_beside_them_and_others_get_a_free_one() -> None:
    filed = Filed()
    assert filed.under(2, "Why rye?") == 2
    assert filed.under(None, "Why rye?") == 2
    assert [filed.under(None, words) for words in ("Oats?", "Spelt?")] == [1, 3]
    assert filed.under(7) == 7  # words may be missing
    assert filed.told() == ("Q1: Oats?", "Q2: Why rye?", "Q3: Spelt?")


@pytest.mark.parametrize("question", [True, 2.5, ["Why rye?"]])
def test_what_is_neither_is_left_for_the_post_to_refuse(question: object) -> None:
    assert Filed().under(question) == question
