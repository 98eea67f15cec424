"""The line of each post of which the run has none: an editor may want what was set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.recap import fates
from pipeline.recap.fates import Fate
from pipeline.recap.replies import is_shown
from pipeline.records import Line, Post, Reason, stable_id
from pipeline.runs import Run
from pipeline.score import flags
from pipeline.score.quotes import holds_quoted_lines
from pipeline.score.sight import Sight

NOT_SAID = ("repost", "duplicate", "empty")  # nothing in words of its own
QUESTION, NO_LINE = "it asks a question", "no line was found in it"


def lines(run: Run, posts: Sequence[Post], found: Sequence[Line]) -> list[Line]:
    """Return a line for each post of a run that has none among those `found`, in their order.

    It is all that the post says, without a score, under the question of the post; its reason says
    why there was no line. Posts that say nothing of their own, quote others in lines behind ">",
    may not be shown or may be cut off have none.
    """
    questions, answers = run.questions(), run.answers(posts)
    where = {answer.post_id: answer.question for answer in answers}
    told = fates.of_posts(posts, questions, answers, (), found, ())
    return [
        _line(post, where.get(post.id), fate)
        for post, fate in zip(posts, told, strict=True)
        if fate.name != "shortlisted" and _may_be_quoted(post, fate)
    ]


def _may_be_quoted(post: Post, fate: Fate) -> bool:
    is_whole = is_shown(post) and not post.is_truncated
    is_own = fate.reason not in NOT_SAID and not holds_quoted_lines(post)
    return is_whole and is_own and any(map(str.isalnum, post.said))


def _line(post: Post, question: int | None, fate: Fate) -> Line:
    start, end = post.span
    return Line(
        id=stable_id("line", post.id, start, end),
        post_id=post.id,
        start=start,
        end=end,
        text=post.said,
        question=question,
        theme=None,
        score=0.0,
        placed=0.0,
        stands_alone=0.0,
        reasons=(Reason(text=_why(fate), value=0.0), *_flags(post)),
    )


def _why(fate: Fate) -> str:
    if fate.reason is not None:
        return f"set aside: {fates.named(fate.reason)}"
    return QUESTION if fate.name == "question" else NO_LINE


def _flags(post: Post) -> Iterator[Reason]:
    sight = Sight(post.text, *post.span, post.entities, alone=0.0)
    return (flag for flag in flags.flags(sight, post.name or post.handle) if flag.flag)
