"""One run in memory, indexed for the page."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.recap.replies import Replies
from pipeline.records import (
    Chat,
    Line,
    Person,
    Pick,
    Post,
    Question,
    Role,
    Theme,
)
from pipeline.review import aside, naming
from pipeline.review.state import State
from pipeline.runs import Run

READ = ("chat.json", "posts.jsonl", "questions.jsonl", "answers.jsonl", "people.jsonl",
        "themes.jsonl", "lines.jsonl", "picks.jsonl")  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """The records of a run, each line and pick held against its post."""

    chat: Chat
    heading: str  # above the recap
    posts: dict[str, Post]
    questions: dict[int, Question]
    people: dict[str, Person]  # by handle in lower case
    themes: tuple[Theme, ...]
    lines: tuple[Line, ...]  # last, one of each post of which the run has none
    aside: frozenset[str]  # the ids of these
    picks: tuple[Pick, ...]
    by_id: dict[str, Line]
    picked: dict[str, int]  # line -> rank among the machine's picks
    threads: dict[str, tuple[Post, ...]]
    replies: dict[str, tuple[Post, ...]]
    repeats: dict[str, tuple[Post, ...]]  # post -> those that repeat it
    flagged: dict[str, tuple[Line, ...]]  # post -> its lines that have a flag
    answered: Replies
    asking: frozenset[str]  # handles in lower case of who asks not to be quoted

    def role(self, handle: str) -> Role:
        """Return the role of a person."""
        person = self.people.get(handle.casefold())
        return person.role if person else "community"

    @property
    def title(self) -> str:
        """The chat's title, else its hashtag, else its name."""
        return self.chat.title or self.chat.hashtag or self.chat.chat


def load(run: Run) -> Sheet:
    """Return the run, indexed.

    Raises: InputError when a file is missing, damaged or of another run.
    """
    posts = run.posts()
    picks, themes, people = run.picks(posts), run.themes(posts), run.people()
    lines = run.lines(posts)
    run.refuse_mixture(lines, themes, picks, people)
    rest = aside.lines(run, posts, lines)
    lines += rest
    threads: dict[str, list[Post]] = defaultdict(list)
    replies: dict[str, list[Post]] = defaultdict(list)
    repeats: dict[str, list[Post]] = defaultdict(list)
    to_look_at: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.joined and any(reason.flag for reason in line.reasons):
            to_look_at[line.post_id].append(line)
    for post in sorted(posts, key=lambda p: (p.created_at or "", p.id)):
        if post.thread:
            threads[post.thread].append(post)
        if post.reply_to:
            replies[post.reply_to].append(post)
        if post.duplicate_of:
            repeats[post.duplicate_of].append(post)
    by_id, questions, chat = {post.id: post for post in posts}, run.questions(), run.chat()
    return Sheet(
        chat=chat,
        heading=naming.heading(chat, posts, questions, run.answers(posts), people),
        posts=by_id,
        questions={question.number: question for question in questions},
        people={person.handle.casefold(): person for person in people},
        themes=tuple(themes),
        lines=tuple(lines),
        aside=frozenset(line.id for line in rest),
        picks=tuple(picks),
        by_id={line.id: line for line in lines},
        picked={pick.line_id: pick.rank for pick in picks},
        threads={key: tuple(found) for key, found in threads.items()},
        replies={key: tuple(found) for key, found in replies.items()},
        repeats={key: tuple(found) for key, found in repeats.items()},
        flagged={key: tuple(found) for key, found in to_look_at.items()},
        answered=Replies(by_id, questions, people),
        asking=frozenset(p.handle.casefold() for p in posts if p.asks_not_to_be_quoted),
    )


def named(found: Sheet, state: State) -> Sheet:
    """Return a run with its title and people as the editors say."""
    chat, people = naming.told(found.chat, found.people.values(), state)
    return replace(
        found,
        chat=chat,
        heading=state.title.value if state.title else found.heading,
        people={person.handle.casefold(): person for person in people},
        answered=Replies(found.posts, found.questions.values(), people),
    )


def stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when the files of the run are written again."""
    found = []
    for name in READ:
        with suppress(FileNotFoundError):
            status = os.stat(f"{folder}/{name}")
            found.append((name, status.st_mtime_ns, status.st_ino))
    return tuple(found)
