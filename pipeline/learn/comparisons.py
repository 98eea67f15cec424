"""What editors decided, as comparisons of lines: what was printed over what was not, both seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipeline.learn.decided import Decided
from pipeline.learn.examples import Ints
from pipeline.records import Decision
from pipeline.score.traits import Floats

MOST_STANDS_FOR = 3.0  # lines never shown that one shown to explore stands for

Key = tuple[str, int | None, str]  # chat, question, editor


@dataclass(frozen=True)
class Shown:
    """A decided line: its row, its decision, and how many lines it stands for."""

    row: int
    decision: Decision
    weight: float = 1.0

    @property
    def place(self) -> int:
        """Its rank in the queue, 0 where it was not met there."""
        return self.decision.rank or 0


@dataclass(frozen=True)
class Comparisons:
    """m comparisons of lines, as rows of all decisions put together.

    `groups` (m,) says to which of `keys` each belongs. Those of a group weigh together as much as
    there are lines in it less one: so many of them are independent.
    """

    better: Ints
    worse: Ints
    weights: Floats
    groups: Ints
    keys: tuple[Key, ...]

    def kept(self, chosen: npt.NDArray[np.bool_]) -> Comparisons:
        """Return some of the comparisons, with the same keys."""
        return Comparisons(
            self.better[chosen],
            self.worse[chosen],
            self.weights[chosen],
            self.groups[chosen],
            self.keys,
        )


def compare(chats: Sequence[Decided]) -> Comparisons:
    """Return the comparisons in the decisions on some chats, within question and editor.

    An accepted line goes over every rejected one, and over every one that was passed over: shown
    above the last that the editor decided, and left. A skip says nothing, nor does a line that
    nobody saw. Two lines of one post are not compared: to print one is no word against the other.
    """
    groups: dict[Key, list[Shown]] = defaultdict(list)
    row = 0
    for chat in chats:
        held: dict[Key, list[Shown]] = defaultdict(list)
        for decision in chat.decisions:
            held[chat.chat, decision.question, decision.editor].append(Shown(row, decision))
            row += 1
        for key, lines in held.items():
            groups[key] += _weighed(lines, chat.queued.get(key[1], 0))
    found: list[tuple[int, int, float, int]] = []
    keys: list[Key] = []
    for key, lines in groups.items():
        if pairs := _pairs(lines):
            compared = len({row for pair in pairs for row in pair[:2]})
            share = (compared - 1) / sum(weight for _, _, weight in pairs)
            found += [(better, worse, weight * share, len(keys)) for better, worse, weight in pairs]
            keys.append(key)
    better, worse, weights, numbers = zip(*found, strict=True) if found else [()] * 4
    return Comparisons(
        np.array(better, dtype=np.int64),
        np.array(worse, dtype=np.int64),
        np.array(weights, dtype=np.float64),
        np.array(numbers, dtype=np.int64),
        tuple(keys),
    )


def _weighed(held: Sequence[Shown], queued: int) -> list[Shown]:
    # what was shown by its rank stands for itself; what explored, for all that was not shown
    explored = sum(line.decision.explored for line in held)
    unseen = queued - len(held) + explored
    stands_for = min(MOST_STANDS_FOR, max(1.0, unseen / explored)) if explored else 1.0
    return [replace(line, weight=stands_for) if line.decision.explored else line for line in held]


def _pairs(held: Sequence[Shown]) -> list[tuple[int, int, float]]:
    accepted = [line for line in held if line.decision.decision == "accept"]
    # how far an editor read is known by the last line decided: that it comes after the others is
    # no chance, and against those above it would only teach to turn the ranking round
    last = max((line.place for line in held if line.decision.decision != "seen"), default=0)
    found = []
    for chosen in accepted:
        for other in held:
            if not set(other.decision.post_ids).isdisjoint(chosen.decision.post_ids):
                continue
            is_refused = other.decision.decision == "reject"
            is_passed = other.decision.decision == "seen" and 0 < other.place < last
            if is_refused or (is_passed and chosen.place != last):
                weight = min(MOST_STANDS_FOR, chosen.weight * other.weight)
                found.append((chosen.row, other.row, weight))
    return found
