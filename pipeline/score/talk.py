"""Lines that one guest says to another: they answer that guest, and a question by the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.records import SCORE_DIGITS, Line, Post, Question
from pipeline.score.patterns import SECOND
from pipeline.score.sight import Sight
from pipeline.score.threads import spoken_to

LEAST_ALONE = 0.85  # a line that stands alone less leans on what it replies to
LESS = 0.5  # of its chance to answer the question (docs/trials/picks.md)


@dataclass(frozen=True)
class Talk:
    """Who speaks in a chat and asks none of its questions, and who wrote each post; handles in
    lower case."""

    guests: Set[str]
    authors: Mapping[str, str]

    @classmethod
    def of(cls, posts: Sequence[Post], questions: Sequence[Question]) -> Talk:
        """Return the talk of a chat; where nobody asks, as in segments, all of it is talk and none
        is a guest."""
        authors = {post.id: post.called for post in posts}
        asking = {authors.get(post_id) for question in questions for post_id in question.asking}
        return cls(frozenset(authors.values()) - asking if asking else frozenset(), authors)

    def doubted(self, line: Line, post: Post, sight: Sight) -> Line:
        """Return the line of a post, less sure of its question where it is said to another guest
        and leans on their words, or speaks to "you"."""
        if line.question is None or not self._is_to_another(post):
            return line
        if sight.alone >= LEAST_ALONE and SECOND.search(sight.line) is None:
            return line
        return line.model_copy(update={"placed": round(line.placed * LESS, SCORE_DIGITS)})

    def _is_to_another(self, post: Post) -> bool:
        others = {*spoken_to(post), self.authors.get(post.reply_to or "", "")} - {post.called}
        return not self.guests.isdisjoint(others)
