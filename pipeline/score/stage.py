"""The stage: every candidate line with its score and the reasons for it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.encoder import Encoder
from pipeline.records import SCORE_DIGITS, Answer, Line, Post, Question, Theme, stable_id
from pipeline.score import candidates, flags, ranking
from pipeline.score.fit import fit
from pipeline.score.rows import see
from pipeline.score.style import Style
from pipeline.settings import ScoreSettings


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
    the packaged encoder's middle layers do.
    """
    asked = {question.number: question.text for question in questions}
    theme_of = {post_id: theme.id for theme in themes for post_id in theme.post_ids}
    quotable = [
        (post, answer)
        for post, answer in zip(posts, answers, strict=True)
        if candidates.is_candidate(post, answer)
    ]
    near = fit(
        [post.said for post, _ in quotable],
        [asked.get(a.question) if a.question is not None else None for _, a in quotable],
        encoder,
    )
    places = [
        (post, answer, see(post.text, span, post.entities, fits))
        for (post, answer), fits in zip(quotable, near, strict=True)
        for span in candidates.spans(post, settings)
    ]
    verdicts = ranking.score([sight for _, _, sight in places], style)
    return [
        Line(
            id=stable_id("line", post.id, sight.start, sight.end),
            post_id=post.id,
            start=sight.start,
            end=sight.end,
            text=sight.line,
            question=answer.question,
            theme=theme_of.get(post.id),
            score=round(verdict.score, SCORE_DIGITS),
            stands_alone=round(sight.alone, SCORE_DIGITS),
            reasons=(*flags.flags(sight), *verdict.foremost),
        )
        for (post, answer, sight), verdict in zip(places, verdicts, strict=True)
    ]
