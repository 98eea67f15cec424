"""Questions amid numbered ones of which their host names no number, known by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from pipeline.cluster import asks, counting, leading, sessions, unnumbered, voices
from pipeline.cluster.counted import LEAST_FOLLOWED
from pipeline.language.words import WORD
from pipeline.pitches import is_pitch
from pipeline.records import Post, Question, own_number

# What asks nothing of the chat: "Who has an answer to Q3?", "Ready for the next one, people?", "New
# here? Just add the tag", "Want the recap? Sign up at https://...", "How are we all tonight?", "Can
# everybody see my posts?", "Did you all have a good week?"
_EACH = r"(?:(?:every|any)(?:one|body)|(?:you|we)(?:\sall)?)"
_END = r"(?=\s*(?:[^\w\s]|$)|\s(?:tonight|today|on\sthis)\b)"
TALK = re.compile(
    r"\b(?:[QA]\s?\d|ready(?: (?:for|to)\b|\s?\?)|did you (?:all )?know\b"
    r"|before we (?:move|go|carry)\b|(?:fancy|up for|to) host(?:ing)?\b)"
    r"|^\W*(?:new here|need|want)\b|https?://"
    rf"|\bhow(?:\sare|\sis|['’]s)\s{_EACH}(?:\s(?:doing|feeling))?{_END}"
    rf"|\b(?:is|are)\s{_EACH}\shere{_END}|\bcan\s{_EACH}\s(?:see|hear)\s(?:me|my)\b"
    rf"|\b(?:did|ha(?:s|ve))\s{_EACH}\s(?:have|had)\sa\s\w+\s(?:week(?:end)?|day)\b",
    re.IGNORECASE,
)
LEAST_WORDS = 8  # "Anyone else hungry now?", "Did everybody see the link?", "Isn't that lovely?"
MOST_BETWEEN = 2  # late answers under other numbers before the first under this one


def asking(
    posts: Sequence[Post], questions: Iterable[Question], hosts: Set[str], to_all: Set[str]
) -> set[str]:
    """Return the ids of the posts in which a host (`hosts` in lower case) asks under no number, and
    none of the `questions` again; `to_all` are the ids of what is said to everybody."""
    found = [
        post
        for post in posts
        if post.id in to_all and post.handle.casefold() in hosts and asks_all(post)
    ]
    known = [question.text for question in questions if question.text] if found else []
    return {post.id for post in found if not any(sessions.alike(post.said, q) for q in known)}


def before_answers(number: int, posts: Sequence[Post], asking: Set[str]) -> Question | None:
    """Return what stands alone among the `asking` posts, right before the first answer under a
    number."""
    own = own_number(number)
    first = next((at for at, post in enumerate(posts) if _names(post, own)), len(posts))
    at = _only(posts[:first], asking)
    if at is None or first == len(posts):
        return None
    if sum(post.label is not None for post in posts[at:first]) > MOST_BETWEEN:
        return None
    post = posts[at]
    why = f"{post.at} asks it right before the first answers under Q{own}"
    return asks.question(number, post, post.said, why)


def alone(number: int, posts: Sequence[Post], asking: Set[str]) -> Question | None:
    """Return what stands alone among the `asking` posts between the questions before and after."""
    at = _only(posts, asking)
    if at is None or min(at, len(posts) - 1 - at) < LEAST_FOLLOWED:
        return None
    post, own = posts[at], own_number(number)
    why = f"{post.at} asks nothing else between Q{own - 1} and Q{own + 1}"
    return asks.question(number, post, post.said, why)


def first(number: int, posts: Sequence[Post], asking: Set[str], usual: int) -> Question | None:
    """Return what stands alone among the `asking` posts that others go on from and that welcome
    nobody, before the first answers under a number and before the next question, from which it lies
    about as far as others do: the `usual` number of posts."""
    own = own_number(number)
    end = next((at for at, post in enumerate(posts) if _names(post, own)), len(posts))
    places = [
        at
        for at, post in enumerate(posts[:end])
        if post.id in asking and not leading.welcomes(post)
    ]
    followed = [
        at
        for at, after in pairwise([*places, len(posts)])
        if voices.spoken(posts, at, after) >= LEAST_FOLLOWED
    ]
    if len(followed) != 1 or len(posts) - followed[0] < unnumbered.APART * usual:
        return None
    post = posts[followed[0]]
    return asks.question(number, post, post.said, f"{post.at} asks it before Q{own + 1}")


def _only(posts: Sequence[Post], asking: Set[str]) -> int | None:
    """Return the place of the one post that is `asking`, unless it is too short for a question."""
    places = [at for at, post in enumerate(posts) if post.id in asking]
    is_one = len(places) == 1 and len(WORD.findall(posts[places[0]].said)) >= LEAST_WORDS
    return places[0] if is_one else None


def asks_all(post: Post) -> bool:
    """Return whether a post asks something under no number, and not how everybody is."""
    is_talk = TALK.search(post.said) or is_pitch(post.said)
    return post.label is None and not is_talk and counting.asks(post.said)


def _names(post: Post, own: int) -> bool:
    return post.label is not None and post.label.question == own
