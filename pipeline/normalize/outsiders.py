"""Posts from outside of the chat: written for other days, or by those who only advertise."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from pipeline.normalize.reading import Reading
from pipeline.pitches import is_pitch
from pipeline.records import Chat

HOUR = 3600
SESSION = 3 * HOUR  # the longest a chat of an hour runs over
LEAST_SHARE = 0.6  # of the timed posts, from which the rest is beside the chat
LEAST_POSTS = 20  # fewer have no busiest hour
DAY_BEFORE = 24 * HOUR  # announcements; on the day itself people are getting ready
DAYS_AFTER = 48 * HOUR  # stragglers answer on the next day


def mark(posts: Sequence[Reading], chat: Chat) -> None:
    """Set aside what advertises and what lies days away from the chat, where nothing else is why.

    A post that takes part stays, however late: one with a label, or one that replies to a post of
    the chat or quotes it.
    """
    for post in _promotions(posts, chat):
        post.aside = post.aside or "promotion"
    for post in _days_away(posts):
        post.aside = post.aside or "not in the chat's time"


def _promotions(posts: Sequence[Reading], chat: Chat) -> list[Reading]:
    """Return the posts of authors who sell and do nothing else: each leads away from the chat."""
    people = {handle.casefold() for handle in (*chat.host, *chat.guest)}
    ids = {post.post.id for post in posts}
    written: dict[str, list[Reading]] = defaultdict(list)
    for post in posts:
        if not post.is_passed_on:
            written[post.author].append(post)
    return [
        post
        for author, own in written.items()
        if author not in people
        and not any(_takes_part(post, ids) for post in own)
        and all(_leads_away(post) for post in own)
        and any(is_pitch(post.post.text) for post in own)
        for post in own
    ]


def _leads_away(post: Reading) -> bool:
    return any(entity.kind == "url" for entity in post.entities) or is_pitch(post.post.text)


def _takes_part(post: Reading, ids: set[str]) -> bool:
    return post.label is not None or post.post.reply_to in ids or post.quotes in ids


def _days_away(posts: Sequence[Reading]) -> list[Reading]:
    timed = [(post.post.time, post) for post in posts]
    known = [(time, post) for time, post in timed if time is not None]
    session = _session([time for time, _ in known])
    if session is None:
        return []
    start, end = session
    inside = {post.post.id for time, post in known if start <= time.timestamp() <= end}
    return [
        post
        for time, post in known
        if not start - DAY_BEFORE <= time.timestamp() <= end + DAYS_AFTER
        and not _takes_part(post, inside)
    ]


def _session(times: Iterable[datetime]) -> tuple[float, float] | None:
    """Return when the chat began and ended, or None where most posts are not of one hour."""
    seconds = sorted(time.timestamp() for time in times)
    if len(seconds) < LEAST_POSTS:
        return None
    counts = [bisect_right(seconds, start + SESSION) - at for at, start in enumerate(seconds)]
    most = max(counts)
    if most < LEAST_SHARE * len(seconds):
        return None
    first = counts.index(most)
    return seconds[first], seconds[first + most - 1]
