"""The clock of a chat, with times and without."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.cluster import clock, evidence, explain
from pipeline.records import snowflake
from tests.cluster.chats import chat
from tests.cluster.test_hearsay import outcome
from tests.cluster.test_scene import Q1, Q2, look


def test_minutes_run_from_the_first_post() -> None:
    seen = look(Q1, ("mira_k", "A1 Rye."), Q2)
    assert (seen.minutes.tolist(), seen.has_clock) == ([0, 1, 2], True)


@pytest.mark.parametrize(
    "time", [None, "2024-05-14T19:00:00Z", "2024-05-14"], ids=["none", "one for all", "a day"]
)
def test_without_a_clock_the_order_stands_in(time: str | None) -> None:
    seen = look(*((handle, text, {"created_at": time}) for handle, text in (Q1, Q2, Q1)))
    assert not seen.has_clock
    assert seen.minutes[0] == 0 and (np.diff(seen.minutes) > 0).all()


def test_without_a_clock_a_small_chat_takes_its_time_too() -> None:
    def paced(between: int) -> float:
        answers = [("mira_k", f"Oats, {number} times.") for number in range(between)]
        said = [*((h, t) for h, t in (Q1, *answers, Q2, *answers))]
        seen = look(*((handle, text, {"created_at": None}) for handle, text in said))
        return seen.asks[1][0] - seen.asks[0][0]

    assert paced(7) == pytest.approx(clock.PER_QUESTION)  # not one minute
    assert paced(199) == pytest.approx(200 * clock.MINUTES_PER_POST)  # busy chats stay as they are
    assert paced(0) == pytest.approx(clock.SLOWEST)


def test_a_post_without_a_time_takes_that_of_the_one_before() -> None:
    seen = look(Q1, Q2, ("mira_k", "A1 Rye."), ("tom_x", "A1 Oats.", {"created_at": None}))
    assert seen.minutes.tolist() == [0, 1, 2, 2]


def test_a_few_times_among_many_posts_are_no_clock() -> None:
    untimed = [("tom_x", f"A1 Oats and {word}.", {"created_at": None}) for word in "abcde"]
    assert not look(Q1, Q2, *untimed).has_clock


SECOND = 1000 << 22  # of an id
AT_SEVEN = (1_715_713_200_000 - snowflake.FIRST_MILLISECOND) << 22  # 2024-05-14T19:00Z


def spoken_to(
    quoted: str | None,
    own: int = AT_SEVEN + 600 * SECOND,
    asking: Sequence[str] = (),
    **other: object,
) -> float:
    """Return the minute that a post of 19:10 speaks to."""
    known = {"id": str(AT_SEVEN + 60 * SECOND), "created_at": "2024-05-14T19:01:00Z"}
    last = {"id": str(own), "created_at": "2024-05-14T19:10:00Z", "quotes": quoted, **other}
    posts, _ = chat(Q1, ("mira_k", "A1 Rye.", known), ("tom_x", "This!", last))
    minutes, has_clock = clock.read(posts)
    return float(clock.spoken_to(posts, minutes, asking, has_clock=has_clock)[-1])


def test_who_quotes_what_the_export_lacks_speaks_to_the_minute_that_its_id_tells() -> None:
    assert spoken_to(str(AT_SEVEN + 120 * SECOND)) == pytest.approx(2)


@pytest.mark.parametrize(
    "quoted",
    [
        str(AT_SEVEN + 60 * SECOND),  # in the export: that post speaks for itself
        str(AT_SEVEN + 700 * SECOND),  # later than the post that quotes it
        str(AT_SEVEN - 86_400 * SECOND),  # of another day
        "3lf2xyq7abc2k",
        "17",
        "٣" * 19,
        "9" * 400,
    ],
)
def test_other_ids_tell_no_minute(quoted: str) -> None:
    assert spoken_to(quoted) == 10


def test_an_id_that_contradicts_the_clock_of_the_export_tells_nothing() -> None:
    assert spoken_to(str(120 * SECOND), own=600 * SECOND) == 10


def test_the_zone_of_the_export_does_not_matter() -> None:
    zone = 5 * 3600 * SECOND
    assert spoken_to(str(AT_SEVEN + zone + 120 * SECOND), own=AT_SEVEN + zone + 600 * SECOND) == 2


def test_so_does_who_answers_it_but_not_who_also_answers_what_is_there() -> None:
    missing, there = str(AT_SEVEN + 120 * SECOND), str(AT_SEVEN + 60 * SECOND)
    assert spoken_to(None, reply_to=missing) == pytest.approx(2)
    assert spoken_to(missing, reply_to=there) == spoken_to(there, reply_to=missing) == 10


def test_what_asks_a_question_is_asked_when_it_is_posted() -> None:
    own = AT_SEVEN + 600 * SECOND
    assert spoken_to(str(AT_SEVEN + 120 * SECOND), own, [str(own)]) == 10


@pytest.mark.parametrize(("field", "verb"), [("quotes", "quotes"), ("reply_to", "answers")])
def test_the_evidence_tells_of_what_is_missing_when_it_was_posted(field: str, verb: str) -> None:
    def at(minute: int) -> dict[str, object]:
        known = {"id": str(AT_SEVEN + minute * 60 * SECOND)}
        return known | {"created_at": f"2024-05-14T19:{minute:02d}:00Z"}

    late = at(25) | {field: str(AT_SEVEN + 5 * 60 * SECOND)}
    said = [(*Q1, at(0)), (*Q2, at(10)), ("tom_x", "Oats, every single day of the year", late)]
    seen = look(*said)
    rows = evidence.tensor(seen, frozenset())[2]
    assert rows[2, evidence.COLUMN["clock.not_yet"]] == 1
    out = outcome(seen, [1, 2, 1])
    found = explain._clock_phrase(out, 2, 2, "open")
    assert found == f"{verb} what was posted 5 min after Q1"
