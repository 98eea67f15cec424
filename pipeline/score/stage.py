"""The stage: every candidate line with its score and the reasons for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    number_of,
    own_number,
    session_of,
    stable_id,
)
from pipeline.score import candidates, flags, further, house, joined, ranking, threads
from pipeline.score.joined import Piece
from pipeline.score.ranking import Verdict
from pipeline.score.sight import Sight
from pipeline.score.style import Style, beside
from pipeline.score.talk import Talk
from pipeline.score.threads import Next
from pipeline.settings import ScoreSettings

AT_ONCE = 1_000  # posts: each line takes some 50 kB while it is scored


@dataclass(frozen=True)
class _Candidate:
    """A line to be scored: the posts that it goes through, its slices of them, where the first of
    them was placed, and the question that it answers."""

    row: Sequence[Post]
    parts: Sequence[Piece]
    answer: Answer
    question: int | None


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
    placed = {answer.post_id: _placed(answer, asks=bool(asked)) for answer in answers}
    talk = Talk.of(posts, questions)
    nexts, unwanted = threads.goes_on(posts, answers), threads.unwanted(posts)
    by_id = {post.id: post for post in posts} if nexts else {}
    of = {answer.post_id: answer for answer in answers} if nexts else {}
    quotable = [
        (post, answer)
        for post, answer in zip(posts, answers, strict=True)
        if candidates.is_candidate(post, answer)
    ]
    for start in range(0, len(quotable), AT_ONCE):
        some = [
            candidate
            for post, answer in quotable[start : start + AT_ONCE]
            for row in ([post], *joined.chains(post, by_id, nexts))
            for candidate in _candidates(row, answer, asked, settings)
        ]
        sights = joined.sights([(one.parts, one.question) for one in some], asked, encoder)
        verdicts = ranking.score(sights, style, least=ranking.LEAST_SHOWN, house=taste)
        for one, sight, verdict in zip(some, sights, verdicts, strict=True):
            is_unwanted = any(post.id in unwanted for post in one.row)
            barred = flags.barred(
                sight, _rounded(verdict), settings.longest_words, is_unwanted=is_unwanted
            )
            line = _line(one, sight, verdict, barred, theme_of, placed)
            if len(one.parts) > 1:
                line = _as_joined(line, one.parts, of, theme_of, placed, nexts)
            yield talk.doubted(line, one.row[0], sight)


def _candidates(
    row: Sequence[Post], answer: Answer, asked: Mapping[int, str], settings: ScoreSettings
) -> list[_Candidate]:
    """Return the lines that go through all of some posts; `answer` is that of the first."""
    held = _questions(row[0], answer, asked)
    number = None if answer.question is None else own_number(answer.question)
    return [
        _Candidate(row, parts, answer, _question(parts[0], held))
        for parts in joined.pieces(row, settings, number)
    ]


def _questions(
    post: Post, answer: Answer, asked: Mapping[int, str]
) -> list[tuple[int, int | None]]:
    """Return the question of each part that the author labelled, with the place where it begins.

    A post that was placed under none of the questions that it names has misnamed them: all of it
    stays in its place.
    """
    own, label, further_parts = answer.question, post.label, further.begins(post)
    if own is None or label is None or not further_parts:
        return [(0, own)]
    session = session_of(own)
    if own not in [number_of(number, session) for number in (label.question, *label.also)]:
        return [(0, own)]

    def question(number: int | None) -> int:
        named = own if number is None else number_of(number, session)
        return named if named in asked else own

    # "A3 and A4" in front name both: of these it stands where it was placed
    is_further = own in [question(number) for _, number in further_parts if number is not None]
    first = question(label.question) if is_further else own
    return [(0, first), *((at, question(number)) for at, number in further_parts)]


def _question(part: Piece, held: Sequence[tuple[int, int | None]]) -> int | None:
    _, (start, _) = part
    return [question for at, question in held if at <= start][-1]


def _line(
    one: _Candidate,
    sight: Sight,
    verdict: Verdict,
    barred: tuple[Reason, ...],
    theme_of: Mapping[str, str],
    placed: Mapping[str, float],
) -> Line:
    post, (start, end) = one.parts[0]
    return Line(
        id=stable_id("line", post.id, start, end),
        post_id=post.id,
        start=start,
        end=end,
        text=post.text[start:end],
        question=one.question,
        theme=theme_of.get(post.id) if one.question == one.answer.question else None,
        score=0.0 if barred else _rounded(verdict),
        placed=placed[post.id],
        stands_alone=round(sight.alone, SCORE_DIGITS),
        reasons=(*flags.flags(sight, post.name or post.handle), *verdict.foremost, *barred),
    )


def _as_joined(
    line: Line,
    parts: Sequence[Piece],
    of: Mapping[str, Answer],
    theme_of: Mapping[str, str],
    placed: Mapping[str, float],
    nexts: Mapping[str, Next],
) -> Line:
    # the posts are one answer: what is known of one that stands under the question holds for all;
    # none does where a further label of the first names it
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
            "placed": max(placed[post_id] for post_id in here or [line.post_id]),
            "reasons": (Reason(text=why, value=0.0), *line.reasons, less),
        }
    )


def _rounded(verdict: Verdict) -> float:
    return round(verdict.score, SCORE_DIGITS)


def _placed(answer: Answer, *, asks: bool) -> float:
    """Return how likely a post answers its question, or anything where it has none: 1 in a chat
    that asks nothing."""
    if answer.question is None:  # beside the questions most is chatter
        return answer.answer_chance if asks else 1.0
    return round(answer.confidence * answer.answer_chance, SCORE_DIGITS)
