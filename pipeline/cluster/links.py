"""Who may be talking to whom: for each post the earlier ones that it may continue, with what
speaks for each, and how those are weighed."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from pipeline import language
from pipeline.cluster import echoes, replies
from pipeline.cluster.arrays import Floats, Ints
from pipeline.encoder import Vectors
from pipeline.records import Post

FEATURES = (
    "named", "first_mentioned", "other_mentioned", "talks_back", "talks_back_last", "own", "circle",
    "minutes", "log_minutes", "posts_between", "their_last", "alike", "labelled",
    "starts_with_mention", "asks", "shared_people", "same_people", "mentions_nobody",
    *replies.MARKS, "parent_asks", "same_number", "other_number",
    "shared_words", "echo",
)  # fmt: skip
ALONE = ("always", "starts_with_mention", "has_candidates")
MOST = 32  # candidates of one post, the latest ones
MOST_ECHOES = 8  # candidates beside them that only share words with it, the latest ones
ECHO = 0.7  # shared rare words from which on a post may continue another without a name in common
MOST_SHARED = 2.0  # shared rare words: more say no more
BACK = echoes.BACK  # posts that are looked back over
MINUTES = 40.0  # that are looked back over; an echo may come later
MOST_PULL = 15.0  # to either side, so that no pair drowns all others in float noise
SHARED = 2  # people that two posts name or are by, from which on they may be of one conversation


@dataclass(frozen=True)
class Links:
    """Pairs of posts (e,): `child` may continue `parent`; `values` (e, len(FEATURES)) speak for it.

    Pairs stand in the order of their children. `alone` (n, len(ALONE)) is what speaks for a post
    continuing none. `ties` are the stems of the rarest words by which pairs were found that have
    nobody in common.
    """

    child: Ints
    parent: Ints
    values: Floats
    alone: Floats
    ties: Mapping[tuple[int, int], str]

    @cached_property
    def by_parent(self) -> Ints:
        """The pairs (e,) in the order of their parents, those of one parent as they stand."""
        return np.argsort(self.parent, kind="stable")


def find(
    posts: Sequence[Post],
    minutes: Floats,
    held: Ints,
    named: Sequence[Sequence[int]],
    asked: frozenset[str],
    vectors: Vectors | Floats,
    numbers: Ints,
) -> Links:
    """Return the pairs of a chat; `named` are the parents that the export itself tells.

    `asked` are the ids of the posts that ask the questions, `numbers` (n,) the place of the
    question that each post asks or is labelled with, -1 for none.
    """
    authors = [post.called for post in posts]
    mentioned = [_mentioned(post) for post in posts]
    talk = _Talk(
        posts=posts,
        minutes=minutes,
        held=held,
        asked=asked,
        numbers=numbers,
        authors=authors,
        mentioned=mentioned,
        addresses=[replies.address(post) for post in posts],
        people=[frozenset(m) | {a} for m, a in zip(mentioned, authors, strict=True)],
        shared=echoes.find(posts, held),
        alike=_likeness(vectors),
    )
    child: list[int] = []
    parent: list[int] = []
    ties: dict[tuple[int, int], str] = {}
    rows = array("d")
    for index in range(len(posts)):
        others = _candidates(talk, index, named[index])
        child += [index] * len(others)
        parent += others
        for other, how in others.items():
            if how == "echo":
                ties[index, other] = talk.shared[index][other][1]
        for row in _rows(talk, index, others):
            rows.extend(row)
    alone = np.zeros((len(posts), len(ALONE)))
    alone[:, 0] = 1
    alone[:, 1] = [post.starts_with_name for post in posts]
    alone[child, 2] = 1
    values = np.frombuffer(rows, dtype=np.float64).reshape(-1, len(FEATURES))
    children, parents = np.array(child, dtype=np.int64), np.array(parent, dtype=np.int64)
    return Links(children, parents, values, alone, ties)


@dataclass(frozen=True)
class _Talk:
    """What is known of each of n posts, before they are held against each other."""

    posts: Sequence[Post]
    minutes: Floats
    held: Ints
    asked: frozenset[str]
    numbers: Ints
    authors: list[str]
    mentioned: list[list[str]]
    addresses: list[replies.Address]
    people: list[frozenset[str]]  # who wrote it, and whom it names
    shared: list[Mapping[int, tuple[float, str]]]  # the rare words that earlier posts have, too
    alike: Callable[[int, int], float]  # how near two posts are in what they say


def _likeness(vectors: Vectors | Floats) -> Callable[[int, int], float]:
    mean = vectors.mean(axis=0, dtype=np.float64) if len(vectors) else vectors

    @lru_cache(maxsize=2 * BACK)
    def centred(index: int) -> Floats:
        row = vectors[index : index + 1].astype(np.float64) - mean
        unit: Floats = (row / (np.linalg.norm(row, axis=1, keepdims=True) + 1e-9))[0]
        return unit

    return lambda one, other: round(float(centred(one) @ centred(other)), 6)


def _candidates(talk: _Talk, index: int, named: Sequence[int]) -> dict[int, str]:
    """Return the posts that a post may continue, the latest first, and how each was found."""
    others = dict.fromkeys(named, "named")
    # who starts with the own handle goes on with what was said before
    called = {*talk.mentioned[index], *talk.addresses[index].lead[:1]}
    for other in range(index - 1, max(0, index - BACK) - 1, -1):
        if len(others) == MOST or talk.held[other] != talk.held[index]:
            break
        if not called or talk.minutes[index] - talk.minutes[other] > MINUTES:
            break
        if other in others:
            continue
        if talk.authors[other] in called:
            others[other] = "mentioned"
        elif len(talk.people[index] & talk.people[other]) >= SHARED:
            others[other] = "own" if talk.authors[other] == talk.authors[index] else "circle"
    told = sorted(other for other, (much, _) in talk.shared[index].items() if much >= ECHO)
    for other in [other for other in told if other not in others][-MOST_ECHOES:]:
        others[other] = "echo"
    return dict(sorted(others.items(), reverse=True))


def _rows(talk: _Talk, index: int, others: Mapping[int, str]) -> Iterator[list[float]]:
    """Yield the FEATURES of a post with each that it may continue, in their order."""
    people, mentioned, number = talk.people[index], talk.mentioned[index], talk.numbers[index]
    between: dict[str, int] = defaultdict(int)
    has_talked: set[str] = set()
    for other, how in others.items():
        author, theirs = talk.authors[other], talk.people[other]
        talks_back = talk.authors[index] in talk.mentioned[other]
        is_last = talks_back and author not in has_talked
        is_question = talk.posts[other].id in talk.asked
        # a reply that the export names is one, however late it comes
        is_named = talk.posts[index].reply_to == talk.posts[other].id
        apart = 0.0 if is_named else abs(float(talk.minutes[index] - talk.minutes[other]))
        first = how == "mentioned" and author in mentioned[:1]
        yield [
            how == "named", first, how == "mentioned" and not first, talks_back, is_last,
            how == "own", how == "circle", min(apart, MINUTES) / 5, np.log1p(apart),
            min(between[author], 6) / 3, how == "mentioned" and not between[author],
            talk.alike(index, other),
            talk.posts[other].is_labelled_answer,
            talk.posts[other].starts_with_name,
            is_question,
            len(people & theirs) / len(people | theirs),
            people == theirs and bool(mentioned), not talk.mentioned[other],
            *replies.marks(talk.addresses[index], talk.addresses[other], is_question=is_question),
            language.asks(talk.posts[other].said) and not is_question,
            number >= 0 and number == talk.numbers[other],
            number >= 0 <= talk.numbers[other] and number != talk.numbers[other],
            min(MOST_SHARED, talk.shared[index].get(other, (0.0, ""))[0]), how == "echo",
        ]  # fmt: skip
        between[author] += 1
        if talks_back:
            has_talked.add(author)


def _mentioned(post: Post) -> list[str]:
    return [handle for handle in post.mentions if handle != post.called]


def weigh(links: Links, pull: Floats) -> Floats:
    """Return how likely each pair is (e,): those of one child, and its continuing none, add to 1.

    `pull` (len(FEATURES) + len(ALONE),) weighs what speaks for a pair, and for none.
    """
    width = len(FEATURES)
    pairs = np.exp(np.clip(links.values @ pull[:width], -MOST_PULL, MOST_PULL))
    total = np.exp(np.clip(links.alone @ pull[width:], -MOST_PULL, MOST_PULL))
    np.add.at(total, links.child, pairs)
    shares: Floats = pairs / total[links.child]
    return shares


def heard(
    links: Links, shares: Floats, beliefs: Floats, part: range | None = None
) -> tuple[Floats, Floats]:
    """Return what those whom a post may continue are believed to answer, and what those who may
    continue it, both (n, m + 1), with the shares of the pairs as weights.

    `part` are the posts that are asked about, all unless given.
    """
    part = range(len(beliefs)) if part is None else part
    shape = (len(part), beliefs.shape[1])
    above, below = np.zeros(shape), np.zeros(shape)
    own = slice(*np.searchsorted(links.child, (part.start, part.stop)))
    np.add.at(above, links.child[own] - part.start, shares[own, None] * beliefs[links.parent[own]])
    told = links.by_parent[
        slice(*np.searchsorted(links.parent, (part.start, part.stop), sorter=links.by_parent))
    ]
    np.add.at(
        below, links.parent[told] - part.start, shares[told, None] * beliefs[links.child[told]]
    )
    return above, below


def totals(links: Links, shares: Floats, count: int) -> tuple[Floats, Floats]:
    """Return what the shares add up to for each post as a child and as a parent, both (n, 1)."""
    linked, continued = np.zeros(count), np.zeros(count)
    np.add.at(linked, links.child, shares)
    np.add.at(continued, links.parent, shares)
    return linked[:, None], continued[:, None]
