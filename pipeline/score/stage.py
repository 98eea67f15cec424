"""The stage: every candidate line with its score and the reasons for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.encoder import Encoder
from pipeline.records import (
    SCORE_DIGITS,
    Answer,
    Line,
    Post,
    Question,
    Reason,
    Theme,
    stable_id,
)
from pipeline.score import candidates, flags, house, ranking
from pipeline.score.fit import fit
from pipeline.score.ranking import Verdict
from pipeline.score.rows import see
from pipeline.score.sight import Sight
from pipeline.score.style import Style, beside
from pipeline.settings import ScoreSettings

AT_ONCE = 1_000  # posts: each line takes some 50 kB while it is scored


def run(
    posts: Sequence[Post],
    questions: Sequence[Question],
    answers: Sequence[Answer],
    themes: Sequence[Theme],
    settings: ScoreSettings,
    encoder: Encoder,
    style: Style | None = None,
) -> list[Line]:
    """Return the candidate lines of all answers and replies, in the order of the posts.

    `encoder` tells how near a post is to its question, `style` how a line is written; without it
    the middle layers that go with the encoder do.
    """
    return list(stream(posts, questions, answers, themes, settings, encoder, style))


def stream(
    posts: Sequence[Post],
    questions: Sequence[Question],
    answers: Sequence[Answer],
    themes: Sequence[Theme],
    settings: ScoreSettings,
    encoder: Encoder,
    style: Style | None = None,
) -> Iterator[Line]:
    """Yield the lines that `run` returns, so that nobody has to hold them all."""
    style = style or beside(encoder)
    taste = house.of(settings)
    asked = {question.number: question.text for question in questions}
    theme_of = {post_id: theme.id for theme in themes for post_id in theme.post_ids}
    quotable = [
        (post, answer)
        for post, answer in zip(posts, answers, strict=True)
        if candidates.is_candidate(post, answer)
    ]
    for start in range(0, len(quotable), AT_ONCE):
        some = quotable[start : start + AT_ONCE]
        near = fit(
            [post.said for post, _ in some],
            [asked.get(a.question) if a.question is not None else None for _, a in some],
            encoder,
        )
        places = [
            (post, answer, see(post.text, span, post.entities, fits))
            for (post, answer), fits in zip(some, near, strict=True)
            for span in candidates.spans(post, settings)
        ]
        sights = [sight for _, _, sight in places]
        verdicts = ranking.score(sights, style, least=ranking.LEAST_SHOWN, house=taste)
        for (post, answer, sight), verdict in zip(places, verdicts, strict=True):
            yield _line(post, answer, sight, verdict, theme_of.get(post.id))


def _line(post: Post, answer: Answer, sight: Sight, verdict: Verdict, theme: str | None) -> Line:
    score = round(verdict.score, SCORE_DIGITS)
    reasons = (*flags.flags(sight), *verdict.foremost)
    if flags.is_borrowed(sight):  # its author cannot be credited with it
        reasons = (*reasons, Reason(text="somebody else's words", value=-score))
        score = 0.0
    return Line(
        id=stable_id("line", post.id, sight.start, sight.end),
        post_id=post.id,
        start=sight.start,
        end=sight.end,
        text=sight.line,
        question=answer.question,
        theme=theme,
        score=score,
        placed=_placed(answer),
        stands_alone=round(sight.alone, SCORE_DIGITS),
        reasons=reasons,
    )


def _placed(answer: Answer) -> float:
    if answer.question is None:  # no question that it could miss
        return 1.0
    return round(answer.confidence * answer.answer_chance, SCORE_DIGITS)
