"""Everything that made a line's score, and the lines that it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.encoder import Encoder
from pipeline.errors import InputError
from pipeline.records import SCORE_DIGITS, Line, Post, Question, Reason, answer_apart
from pipeline.score import flags, joined, ranking, threads
from pipeline.score.house import House
from pipeline.score.reasons import START
from pipeline.score.style import Style, beside
from pipeline.settings import ScoreSettings

ANOTHER = 0.005  # points of the score, less than is printed: the same line, scored by another model


@dataclass(frozen=True)
class Explanation:
    """A line with all its reasons: flags first, then values that add up to its score.

    `better` is the line of its posts that scores highest, None if that is this one; what a post
    says to another question stands beside it. `rival` is the line of another post that scores next
    above it under the same question, of those that are the best of their posts, with reasons of its
    own; None for the best. Where taste or model are no longer those of the run (`is_current` is
    false), the reasons are the foremost ones, as the run has them.
    """

    line: Line
    reasons: tuple[Reason, ...]
    better: Line | None
    rival: Line | None
    rival_reasons: tuple[Reason, ...]
    is_current: bool


def explain(
    line_id: str,
    lines: Sequence[Line],
    posts: Sequence[Post],
    questions: Sequence[Question],
    encoder: Encoder,
    style: Style | None = None,
    house: House | None = None,
    settings: ScoreSettings | None = None,
) -> Explanation:
    """Return what made the score of one line of a run, and its nearest better rival.

    `house` is the taste that the run was scored with, `settings` are its settings.

    Raises: InputError when the run has no line of that id.
    """
    line = next((line for line in lines if line.id == line_id), None)
    if line is None:
        raise InputError(
            f"no line '{line_id}' in this run.", do="lines.jsonl and picks.jsonl list the ids."
        )
    rival = nearest_better(line, lines)
    held = [line, rival] if rival else [line]
    longest = (settings or ScoreSettings()).longest_words
    made = [_made(one, posts, questions, encoder, style, house, longest) for one in held]
    is_current = all(
        abs(score - one.score) < ANOTHER for one, (score, _) in zip(held, made, strict=True)
    )
    told = [reasons for _, reasons in made] if is_current else [one.reasons for one in held]
    return Explanation(
        line=line,
        reasons=told[0],
        better=better_of_its_posts(line, lines),
        rival=rival,
        rival_reasons=told[1] if rival else (),
        is_current=is_current,
    )


def nearest_better(line: Line, lines: Sequence[Line]) -> Line | None:
    """Return the line of another post that scores next above this one under its question.

    A piece of a post that has a better line beats none: nobody would print it.
    """
    better = [
        other
        for other in lines
        if other.question == line.question
        and not _shares_a_post(other, line)
        and other.score > line.score
    ]
    nearest = sorted(better, key=lambda other: (other.score, other.id))
    return next((one for one in nearest if better_of_its_posts(one, lines) is None), None)


def better_of_its_posts(line: Line, lines: Sequence[Line]) -> Line | None:
    """Return the line that scores highest of those with a post of this one, None if this does."""
    better = [
        other
        for other in lines
        if _shares_a_post(other, line)
        and not answer_apart(other, line)
        and other.score > line.score
    ]
    return min(better, key=lambda other: (-other.score, other.id), default=None)


def _shares_a_post(one: Line, other: Line) -> bool:
    return not set(one.post_ids).isdisjoint(other.post_ids)


def _made(
    line: Line,
    posts: Sequence[Post],
    questions: Sequence[Question],
    encoder: Encoder,
    style: Style | None,
    house: House | None,
    longest_words: int,
) -> tuple[float, tuple[Reason, ...]]:
    """Return the score of a line, made anew, and all its reasons."""
    by_id = {post.id: post for post in posts if post.id in line.post_ids}
    parts = joined.parts_of(line, by_id)
    asked = {question.number: question.text for question in questions}
    (sight,) = joined.sights([(parts, line.question)], asked, encoder)
    verdict = ranking.score([sight], style or beside(encoder), house=house)[0]
    start = Reason(text=START, value=round(verdict.start, SCORE_DIGITS))
    author = parts[0][0].name or parts[0][0].handle
    is_unwanted = not threads.unwanted(posts).isdisjoint(line.post_ids)
    barred = flags.barred(
        sight, round(verdict.score, SCORE_DIGITS), longest_words, is_unwanted=is_unwanted
    )
    told = (*flags.flags(sight, author), start, *verdict.reasons, *barred)
    alone = 0.0 if barred else verdict.score
    if not line.joined:
        return alone, told
    why = [reason for reason in line.reasons if reason.text.startswith(joined.JOINED)]
    score = joined.settled(alone, len(parts))
    less = Reason(text=joined.LIFTED, value=round(score - alone, SCORE_DIGITS))
    return score, (*why, *told, less)
