"""Questions whose number a known host names in a way that is no label ("Here's Q3! What ...?")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import accumulate, pairwise
from operator import itemgetter

from pipeline.cluster import asks, counting, unnamed, voices
from pipeline.language.words import COUNTS, ORDINALS
from pipeline.records import Post, Question, own_number
from pipeline.records.numbers import SESSION_STEP

NAMED = re.compile(
    r"\b(?:Q(?:N|uestion)?\W{0,2}(?P<number>\d{1,2})(?!\d)(?:\s?(?:of|/)\s?\d{1,2})?"
    rf"|question (?P<count>{'|'.join(COUNTS)})\b|(?P<ordinal>{'|'.join(ORDINALS)}) question\b"
    r"|(?:next|last|final) (?:question\b|one(?=\s?[:.!–—-])))"
    r"(?P<herald>\s(?:is )?(?:up next|up|coming (?:up|now|in hot)|now|next)\b)?(?P<stop>\W*)",
    re.IGNORECASE,
)
# A label that a thumb has missed: "W4: ...", "QQ2 ...", "Qestion 5: ..."
MISTYPED = re.compile(
    r"^\W*(?:[qwas]{1,2}|q[^\W\d_]{4,8})\W{0,2}(?P<number>\d{1,2})(?![\d%]|[.:,]\d)(?P<stop>\W*)",
    re.IGNORECASE,
)
PLACE = itemgetter(0)  # of a post that names a question
FIRST = 1  # number of a chat's questions, which its host may ask without
LEAST_LABELLING = 2  # who answer under a number that nobody names


def find(
    posts: Sequence[Post],
    questions: Mapping[int, Question],
    labelled: Mapping[int, Set[str]],
    hosts: Set[str],
) -> dict[int, Question]:
    """Return the questions that are missing between the others, or that answers are labelled with,
    each from the post of a host (`hosts` in lower case) that names its number and asks.

    The post lies behind what is asked under smaller numbers and before what is asked under greater
    ones, and no more people label answers with its number before it than after it. "Next question"
    is the one that is missing there. Who asks any question may name another, as a second host does.
    What nobody names may be known by where it stands (`unnamed`): Q1 too, before Q2.
    """
    place = {post.id: index for index, post in enumerate(posts)}
    asked = {n: place[q.post_id] for n, q in questions.items() if q.post_id in place}
    missing = _missing(asked, labelled)
    askers = hosts | {q.handle.casefold() for q in questions.values() if q.handle}
    spoken = voices.to_all(posts) if missing else set()
    quoted = asks.in_quotes(posts) if missing else {}
    named = [
        (index, *read)
        for index, post in enumerate(posts)
        if post.id in spoken
        and post.handle.casefold() in askers
        and (read := _read(post, quoted.get(post.id))) is not None
    ]
    own_session = _by_session(questions)
    numbers = sorted(asked)
    latest = list(accumulate((asked[number] for number in numbers), max, initial=-1))
    places = (asked[number] for number in reversed(numbers))
    earliest = list(accumulate(places, min, initial=len(posts)))[::-1]
    apart = sorted(b - a for a, b in pairwise(sorted(asked.values())))
    usual = apart[len(apart) // 2] if apart else 0
    low = -1
    found: dict[int, Question] = {}
    for number in missing:
        told = own_number(number)
        smaller = bisect_left(numbers, number)
        low, high = max(low, latest[smaller]), earliest[smaller]
        is_next = number - 1 in asked and number + 1 not in missing
        between = posts[low + 1 : high]
        first, end = bisect_right(named, low, key=PLACE), bisect_left(named, high, key=PLACE)
        question = next(
            (
                _asked(number, posts[index], text)
                for index, own, text in named[first:end]
                if (own == told if own else is_next)
                and _is_answered_later(between, told, index - low - 1)
            ),
            None,
        )
        if question is None and (low >= 0 or told == FIRST):
            others = own_session[number // SESSION_STEP]
            asking = unnamed.asking(between, others, hosts, spoken)
            if low < 0:
                question = unnamed.first(number, between, asking, usual)
            elif len(labelled.get(number, ())) >= LEAST_LABELLING:
                question = unnamed.before_answers(number, between, asking)
            elif {number - 1, number + 1} <= asked.keys():
                question = unnamed.alone(number, between, asking)
        if question is not None:
            found[number], asked[number] = question, place[question.post_id or ""]
            low = max(low, asked[number])
    return found


def _by_session(questions: Mapping[int, Question]) -> Mapping[int, Sequence[Question]]:
    found: dict[int, list[Question]] = defaultdict(list)
    for number, question in questions.items():
        found[number // SESSION_STEP].append(question)
    return found


def _missing(asked: Mapping[int, int], labelled: Iterable[int]) -> list[int]:
    missing = set(labelled)
    own: dict[int, list[int]] = defaultdict(list)
    for number in asked:
        own[number // SESSION_STEP].append(number)
    for numbers in own.values():
        least = min(numbers)
        missing |= set(range(least - (own_number(least) == FIRST + 1), max(numbers)))
    return sorted(missing - asked.keys())


def _read(post: Post, quoted: Post | None) -> tuple[int | None, str] | None:
    """Return the number that a post names before it asks (None for "next" and "last"), and what it
    asks, perhaps in the words of what it quotes."""
    if post.label is not None:
        return None
    name = NAMED.search(post.said)
    if name is None:
        mistyped = MISTYPED.match(post.said)
        text = counting.asked_behind(post.said, mistyped, mistyped["stop"]) if mistyped else ""
        return (int(mistyped["number"]), text) if mistyped and text else None
    text = counting.asked_behind(post.said, name, name["stop"], is_apart=bool(name["herald"]))
    if not text and quoted is not None and quoted.reply_to is None:
        text = quoted.said
    if not text:
        return None
    return int(name["number"]) if name["number"] else counting.in_words(name), text


def _is_answered_later(posts: Sequence[Post], own: int, place: int) -> bool:
    """Return whether at most half of the labels with a number stand before the place that asks."""
    labels = [
        index
        for index, post in enumerate(posts)
        if post.label is not None and post.label.kind == "A" and post.label.question == own
    ]
    return sum(index < place for index in labels) * 2 <= len(labels)


def _asked(number: int, post: Post, text: str) -> Question:
    why = f"{post.at} names Q{own_number(number)} and asks"
    return asks.question(number, post, text, why)
