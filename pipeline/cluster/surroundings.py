"""What an earlier pass believes about the neighbours of every post."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.cluster import links
from pipeline.cluster.scene import Floats, Scene
from pipeline.records import number_of


@dataclass(frozen=True)
class Around:
    """What an earlier pass believes, added up over a whole chat once for all its parts.

    `beliefs` (n, m + 1); `children` the same of those who reply to a post; `above` and `below` of
    those whom it may continue and who may continue it; `total` and `labelled`
    (n + 1, ...) are sums up to each post, of beliefs and of labels that posts carry.
    """

    beliefs: Floats
    children: Floats
    above: Floats
    below: Floats
    total: Floats
    labelled: Floats


def around(scene: Scene, beliefs: Floats, shares: Floats) -> Around:
    """Return what `beliefs` (n, m + 1) say about the neighbours of every post.

    `shares` is how likely each of the scene's links is.
    """
    children = np.zeros_like(beliefs)
    weights = np.zeros(len(scene.posts))
    for index, parents in enumerate(scene.parents):
        for other, weight in parents:
            children[other] += weight * beliefs[index]
            weights[other] += weight
    carried = np.zeros((len(scene.posts), len(scene.questions)))
    place = {question.number: column for column, question in enumerate(scene.questions)}
    for index in range(len(scene.posts)):
        own = label_of(scene, index)
        if own in place:
            carried[index, place[own]] = 1
    above, below = links.heard(scene.links, shares, beliefs)
    return Around(
        beliefs=beliefs,
        children=children / np.maximum(weights, 1)[:, None],
        above=above,
        below=below,
        total=np.vstack([np.zeros(beliefs.shape[1]), np.cumsum(beliefs, axis=0)]),
        labelled=np.vstack([np.zeros(carried.shape[1]), np.cumsum(carried, axis=0)]),
    )


def label_of(scene: Scene, index: int) -> int | None:
    """Return the question that a post's own label names in its session, None without a label."""
    label = scene.posts[index].label
    if label is None:
        return None
    return number_of(label.question, int(scene.held[index]))
