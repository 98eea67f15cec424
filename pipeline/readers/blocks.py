"""The parts of a file that were put together: where its rows jump back in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.records import Post

LEAST_JUMP = 30.0  # minutes
MOST, LEAST_POSTS = 4, 10  # parts of a file; posts of each
LONGEST = 240.0  # minutes that a chat takes, with who comes early and late


def blocks(posts: Sequence[Post], minutes: Mapping[int, float]) -> dict[int, str]:
    """Return by place what the part of its file is called in which each timed post stands.

    A part ends where the next row jumps against the order of the rows, which may be newest first.
    Of a file in order it ends where time jumps farthest, if none is longer than a chat: a stray
    post of the day before may be of either part.
    """
    files: dict[str, list[int]] = defaultdict(list)
    for place in minutes:
        files[posts[place].file].append(place)
    found: dict[int, str] = {}
    for file, rows in files.items():
        for first, last in _parts(rows, minutes):
            lines = [(posts[rows[at]].source or "").rpartition(":")[2] for at in (first, last)]
            name = f"of {file}, lines {lines[0]} to {lines[1]}"
            found |= dict.fromkeys(rows[first : last + 1], name)
    return found


def _parts(rows: Sequence[int], minutes: Mapping[int, float]) -> list[tuple[int, int]]:
    steps = [minutes[after] - minutes[before] for before, after in pairwise(rows)]
    if not steps:
        return []
    onward = sum((step > 0) - (step < 0) for step in steps)
    steps = [step if onward >= 0 else -step for step in steps]
    ends = [at for at, step in enumerate(steps) if step < -LEAST_JUMP]
    is_in_order = not ends
    ends = ends or [steps.index(max(steps))]
    starts = [0, *(end + 1 for end in ends)]
    parts = list(zip(starts, [*ends, len(rows) - 1], strict=True))
    if len(parts) > MOST or any(last - first < LEAST_POSTS for first, last in parts):
        return []
    spans = [abs(minutes[rows[last]] - minutes[rows[first]]) for first, last in parts]
    return [] if is_in_order and max(spans) > LONGEST else parts
