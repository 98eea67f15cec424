"""summary.json: counts that add up to the posts read."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from pipeline.recap import fates
from pipeline.recap.material import Material
from pipeline.recap.view import Recap
from pipeline.records import ROLES, Role, own_number, session_of


def summary(material: Material, made: Recap) -> dict[str, Any]:
    """Return the counts; those of `fates` and of `people` each add up to the posts."""
    chat = material.chat
    return {
        "chat": chat.chat,
        "title": made.title,
        "hashtag": made.hashtag,
        "facts": dict(made.facts),
        "posts": len(material.posts),
        "fates": fates.counted(material.fates),
        "set_aside": fates.set_aside(material.fates),
        "questions": _questions(material),
        "people": people(material),
        "lines": len(material.lines),
        "picks": len(material.picks),
        "links": [{"url": link.url, "shared_by": list(link.handles)} for link in made.links],
        "sources": [source.model_dump(mode="json") for source in chat.sources],
        "found": list(chat.found),
        "notes": list(chat.notes),
        "missing_or_uncertain": list(made.uncertain),
    }


def _questions(material: Material) -> list[dict[str, Any]]:
    replies: Counter[int | None] = Counter(
        answer.question for answer in material.heard if answer.kind == "reply"
    )
    themes = Counter(theme.question for theme in material.themes)
    lines = Counter(line.question for line in material.lines)
    picks = Counter(pick.question for pick in material.picks)
    texts = {question.number: question for question in material.questions}
    numbers: list[int | None] = [*material.numbers()]
    if any(counts[None] for counts in (themes, lines, picks)) or material.answers_to.get(None):
        numbers.append(None)
    found = []
    for number in numbers:
        answers = material.answers_to.get(number, ())
        asked = texts.get(number) if number is not None else None
        found.append(
            {
                "number": None if number is None else own_number(number),
                "session": None if number is None else session_of(number),
                "question": asked.text if asked else None,
                "asked_at": asked.asked_at if asked else None,
                "answers": len(answers),
                "replies": replies[number],
                "voices": len({post.handle.casefold() for post in answers}),
                "themes": themes[number],
                "lines": lines[number],
                "picks": picks[number],
            }
        )
    return found


def people(material: Material) -> dict[Role, dict[str, int]]:
    """Return of each role how many people, posts, answers and picks are theirs."""
    handles: dict[Role, set[str]] = defaultdict(set)
    posts: Counter[Role] = Counter()
    answers: Counter[Role] = Counter()
    for post in material.posts:
        role = material.role(post)
        handles[role].add(post.handle.casefold())
        posts[role] += 1
    for post in material.answers:
        answers[material.role(post)] += 1
    picks = Counter(material.role(material.by_id[pick.post_id]) for pick in material.picks)
    return {
        role: {
            "people": len(handles[role]),
            "posts": posts[role],
            "answers": answers[role],
            "picks": picks[role],
        }
        for role in ROLES
    }
