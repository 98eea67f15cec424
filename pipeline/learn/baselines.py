"""What themes are held against: simpler likenesses of texts, each with the same linkage, and
density clustering, which leaves out what it cannot place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.cluster import linkage, space
from pipeline.encoder import Encoder
from pipeline.learn import keypoints
from pipeline.learn.keypoints import Debate, Grouping, Matching

Rows = npt.NDArray[np.float32]
Likeness = Callable[[Sequence[str], str], Sequence[Rows]]  # texts, topic -> blocks of rows

DISTANCES = tuple(round(0.3 + 0.02 * step, 2) for step in range(35))  # tried on training topics
SMALLEST = 3  # members of a group in density clustering; the library's own 5 leaves out more


def plain(encoder: Encoder) -> Likeness:
    """Return the likeness by cosine of the encoder's vectors."""
    return lambda texts, topic: [encoder.encode(texts)]


def projected(encoder: Encoder) -> Likeness:
    """Return the likeness by cosine without the question's direction."""
    return lambda texts, topic: [
        space.project(encoder.encode(texts), space.direction(topic, encoder))
    ]


def words() -> Likeness:
    """Return the likeness by TF-IDF of words, scikit-learn's defaults without stop words."""

    def rows(texts: Sequence[str], topic: str) -> list[Rows]:
        from sklearn.feature_extraction.text import TfidfVectorizer

        found: Rows = TfidfVectorizer(stop_words="english").fit_transform(texts).toarray()
        return [found.astype(np.float32)]

    return rows


def ours(encoder: Encoder) -> Likeness:
    """Return the likeness that `cluster.group` and `cluster.match` use."""

    def rows(texts: Sequence[str], topic: str) -> list[Rows]:
        meaning, wording = space.blocks(texts, topic, encoder)
        return [meaning, wording.toarray()]

    return rows


def simpler(encoder: Encoder) -> dict[str, Likeness]:
    """Return the simpler likenesses by the names that they have in tables."""
    return {
        "cosine": plain(encoder),
        "TF-IDF": words(),
        "question projected out": projected(encoder),
    }


def matched(debates: Sequence[Debate], likeness: Likeness) -> Matching:
    """Return how well a likeness matches arguments with key points."""
    scores = []
    for debate in debates:
        count = len(debate.texts)
        rows = np.hstack(likeness([*debate.texts, *debate.points], debate.topic))
        scores.append(rows[:count] @ rows[count:].T)
    return keypoints.matching(debates, scores)


def grouped(debates: Sequence[Debate], likeness: Likeness, distance: float) -> Grouping:
    """Return how well a likeness groups arguments at a distance."""
    found = []
    for debate in debates:
        blocks = likeness(debate.single_texts, debate.topic)
        found.append(linkage.partition(blocks, distance))
    return keypoints.grouping(debates, found)


def best_distance(debates: Sequence[Debate], likeness: Likeness) -> float:
    """Return the distance with the highest ARI on debates, the smaller of equals."""
    cuts: list[list[keypoints.Ints]] = [[] for _ in DISTANCES]
    for debate in debates:
        blocks = likeness(debate.single_texts, debate.topic)
        for place, labels in enumerate(_cuts(np.hstack(blocks))):
            cuts[place].append(labels)
    scores = [round(keypoints.grouping(debates, found).ari, 6) for found in cuts]
    return DISTANCES[int(np.argmax(scores))]


def _cuts(rows: Rows) -> list[keypoints.Ints]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    apart = np.clip(1 - rows @ rows.T, 0, 2)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), method="average")
    return [fcluster(tree, distance, criterion="distance") for distance in DISTANCES]


def by_density(debates: Sequence[Debate], likeness: Likeness) -> Grouping:
    """Return how well HDBSCAN groups arguments by the same likeness."""
    from sklearn.cluster import HDBSCAN

    found = []
    for debate in debates:
        blocks = likeness(debate.single_texts, debate.topic)
        learner = HDBSCAN(min_cluster_size=SMALLEST, copy=True)
        found.append(learner.fit_predict(space.unit(np.hstack(blocks))).astype(np.int64))
    return keypoints.grouping(debates, found)
