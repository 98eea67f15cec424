"""Themes: the few points that the answers to one question make, with how many people make each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipeline import tongues
from pipeline.cluster import habits, linkage, points, space
from pipeline.cluster.arrays import Floats
from pipeline.cluster.chatter import stop_words
from pipeline.cluster.keyphrases import in_phrases
from pipeline.cluster.lexicon import Lexicon, stem_of, words
from pipeline.cluster.names import Nearness, name
from pipeline.encoder import Encoder, Vectors
from pipeline.encoder.texts import listed
from pipeline.records import (
    Answer,
    Post,
    Question,
    Theme,
    count_voices,
    hashtags,
    in_order,
    stable_id,
)
from pipeline.settings import ClusterSettings

PART = re.compile(r"[^\W\d_a-z]?[^\W\d_A-Z]+")  # of a handle: "Pat", "Dog" of PatDog_7
SERVER = re.compile(r"(?<=\w)@\S+|https?://\S+")  # "Ana (@ana@mastodon.social)"
OWN_TAG = 0.1  # of a chat's posts: a hashtag on so many is the chat's own and names no theme


def group(
    texts: Iterable[str],
    question: str | None = None,
    *,
    distance: float = ClusterSettings().theme_distance,
    encoder: Encoder | None = None,
) -> linkage.Labels:
    """Return the theme of each answer to one question, int, shape (n,), numbered from 0.

    Nothing is left over: an answer like no other is a theme of its own. The largest theme is 0.
    Equal texts share a theme. The same texts give the same themes on every run.

    Raises: InputError when the learned head is missing or does not match, TypeError for one text
    in place of several, and for what is no text.
    """
    return _grouped(listed(texts), question, distance, points.beside(encoder), None)


def match(
    texts: Iterable[str],
    points_made: Iterable[str],
    question: str | None = None,
    *,
    encoder: Encoder | None = None,
) -> npt.NDArray[np.float32]:
    """Return how well each text makes each point, shape (n_texts, n_points), at most 1.

    A text that says no more than the question makes no point, not even its own.

    Raises: as `group` does.
    """
    said, made = listed(texts), listed(points_made)
    scores = np.zeros((len(said), len(made)), dtype=np.float32)
    if not scores.size:
        return scores
    meaning, shared = space.blocks([*said, *made], question, points.beside(encoder))
    scores += meaning[: len(said)] @ meaning[len(said) :].T
    scores += (shared[: len(said)] @ shared[len(said) :].T).toarray()
    return np.minimum(scores, 1)  # float noise aside


def _grouped(
    texts: Sequence[str],
    question: str | None,
    distance: float,
    encoder: Encoder,
    vectors: Vectors | None,
) -> linkage.Labels:
    if not len(texts):
        return np.zeros(0, dtype=np.int64)
    first: dict[str, int] = {}
    same = [first.setdefault(" ".join(text.casefold().split()), i) for i, text in enumerate(texts)]
    kept = np.array(sorted(set(same)))
    rows = None if vectors is None else vectors[kept]
    blocks = space.blocks([texts[index] for index in kept], question, encoder, rows)
    found = linkage.partition(blocks, space.threshold(blocks, distance))
    place = dict(zip(kept.tolist(), found.tolist(), strict=True))
    return linkage.by_size(np.array([place[index] for index in same], dtype=np.int64))


@dataclass(frozen=True)
class _Scope:
    """The posts of a chat as the themes of every question need them."""

    posts: Mapping[str, Post]
    followers: Mapping[str, Sequence[str]]  # the repeats of a post
    lexicon: Lexicon
    phrasing: Lexicon  # for phrases, which are found by English small words
    language: str | None  # of most posts
    settings: ClusterSettings
    encoder: Encoder


def find(
    posts: Sequence[Post],
    answers: Sequence[Answer],
    questions: Sequence[Question],
    meanings: Vectors | Floats,
    settings: ClusterSettings,
    encoder: Encoder,
) -> list[Theme]:
    """Return the themes of every question, those with most voices first.

    Repeats are kept out of the grouping and join the theme of the post that they repeat, so that
    their voices are counted, as those of reposts are not. `meanings` (posts, d) are rows of
    `encoder`.

    Raises: InputError when the learned head is missing or does not match.
    """
    by_question: dict[int | None, list[int]] = defaultdict(list)
    for index, (post, answer) in enumerate(zip(posts, answers, strict=True)):
        if answer.kind == "answer" and post.set_aside is None:
            by_question[answer.question].append(index)
    scope = _scope(posts, settings, points.beside(encoder))
    texts = {question.number: question.text for question in questions}
    found: list[Theme] = []
    for number in in_order(by_question):
        indices = by_question[number]
        rows = meanings[indices].astype(np.float32) if scope.encoder is encoder else None
        asked = texts.get(number, "") if number is not None else ""
        found += _themes(number, asked, [posts[index] for index in indices], rows, scope)
    return found


def _scope(posts: Sequence[Post], settings: ClusterSettings, encoder: Encoder) -> _Scope:
    by_id = {post.id: post for post in posts}
    followers: dict[str, list[str]] = defaultdict(list)
    tags: Counter[str] = Counter()
    for post in posts:
        if post.duplicate_of in by_id:
            followers[str(post.duplicate_of)].append(post.id)
        tags.update(hashtags(post.entities))
    own = {tag for tag, times in tags.items() if times >= max(2, OWN_TAG * len(posts))}
    lexicon = Lexicon.of([post.said for post in posts], barred=own | _people(posts))
    language = tongues.usual(post.lang for post in posts)
    apart = frozenset() if language == "en" else stop_words(language)
    phrasing = replace(lexicon, barred=lexicon.barred | apart)
    return _Scope(by_id, followers, lexicon, phrasing, language, settings, encoder)


def _people(posts: Sequence[Post]) -> set[str]:
    """Return the names of those who post, in lower case: parts of a handle or a name that posts
    write with a capital (Ida), and never, in no form, in small letters (grants, Grant).
    """
    said = {word for post in posts for word in words(post.said)}
    small = {form for word in said if word.islower() for form in (word, stem_of(word))}
    names = {SERVER.sub("", f"{post.handle} {post.name or ''}") for post in posts}
    called = {part for name in names for part in PART.findall(name)}
    great = {word.casefold() for word in said if word.istitle()}
    return {part.casefold() for part in called} & great - small


def _themes(
    number: int | None,
    question: str,
    members: Sequence[Post],
    vectors: Vectors | None,
    scope: _Scope,
) -> list[Theme]:
    texts = [post.said for post in members]
    rows = scope.encoder.encode(texts) if vectors is None else vectors
    labels = _grouped(texts, question, scope.settings.theme_distance, scope.encoder, rows)
    count = scope.settings.theme_words
    near = _nearness(labels, rows, scope.encoder)
    spoken = [tongues.named(post.lang) or scope.language for post in members]
    own = [habits.without_bonus(text) for text in texts]
    names = name(own, labels, question, count, scope.lexicon, near, spoken)
    names = in_phrases(names, own, labels, scope.phrasing)
    meaning = space.project(rows, space.direction(question, scope.encoder))
    found = []
    for label, keywords in enumerate(names):
        inside = np.flatnonzero(labels == label)
        centre = meaning[inside].sum(axis=0)
        nearest = int(inside[(meaning[inside] @ centre).round(4).argmax()])
        ids = [members[index].id for index in inside.tolist()]
        ids += [follower for post_id in ids for follower in scope.followers.get(post_id, ())]
        found.append(
            Theme(
                id=stable_id("theme", number, *sorted(ids)),
                question=number,
                keywords=keywords,
                post_ids=tuple(ids),
                voices=count_voices(scope.posts[post_id] for post_id in ids),
                medoid=members[nearest].id,
            )
        )
    return sorted(found, key=lambda theme: (-theme.voices, -len(theme.post_ids), theme.id))


def _nearness(labels: linkage.Labels, rows: Vectors, encoder: Encoder) -> Nearness:
    """Return what tells how near words lie to each theme, beyond what all answers have in common;
    `rows` (n, d) are the answers' from `encoder`."""
    sums = np.zeros((int(labels.max()) + 1, rows.shape[1]))
    np.add.at(sums, labels, rows)
    means = sums / np.bincount(labels)[:, None] - rows.mean(axis=0, dtype=np.float64)
    centres = space.unit(means)
    return lambda words: np.round(encoder.encode(words) @ centres.T, 4)
