"""Everything that made a line's score, and the rival that it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.encoder import Encoder
from pipeline.errors import InputError
from pipeline.records import SCORE_DIGITS, Line, Post, Question, Reason
from pipeline.score import flags, joined, ranking
from pipeline.score.fit import fit
from pipeline.score.house import House
from pipeline.score.reasons import START
from pipeline.score.style import Style, beside


@dataclass(frozen=True)
class Explanation:
    """A line with all its reasons: flags first, then values that add up to its score.

    `rival` is the line of another post that scores next above it under the same question, with
    reasons of its own; None for the best.
    """

    line: Line
    reasons: tuple[Reason, ...]
    rival: Line | None
    rival_reasons: tuple[Reason, ...]


def explain(
    line_id: str,
    lines: Sequence[Line],
    posts: Sequence[Post],
    questions: Sequence[Question],
    encoder: Encoder,
    style: Style | None = None,
    house: House | None = None,
) -> Explanation:
    """Return what made the score of one line of a run, and its nearest better rival.

    `house` is the taste that the run was scored with.

    Raises: InputError when the run has no line of that id.
    """
    line = next((line for line in lines if line.id == line_id), None)
    if line is None:
        raise InputError(
            f"no line '{line_id}' in this run.", do="lines.jsonl and picks.jsonl list the ids."
        )
    rival = nearest_better(line, lines)
    return Explanation(
        line=line,
        reasons=_reasons(line, posts, questions, encoder, style, house),
        rival=rival,
        rival_reasons=_reasons(rival, posts, questions, encoder, style, house) if rival else (),
    )


def nearest_better(line: Line, lines: Sequence[Line]) -> Line | None:
    """Return the line of another post that scores next above this one under its question."""
    better = [
        other
        for other in lines
        if other.question == line.question
        and not set(other.post_ids) & set(line.post_ids)
        and other.score > line.score
    ]
    return min(better, key=lambda other: (other.score, other.id), default=None)


def _reasons(
    line: Line,
    posts: Sequence[Post],
    questions: Sequence[Question],
    encoder: Encoder,
    style: Style | None,
    house: House | None,
) -> tuple[Reason, ...]:
    by_id = {post.id: post for post in posts if post.id in line.post_ids}
    parts = joined.parts_of(line, by_id)
    asked = next((q.text for q in questions if q.number == line.question), None)
    near = fit([joined.said([post for post, _ in parts])], [asked], encoder)[0]
    sight = joined.sight(parts, near)
    verdict = ranking.score([sight], style or beside(encoder), house=house)[0]
    start = Reason(text=START, value=round(verdict.start, SCORE_DIGITS))
    told = (*flags.flags(sight), start, *verdict.reasons)
    if not line.joined:
        return told
    why = [reason for reason in line.reasons if reason.text.startswith(joined.JOINED)]
    less = joined.settled(verdict.score, len(parts)) - verdict.score
    return (*why, *told, Reason(text=joined.LIFTED, value=round(less, SCORE_DIGITS)))
