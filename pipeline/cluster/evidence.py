"""The evidence that a post belongs to a question, or to none, as numbers with names."""

from __future__ import annotations

import re
from bisect import bisect_right

import numpy as np

from pipeline.cluster.scene import Floats, Scene
from pipeline.records import Post

GREETING = re.compile(
    r"\b(?:hello|hi|hey|good (?:evening|morning|afternoon|night)|evening all|welcome|goodbye|bye|"
    r"see you|cheers|joining|tuning in|checking in|lurking|excited|looking forward|"
    r"great chat|thanks? (?:you )?(?:all|every\w+|"
    r"for (?:joining|hosting|having|the chat|a great)))\b",
    re.IGNORECASE,
)
THANKS = re.compile(r"\b(?:thanks?|thank you|thx|ty|appreciate)\b", re.IGNORECASE)
LOGISTICS = re.compile(
    r"\b(?:storify|transcript|recap|archive|next week|next chat|tomorrow|tonight|join us|"
    r"starts?|minutes|mins|coming up|get ready|reminder|please RT|hashtag|tweetchat|tweet ?meet|"
    r"Q\d{1,2} (?:is )?coming|retweet|follow)\b",
    re.IGNORECASE,
)
OPENER = re.compile(
    r"^\W*(?:yes|yep|yeah|no|nope|agreed?|absolutely|exactly|totally|true|same|love|great|good|"
    r"nice|brilliant|excellent|interesting|haha|lol|me too|i agree|so true|ha|ooh|wow)\b",
    re.IGNORECASE,
)

# Each name is one column; `none.` columns speak for "belongs to no question".
FEATURES = (
    "label", "label.other", "label.also", "label.asks",
    "clock.open", "clock.just_opened", "clock.previous", "clock.previous_just_closed",
    "clock.older", "clock.not_yet", "clock.long_open", "clock.open_to_host",
    "reply.parent", "reply.mention", "reply.children",
    "author.before", "author.after", "flow.near", "flow.labels",
    "fit.question", "fit.question_best", "fit.kin", "fit.kin_best", "fit.alike",
    "none.always", "none.before_first", "none.after_last", "none.greeting", "none.thanks",
    "none.logistics", "none.opener", "none.short", "none.link", "none.asks", "none.unlabelled",
    "none.reply", "none.parent", "none.children", "none.author_before", "none.author_after",
    "none.near", "none.fit", "none.repost", "none.mention_start", "none.is_host", "none.alike",
)  # fmt: skip
COLUMN = {name: column for column, name in enumerate(FEATURES)}
# features that look at what other posts are believed to answer
GRAPH = (
    "reply.", "author.", "flow.near", "fit.alike", "none.parent", "none.children",
    "none.author_before", "none.author_after", "none.near", "none.alike",
)  # fmt: skip

NEAR = 8  # posts to each side that show where the chat is
SHORT = 5  # words
HABIT = 0.03  # share of labelled posts from which a chat is one that labels its answers
AFTER_LAST = 25.0  # minutes after the last question from which the chat runs out
LONG_OPEN = 40.0  # minutes
ALIKE = 8  # most similar posts that are asked
ALIKE_WINDOW = 150  # posts to each side among which they are looked for


def tensor(scene: Scene, beliefs: Floats | None, hosts: frozenset[str]) -> Floats:
    """Return the evidence, shape (n, m + 1, len(FEATURES)); column 0 is "no question".

    `beliefs` (n, m + 1) is what an earlier pass believes about every post; None for the first
    pass, in which neighbours say nothing.
    """
    count, questions = len(scene.posts), len(scene.questions)
    values = np.zeros((count, questions + 1, len(FEATURES)))
    if not count:
        return values
    _labels(scene, values)
    _clock(scene, values, hosts)
    _fit(scene, values)
    _none(scene, values, hosts)
    if beliefs is not None:
        _graph(scene, values, beliefs)
    return values


def _labels(scene: Scene, values: Floats) -> None:
    place = {question.number: index for index, question in enumerate(scene.questions)}
    asked = {q.post_id: i for i, q in enumerate(scene.questions) if q.post_id}
    asked |= {post_id: i for i, q in enumerate(scene.questions) for post_id in q.also_asked}
    for index, post in enumerate(scene.posts):
        if post.id in asked:
            values[index, asked[post.id] + 1, COLUMN["label.asks"]] = 1
        label = post.label
        if label is None or label.question not in place:
            continue
        values[index, 1:, COLUMN["label.other"]] = 1
        values[index, place[label.question] + 1, COLUMN["label"]] = 1
        values[index, place[label.question] + 1, COLUMN["label.other"]] = 0
        for number in label.also:
            if number in place:
                values[index, place[number] + 1, COLUMN["label.also"]] = 1


def _clock(scene: Scene, values: Floats, hosts: frozenset[str]) -> None:
    moments = [minute for minute, _ in scene.asks]
    for index, minute in enumerate(scene.minutes):
        done = bisect_right(moments, minute)
        if moments and done == 0:
            values[index, 0, COLUMN["none.before_first"]] = 1
            values[index, 1:, COLUMN["clock.not_yet"]] = 1
            continue
        if not moments:
            continue
        order: list[int] = []  # questions by the last time they were asked, latest first
        for _, question in reversed(scene.asks[:done]):
            if question not in order:
                order.append(question)
        lag = minute - moments[done - 1]
        open_row = values[index, order[0] + 1]
        open_row[COLUMN["clock.open"]] = 1
        open_row[COLUMN["clock.just_opened"]] = np.exp(-lag / 1.5)
        open_row[COLUMN["clock.long_open"]] = min(1.0, lag / LONG_OPEN)
        open_row[COLUMN["clock.open_to_host"]] = _speaks_to(scene.posts[index], hosts)
        if len(order) > 1:
            row = values[index, order[1] + 1]
            row[COLUMN["clock.previous"]] = 1
            row[COLUMN["clock.previous_just_closed"]] = np.exp(-lag / 3)
        for older in order[2:]:
            values[index, older + 1, COLUMN["clock.older"]] = 1
        for question in range(len(scene.questions)):
            if question not in order:
                values[index, question + 1, COLUMN["clock.not_yet"]] = 1
        if done == len(moments):
            values[index, 0, COLUMN["none.after_last"]] = min(3.0, lag / AFTER_LAST)


def _speaks_to(post: Post, hosts: frozenset[str]) -> bool:
    first = next((e for e in post.entities if e.kind == "mention"), None)
    return first is not None and first.start < 3 and first.text[1:].casefold() in hosts


def has_labels(scene: Scene) -> bool:
    """Return whether this chat labels its answers; else a missing label says nothing."""
    labelled = sum(p.label is not None and p.label.kind == "A" for p in scene.posts)
    return labelled >= HABIT * max(1, len(scene.posts))


def _fit(scene: Scene, values: Floats) -> None:
    for fits, name in ((scene.fits, "fit.question"), (scene.kin, "fit.kin")):
        if not fits.shape[1]:
            continue
        values[:, 1:, COLUMN[name]] = fits
        best = fits.argmax(axis=1)
        margin = np.sort(fits, axis=1)
        gap = margin[:, -1] - margin[:, -2] if fits.shape[1] > 1 else margin[:, -1]
        values[np.arange(len(best)), best + 1, COLUMN[f"{name}_best"]] = gap
    if scene.kin.shape[1]:
        values[:, 0, COLUMN["none.fit"]] = np.maximum(scene.kin, scene.fits).max(axis=1)


def _none(scene: Scene, values: Floats, hosts: frozenset[str]) -> None:
    for index, post in enumerate(scene.posts):
        said = post.said
        row = values[index, 0]
        words = len(said.split())
        row[COLUMN["none.always"]] = 1
        row[COLUMN["none.greeting"]] = bool(GREETING.search(said))
        row[COLUMN["none.thanks"]] = bool(THANKS.search(said))
        row[COLUMN["none.logistics"]] = bool(LOGISTICS.search(said))
        row[COLUMN["none.opener"]] = bool(OPENER.search(said))
        row[COLUMN["none.short"]] = max(0.0, 1 - words / SHORT)
        row[COLUMN["none.link"]] = any(e.kind == "url" for e in post.entities)
        row[COLUMN["none.asks"]] = "?" in said
        row[COLUMN["none.unlabelled"]] = post.label is None
        row[COLUMN["none.reply"]] = bool(scene.parents[index])
        row[COLUMN["none.repost"]] = post.set_aside in ("repost", "empty")
        row[COLUMN["none.mention_start"]] = post.text.lstrip(". ").startswith("@")
        row[COLUMN["none.is_host"]] = post.handle.casefold() in hosts and post.label is None


def _graph(scene: Scene, values: Floats, beliefs: Floats) -> None:
    count = len(scene.posts)
    children = np.zeros_like(beliefs)
    weights = np.zeros(count)
    for index, parents in enumerate(scene.parents):
        if not parents:
            continue
        belief = np.sum([weight * beliefs[other] for other, weight in parents], axis=0)
        name = "reply.parent" if scene.is_explicit[index] else "reply.mention"
        values[index, 1:, COLUMN[name]] = belief[1:]
        values[index, 0, COLUMN["none.parent"]] = belief[0]
        for other, weight in parents:
            children[other] += weight * beliefs[index]
            weights[other] += weight
    shared = children / np.maximum(weights, 1)[:, None]
    values[:, 1:, COLUMN["reply.children"]] = shared[:, 1:]
    values[:, 0, COLUMN["none.children"]] = shared[:, 0]
    for neighbour, name in ((scene.before, "before"), (scene.after, "after")):
        has = neighbour >= 0
        gap = np.abs(scene.minutes - scene.minutes[neighbour])
        near = np.where(has, np.exp(-gap / 6), 0.0)[:, None]
        seen = beliefs[neighbour] * near
        values[:, 1:, COLUMN[f"author.{name}"]] = seen[:, 1:]
        values[:, 0, COLUMN[f"none.author_{name}"]] = seen[:, 0]
    total = np.vstack([np.zeros(beliefs.shape[1]), np.cumsum(beliefs, axis=0)])
    places = np.arange(count)
    low, high = np.maximum(0, places - NEAR), np.minimum(count, places + NEAR + 1)
    near_mean = (total[high] - total[low] - beliefs) / np.maximum(high - low - 1, 1)[:, None]
    values[:, 1:, COLUMN["flow.near"]] = near_mean[:, 1:]
    values[:, 0, COLUMN["none.near"]] = near_mean[:, 0]
    _similar(scene, values, beliefs)
    labelled = values[:, 1:, COLUMN["label"]]
    sums = np.vstack([np.zeros(labelled.shape[1]), np.cumsum(labelled, axis=0)])
    around = sums[high] - sums[low] - labelled
    values[:, 1:, COLUMN["flow.labels"]] = around / (1 + around.sum(axis=1, keepdims=True))


def _similar(scene: Scene, values: Floats, beliefs: Floats) -> None:
    """Fill in what posts with a like meaning are believed to answer, the post itself left out."""
    count = len(scene.posts)
    for start in range(0, count, ALIKE_WINDOW):
        rows = np.arange(start, min(count, start + ALIKE_WINDOW))
        low, high = max(0, start - ALIKE_WINDOW), min(count, start + 2 * ALIKE_WINDOW)
        # rounded and stably sorted: float noise must not choose among like posts
        near = np.round(scene.meanings[rows] @ scene.meanings[low:high].T, 6)
        near[np.arange(len(rows)), rows - low] = -1
        few = min(ALIKE, near.shape[1])
        best = np.argsort(-near, axis=1, kind="stable")[:, :few]
        weights = np.exp(6 * np.take_along_axis(near, best, axis=1))
        weights /= weights.sum(axis=1, keepdims=True)
        seen = np.einsum("rk,rkq->rq", weights, beliefs[low + best])
        values[rows, 1:, COLUMN["fit.alike"]] = seen[:, 1:]
        values[rows, 0, COLUMN["none.alike"]] = seen[:, 0]
