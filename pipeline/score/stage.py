"""The stage: every candidate line with its score and the reasons for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.encoder import Encoder
from pipeline.records import (
    SCORE_DIGITS,
    Answer,
    Line,
    Part,
    Post,
    Question,
    Reason,
    Theme,
    stable_id,
)
from pipeline.score import candidates, flags, house, joined, ranking, threads
from pipeline.score.fit import fit
from pipeline.score.joined import Piece
from pipeline.score.ranking import Verdict
from pipeline.score.sight import Sight
from pipeline.score.style import Style, beside
from pipeline.score.threads import Next
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
) -> Iterator[Line]:
    """Yield the candidate lines of all answers and replies, in the order of the posts.

    Where an author goes on in a further post, lines that join the two follow those of the first.

    `encoder` tells how near a post is to its question, `style` how a line is written; without it
    the middle layers that go with the encoder do.
    """
    style = style or beside(encoder)
    taste = house.of(settings)
    asked = {question.number: question.text for question in questions}
    theme_of = {post_id: theme.id for theme in themes for post_id in theme.post_ids}
    nexts = threads.goes_on(posts, answers)
    by_id = {post.id: post for post in posts} if nexts else {}
    of = {answer.post_id: answer for answer in answers} if nexts else {}
    quotable = [
        (post, answer)
        for post, answer in zip(posts, answers, strict=True)
        if candidates.is_candidate(post, answer)
    ]
    for start in range(0, len(quotable), AT_ONCE):
        some = quotable[start : start + AT_ONCE]
        rows = [
            (row, answer)
            for post, answer in some
            for row in ([post], *joined.chains(post, by_id, nexts))
        ]
        near = fit(
            [joined.said(row) for row, _ in rows],
            [asked.get(a.question) if a.question is not None else None for _, a in rows],
            encoder,
        )
        places = [
            (parts, answer, joined.sight(parts, fits))
            for (row, answer), fits in zip(rows, near, strict=True)
            for parts in joined.pieces(row, settings)
        ]
        sights = [sight for _, _, sight in places]
        verdicts = ranking.score(sights, style, least=ranking.LEAST_SHOWN, house=taste)
        for (parts, answer, sight), verdict in zip(places, verdicts, strict=True):
            barred = flags.barred(sight, _rounded(verdict), settings.longest_words)
            line = _line(parts[0], answer, sight, verdict, barred, theme_of)
            yield line if len(parts) == 1 else _as_joined(line, parts, of, theme_of, nexts)


def _line(
    part: Piece,
    answer: Answer,
    sight: Sight,
    verdict: Verdict,
    barred: tuple[Reason, ...],
    theme_of: Mapping[str, str],
) -> Line:
    post, (start, end) = part
    return Line(
        id=stable_id("line", post.id, start, end),
        post_id=post.id,
        start=start,
        end=end,
        text=post.text[start:end],
        question=answer.question,
        theme=theme_of.get(post.id),
        score=0.0 if barred else _rounded(verdict),
        placed=_placed(answer),
        stands_alone=round(sight.alone, SCORE_DIGITS),
        reasons=(*flags.flags(sight), *verdict.foremost, *barred),
    )


def _as_joined(
    line: Line,
    parts: Sequence[Piece],
    of: Mapping[str, Answer],
    theme_of: Mapping[str, str],
    nexts: Mapping[str, Next],
) -> Line:
    # the posts are one answer: what is known of one that stands under the question holds for all
    here = [post.id for post, _ in parts if of[post.id].question == line.question]
    why = joined.why([post for post, _ in parts], nexts)
    further = [
        Part(post_id=post.id, start=start, end=end, text=post.text[start:end])
        for post, (start, end) in parts[1:]
    ]
    score = round(joined.settled(line.score, len(parts)), SCORE_DIGITS)
    less = Reason(text=joined.LIFTED, value=round(score - line.score, SCORE_DIGITS))
    return line.model_copy(
        update={
            "score": score,
            "id": stable_id("line", *(field for post, span in parts for field in (post.id, *span))),
            "joined": tuple(further),
            "theme": next((theme_of[post_id] for post_id in here if post_id in theme_of), None),
            "placed": max(_placed(of[post_id]) for post_id in here),
            "reasons": (Reason(text=why, value=0.0), *line.reasons, less),
        }
    )


def _rounded(verdict: Verdict) -> float:
    return round(verdict.score, SCORE_DIGITS)


def _placed(answer: Answer) -> float:
    if answer.question is None:  # no question that it could miss
        return 1.0
    return round(answer.confidence * answer.answer_chance, SCORE_DIGITS)
