"""The report's pictures lead into the queue of the right question."""

from pathlib import Path

import pytest

from pipeline.recap.charts import svg
from pipeline.records import Post
from pipeline.review.desk import Desk
from pipeline.review.pictures import _drawing, _of, figures
from pipeline.settings import Settings
from tests.review import runs


@pytest.mark.parametrize(
    ("words", "question"),
    [("Q2", "2"), ("Q2 of session 2", "1002"), ("segment 3", "3"), ("no question", None)],
)
def test_what_names_a_question_leads_to_it(words: str, question: str | None) -> None:
    address = _of("/chat/repair", words)
    assert (address or "").partition("question=")[2].partition("&")[0] == (question or "")


def test_the_dot_of_an_answer_leads_to_its_author() -> None:
    shown = {"@ana": "ana", "Temi A. &amp; Jo": "Temi A. & Jo", "Priya N": "+44 7700 900123"}
    titles = ("@ana: Mend: now", "Temi A. & Jo: Glue", "Priya N: Glue", "a private post")
    dots = "".join(svg.dot(0.5, 1.0, 4.0, "accent", title) for title in titles)
    drawn = _drawing(dots, "/chat/repair", "1", False, shown)
    asked = ("person=ana", "person=Temi+A.+%26+Jo", "person=%2B44+7700+900123")
    assert [f"/chat/repair?{who}&amp;question=1" in drawn for who in asked] == [True] * 3
    assert drawn.count("<a ") == 3


def test_the_dot_of_one_of_two_people_of_the_same_name_leads_to_neither_alone(
    tmp_path: Path,
) -> None:
    run = runs.make(tmp_path / "repair")
    numbers = {"mender10": "+44 7700 900123", "mender11": "+44 7700 900124"}
    known = [  # both are called Priya
        post.model_copy(update={"handle": numbers[post.handle], "name": "Priya"})
        if post.handle in numbers
        else post
        for post in run.posts()
    ]
    run.write(known, Post)
    drawn = "".join(
        drawing
        for figure in figures(Desk(run.folder, Settings()), "/chat/repair")
        for _, _, drawing in figure.panels
    )
    assert "<title>Priya: " in drawn and "person=mender3" in drawn
    assert "person=%2B44" not in drawn
