"""The order of posts: by time, and within one second or minute as they were said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.records import DAY_LENGTH, Post, answering, numbering, snowflake

# of pairs of numbers in a file that is read from its end, how many more fall than rise
LEAST_FALLS, FALLING = 3, 0.2
MOSTLY = 0.9  # of neighbours in time: ids that grow with so many are given out one after another


def in_order(posts: Iterable[Post]) -> list[Post]:
    """Return the posts in time order; a post without a time stays behind the one before it.

    So does one of which only the day is known, unless the one before it is of another day: then it
    opens its day. Of one time, posts come by their ids where these grow with time, else as they
    stand in their file, from its end where it has the newest post first.
    """
    given = list(posts)
    if turned := counted_down(given):
        own = (each[::-1] if each[0].file in turned else each for each in _by_file(given))
        given = [post for each in own for post in each]
    grow = _ids_grow(given)
    backwards = set() if grow else _newest_first(given)
    keyed: list[tuple[tuple[str, int, str], int, Post]] = []
    last = ("", 0, "")
    for place, post in enumerate(given):
        if post.has_time:
            step = -place if post.file in backwards else place
            tie = (len(post.id), post.id) if grow else (step, "")
            last = (post.created_at or "", *tie)
        elif post.created_at and not last[0].startswith(post.created_at):
            last = (post.created_at, 0, "")
        keyed.append((last, place, post))
    return [post for *_, post in sorted(keyed, key=lambda key: key[:2])]


def counted_down(posts: Sequence[Post]) -> set[str]:
    """Return the files without a time of day in which the numbers of questions mostly fall, or,
    without numbers, most posts stand above those of whom they answer, or the days mostly fall.

    One time of day for all, as a sheet writes that lost the hours, is none.
    """
    clocks = {(post.created_at or "")[DAY_LENGTH:] for post in posts if post.has_time}
    if len(clocks) > 1 or (clocks and _ids_grow(posts)):
        return set()
    return {each[0].file for each in _by_file(posts) if _falls(each)}


def _falls(posts: Sequence[Post]) -> bool:
    texts = [post.text for post in posts]
    up, down = numbering.rises(texts)
    least = max(LEAST_FALLS, FALLING * (up + down))
    authors = [(post.handle, post.name) for post in posts]
    below, above = answering.sides(authors, texts, [post.speaks_to for post in posts])
    if down - up >= least or (up == down and _is_clear(above, below)):
        return True
    days = [post.created_at[:DAY_LENGTH] for post in posts if post.created_at]
    falls = sum((one > other) - (one < other) for one, other in pairwise(days))
    return falls > 0 and up - down < least and not _is_clear(below, above)


def _is_clear(more: int, less: int) -> bool:
    return more >= LEAST_FALLS and more > answering.CLEARLY * less


def _by_file(posts: Sequence[Post]) -> list[list[Post]]:
    found: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        found[post.file].append(post)
    return list(found.values())


def _ids_grow(posts: Sequence[Post]) -> bool:
    """Return whether later posts have greater ids, as those of one network have.

    Where all posts are of one time, as in a sheet that lost the hours, numbers are taken to grow,
    unless they count the rows of one that has the newest post first.
    """
    by_id = sorted((post for post in posts if post.has_time), key=lambda it: (len(it.id), it.id))
    timed = sorted((post.created_at or "", len(post.id), post.id) for post in by_id)
    steps = [one[1:] < other[1:] for one, other in pairwise(timed) if one[0] != other[0]]
    if not steps:
        rows = [post for post in by_id if snowflake.milliseconds(post.id) is None]
        return all(post.id.isdecimal() for post in posts) and not _falls(rows)
    return sum(steps) >= MOSTLY * len(steps)


def _newest_first(posts: Sequence[Post]) -> set[str]:
    """Return the files in which time mostly falls from one post to the next."""
    falls: dict[str, int] = {}
    for one, other in pairwise(post for post in posts if post.has_time):
        if one.file == other.file:
            earlier, later = one.created_at or "", other.created_at or ""
            falls[one.file] = falls.get(one.file, 0) + (earlier > later) - (earlier < later)
    return {file for file, count in falls.items() if count > 0}
