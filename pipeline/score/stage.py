"""The stage: every candidate line with its score and the reasons for it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.encoder import Encoder
from pipeline.records import SCORE_DIGITS, Answer, Line, Post, Question, Theme, stable_id
from pipeline.score import candidates, ranking
from pipeline.settings import ScoreSettings


def run(
    posts: Sequence[Post],
    questions: Sequence[Question],
    answers: Sequence[Answer],
    themes: Sequence[Theme],
    settings: ScoreSettings,
    encoder: Encoder,
) -> list[Line]:
    """Return the candidate lines of all answers and replies, in the order of the posts."""
    asked = {question.number: question.text for question in questions}
    theme_of = {post_id: theme.id for theme in themes for post_id in theme.post_ids}
    places = [
        (post, answer, span)
        for post, answer in zip(posts, answers, strict=True)
        if candidates.is_candidate(post, answer)
        for span in candidates.spans(post, settings)
    ]
    scored = ranking.score(
        [post.text for post, _, _ in places],
        [span for _, _, span in places],
        [post.entities for post, _, _ in places],
        [asked.get(answer.question) if answer.question is not None else None
         for _, answer, _ in places],
        encoder,
    )  # fmt: skip
    return [
        Line(
            id=stable_id("line", post.id, *span),
            post_id=post.id,
            start=span[0],
            end=span[1],
            text=post.text[span[0] : span[1]],
            question=answer.question,
            theme=theme_of.get(post.id),
            score=round(verdict.score, SCORE_DIGITS),
            stands_alone=round(verdict.stands_alone, SCORE_DIGITS),
            reasons=verdict.reasons,
        )
        for (post, answer, span), verdict in zip(places, scored, strict=True)
    ]
