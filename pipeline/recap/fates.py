"""What became of every post: one fate each, so that the counts add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline import tongues
from pipeline.recap.plain import count
from pipeline.records import Answer, Line, Pick, Post, Question, Theme

FateName = Literal["picked", "shortlisted", "in a theme", "placed", "question", "set aside"]
FATES: tuple[FateName, ...] = get_args(FateName)
COUNTED = ("greeting", "repost", "duplicate", "promotion", "question")  # reasons that are nouns
PHRASES = {  # for those that are no word of a post: "8 of disputed author"
    "disputed author": "of disputed author",
    "other language": "in another language",
    "another chat": "of another chat",
}


@dataclass(frozen=True)
class Fate:
    """The fate of one post; `reason` says why it is set aside."""

    name: FateName
    reason: str | None = None


def of_posts(
    posts: Sequence[Post],
    questions: Sequence[Question],
    answers: Sequence[Answer],
    themes: Sequence[Theme],
    lines: Sequence[Line],
    picks: Sequence[Pick],
) -> list[Fate]:
    """Return the fate of each post, in the order of the posts.

    A repeat that adds its voice to a theme is set aside all the same: its words are never printed.
    So is a post of which the export kept too little for a line. What is off topic and in another
    language than the chat was set aside by a judge who may not have understood it: that is said.
    """
    spoken = tongues.usual(post.lang for post in posts)
    picked = {post_id for pick in picks for post_id in pick.post_ids}
    lined = {post_id for line in lines for post_id in line.post_ids}
    themed = {post_id for theme in themes for post_id in theme.post_ids}
    asking = {post_id for question in questions for post_id in question.asking}
    placed = {answer.post_id: answer for answer in answers}

    def fate(post: Post) -> Fate:
        answer = placed.get(post.id)
        if post.id in picked:
            return Fate("picked")
        if post.id in lined:
            return Fate("shortlisted")
        if post.set_aside is not None:
            return Fate("set aside", post.set_aside)
        if post.id in asking or (answer is not None and answer.kind == "question"):
            return Fate("question")
        if answer is None:
            return Fate("set aside", "not placed")
        if answer.kind in ("answer", "reply"):
            if post.is_truncated:
                return Fate("set aside", "truncated")
            return Fate("in a theme") if post.id in themed else Fate("placed")
        if answer.reason == "off-topic" and tongues.named(post.lang) not in (None, spoken):
            return Fate("set aside", "other language")
        return Fate("set aside", answer.reason or answer.kind)

    return [fate(post) for post in posts]


def counted(fates: Sequence[Fate]) -> dict[str, int]:
    """Return how many posts had each fate, every fate named; the sum is the number of posts."""
    counts = Counter(fate.name for fate in fates)
    return {name: counts[name] for name in FATES}


def set_aside(fates: Sequence[Fate]) -> dict[str, int]:
    """Return how many posts were set aside for each reason, most first."""
    counts = Counter(fate.reason for fate in fates if fate.reason is not None)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def named(reason: str) -> str:
    """Return why one post was set aside: "a greeting", "in another language"."""
    return f"a {reason}" if reason in COUNTED else PHRASES.get(reason, reason)


def told(reasons: Mapping[str, int]) -> str:
    """Return how many posts were set aside for each reason: "28 greetings, 8 empty, 1 repost"."""
    return ", ".join(
        count(number, reason) if reason in COUNTED else f"{number:,} {PHRASES.get(reason, reason)}"
        for reason, number in reasons.items()
    )
