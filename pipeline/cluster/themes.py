"""Themes: the few points that the answers to one question make, with how many people make each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.cluster import space
from pipeline.cluster.scene import Floats
from pipeline.encoder import Encoder, Vectors
from pipeline.records import Answer, Post, Question, Theme, stable_id
from pipeline.settings import ClusterSettings

WORD = re.compile(r"[^\W\d_][\w'’-]*[^\W_]")
EXACT = 1500  # answers up to which average linkage sees every pair; more go by way of small groups
SEED = 7


def group(
    texts: Sequence[str],
    question: str | None = None,
    *,
    distance: float = ClusterSettings().theme_distance,
    encoder: Encoder | None = None,
) -> npt.NDArray[np.int64]:
    """Return the theme of each answer to one question, int, shape (n,), numbered from 0.

    Nothing is left over: an answer like no other is a theme of its own. The largest theme is 0.
    The same texts give the same themes on every run.
    """
    return partition(space.answers_to(texts, question, encoder), distance)


def match(
    texts: Sequence[str],
    points: Sequence[str],
    question: str | None = None,
    *,
    encoder: Encoder | None = None,
) -> npt.NDArray[np.float32]:
    """Return how well each text makes each point, cosine, shape (n_texts, n_points)."""
    both = space.answers_to([*texts, *points], question, encoder)
    scores: npt.NDArray[np.float32] = both[: len(texts)] @ both[len(texts) :].T
    return scores


def partition(vectors: Vectors, distance: float) -> npt.NDArray[np.int64]:
    """Return the group of each unit row by average linkage, shape (n,), largest group first."""
    count = len(vectors)
    if count < 2:
        return np.zeros(count, dtype=np.int64)
    if count <= EXACT:
        return _by_size(_linked(vectors, distance))
    from sklearn.cluster import MiniBatchKMeans

    small = MiniBatchKMeans(
        n_clusters=EXACT // 2, random_state=SEED, n_init=1, batch_size=4096, max_iter=20
    ).fit_predict(vectors)
    order = {label: place for place, label in enumerate(sorted(set(small.tolist())))}
    member = np.array([order[label] for label in small.tolist()])
    centres = np.zeros((len(order), vectors.shape[1]), dtype=np.float32)
    np.add.at(centres, member, vectors)
    return _by_size(_linked(space.unit(centres), distance)[member])


def _linked(vectors: Vectors, distance: float) -> npt.NDArray[np.int64]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    rows = vectors.astype(np.float64)
    apart = np.round(np.clip(1 - rows @ rows.T, 0, 2), 6)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), method="average")
    labels: npt.NDArray[np.int64] = fcluster(tree, distance, criterion="distance").astype(np.int64)
    return labels


def _by_size(labels: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    counts = Counter(labels.tolist())
    first = {label: index for index, label in reversed(list(enumerate(labels.tolist())))}
    order = sorted(counts, key=lambda label: (-counts[label], first[label]))
    place = {label: rank for rank, label in enumerate(order)}
    return np.array([place[label] for label in labels.tolist()], dtype=np.int64)


def find(
    posts: Sequence[Post],
    answers: Sequence[Answer],
    questions: Sequence[Question],
    meanings: Floats,
    settings: ClusterSettings,
    encoder: Encoder,
) -> list[Theme]:
    """Return the themes of every question, those with most voices first.

    Repeats are kept out of the grouping and join the theme of the post that they repeat, so that
    the voices are counted.
    """
    by_question: dict[int | None, list[int]] = defaultdict(list)
    place = {post.id: index for index, post in enumerate(posts)}
    for index, (post, answer) in enumerate(zip(posts, answers, strict=True)):
        if answer.kind == "answer" and post.set_aside is None:
            by_question[answer.question].append(index)
    followers: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        if post.duplicate_of in place:
            followers[post.duplicate_of].append(post.id)
    texts = {question.number: question.text for question in questions}
    found: list[Theme] = []
    for number in sorted(by_question, key=lambda key: -1 if key is None else key):
        indices = by_question[number]
        question = texts.get(number, "") if number is not None else ""
        asked = encoder.encode([question])[0] if question else None
        vectors = space.project(meanings[indices].astype(np.float32), asked)
        labels = partition(vectors, settings.theme_distance)
        members = [posts[index] for index in indices]
        found += _themes(number, question, members, vectors, labels, followers, posts, place, settings)
    return found


def _themes(
    number: int | None,
    question: str,
    members: Sequence[Post],
    vectors: Vectors,
    labels: npt.NDArray[np.int64],
    followers: dict[str, list[str]],
    posts: Sequence[Post],
    place: dict[str, int],
    settings: ClusterSettings,
) -> list[Theme]:
    names = name([post.said for post in members], labels, question, settings.theme_words)
    found = []
    for label in range(int(labels.max()) + 1 if len(labels) else 0):
        inside = np.flatnonzero(labels == label)
        centre = vectors[inside].sum(axis=0)
        nearest = inside[int((vectors[inside] @ centre).round(5).argmax())]
        ids = [members[index].id for index in inside]
        ids += [follower for post_id in ids for follower in followers[post_id]]
        voices = {posts[place[post_id]].handle.casefold() for post_id in ids}
        found.append(
            Theme(
                id=stable_id("theme", number, *sorted(ids)),
                question=number,
                keywords=names[label],
                post_ids=tuple(ids),
                voices=len(voices),
                medoid=members[nearest].id,
            )
        )
    return sorted(found, key=lambda theme: (-theme.voices, -len(theme.post_ids), theme.id))


def name(
    texts: Sequence[str], labels: npt.NDArray[np.int64], question: str, count: int
) -> list[tuple[str, ...]]:
    """Return the words that set each theme apart from the others (c-TF-IDF), best first.

    Words of the question and stop words name nothing.

    Source: Grootendorst 2022, class-based TF-IDF.
    """
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    barred = set(ENGLISH_STOP_WORDS) | {_stem(word) for word in _words(question)}
    totals: Counter[str] = Counter()
    groups: dict[int, Counter[str]] = defaultdict(Counter)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for text, label in zip(texts, labels.tolist(), strict=True):
        seen = set()
        for word in _words(text):
            stem = _stem(word)
            if word in barred or stem in barred or len(word) < 3 or stem in seen:
                continue
            seen.add(stem)
            groups[label][stem] += 1
            totals[stem] += 1
            spelled[stem][word] += 1
    average = sum(totals.values()) / max(1, len(groups))
    names = []
    for label in range(int(labels.max()) + 1 if len(labels) else 0):
        weights = {
            stem: times * float(np.log1p(average / totals[stem]))
            for stem, times in groups[label].items()
        }
        best = sorted(weights, key=lambda stem: (-round(weights[stem], 6), stem))[:count]
        names.append(tuple(min(spelled[s], key=lambda w, s=s: (-spelled[s][w], w)) for s in best))
    return names


def _words(text: str) -> list[str]:
    plain = re.sub(r"https?://\S+|pic\.twitter\.com/\S+|[@]\w+", " ", text)
    return [word.casefold().replace("’", "'") for word in WORD.findall(plain)]


def _stem(word: str) -> str:
    for ending in ("'s", "ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
