"""How far a cut may reach: neither into what another accepted line prints nor into what is refused.

A cut may always leave words out: only what it takes in anew is held against the other lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.errors import InputError
from pipeline.recap import plain
from pipeline.records import Line, Post
from pipeline.review.applied import is_accepted, key_of, pieces_of, spans
from pipeline.review.state import State

SHOWN = 60  # characters of the other line in a refusal


def refuse_taken(
    line: Line,
    pieces: Sequence[tuple[int, int]],
    lines: Iterable[Line],
    posts: Mapping[str, Post],
    state: State,
) -> None:
    """Raise InputError where a cut takes in words of another accepted, or of a rejected line."""
    post = posts[line.post_id]
    before = pieces_of(line, state.lines.get(key_of(line)), post)
    new = _letters(pieces) - _letters(before)
    for other in lines:
        standing = state.lines.get(key_of(other))
        if standing is None or other.id == line.id or line.post_id not in other.post_ids:
            continue
        if is_accepted(standing) and new & _letters(_printed(other, line.post_id, posts, state)):
            raise _refused(other, "is accepted: they would be printed twice", "Leave them out")
        if standing.decision == "reject" and new & _letters(
            (start, end) for id_, start, end in spans(other, posts, state) if id_ == line.post_id
        ):
            raise _refused(other, "was rejected", "Leave them out, or take that back first")


def _printed(
    line: Line, post_id: str, posts: Mapping[str, Post], state: State
) -> list[tuple[int, int]]:
    own = pieces_of(line, state.lines.get(key_of(line)), posts[line.post_id])
    further = [(part.start, part.end) for part in line.joined if part.post_id == post_id]
    return [*(own if line.post_id == post_id else ()), *further]


def _letters(pieces: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in pieces for place in range(start, end)}


def _refused(other: Line, why: str, do: str) -> InputError:
    said = plain.one_line(other.said)
    shown = said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
    return InputError(f"it takes in words of “{shown}”, which {why}.", where="cut", do=f"{do}.")
