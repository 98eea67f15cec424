"""The minutes of a chat: from its times, or, where the export has none, from the order of posts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np

from pipeline.cluster.arrays import Floats, Ints
from pipeline.records import Post, Question, snowflake

MINUTE = 60_000  # milliseconds
LONGEST_WAIT = 180.0  # minutes between a post and what it quotes, within one chat
ZONES = 26 * 60.0  # minutes by which the clock of an export may be off
MINUTES_PER_POST = 0.15  # the pace of a chat whose export has no clock (about 400 posts an hour)
PER_QUESTION = 8.0  # minutes from one question to the next: the pace, where questions are known
SLOWEST = 2.0  # minutes per post
SLOW = 180.0  # minutes from one question to the next from which on a chat is one of days
LEAST_GAPS = 2
NEARLY_ALL = 0.25  # of the gaps, the share that may be shorter than a chat of days has them


def read(posts: Sequence[Post]) -> tuple[Floats, bool]:
    """Return the minutes (n,) from the first post on, and whether they come from real times.

    Without times, or with one time for all, the order of the posts stands in for the clock.
    """
    times = [post.time for post in posts]
    known = [time for time in times if time is not None]
    if len(set(known)) < 2 or len(known) * 2 < len(posts):
        return np.arange(len(posts), dtype=np.float64) * MINUTES_PER_POST, False
    start = min(known)
    last = 0.0
    minutes = np.zeros(len(posts))
    for index, time in enumerate(times):
        last = _minutes(start, time) if time is not None else last
        minutes[index] = last
    return minutes, True


def paced(minutes: Floats, questions: Sequence[Question], place: dict[str, int]) -> Floats:
    """Return the minutes of a chat without a clock at the pace at which its questions were asked:
    a small chat takes an hour as a large one does, so its posts lie further apart."""
    asked = sorted(place[q.post_id] for q in questions if q.post_id in place)
    between = np.diff(asked)
    between = between[between > 0]
    if not len(between):
        return minutes
    pace = PER_QUESTION / float(np.median(between))
    pace = min(SLOWEST, max(MINUTES_PER_POST, pace))
    return np.arange(len(minutes), dtype=np.float64) * pace


def haste(
    minutes: Floats, questions: Sequence[Question], place: dict[str, int], sessions: Ints
) -> float:
    """Return by what the minutes of a slow chat are to be multiplied, so that its questions come as
    fast as those of an hour; 1 for a chat that is not slow. `sessions` (m,) are the questions'."""
    asked = [
        (int(session), float(minutes[place[q.post_id]]))
        for session, q in zip(sessions, questions, strict=True)
        if q.post_id in place
    ]
    gaps = [
        later - earlier
        for (one, earlier), (other, later) in pairwise(sorted(asked))
        if one == other and later > earlier
    ]
    if len(gaps) < LEAST_GAPS:
        return 1.0
    usual = float(np.quantile(gaps, NEARLY_ALL, method="lower"))
    return PER_QUESTION / usual if usual > SLOW else 1.0


def spoken_to(
    posts: Sequence[Post], minutes: Floats, asking: Collection[str], *, has_clock: bool
) -> Floats:
    """Return the minute (n,) that each post speaks to: its own, or, where it quotes or answers a
    post that the export lacks, the minute of that one, if the ids of X tell it.

    The posts that ask a question, whose ids are `asking`, speak to their own minute, and so do
    those that also quote or answer a post of the export. How far two ids lie apart is read, so that
    the export's time zone does not matter; an id that is days off its post's time tells nothing.
    """
    found = minutes.copy()
    known = {post.id for post in posts}
    for index, post in enumerate(posts):
        named = [other for other in (post.quotes, post.reply_to) if other is not None]
        if not has_clock or not named or post.time is None or post.id in asking:
            continue
        own, its = (snowflake.milliseconds(told) for told in (post.id, named[0]))
        if known.intersection(named) or own is None or its is None:
            continue
        apart = own / MINUTE - its / MINUTE
        is_timed = abs(own / MINUTE - post.time.timestamp() / 60) <= ZONES
        if is_timed and 0 < apart <= LONGEST_WAIT:
            found[index] -= apart
    return found


def _minutes(start: datetime, time: datetime) -> float:
    return (time.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 60
