"""What a chat looks like to the decoder: clock, questions, who answers whom, what texts mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from pipeline.encoder import Vectors
from pipeline.records import Post, Question

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MINUTES_PER_POST = 0.15  # the pace of a chat whose export has no clock (about 400 posts an hour)
MENTION_WINDOW = 30.0  # minutes in which a mention is taken as an answer to what was said
MENTION_POSTS = 6  # of the mentioned person, the latest ones


@dataclass(frozen=True)
class Scene:
    """The posts and questions of one chat as arrays; n posts, m questions.

    `minutes` (n,) is the clock; `asks` one (minute, question index) per asking, in time order;
    `parents` per post the (index, weight) of posts that it answers or quotes, weights adding to 1;
    `is_explicit` (n,) tells whether the export itself names the parent; `before` and `after` (n,)
    are the same author's neighbouring posts or -1; `meanings` (n, d) are unit vectors; `fits`
    (n, m) is how well a post fits a question's words, centred per post, `kin` (n, m) how well it
    fits what is labelled as answering it.
    """

    posts: tuple[Post, ...]
    questions: tuple[Question, ...]
    minutes: Floats
    has_clock: bool
    asks: tuple[tuple[float, int], ...]
    parents: tuple[tuple[tuple[int, float], ...], ...]
    is_explicit: npt.NDArray[np.bool_]
    before: Ints
    after: Ints
    meanings: Floats
    fits: Floats
    kin: Floats


def build(
    posts: Sequence[Post],
    questions: Sequence[Question],
    meanings: Vectors | Floats,
    asked: Vectors,
) -> Scene:
    """Return the scene of a chat.

    `meanings` (n, d) are the vectors of the posts' words, `asked` (m, d) those of the questions;
    a question without a text has a row of zeros.
    """
    minutes, has_clock = clock(posts)
    place = {post.id: index for index, post in enumerate(posts)}
    vectors = meanings.astype(np.float64)
    parents, is_explicit = _parents(posts, place, minutes, vectors)
    before, after = _neighbours(posts)
    return Scene(
        posts=tuple(posts),
        questions=tuple(questions),
        minutes=minutes,
        has_clock=has_clock,
        asks=_asks(questions, place, minutes),
        parents=parents,
        is_explicit=is_explicit,
        before=before,
        after=after,
        meanings=vectors,
        fits=_centred(vectors @ asked.astype(np.float64).T),
        kin=_kin(posts, questions, vectors),
    )


def clock(posts: Sequence[Post]) -> tuple[Floats, bool]:
    """Return the minutes (n,) from the first post on, and whether they come from real times.

    Without times, or with one time for all, the order of the posts stands in for the clock.
    """
    times = [post.time for post in posts]
    known = [time for time in times if time is not None]
    if len(set(known)) < 2 or len(known) * 2 < len(posts):
        return np.arange(len(posts), dtype=np.float64) * MINUTES_PER_POST, False
    start = min(known)
    last = 0.0
    minutes = np.zeros(len(posts))
    for index, time in enumerate(times):
        last = _minutes(start, time) if time is not None else last
        minutes[index] = last
    return minutes, True


def _minutes(start: datetime, time: datetime) -> float:
    return (time.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 60


def _asks(
    questions: Sequence[Question], place: dict[str, int], minutes: Floats
) -> tuple[tuple[float, int], ...]:
    asks = [
        (float(minutes[place[post_id]]), index)
        for index, question in enumerate(questions)
        for post_id in (question.post_id, *question.also_asked)
        if post_id in place
    ]
    return tuple(sorted(asks))


def _parents(
    posts: Sequence[Post], place: dict[str, int], minutes: Floats, vectors: Floats
) -> tuple[tuple[tuple[tuple[int, float], ...], ...], npt.NDArray[np.bool_]]:
    by_handle: dict[str, list[int]] = defaultdict(list)
    found: list[tuple[tuple[int, float], ...]] = []
    is_explicit = np.zeros(len(posts), dtype=bool)
    for index, post in enumerate(posts):
        named = [
            place[other]
            for other in (post.reply_to, post.quotes, post.duplicate_of)
            if other in place and place[other] != index
        ]
        if named:
            is_explicit[index] = True
            found.append(tuple((other, 1 / len(named)) for other in named))
        else:
            found.append(_mentioned(index, post, posts, by_handle, minutes, vectors))
        by_handle[post.handle.casefold()].append(index)
    return tuple(found), is_explicit


def _mentioned(
    index: int,
    post: Post,
    posts: Sequence[Post],
    by_handle: dict[str, list[int]],
    minutes: Floats,
    vectors: Floats,
) -> tuple[tuple[int, float], ...]:
    author = post.handle.casefold()
    candidates = [
        other
        for entity in post.entities
        if entity.kind == "mention" and entity.text[1:].casefold() != author
        for other in by_handle.get(entity.text[1:].casefold(), ())[-MENTION_POSTS:]
        if minutes[index] - minutes[other] <= MENTION_WINDOW
    ]
    if not candidates:
        return ()
    # who talks back to the author, what is recent and what is alike is the likelier parent
    pull = np.array(
        [
            4.0 * float(vectors[index] @ vectors[other])
            - 0.15 * (minutes[index] - minutes[other])
            + 1.0 * (f"@{author}" in posts[other].text.casefold())
            for other in candidates
        ]
    )
    weights = np.exp(pull - pull.max())
    weights /= weights.sum()
    return tuple((other, float(weight)) for other, weight in zip(candidates, weights, strict=True))


def _neighbours(posts: Sequence[Post]) -> tuple[Ints, Ints]:
    before = np.full(len(posts), -1, dtype=np.int64)
    after = np.full(len(posts), -1, dtype=np.int64)
    last: dict[str, int] = {}
    for index, post in enumerate(posts):
        author = post.handle.casefold()
        if author in last:
            before[index] = last[author]
            after[last[author]] = index
        last[author] = index
    return before, after


def _centred(values: Floats) -> Floats:
    if values.shape[1] == 0:
        return values
    centred: Floats = values - values.mean(axis=1, keepdims=True)
    return centred


def _kin(posts: Sequence[Post], questions: Sequence[Question], vectors: Floats) -> Floats:
    place = {question.number: index for index, question in enumerate(questions)}
    members: dict[int, list[int]] = defaultdict(list)
    for index, post in enumerate(posts):
        label = post.label
        if label is not None and label.kind == "A" and label.question in place:
            members[place[label.question]].append(index)
    values = np.zeros((len(posts), len(questions)))
    if not len(posts):
        return values
    mean = vectors.mean(axis=0)
    for question, indices in members.items():
        total = (vectors[indices] - mean).sum(axis=0)
        values[:, question] = (vectors - mean) @ total / (np.linalg.norm(total) + 1e-9)
        for index in indices:  # a post must not vouch for itself
            own = total - (vectors[index] - mean)
            norm = np.linalg.norm(own)
            # of equal texts nothing is left but float noise, which says nothing
            values[index, question] = (vectors[index] - mean) @ own / norm if norm > 1e-6 else 0.0
    return _centred(values)
