"""How placing and ranking do on fifty written chats of which everything is known.

    python -m benchmarks.written

Their questions, threads and grades are known from the writing (corpora/written), nothing was
learned from them. Each is posted in several ways: what a host does, the program has to find out.
The clock is made: half a minute between posts, a minute more after a question.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from pipeline import commands
from pipeline.cluster import assign, model, people, questions, stage
from pipeline.encoder import Encoder
from pipeline.learn import assignment, examples, ranker_figures
from pipeline.learn.graded import Grade, GradedChat
from pipeline.normalize import stage as normalize
from pipeline.records import AnswerKind, Chat, Post
from pipeline.score import model as ranker
from pipeline.score.style import beside
from pipeline.settings import NormalizeSettings, Settings

FOLDER = Path(__file__).parent.parent / "corpora" / "written"
START = datetime(2026, 1, 5, 20, tzinfo=UTC)
GAP, LONGER = timedelta(seconds=30), timedelta(seconds=60)


@dataclass(frozen=True)
class Written:
    """One post as it was written: the question that it belongs to, its kind, its grade 0 to 4."""

    id: str
    handle: str
    text: str
    question: int | None
    kind: AnswerKind
    to: str | None
    grade: int | None


@dataclass(frozen=True)
class Way:
    """How a chat is posted: before a question's words, before those of four answers of five."""

    name: str
    question: Callable[[int], str]
    answer: Callable[[int], str] = lambda _: ""
    has_clock: bool = True


WAYS = (
    Way("Q3: ...", "Q{}: ".format),
    Way("Q3: ..., most answers A3: ...", "Q{}: ".format, "A{}: ".format),
    Way("Q3: ..., no clock", "Q{}: ".format, has_clock=False),
    Way("3. ...", "{}. ".format),
    Way("no numbers", lambda _: ""),
)


def main() -> None:
    """Print a table of the ways, and how the ranker ranks."""
    settings = Settings()
    encoder = commands.encoder_of(settings)
    chats = {path.stem: list(_read(path)) for path in sorted(FOLDER.glob("*.jsonl"))}
    print(f"{len(chats)} chats, {sum(map(len, chats.values()))} posts")
    print(f"{'posted as':32} all found  posts    answers  unlabel. open question")
    for way in WAYS:
        rows = np.array([_placed(chat, way, encoder) for chat in chats.values()])
        found, *shares = np.nanmean(rows, axis=0).tolist()
        told = "    ".join(f"{share:.3f}" for share in shares)
        print(f"{way.name:32} {found * len(chats):3.0f} of {len(chats)}   {told}")
    print("\nranked by                 nDCG@5  Spearman")
    style = beside(encoder)
    held = [
        examples.judged(_graded(name, chat, *_posted(chat, WAYS[0])), style, encoder)
        for name, chat in chats.items()
    ]
    for name, score in (
        ("the ranker", lambda judged: ranker.load().log_odds(judged.values, ranker.CERTAIN)),
        ("length", lambda judged: np.array([float(len(line)) for line in judged.lines])),
    ):
        ranked = [r for judged in held for r in ranker_figures.rankings(score(judged), judged)]
        mean = ranker_figures.mean(ranked)
        print(f"{name:25} {mean.ndcg:.3f}   {mean.rho:.3f}")


def _read(path: Path) -> list[Written]:
    return [Written(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _posted(chat: list[Written], way: Way) -> tuple[list[Post], Chat]:
    """Return a chat as an export of this way of posting holds it, normalized."""
    posts, clock = [], START
    for place, one in enumerate(chat):
        mark = ""
        if one.question is not None and one.kind == "question":
            mark = way.question(one.question)
        elif one.question is not None and one.kind == "answer" and place % 5:
            mark = way.answer(one.question)
        at = clock.isoformat().replace("+00:00", "Z") if way.has_clock else None
        posts.append(Post(id=one.id, handle=one.handle, text=mark + one.text, created_at=at))
        clock += GAP + (LONGER if one.kind == "question" else timedelta())
    return normalize.run(posts, Chat(chat="written"), NormalizeSettings())


def _placed(chat: list[Written], way: Way, encoder: Encoder) -> tuple[float, ...]:
    """Return whether all questions were found, the shares of all posts, answers, and answers
    without a label that stand under their question, and that of all under the one open then."""
    posts, about = _posted(chat, way)
    found = questions.find(posts, about)
    hosts = frozenset(people.find_hosts(posts, found, about))
    seen, _ = stage.look(posts, found, encoder)
    placed = assign.answers(seen, model.load(), hosts, frozenset())
    # who does not number is counted in the order of asking
    own = {post.id: post.label for post in posts}
    right = np.array([a.question == one.question for a, one in zip(placed, chat, strict=True)])
    open_then = assignment.simple(seen)
    simply = np.array([s == one.question for s, one in zip(open_then, chat, strict=True)])
    answers = np.array([one.kind == "answer" for one in chat])
    bare = answers & np.array([own[one.id] is None for one in chat])
    asked = {one.id for one in chat if one.kind == "question"}
    is_found = {question.post_id for question in found} == asked
    return (
        float(is_found),
        float(right.mean()),
        float(right[answers].mean()),
        float(right[bare].mean()),
        float(simply.mean()),
    )


def _graded(name: str, chat: list[Written], posts: list[Post], about: Chat) -> GradedChat:
    grades = {
        one.id: Grade(
            id=one.id, question=one.question, kind=one.kind, grade=one.grade or 0,
            start=None, end=None,
        )
        for one in chat
    }  # fmt: skip
    return GradedChat(name, about, posts, grades)


if __name__ == "__main__":
    main()
