"""The day of a chat: one evening, or from the first evening to the last."""

import pytest

from pipeline.recap import days, plain
from pipeline.records import Question
from tests.recap.chats import chat_of, post


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["2024-03-06T19:00:00Z", "2024-03-06T19:50:00Z"], "6 March 2024"),
        (  # of three evenings, the fullest one last
            ["2024-03-04T19:00:00Z", "2024-03-05T19:00:00Z", "2024-03-08T19:00:00Z"],
            "4 to 8 March 2024",
        ),
        (["2024-03-06T23:40:00Z", "2024-03-07T00:20:00Z"], "6 March 2024"),  # past midnight in UTC
        (["2024-03-06T10:00:00Z", "2024-03-06T23:40:00Z", "2024-03-07T00:20:00Z"], "6 March 2024"),
        (["2024-02-29", "2024-03-01"], "29 February 2024 to 1 March 2024"),  # days without a time
        (["2024-03-06", "2024-03-06T19:00:00Z"], "6 March 2024"),
        (["2024-03-08T19:00:00Z", "2024-03-04T19:00:00Z"], "4 to 8 March 2024"),  # Q2 came first
    ],
)
def test_the_days_reach_from_the_first_asking_to_the_last(asked, words):
    records = chat_of("I mended a gate.", "I mended a lamp.")
    records.questions = [
        Question(number=number, text="What now?", post_id="1", asked_at=moment)
        for number, moment in enumerate(asked, 1)
    ]
    assert days.in_words(records.material()) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2016-01-11", "2016-01-11", "11 January 2016"),
        ("2016-01-11", "2016-01-15", "11 to 15 January 2016"),
        ("2015-12-31", "2016-01-01", "31 December 2015 to 1 January 2016"),
        ("some day", "2016-01-01", "some day to 1 January 2016"),
        ("2016-13-01", "2016-13-01", "2016-13-01"),  # no month of ours: told as it is
    ],
)
def test_days_in_words_say_the_month_once(first, last, words):
    assert plain.days_in_words(first, last) == words


def test_a_segment_lasts_as_long_as_its_posts():
    records = chat_of("I mended a gate.", "I mended a lamp.", question=None)
    records.questions = [
        Question(number=1, text="gate, lamp", asked_at="2024-03-06T19:01:00Z", is_segment=True)
    ]
    late = post("3", "mender3", "I mended a clock.", created_at="2024-06-05T19:30:00Z")
    records.said(late)
    assert days.in_words(records.material()) == "6 March 2024 to 5 June 2024"


def test_segments_without_a_pause_reach_to_the_last_one():
    records = chat_of(*["I mended a gate."] * 10)
    records.posts = [
        made.model_copy(
            update={"created_at": f"2024-03-{6 + hour // 24:02d}T{hour % 24:02d}:00:00Z"}
        )
        for made, hour in zip(records.posts, range(0, 40, 4), strict=True)
    ]
    records.questions = [
        Question(number=1, text="gate", asked_at="2024-03-06T00:00:00Z", is_segment=True),
        Question(number=2, text="lamp", asked_at="2024-03-07T12:00:00Z", is_segment=True),
    ]
    assert days.in_words(records.material()) == "6 to 7 March 2024"


def test_days_are_told_by_the_clock_of_the_chat():
    records = chat_of("I mended a gate.")
    late = post("7", "late_lars", "I mend at night.", created_at="2024-03-07T01:20:00Z")
    records.said(late)
    records.questions = [
        Question(number=1, text="What now?", post_id="1", asked_at="2024-03-07T01:00:00Z")
    ]
    assert "7 March 2024](https://x.com/late_lars/" in records.run()["recap.md"]
    records.chat = records.chat.model_copy(update={"timezone": "America/New_York"})
    files = records.run()
    assert "6 March 2024](https://x.com/late_lars/" in files["recap.md"]
    assert days.in_words(records.material()) == "6 March 2024"
    assert "7 March" not in files["recap.md"] + files["recap.txt"] + files["recap.html"]


@pytest.mark.parametrize(
    ("given", "is_another"),
    [("2024-03-05", False), ("2024-03-06", False), ("2024-03-07", False), ("2024-03-08", True)],
)
def test_a_day_that_is_given_is_the_day_and_told_where_no_post_is_near_it(given, is_another):
    records = chat_of("I mended a gate.")
    records.chat = records.chat.model_copy(update={"date": given})
    assert days.in_words(records.material()) == plain.day_in_words(given)
    told = f"- No post of this export is of the day that is given, {plain.day_in_words(given)}."
    assert (told in records.run()["recap.md"]) is is_another


def test_without_questions_the_day_of_most_posts_is_the_day():
    records = chat_of(*["I mended a gate."] * 4, question=None)
    records.posts[0] = records.posts[0].model_copy(update={"created_at": "2024-03-05T19:00:00Z"})
    assert days.in_words(records.material()) == "6 March 2024"
