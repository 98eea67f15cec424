"""On which day a chat took place, or over which days its posts are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from pipeline.recap.material import Material
from pipeline.recap.plain import day_in_words, days_in_words
from pipeline.records import DAY_LENGTH, canonical_time

PAUSE = timedelta(hours=6)  # between two askings: longer, and the chat went on another day
MAIN_SHARE = 0.5  # of the dated posts, on the busiest day and the two around it: one chat


def in_words(material: Material) -> str | None:
    """Return the day as given, else those of the first and last question, else what the posts tell.

    An evening that goes on after midnight is of the day on which it began. A segment lasts as long
    as its posts.
    """
    if material.chat.date:
        return day_in_words(material.chat.date)
    asked = _told((question.asked_at for question in material.questions), material)
    if asked:
        told = _told((post.created_at for post in material.in_segments), material)
        first, last = _evenings(sorted(asked))
        return days_in_words(first, max(last, _evenings(sorted([*asked, *told]))[1]))
    days = _days(material)
    if not days:
        return None
    if is_spread(material):
        return days_in_words(min(days), max(days))
    return day_in_words(_busiest(days))


def is_spread(material: Material) -> bool:
    """Whether the posts are spread over so many days that they can hardly be one chat."""
    days = _days(material)
    if not days:
        return False
    busiest = date.fromisoformat(_busiest(days))
    near = sum(
        posts
        for day, posts in days.items()
        if abs(date.fromisoformat(day) - busiest) <= timedelta(days=1)
    )
    return near < MAIN_SHARE * sum(days.values())


def is_another(material: Material) -> bool:
    """Whether every post whose day is known lies more than a day from the day that is given."""
    days = _days(material)
    if not material.chat.date or not days:
        return False
    given = date.fromisoformat(material.chat.date)
    return all(abs(date.fromisoformat(day) - given) > timedelta(days=1) for day in days)


def number(material: Material) -> int:
    """Return how many days have posts."""
    return len(_days(material))


def _evenings(moments: Sequence[str]) -> tuple[str, str]:
    """Return the days of the first and the last evening on which something was asked, in order."""
    last = moments[0]
    for one, other in pairwise(moments):
        if _moment(other) - _moment(one) > PAUSE:
            last = other
    return moments[0][:DAY_LENGTH], last[:DAY_LENGTH]


def _told(moments: Iterable[str | None], material: Material) -> list[str]:
    """Return the moments that are known, by the clock of the chat."""
    local = (material.chat.local(canonical_time(moment)) for moment in moments if moment)
    return [moment for moment in local if moment]


def _moment(asked_at: str) -> datetime:
    return datetime.fromisoformat(asked_at.removesuffix("Z"))  # of a day alone: its midnight


def _days(material: Material) -> Counter[str]:
    days = (material.chat.day(post.created_at) for post in material.posts)
    return Counter(day for day in days if day)


def _busiest(days: Counter[str]) -> str:
    return min(days, key=lambda day: (-days[day], day))
