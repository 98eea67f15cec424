"""The readers' choices fit the chats that they are about."""

from pathlib import Path

import pytest

from benchmarks import chosen
from pipeline.learn import graded


@pytest.mark.parametrize("name", chosen.CHATS)
def test_each_reader_chooses_so_many_and_nothing_twice(name: str) -> None:
    choices = chosen.read(name)
    assert choices
    for one in choices:
        assert len(one.readers) == 4
        assert all(len(set(row)) == len(row) >= one.choose for row in one.readers)


@pytest.mark.parametrize("name", chosen.CHATS)
def test_what_is_chosen_answers_the_question_by_the_grades(name: str, shared: Path) -> None:
    grades = graded.read(shared, name).grades
    for one in chosen.read(name):
        asked = {grades[post_id].question for row in one.readers for post_id in row}
        assert asked == {one.question % 1000}
