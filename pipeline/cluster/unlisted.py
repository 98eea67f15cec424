"""What a host who numbers asks beside the numbers: a warm-up before the first, a bonus at last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from pipeline.cluster import asks, counting, sessions, voices
from pipeline.cluster.counted import LEAST_FOLLOWED
from pipeline.records import Post, Question, question_name

WARM_UP = re.compile(
    r"\b(?:warm(?:ing)?[ -]?up|ice[ -]?breaker|(?:opening|opener|starter|starting)(?= question))\b"
    r"(?:\s(?:question|q))?(?P<stop>\W*)",
    re.IGNORECASE,
)
_ONE = (
    r"\b(?:(?:{})\s(?:(?:\w+\s)?question|q|one)|bonus\s(?:round|time))\b(?P<stop>\W*)"
    r"|^\W*bonus(?P<stop_of_bonus>\W*[:!–—-]\W*)"
)
BONUS = re.compile(_ONE.format("bonus|extra"), re.IGNORECASE)
LAST = re.compile(_ONE.format("bonus|extra|(?:very )?(?:last|final)|closing"), re.IGNORECASE)


def find(
    posts: Sequence[Post], questions: Mapping[int, Question], hosts: Set[str]
) -> dict[int, Question]:
    """Return the warm-up of a host (`hosts` in lower case) as question 0, and what is called a
    bonus question, or behind the others the last, under the numbers that follow these.

    Others answer each, and nobody has asked it under a number. Sessions that number anew have none.
    """
    place = {post.id: index for index, post in enumerate(posts)}
    asked = {n: place[q.post_id] for n, q in questions.items() if q.post_id in place}
    if not hosts or not asked or any(question.session > 1 for question in questions.values()):
        return {}
    spoken = voices.to_all(posts)
    first, last, found = min(asked.values()), max(asked.values()), dict[int, Question]()
    warm_up = [at for at in range(first) if _asks(WARM_UP, posts, at, first, hosts, spoken)]
    if warm_up and 0 not in questions:
        found[0] = _question(0, WARM_UP, posts[warm_up[-1]], "before the first number")
    number = max(asked)
    for at in range(first + 1, len(posts)):
        name = LAST if at > last else BONUS
        if not _asks(name, posts, at, len(posts), hosts, spoken):
            continue
        text = _text(name, posts[at])
        is_again = any(sessions.alike(text, q.text) for q in questions.values() if q.text)
        before = max((n for n in asked if asked[n] < at), key=asked.__getitem__)
        if not is_again and voices.spoken(posts, asked[before], at) >= LEAST_FOLLOWED:
            number += 1
            asked[number] = at
            found[number] = _question(number, name, posts[at], f"after {question_name(before)}")
    return found


def _asks(
    name: re.Pattern[str],
    posts: Sequence[Post],
    at: int,
    end: int,
    hosts: Set[str],
    spoken: Set[str],
) -> bool:
    """Return whether a host asks all (`spoken`) by a name, and others speak from there to `end`."""
    post = posts[at]
    is_host = post.handle.casefold() in hosts and post.label is None
    if not is_host or post.id not in spoken or not _text(name, post):
        return False
    return voices.spoken(posts, at, end) >= LEAST_FOLLOWED


def _text(name: re.Pattern[str], post: Post) -> str:
    """Return what a post asks behind a name at its beginning, "" where it asks nothing there."""
    match = name.search(post.said)
    if match is None or counting.closes(post.said[: match.start()]):
        return ""
    stop = "".join(filter(None, match.groupdict().values()))
    return counting.asked_behind(post.said, match, stop)


def _question(number: int, name: re.Pattern[str], post: Post, where: str) -> Question:
    why = f"{post.at} asks it without a number, {where}"
    return asks.question(number, post, _text(name, post), why)
