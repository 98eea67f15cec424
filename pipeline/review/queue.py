"""The queue of a question: one line of each passage, best first, one slot in ten to explore."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass

from pipeline.records import Line


@dataclass(frozen=True)
class Slot:
    """A place in the queue: the line, and the other cuts of the same passage."""

    line: Line
    rank: int | None  # from 1; None where it was set aside, and stands behind all that is ranked
    explored: bool  # stands here to learn from, not by its score
    others: tuple[Line, ...]


def queue(
    lines: Sequence[Line],
    picked: Container[str],
    seed: int,
    explore_every: int,
    aside: Container[str] = (),
) -> list[Slot]:
    """Return the slots of one question, best first; those of lines `aside` by id stand last, in the
    order of the lines.

    Lines of one post that overlap share a slot: the picked one, else the best. Lines that join
    several posts have a slot of their own beside those of each post. Each
    `explore_every`-th slot (0: none) holds a line from further down, the same on every run with
    the same seed and lines.
    """
    groups = _passages([line for line in lines if line.id not in aside], picked)
    heads = sorted(groups, key=lambda line: _best_first(line, picked))
    lots = sorted(heads, key=lambda line: _lot(seed, line.id))
    at = {line.id: place for place, line in enumerate(heads)}
    used: set[str] = set()
    found: list[Slot] = []
    next_best, next_lot = iter(heads), iter(lots)
    while len(found) < len(heads):
        rank = len(found) + 1
        drawn = None
        if explore_every and rank % explore_every == 0:
            # from beyond what the next slots would show anyway
            far = (x for x in next_lot if x.id not in used and at[x.id] >= rank + explore_every)
            drawn = next(far, None)
        line = drawn or next(x for x in next_best if x.id not in used)
        used.add(line.id)
        found.append(Slot(line, rank, drawn is not None, tuple(groups[line])))
    last = [line for line in lines if line.id in aside]
    return [*found, *(Slot(line, None, explored=False, others=()) for line in last)]


def _passages(lines: Sequence[Line], picked: Container[str]) -> dict[Line, list[Line]]:
    posts: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        posts[line.post_ids].append(line)
    groups: dict[Line, list[Line]] = {}
    for own in posts.values():
        heads: list[Line] = []
        for line in sorted(own, key=lambda x: _best_first(x, picked)):
            head = next((h for h in heads if h.start < line.end and line.start < h.end), None)
            if head is None:
                heads.append(line)
                groups[line] = []
            else:
                groups[head].append(line)
    return groups


def _best_first(line: Line, picked: Container[str]) -> tuple[bool, float, int, str, int]:
    return (line.id not in picked, -line.score, line.start - line.end, line.post_id, line.start)


def _lot(seed: int, line_id: str) -> str:
    return hashlib.sha256(f"{seed} {line_id}".encode()).hexdigest()
