"""What is known about a chat: its given questions by their numbers."""

import pytest
from pydantic import ValidationError

from pipeline.records import Chat


def test_a_given_question_has_its_own_number_or_that_of_its_place() -> None:
    given = ("Who draws your maps?", "q3) Which one\nis torn?", " 7: Why?", "5-Who folds it?")
    assert Chat(chat="maps", questions=given).numbered() == {
        1: "Who draws your maps?",
        3: "Which one\nis torn?",
        7: "Why?",
        5: "Who folds it?",
    }


def test_a_number_that_a_given_question_says_stays_in_it() -> None:
    given = (
        "5-minute walks: do they help?",
        "2.5 hours without a map?",
        "10:30 or later?",
        "3-4 people on a path?",
        "Q5: 2.5 hours with one?",
    )
    assert list(Chat(chat="maps", questions=given).numbered().items()) == [
        (1, "5-minute walks: do they help?"),
        (2, "2.5 hours without a map?"),
        (3, "10:30 or later?"),
        (4, "3-4 people on a path?"),
        (5, "2.5 hours with one?"),
    ]


def test_parts_of_a_given_question_are_one() -> None:
    given = (
        "Q1a: Who draws your maps?",
        "q1B) And who folds them?",
        "Q2: 3d or flat?",
        "2b or not?",
    )
    assert Chat(chat="maps", questions=given).numbered() == {
        1: "Who draws your maps? / And who folds them?",
        2: "3d or flat?",
        4: "2b or not?",
    }


def test_moments_are_told_by_the_clock_of_the_chat_where_it_is_given() -> None:
    plain, there = Chat(chat="a"), Chat(chat="a", timezone="America/New_York")
    assert there.local("2024-03-07T01:20:00Z") == "2024-03-06T20:20:00"
    assert (plain.day("2024-03-07T01:20:00Z"), there.day("2024-03-07T01:20:00Z")) == (
        "2024-03-07", "2024-03-06"
    )  # fmt: skip
    assert [chat.day("2024-03-07") for chat in (plain, there)] == ["2024-03-07"] * 2
    assert there.day(None) is None


def test_the_first_and_the_last_day_of_all_have_no_other_beside_them() -> None:
    for zone, moment in (
        ("America/New_York", "0001-01-01T00:00:00Z"),  # "no date" in some exports
        ("Asia/Tokyo", "9999-12-31T23:59:59Z"),
    ):
        assert Chat(chat="a", timezone=zone).local(moment) == moment


def test_a_time_zone_that_this_machine_does_not_know_is_refused() -> None:
    with pytest.raises(ValidationError, match="expected the name of a time zone"):
        Chat(chat="a", timezone="Mars/Olympus")
