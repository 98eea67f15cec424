"""Numbers that an asker got wrong, put right by what follows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.cluster import asks
from pipeline.cluster.asks import Ask
from pipeline.cluster.sessions import alike
from pipeline.language import has_question_mark
from pipeline.language.words import WORD
from pipeline.records import Post

SOON = 20  # posts in which a number is put right
LEAST_ANSWERING = 2  # people who say the next number, for the asker to have meant it
# "And who feeds it?" belongs to what was asked before; "And now: who feeds it?" goes on
FOLLOWS_UP = re.compile(
    r"\W*(?:follow(?:ing)?[ -]?up|(?:and|but|or)\b(?!,?\s(?:now|next|final|last)))", re.IGNORECASE
)


def put_right(sure: Sequence[Ask], posts: Sequence[Post], place: Mapping[str, int]) -> list[Ask]:
    """Return the askings, one under a number that was asked before in other words under that with
    which its author soon repeats it and nobody asked anything else before ("Q1: Any more answers?"
    is no slip where "Q2: Any more answers?" follows the real Q2), or under the next where that
    alone is missing or people answer under it."""
    sure = _skipping(sure, posts, place)
    words = [WORD.findall(asks.asked(ask.post).casefold()) for ask in sure]
    known: dict[int, list[list[str]]] = defaultdict(list)  # in what words a number was asked
    first = {ask.number: its for ask, its in reversed([*zip(sure, words, strict=True)])}
    found = []
    for index, ask in enumerate(sure):
        right = ask
        if words[index] and words[index] not in known.get(ask.number, [words[index]]):
            at, soon = place[ask.post.id], slice(index + 1, index + 1 + SOON)
            right = next(
                (
                    ask._replace(number=other.number)
                    for other, its in zip(sure[soon], words[soon], strict=True)
                    if place[other.post.id] - at <= SOON
                    and other.handle == ask.handle
                    and first[other.number] == its == words[index]
                ),
                ask,
            )
        known[right.number].append(words[index])
        found.append(right)
    return found


def _skipping(sure: Sequence[Ask], posts: Sequence[Post], place: Mapping[str, int]) -> list[Ask]:
    """Return the askings, of a host's Q1, Q2, Q2, Q4 the second Q2 as the third question if it asks
    something else, as a host does who mistypes; where Q5 or nothing follows, if people say A3."""
    asked = {ask.number for ask in sure}
    own: dict[str, list[int]] = defaultdict(list)
    for index, ask in enumerate(sure):
        own[ask.handle.casefold()].append(index)
    found = list(sure)
    for places in own.values():
        for before, at, after in zip(places, places[1:], [*places[2:], None], strict=False):
            ask, number = sure[at], sure[at].number
            end = len(posts) if after is None else place[sure[after].post.id]
            then = None if after is None else sure[after].number
            goes_on = sure[before].number == number and (then is None or then > number)
            is_slip = goes_on and (
                then == number + 2 or _is_next(number, posts[place[ask.post.id] : end])
            )
            words, known = asks.asked(ask.post), asks.asked(sure[before].post)
            is_whole = ask.post.label is not None and ask.post.label.part is None
            is_other = not alike(words, known) and FOLLOWS_UP.match(words) is None
            is_new = has_question_mark(words) and is_other and not asks.puts_right(ask.post)
            if is_slip and is_whole and is_new and number + 1 not in asked:
                found[at] = ask._replace(number=number + 1)
    return found


def _is_next(number: int, posts: Sequence[Post]) -> bool:
    """Return whether people who answer say the number behind this one, and more of them than say
    this; `posts` are those from an asking to the next."""
    under: dict[int, set[str]] = defaultdict(set)
    for post in posts:
        if post.is_labelled_answer and post.label is not None and post.set_aside != "repost":
            under[post.label.question].add(post.handle.casefold())
    return len(under[number + 1]) >= max(LEAST_ANSWERING, len(under[number]) + 1)
