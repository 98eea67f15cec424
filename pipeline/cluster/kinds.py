"""What a post is: question, answer, reply, greeting, host's word, repost, or something else."""

from __future__ import annotations

import re
from typing import get_args

import numpy as np

from pipeline import language
from pipeline.cluster import evidence
from pipeline.cluster.arrays import Bools, Floats
from pipeline.cluster.scene import Scene
from pipeline.cluster.surroundings import Decoded
from pipeline.pitches import is_pitch
from pipeline.records import AnswerKind

KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)
DIMENSIONS = 384

TALK = (
    "to_question", "to_asking", "to_saying", "to_host", "continued", "asks_first", "asks_amid",
    "many_ask",
)  # fmt: skip
SURFACE = (
    "label_answer", "label_question", "question_mark", "ends_with_question", "mention_start",
    "reply", "explicit_reply", "quote", "words", "few_words", "many_words", "link", "greeting",
    "thanks", "logistics", "opener", "exclamation", "emoji", "host", "guest", "repost",
    "first_person", "you", "belongs", "clock_inside", "clock_before", "clock_after", "asks",
    "duplicate", "parent_is_none", *TALK,
)  # fmt: skip
FEATURES = (*SURFACE, *(f"meaning.{d}" for d in range(DIMENSIONS)))

FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|my|me|we|our|us)\b", re.IGNORECASE)
SECOND_PERSON = re.compile(r"\b(?:you|your|u|ur)\b", re.IGNORECASE)
EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]|[:;]-?[)D(P]")
# of what stands in a thread where all reply to its head, as on Slack: how much speaks to the head,
# and does not go on with what was said there (docs/questions.md)
TO_HEAD = 0.5
MOST_CONTINUED = 3.0  # posts that may continue one, from which on more say no more
MEANING_SCALE = 3.0  # of unit vectors, so that they weigh like a mark in a common penalty


def matrix(
    scene: Scene,
    beliefs: Floats,
    talk: Floats,
    hosts: frozenset[str],
    guests: frozenset[str],
    part: range | None = None,
) -> Floats:
    """Return what speaks for each kind, shape (n, len(FEATURES)), of all posts or of a part.

    `talk` is what `conversation` says of all posts.
    """
    part = range(len(scene.posts)) if part is None else part
    nothing = beliefs[:, 0]
    values = np.zeros((len(part), len(FEATURES)))
    asked = scene.asking
    bounds = {s: _bounds(scene, s) for s in np.unique(scene.held).tolist()}
    for index in part:
        post = scene.posts[index]
        first, last = bounds[int(scene.held[index])]
        said = post.said.strip()
        words = len(said.split())
        handle = post.handle.casefold()
        minute = scene.minutes[index]
        parents = scene.parents[index]
        is_below = post.reply_to is not None and post.reply_to in asked
        is_own = all(scene.posts[other].handle.casefold() == handle for other, _ in parents)
        # below a question people answer, and below an own post they go on
        is_reply = bool(parents) and not is_below and not is_own
        values[index - part.start, : len(SURFACE)] = (
            post.is_labelled_answer,
            post.is_labelled_question,
            language.asks(said),
            said.endswith(language.QUESTION_MARKS),
            post.starts_with_name,
            is_reply,
            is_reply and bool(scene.is_explicit[index]),
            post.quotes is not None,
            min(words, 30) / 15,
            max(0.0, 1 - words / 6),
            words > 12,
            any(e.kind == "url" for e in post.entities),
            bool(evidence.GREETING.search(said)),
            bool(evidence.THANKS.search(said)),
            bool(evidence.LOGISTICS.search(said)),
            bool(evidence.OPENER.search(said)),
            "!" in said,
            bool(EMOJI.search(said)),
            handle in hosts,
            handle in guests,
            post.set_aside == "repost",
            bool(FIRST_PERSON.search(said)),
            bool(SECOND_PERSON.search(said)),
            1 - nothing[index],
            first <= minute <= last + evidence.AFTER_LAST,
            minute < first,
            minute > last + evidence.AFTER_LAST,
            post.id in asked,
            post.duplicate_of is not None,
            sum(weight * nothing[other] for other, weight in parents),
            *talk[index],
        )
    width = min(DIMENSIONS, scene.meanings.shape[1])
    start = len(SURFACE)
    meanings = scene.meanings[part.start : part.stop, :width].astype(np.float64)
    values[:, start : start + width] = MEANING_SCALE * meanings
    return values


def conversation(scene: Scene, decoded: Decoded, hosts: frozenset[str]) -> Floats:
    """Return what a post is in the talk around it (n, len(TALK)): how likely it continues one that
    asks a question of the chat, one that asks something else, one that says something, one by a
    host; how many continue it; whether a guest asks something, and how many guests do."""
    asked = scene.asking
    is_question = np.array([post.id in asked for post in scene.posts], dtype=bool)
    asks = np.array([language.asks(post.said) for post in scene.posts], dtype=bool)
    by_host = np.array([post.handle.casefold() in hosts for post in scene.posts], dtype=bool)
    parents = np.column_stack([is_question, ~is_question & asks, ~is_question & ~asks, by_host])
    shares = decoded.around.shares[:, None] * parents[scene.links.parent]
    to = np.zeros((len(scene.posts), parents.shape[1]))
    np.add.at(to, scene.links.child, shares)
    below = _in_flat_threads(scene)
    to[below, 2] += (1 - TO_HEAD) * to[below, 0]
    to[below, 0] *= TO_HEAD
    continued = np.minimum(MOST_CONTINUED, decoded.around.continued[:, 0])
    first = np.array([evidence.asks_first(post, hosts) for post in scene.posts], dtype=bool)
    many = evidence.guests_ask(scene, hosts)
    found: Floats = np.column_stack([to, continued, first, first * many, many])
    return found


def _in_flat_threads(scene: Scene) -> Bools:
    """Return which posts stand in the thread of a question (n,) where no reply has replies."""
    replying = {post.id for post in scene.posts if post.reply_to}
    is_flat = all(post.reply_to not in replying for post in scene.posts)
    below = [post.question is None and post.id not in scene.asking for post in scene.posts]
    found: Bools = np.array(below, dtype=bool) & (scene.filed >= 0) & is_flat
    return found


def _bounds(scene: Scene, session: int) -> tuple[float, float]:
    """Return the minutes of a session's first and last question, open where it has none."""
    moments = [minute for minute, question in scene.asks if scene.asked_in[question] == session]
    return (moments[0], moments[-1]) if moments else (-np.inf, np.inf)


def reason_for(kind: AnswerKind, said: str) -> str | None:
    """Return in words why a post of this kind is set aside, None for those that count."""
    if kind in ("answer", "reply", "question"):
        return None
    if kind == "repost":
        return "repost"
    if not said:
        return "empty"
    if is_pitch(said):
        return "promotion"
    if kind == "greeting":
        return "greeting"
    return "logistics" if kind == "host" or evidence.LOGISTICS.search(said) else "off-topic"
