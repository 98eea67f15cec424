"""What a chat looks like to the decoder: clock, questions, who answers whom, what texts mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.cluster import clock, filing, habits, links, parentage, sessions, supposed, topics
from pipeline.cluster.arrays import Bools, Floats, Ints
from pipeline.cluster.parentage import Parents
from pipeline.encoder import Vectors
from pipeline.records import Post, Question, number_of

AT_ONCE = 8_192  # posts whose vectors are held in double precision
HOUR = 60.0  # minutes


@dataclass(frozen=True)
class Scene:
    """The posts and questions of one chat as arrays; n posts, m questions."""

    posts: tuple[Post, ...]
    questions: tuple[Question, ...]
    minutes: Floats  # (n,) the clock, in a chat of days at `haste` times its speed
    # (n,) the minute a post speaks to: its own, unless it answers what the export lacks
    spoken_to: Floats
    has_clock: bool
    asking: frozenset[str]  # ids of the posts that ask the questions, again or for the first time
    asks: tuple[tuple[float, int], ...]  # (minute, question index) of each asking, in time order
    supposed: frozenset[int]  # questions whose one asking is where labels and pace suggest
    held: Ints  # (n,) the session of each post
    asked_in: Ints  # (m,) the session of each question
    # (n, m) whether it may answer: one of its own session, or of that of what it replies to
    is_open: Bools
    # (n,) index of the question that it asks, under which the export files it, or in whose thread
    # it stands where threads are the chat's form, or -1
    filed: Ints
    parents: tuple[Parents, ...]  # (index, weight) of what a post answers or quotes, adding to 1
    is_explicit: Bools  # (n,) whether the export itself names the parent
    before: Ints  # (n,) the same author's post before, or -1
    after: Ints  # (n,) the same author's post after, or -1
    meanings: Vectors | Floats  # (n, d) unit vectors
    fits: Floats  # (n, m) how well it fits a question's words, centred per post
    kin: Floats  # (n, m) how well it fits what is labelled as answering it
    habit: Floats  # (n,) how much its session labels answers
    moments: Floats  # (n, m) what the labels around it speak for
    wording: Floats  # (n, m) what its words speak for
    links: links.Links
    # place of a post -> the question that it names without a label: by number or topic, as a bonus
    named: Mapping[int, int]
    haste: float = 1.0

    def label_of(self, index: int) -> int | None:
        """Return the question that a post's own label names in its session, None without a label.

        Of several it is the first.
        """
        return next(iter(self.labels_of(index)), None)

    def labels_of(self, index: int) -> tuple[int, ...]:
        """Return all the questions that a post's own label names in its session."""
        label, session = self.posts[index].label, int(self.held[index])
        named = () if label is None else (label.question, *label.also)
        return tuple(number_of(number, session) for number in named)

    def told(self, minutes: float) -> str:
        """Return minutes of this scene as what passed on people's clocks: "9 min", "21 h"."""
        passed = minutes / self.haste
        is_soon = self.haste == 1 or passed < HOUR
        return f"{passed:.0f} min" if is_soon else f"{passed / HOUR:.0f} h"


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
    minutes, has_clock = clock.read(posts)
    place = {post.id: index for index, post in enumerate(posts)}
    if not has_clock:
        minutes = clock.paced(minutes, questions, place)
    held = sessions.of_posts(questions, place, minutes, has_clock=has_clock)
    asked_in = np.array([question.session for question in questions], dtype=np.int64)
    asking = frozenset(post_id for question in questions for post_id in question.asking)
    spoken_to = clock.spoken_to(posts, minutes, asking, has_clock=has_clock)
    haste = clock.haste(minutes, questions, place, asked_in)
    minutes, spoken_to = minutes * haste, spoken_to * haste
    parents, is_explicit = parentage.find(posts, place, minutes, meanings)
    is_open = _open(held, asked_in, parents, is_explicit)
    columns = {question.number: index for index, question in enumerate(questions)}
    labelled = _labelled(posts, columns, held)
    is_answer = np.array([post.is_labelled_answer for post in posts], dtype=bool)
    own = np.where(is_answer, labelled, -1)
    told = [
        [other for other, _ in parents[index]] if is_explicit[index] else []
        for index in range(len(posts))
    ]
    before, after = _neighbours(posts)
    asks = _asks(questions, place, minutes)
    first = {asked: minute for minute, asked in reversed(asks)}
    numbers = _numbers(labelled, questions, place)
    guessed = supposed.moments(questions, first, minutes, numbers)
    known = first | guessed
    since = {q.number: known.get(index, -np.inf) for index, q in enumerate(questions)}
    return Scene(
        posts=tuple(posts),
        questions=tuple(questions),
        minutes=minutes,
        spoken_to=spoken_to,
        has_clock=has_clock,
        asking=asking,
        asks=tuple(sorted([*asks, *((moment, q) for q, moment in guessed.items())])),
        supposed=frozenset(guessed),
        held=held,
        asked_in=asked_in,
        is_open=is_open,
        filed=filing.under(posts, questions, numbers, place),
        parents=parents,
        is_explicit=is_explicit,
        before=before,
        after=after,
        meanings=meanings,
        fits=_centred(_products(meanings, asked.astype(np.float64).T), is_open),
        kin=_kin(own, meanings, is_open),
        habit=habits.labelling(posts, held),
        moments=habits.moments(minutes, own, len(questions)),
        wording=habits.wording(posts, questions, own, is_open),
        links=links.find(posts, minutes, held, told, asking, meanings, numbers),
        haste=haste,
        named=topics.named(posts, questions, held, place)
        | habits.bonus(posts, questions, place)
        | habits.numbered(posts, minutes, held, since),
    )


def _asks(
    questions: Sequence[Question], place: dict[str, int], minutes: Floats
) -> tuple[tuple[float, int], ...]:
    asks = [
        (float(minutes[place[post_id]]), index)
        for index, question in enumerate(questions)
        for post_id in question.asking
        if post_id in place
    ]
    return tuple(sorted(asks))


def _open(
    held: Ints,
    asked_in: Ints,
    parents: Sequence[Parents],
    is_explicit: Bools,
) -> Bools:
    is_open: Bools = held[:, None] == asked_in[None, :]
    for index in np.flatnonzero(is_explicit).tolist():
        for other, _ in parents[index]:
            is_open[index] |= asked_in == held[other]
    return is_open


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


def _centred(values: Floats, is_open: Bools) -> Floats:
    if values.shape[1] == 0:
        return values
    mean = np.where(is_open, values, 0).sum(axis=1) / np.maximum(is_open.sum(axis=1), 1)
    centred: Floats = np.where(is_open, values - mean[:, None], 0.0)
    return centred


def _labelled(posts: Sequence[Post], columns: Mapping[int, int], held: Ints) -> Ints:
    """Return the column of the question that each post's label names in its session, or -1."""
    found = np.full(len(posts), -1, dtype=np.int64)
    for index, post in enumerate(posts):
        if post.label is not None:
            found[index] = columns.get(number_of(post.label.question, int(held[index])), -1)
    return found


def _numbers(labelled: Ints, questions: Sequence[Question], place: dict[str, int]) -> Ints:
    """Return the column of the question that each post asks, or that its label names, or -1."""
    found = labelled.copy()
    for column, question in enumerate(questions):
        for post_id in question.asking:
            if post_id in place:
                found[place[post_id]] = column
    return found


def _products(vectors: Vectors | Floats, others: Floats, mean: Floats | None = None) -> Floats:
    """Return `(vectors - mean) @ others` in double precision, part by part."""
    found = np.zeros((len(vectors), *others.shape[1:]))
    for start in range(0, len(vectors), AT_ONCE):
        rows = vectors[start : start + AT_ONCE].astype(np.float64)
        found[start : start + AT_ONCE] = (rows if mean is None else rows - mean) @ others
    return found


def _kin(own: Ints, vectors: Vectors | Floats, is_open: Bools) -> Floats:
    values = np.zeros(is_open.shape)
    if not len(own):
        return values
    mean = vectors.mean(axis=0, dtype=np.float64)
    for question in np.unique(own[own >= 0]):
        indices = np.flatnonzero(own == question)
        total = (vectors[indices] - mean).sum(axis=0)
        values[:, question] = _products(vectors, total, mean) / (np.linalg.norm(total) + 1e-9)
        for index in indices:  # a post must not vouch for itself
            others = total - (vectors[index] - mean)
            norm = np.linalg.norm(others)
            # of equal texts nothing is left but float noise, which says nothing
            fit = (vectors[index] - mean) @ others / norm if norm > 1e-6 else 0.0
            values[index, question] = fit
    return _centred(values, is_open)
