"""Headings: what a question or a segment is called where its answers are printed."""

import pytest

from pipeline.recap.view import question_heading, theme_name
from pipeline.records import Theme


@pytest.mark.parametrize(
    ("number", "text", "is_segment", "heading"),
    [
        (2, "Why rye?", False, "Q2: Why rye?"),
        (2, None, False, "Q2 (the question itself is not in this export)"),
        (1002, "Why oats?", False, "Q2 of session 2: Why oats?"),
        (4, "Why rye? #slowbread https://cards.example/q4", False, "Q4: Why rye?"),
        (4, "(Why “rye”?) https://cards.example/q4 #slowbread", False, "Q4: (Why “rye”?)"),
        *(
            (4, text, False, f"Q4: {text}")
            for text in (
                "What do you make of https://rye.example/flour",
                "Read this. https://rye.example/flour What follows?",
                "Tell us what you think. https://rye.example/flour",  # it is about the page
                "Why rye? #slowbread",  # a tag of its own, not the chat's
                "Rye or oats? https://rye.example/flour or https://oats.example/flour",
            )
        ),
        (1002, None, False, "Q2 of session 2 (the question itself is not in this export)"),
        (3, "rye, crust, oven", True, "Segment 3: rye, crust, oven"),
        (3, None, True, "Segment 3"),
        (None, None, False, "Beyond the questions"),
        (None, None, True, "Beyond the questions"),
    ],
)
def test_a_heading_says_what_stands_below(
    number: int | None, text: str | None, is_segment: bool, heading: str
) -> None:
    assert question_heading(number, text, is_segment=is_segment) == heading


@pytest.mark.parametrize(
    ("keywords", "name"),
    [
        (("rye", "slow  oven"), "rye, slow oven"),
        (("rye\u202e", "a\nb"), "rye, a b"),  # what would turn the letters beside it
        ((), "(no words of its own)"),
    ],
)
def test_a_theme_is_called_by_its_words_on_one_line(keywords: tuple[str, ...], name: str) -> None:
    theme = Theme(id="t", question=1, keywords=keywords, post_ids=("1",), voices=1, medoid="1")
    assert theme_name(theme) == name
