"""Questions amid numbered ones of which their host names no number, known by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from pipeline.cluster import asks, counting, sessions
from pipeline.cluster.counted import LEAST_FOLLOWED
from pipeline.records import Post, Question, own_number

# What asks nothing of the chat: "Who has an answer to Q3?", "Ready for the next one, people?"
TALK = re.compile(
    r"\b(?:[QA]\s?\d|ready (?:for|to)\b|did you (?:all )?know\b"
    r"|(?:fancy|up for|to) host(?:ing)?\b)",
    re.IGNORECASE,
)
MOST_BETWEEN = 2  # late answers under other numbers before the first under this one


def asking(
    posts: Sequence[Post], questions: Iterable[Question], hosts: Set[str], to_all: Set[str]
) -> set[str]:
    """Return the ids of the posts in which a host (`hosts` in lower case) asks under no number, and
    none of the `questions` again; `to_all` are the ids of what is said to everybody."""
    found = [
        post
        for post in posts
        if post.id in to_all and post.handle.casefold() in hosts and _asks(post)
    ]
    known = [question.text for question in questions if question.text] if found else []
    return {post.id for post in found if not any(sessions.alike(post.said, q) for q in known)}


def before_answers(number: int, posts: Sequence[Post], asking: Set[str]) -> Question | None:
    """Return what stands alone among the `asking` posts, right before the first answer under a
    number."""
    own = own_number(number)
    first = next((at for at, post in enumerate(posts) if _names(post, own)), len(posts))
    places = [at for at, post in enumerate(posts[:first]) if post.id in asking]
    if len(places) != 1 or first == len(posts):
        return None
    if sum(post.label is not None for post in posts[places[0] : first]) > MOST_BETWEEN:
        return None
    post = posts[places[0]]
    why = f"{post.at} asks it right before the first answers under Q{own}"
    return asks.question(number, post, post.said, why)


def alone(number: int, posts: Sequence[Post], asking: Set[str]) -> Question | None:
    """Return what stands alone among the `asking` posts between the questions before and after."""
    places = [at for at, post in enumerate(posts) if post.id in asking]
    if len(places) != 1 or min(places[0], len(posts) - 1 - places[0]) < LEAST_FOLLOWED:
        return None
    post, own = posts[places[0]], own_number(number)
    why = f"{post.at} asks nothing else between Q{own - 1} and Q{own + 1}"
    return asks.question(number, post, post.said, why)


def _asks(post: Post) -> bool:
    return post.label is None and not TALK.search(post.said) and counting.asks(post.said)


def _names(post: Post, own: int) -> bool:
    return post.label is not None and post.label.question == own
