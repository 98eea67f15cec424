"""On which day a chat took place, or over which days its posts are spread."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from pipeline.recap.material import Material
from pipeline.recap.plain import day_in_words

MAIN_SHARE = 0.5  # of the dated posts, on the busiest day and the two around it: one chat


def in_words(material: Material) -> str | None:
    """Return the day as given, else that of the first question, else what the posts tell."""
    if material.chat.date:
        return day_in_words(material.chat.date)
    asked = [question.asked_at for question in material.questions if question.asked_at]
    if asked:
        return day_in_words(min(asked)[: len("2024-05-14")])
    days = _days(material)
    if not days:
        return None
    if is_spread(material):
        return f"{day_in_words(min(days))} to {day_in_words(max(days))}"
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


def number(material: Material) -> int:
    """Return how many days have posts."""
    return len(_days(material))


def _days(material: Material) -> Counter[str]:
    return Counter(post.day for post in material.posts if post.day)


def _busiest(days: Counter[str]) -> str:
    return min(days, key=lambda day: (-days[day], day))
