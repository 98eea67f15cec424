from __future__ import annotations

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import Load

COLUMNS = {"handle": "Who", "text": "What", "created_at": "When", "likes": "Hearts"}


def test_columns_named_in_the_chat_file_are_read(fixture: Load) -> None:
    first, second = fixture("any.csv", columns=COLUMNS, timezone="Europe/Vienna").posts
    assert (first.handle, first.text) == ("mira_k", "A1 Write it early; read it aloud.")
    assert (first.created_at, second.created_at) == ("2024-05-31T18:05:00Z", "2024-06-01T18:06:00Z")
    assert (first.likes, second.likes) == (3, None)
    assert second.text == 'A1 Ask "why" once.'


def test_ids_are_made_from_who_when_and_what(fixture: Load) -> None:
    ids = [post.id for post in fixture("any.csv", columns=COLUMNS).posts]
    assert ids == [post.id for post in fixture("any.csv", columns=COLUMNS).posts]
    assert len(set(ids)) == 2


def test_a_sheet_of_a_form_says_which_question_each_row_answers(written: Load) -> None:
    sheet = """Name,Question,Answer
Mira,Why do you wait?,A loaf that is late is better.
Tom,Which flour?,Rye.
Ines,Why do you wait?,To read the dough.
Olu,,Good night all!
"""
    columns = {"handle": "Name", "text": "Answer", "question": "Question"}
    loaded = written(sheet, "form.csv", columns=columns)
    assert [post.question for post in loaded.posts] == [1, 2, 1, None]
    assert loaded.hints["questions"] == ("Q1: Why do you wait?", "Q2: Which flour?")


def test_a_column_that_is_not_there_is_named(fixture: Load) -> None:
    with pytest.raises(InputError, match=r"columns Who, What, When, Hearts.*Autor is missing"):
        fixture("any.csv", columns={"handle": "Autor", "text": "What"})


def test_text_and_handle_are_needed(fixture: Load) -> None:
    with pytest.raises(InputError, match=r"chat\.toml: columns names none for handle"):
        fixture("any.csv", columns={"text": "What"})


def test_where_nothing_tells_the_day_from_the_month_the_guess_is_said(written: Load) -> None:
    columns = {"handle": "Who", "text": "What", "created_at": "When"}
    loaded = written("Who,What,When\nana,A1 Early,04/05/2023 19:00\n", "a.csv", columns=columns)
    assert loaded.posts[0].day == "2023-04-05"
    assert any("month first" in note for note in loaded.notes)
