"""The records of a run, indexed once for everything that the recap tells of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.recap import exact, fates, plain
from pipeline.recap.credit import absent, at
from pipeline.recap.fates import Fate
from pipeline.recap.replies import Answered, Replies
from pipeline.records import (
    Answer,
    Chat,
    Line,
    Person,
    Pick,
    Post,
    Question,
    Role,
    Theme,
    Top,
    question_name,
)


@dataclass(frozen=True)
class Material:
    """All records of one chat; every quote has been held against its source."""

    chat: Chat
    posts: tuple[Post, ...]
    questions: tuple[Question, ...]
    themes: tuple[Theme, ...]
    people: tuple[Person, ...]
    lines: tuple[Line, ...]
    picks: tuple[Pick, ...]
    tops: tuple[Top, ...]
    by_id: dict[str, Post]
    placed: dict[str, Answer]
    authors: dict[str, Person]
    fates: tuple[Fate, ...]
    heard: tuple[Answer, ...]  # where posts belong that are not set aside
    answers: tuple[Post, ...]  # the answers among these, to a question where any is asked
    replied: int  # so many replies are among them, counted so, too
    answers_to: dict[int | None, tuple[Post, ...]]  # by question; of two parts, under both
    replies: Replies
    emptied: frozenset[int | None]  # questions of whose picks editors left none
    refused: tuple[Line, ...]  # lines that editors took out; their posts may be printed whole
    cut: frozenset[str]  # the ids of lines that editors cut

    def role(self, post: Post) -> Role:
        """Return the role of a post's author."""
        author = self.authors.get(post.handle.casefold())
        return author.role if author else "community"

    def called(self, post: Post) -> str | None:
        """Return the name of a post's author, from another of their posts where it bears none."""
        return plain.called(post, self.authors)

    def at(self, post: Post) -> str:
        """Return the handle of a post's author as it is shown."""
        return at(post.handle, self.called(post))

    def given(self, handle: str) -> str:
        """Return somebody of chat.toml as they are shown: by name where all others are."""
        return absent(handle, self.people)

    def name(self, number: int) -> str:
        """Return how a question or segment is called where there is no room for its text."""
        return f"segment {number}" if self.is_segmented else question_name(number)

    @property
    def is_segmented(self) -> bool:
        """Whether nobody asked numbered questions, and segments stand in for them."""
        return any(question.is_segment for question in self.questions)

    @property
    def in_segments(self) -> tuple[Post, ...]:
        """The posts of all segments, none where something was asked."""
        numbers = {question.number for question in self.questions if question.is_segment}
        return tuple(self.by_id[a.post_id] for a in self.heard if a.question in numbers)

    @property
    def parts(self) -> str:
        """How many questions or segments the chat has, in words; empty where it has neither."""
        noun = "segment" if self.is_segmented else "question"
        return plain.count(len(self.questions), noun) if self.questions else ""

    def answered(self, pick: Pick) -> Answered | None:
        """Return what the post of a pick answers, as `Replies.of` tells it."""
        return self.replies.of(self.by_id[pick.post_id])

    def numbers(self) -> list[int]:
        """Return the numbers of all questions, those that only answers know of included."""
        known = {question.number for question in self.questions}
        known |= {pick.question for pick in self.picks if pick.question is not None}
        return sorted(known)


def gather(
    chat: Chat,
    posts: Sequence[Post],
    questions: Sequence[Question],
    answers: Sequence[Answer],
    themes: Sequence[Theme],
    people: Sequence[Person],
    lines: Sequence[Line],
    picks: Sequence[Pick],
    tops: Sequence[Top],
    emptied: Collection[int | None] = (),
    refused: Sequence[Line] = (),
    cut: Collection[str] = (),
) -> Material:
    """Return the records, indexed.

    Raises: InputError when a line or pick is not letter by letter what its post says, or credits
    somebody else.
    """
    by_id = {post.id: post for post in posts}
    exact.check(by_id, lines, picks, tops)
    heard = [a for a in answers if a.post_id in by_id and by_id[a.post_id].set_aside is None]
    counted = [a for a in heard if a.question is not None or not questions]
    return Material(
        chat=chat,
        posts=tuple(posts),
        questions=tuple(questions),
        themes=tuple(themes),
        people=tuple(people),
        lines=tuple(lines),
        picks=tuple(picks),
        tops=tuple(tops),
        by_id=by_id,
        placed={answer.post_id: answer for answer in answers},
        authors={person.handle.casefold(): person for person in people},
        fates=tuple(fates.of_posts(posts, questions, answers, themes, lines, picks)),
        heard=tuple(heard),
        answers=tuple(by_id[a.post_id] for a in counted if a.kind == "answer"),
        replied=sum(a.kind == "reply" for a in counted),
        answers_to=_answers_to(heard, lines, by_id),
        replies=Replies(by_id, questions, people),
        emptied=frozenset(emptied),
        refused=tuple(refused),
        cut=frozenset(cut),
    )


def _answers_to(
    heard: Sequence[Answer], lines: Sequence[Line], by_id: Mapping[str, Post]
) -> dict[int | None, tuple[Post, ...]]:
    """Return the answers to each question: those placed under it, then others with a line there."""
    own = {answer.post_id: answer.question for answer in heard if answer.kind == "answer"}
    found: dict[int | None, dict[str, Post]] = defaultdict(dict)
    places = [*own.items(), *((line.post_id, line.question) for line in lines)]
    for post_id, number in places:
        if post_id in own:
            found[number][post_id] = by_id[post_id]
    return {number: tuple(posts.values()) for number, posts in found.items()}
