"""Posts of one chat by several clocks: where two exports, or two tools, give the hours of two time
zones and say neither, half of the answers come hours before their questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from pipeline.readers import traces
from pipeline.readers.blocks import blocks
from pipeline.readers.findings import Findings
from pipeline.readers.fitting import DAY, STEP, fit, suspect
from pipeline.records import Post, snowflake

FARTHEST = 26 * 60  # minutes from one clock of the world to another
SECONDS_OFF = 60  # an export that shows minutes cuts the seconds off
MOSTLY = 0.9  # of posts that tell a clock, from which on it is the one of all
LEAST_TOLD, LEAST_TWINS = 2, 3  # posts off by their own ids; that stand in two files
SEASON, LEAST_CHANGES = 100 * 24 * 60, 3  # minutes; from one clock to another, in time order
LEAST_WORDS = 4  # of a post by which it is known in another file
LEAST_POSTS = 5  # by a clock of its own

BY_ID = "{posts} {stand} {hours} {way} what their ids tell of the others: set {back}"
BY_TWINS = (
    "{posts} of {file} {stand} {hours} {way} the same ones in {other}: all of {file} is set {back}"
)
BY_TRACES = (
    "{posts} {where} {stand} in another time zone, {hours} {way} what they answer and what answers "
    "them: set {back}"
)
SUSPECTED = (
    "some posts may stand in another time zone, about {hours} off: {count} come so long before "
    "what they answer; nothing was changed (give what has another clock in a file of its own)"
)
APART = (
    "the posts {where} may stand in another time zone, {hours} {way} the others: only so do they "
    "follow what they answer; nothing was changed"
)


def settled(posts: Sequence[Post], findings: Findings) -> list[Post]:
    """Return the posts with all times by one clock, as far as it is sure that some stand by another
    one; what was moved, or only looks so, is noted.

    The clock of most posts is kept. Sure are the ids of X, which hold the moment; posts that stand
    in two files at two times; and, of the posts of one file, one part of a file, one tool or one
    form of dates, that they come hours before what they answer, and minutes after it if all are
    moved alike.
    """
    found = list(posts)
    timed = [place for place, post in enumerate(found) if post.has_time]
    if len(timed) < 2 * LEAST_POSTS:
        return found
    minutes = {place: _minutes(found[place]) for place in timed}
    moved = _by_id(found, minutes, findings) or _by_twins(found, minutes, findings)
    moved = moved or _by_traces(found, minutes, findings)
    return [_moved(post, moved[at]) if at in moved else post for at, post in enumerate(found)]


def _by_id(
    posts: Sequence[Post], minutes: Mapping[int, float], findings: Findings
) -> dict[int, int]:
    """Return by how many minutes posts are to be moved for what their ids tell."""
    off: dict[int, int] = {}
    told = 0
    for place, minute in minutes.items():
        own = snowflake.milliseconds(posts[place].id)
        if own is None or abs(minute - own / 60_000) > FARTHEST:
            continue
        told += 1
        apart = minute - own / 60_000
        if abs(apart - STEP * round(apart / STEP)) * 60 <= SECONDS_OFF:
            off[place] = STEP * round(apart / STEP)
    counts = Counter(off.values())
    if len(off) < max(MOSTLY * told, 1) or len(counts) < 2:
        return {}
    usual = min(counts, key=lambda each: (-counts[each], abs(each), each))
    others = {each: count for each, count in counts.items() if each != usual}
    if sum(others.values()) < LEAST_TOLD or _is_of_seasons(off, minutes):
        return {}
    for each, count in sorted(others.items()):
        findings.note(BY_ID.format(**_told(usual - each, count)))
    return {place: usual - each for place, each in off.items() if each != usual}


def _is_of_seasons(off: Mapping[int, int], minutes: Mapping[int, float]) -> bool:
    """Return whether one clock may have been put forward or back: years of a sheet have winter and
    summer, a chat of weeks perhaps the end of one, and two exports change from post to post."""
    in_order = sorted(off, key=lambda place: minutes[place] - off[place])
    first, last = (minutes[at] - off[at] for at in (in_order[0], in_order[-1]))
    changes = sum(off[one] != off[other] for one, other in pairwise(in_order))
    return last - first > SEASON or changes < LEAST_CHANGES


def _by_twins(
    posts: Sequence[Post], minutes: Mapping[int, float], findings: Findings
) -> dict[int, int]:
    """Return by how many minutes the posts of files are to be moved, since what stands in another
    file, too, stands there at another time."""
    files: dict[str, list[int]] = defaultdict(list)
    for place in minutes:
        files[posts[place].file].append(place)
    first, *others = sorted(files, key=lambda file: -len(files[file]))
    known = _once(posts, files[first])
    moved: dict[int, int] = {}
    for file in others:
        same = [
            (known[key], at)
            for key, at in _once(posts, files[file]).items()
            if key in known and _may_be_one(posts[known[key]].id, posts[at].id)
        ]
        apart = [round((minutes[there] - minutes[at]) / STEP) * STEP for there, at in same]
        exact = [
            each
            for each, (there, at) in zip(apart, same, strict=True)
            if abs(minutes[there] - minutes[at] - each) * 60 <= SECONDS_OFF
        ]
        shift, count = Counter(exact).most_common(1)[0] if exact else (0, 0)
        people = {posts[at].called for _, at in same}
        is_sure = count >= max(LEAST_TWINS, MOSTLY * len(same)) and len(people) > 1
        if is_sure and 0 < abs(shift) < DAY:
            findings.note(BY_TWINS.format(**_told(shift, count), file=file, other=first))
            moved |= dict.fromkeys(files[file], shift)
    return moved


def _may_be_one(id: str, other: str) -> bool:
    """Return whether two ids may be of one post: two of X are of somebody who said it again."""
    return id == other or None in map(snowflake.milliseconds, (id, other))


def _once(posts: Sequence[Post], places: Sequence[int]) -> dict[tuple[str, str], int]:
    """Return the places of posts by author and words, of those that stand there once."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in places:
        words = posts[place].text.split()
        if len(words) >= LEAST_WORDS:
            found[posts[place].called, " ".join(words)].append(place)
    return {key: own[0] for key, own in found.items() if len(own) == 1}


def _by_traces(
    posts: Sequence[Post], minutes: Mapping[int, float], findings: Findings
) -> dict[int, int]:
    """Return by how many minutes the posts of a group are to be moved, so that they follow what
    they answer."""
    found = traces.find(posts, minutes)
    doubt = ""
    for groups in _partitions(posts, minutes, findings):
        sizes = Counter(groups.values())
        usual = min(sizes, key=lambda each: (-sizes[each], each))
        moved: dict[int, int] = {}
        for group in sorted(sizes):
            own = {place for place, each in groups.items() if each == group}
            # days alone, written with a clock that says midnight, are no clock
            if group == usual or len({minutes[place] for place in own}) < LEAST_POSTS:
                continue
            held = fit(posts, minutes, found, own, {at for at in groups if groups[at] == usual})
            if held.is_sure:
                moved |= dict.fromkeys(own, held.shift)
                findings.note(BY_TRACES.format(where=group, **_told(held.shift, len(own))))
            elif held.is_likely:
                doubt = doubt or APART.format(where=group, **_told(held.shift, len(own)))
        if moved:
            return moved
    if doubt:
        findings.note(doubt)
    elif told := suspect(minutes, found):
        hours, places = told
        where = [posts[place].source or posts[place].id for place in places]
        findings.note(SUSPECTED.format(hours=_hours(hours), count=len(places)) + _first(where))
    return {}


def _partitions(
    posts: Sequence[Post], minutes: Mapping[int, float], findings: Findings
) -> Iterator[dict[int, str]]:
    """Yield the ways to part the timed posts of an export, each with what a group is called."""
    by_file = {place: f"of {posts[place].file}" for place in minutes}
    kinds = {place: findings.kinds.get(posts[place].source or "", ()) for place in minutes}
    most = max(map(len, kinds.values()), default=0)
    by_kind = [{at: k[way] for at, k in kinds.items() if len(k) > way} for way in range(most)]
    ways = [by_file, *by_kind, blocks(posts, minutes)]
    yield from (way for way in ways if len(set(way.values())) > 1)


def _minutes(post: Post) -> float:
    return _moment(post).timestamp() / 60


def _moment(post: Post) -> datetime:
    # the post keeps its own, once asked, and so do its copies
    return datetime.fromisoformat(post.created_at or "")


def _moved(post: Post, shift: int) -> Post:
    moment = (_moment(post) + timedelta(minutes=shift)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return post.model_copy(update={"created_at": moment, "moved": shift})


def _told(shift: int, count: int) -> dict[str, str]:
    """Return the words for so many posts that are moved by so many minutes."""
    is_ahead = shift < 0
    return {
        "posts": "1 post" if count == 1 else f"{count:,} posts",
        "stand": "stands" if count == 1 else "stand",
        "hours": _hours(shift),
        "way": "after" if is_ahead else "before",
        "back": f"{_hours(shift)} {'back' if is_ahead else 'forward'}",
    }


def _hours(shift: int) -> str:
    return f"{abs(shift) / 60:g} h"


def _first(where: Sequence[str]) -> str:
    more = f" and {len(where) - 5:,} more" if len(where) > 5 else ""
    return f" ({', '.join(where[:5])}{more})"
