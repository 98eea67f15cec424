"""Times as exports and people write them."""

from __future__ import annotations

import pytest

from pipeline.readers import times

MONTHS = {
    1: "January Januar janvier enero gennaio januari Jan.",
    2: "February Februar février febrero febbraio fevereiro",
    3: "March März mars marzo maart mrt março",
    4: "April avril abril aprile avr.",
    5: "May Mai mayo maggio mei maio",
    6: "June Juni juin junio giugno junho",
    7: "July Juli juillet julio luglio julho",
    8: "August août agosto augustus Aug",
    9: "September septembre septiembre settembre setembro sept.",
    10: "October Oktober octobre ottobre outubro okt.",
    11: "November novembre noviembre nov",
    12: "December Dezember décembre diciembre dicembre dezembro",
}


@pytest.mark.parametrize(
    ("word", "month"), [(word, month) for month in MONTHS for word in MONTHS[month].split()]
)
def test_a_day_is_read_in_the_words_of_many_languages(word: str, month: int) -> None:
    day = f"2019-{month:02d}-06"
    assert times.from_day_words(f"6 {word} 2019") == day
    assert times.from_day_words(f"{word} 6, 2019 · 18:05") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019年6月6日", "2019-06-06"),
        ("2019-6-16", "2019-06-16"),
        ("am 31.12.1999", None),  # numbers alone do not say which is the month
        ("6 Juni", None),
        ("Juni 2019", None),
        ("31 June 2019", None),
        ("6 June 12019", None),
        ("30 Nivôse 2019", None),
    ],
)
def test_a_day_in_numbers_or_without_all_of_its_parts(text: str, day: str | None) -> None:
    assert times.from_day_words(text) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("14.5.2024, 19:00:30", "2024-05-14T17:00:30Z"),
        ("14. 5. 2024 19:00", "2024-05-14T17:00:00Z"),
        ("14.05.2024", "2024-05-14"),
        ("2024/5/14 19:00", "2024-05-14T17:00:00Z"),
        ("5/14/2024 12:05 AM", "2024-05-13T22:05:00Z"),
        ("5/14/2024, 12:05 p.m.", "2024-05-14T10:05:00Z"),
        ("5/14/2024 7:05:09PM", "2024-05-14T17:05:09Z"),
        ("5/14/2024 19:05 UTC", "2024-05-14T19:05:00Z"),
        ("5/14/2024 7:05 PM GMT", "2024-05-14T19:05:00Z"),
        ("2024/05/14 8:05:00 PM GMT+1", "2024-05-14T19:05:00Z"),  # of Google Forms
        ("2024/05/14 1:05:00 pm GMT-06:00", "2024-05-14T19:05:00Z"),
        ("2024/05/15 00:35 GMT+5:30", "2024-05-14T19:05:00Z"),
        ("2024-05-14 19:05:00 +02:00", "2024-05-14T17:05:00Z"),
        ("2024-05-14 19:05:00 Z", "2024-05-14T19:05:00Z"),
        ("Tue May 14 19:05:00 +0000 2024", "2024-05-14T19:05:00Z"),
        ("1715713500", "2024-05-14T19:05:00Z"),
        ("1715713500.5", "2024-05-14T19:05:00Z"),
        (" 2024-05-14T19:05 ", "2024-05-14T17:05:00Z"),
    ],
)
def test_a_time_without_a_zone_is_local_and_one_with_it_is_not(text: str, moment: str) -> None:
    assert times.from_any(text, "Europe/Vienna", day_first=False) == moment
    says_zone = moment == "2024-05-14T19:05:00Z" or "+" in text
    assert times.has_zone(text) == says_zone


@pytest.mark.parametrize(
    "text", ["5/14/2024 13:05 PM", "5/14/2024 0:05 AM", "Tue Mai 14 19:05:00 +0000 2024", "14.5.24"]
)
def test_a_time_of_no_clock_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        times.from_any(text, "UTC", day_first=False)


def test_hours_between_two_times_are_rounded() -> None:
    assert times.hours_between("2024-05-14T19:00:00Z", "2024-05-14T23:29:59Z") == 4
    assert times.hours_between("2024-05-14T19:00:00Z", "2024-05-14T14:29:00Z") == -5
