"""How the page calls questions: as the recap does, whatever numbers stand behind them."""

import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.records import Question
from pipeline.review.app import create
from pipeline.review.guard import Keys
from pipeline.review.office import Office
from pipeline.review.overview import Part
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.review import runs


def part(number: int | None, *, is_segment: bool = False) -> Part:
    return Part(number, "Why mend?", 1, 0, 0, 0, (), (), False, is_segment)


@pytest.mark.parametrize(
    ("asked", "name", "heading"),
    [
        (part(2), "Q2", "Q2: Why mend?"),
        (part(1002), "Q2 of session 2", "Q2 of session 2: Why mend?"),
        (part(3, is_segment=True), "Segment 3", "Segment 3: Why mend?"),
        (part(None), None, "Beyond the questions"),
    ],
    ids=["question", "later session", "segment", "none"],
)
def test_a_question_is_called_as_in_the_recap(asked: Part, name: str | None, heading: str) -> None:
    assert (asked.name, asked.heading) == (name, heading)


def shown(tmp_path: Path, *questions: Question) -> str:
    run: Run = runs.make(tmp_path / "repair", questions=len(questions))
    run.write(questions, Question)
    app = create(Office(tmp_path, Settings()), Keys.of(tmp_path))
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        return unescape(client.get("/chat/repair?question=all").text)


def test_segments_are_not_called_questions_anywhere_on_the_page(tmp_path: Path) -> None:
    page = shown(
        tmp_path,
        Question(number=1, text="toasters", is_segment=True),
        Question(number=2, text="kettles", is_segment=True),
    )
    assert re.search(r"<b>Segment 1</b>", page)
    assert not re.search(r"\bQ[12]\b", page)
    assert "Segment 2: kettles" in page
