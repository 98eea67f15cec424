"""Segments: what stands in for questions where nobody asks numbered ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.cluster import clock, lexicon, names
from pipeline.cluster.arrays import Floats
from pipeline.encoder import Vectors
from pipeline.records import Answer, Chat, Post, Question

TALK = ("answer", "reply", "question")  # kinds of posts of which segments are made
SHORTEST = 8  # posts of talk in a segment
LEAST = 2 * SHORTEST  # posts of talk from which on a chat is cut at all
MOST = 12  # segments of a chat
WINDOW = 6  # posts to each side whose meanings are held against each other
PAUSE = 180.0  # minutes of silence that count as much as the clearest turn of the talk
TURN = 1.0  # deviations above the mean from which on a turn of the talk is a border
WORDS = 3  # that name a segment
FEW = 3  # segments from which on a word that stands in all of them names none
FOUND = "no numbered questions were found: a segment by topic and time"


def find(
    posts: Sequence[Post],
    vectors: Vectors,
    questions: Sequence[Question],
    placed: Sequence[Answer],
    chat: Chat,
) -> tuple[list[Question], list[Answer]]:
    """Return the segments of a chat without questions, and its answers under them.

    Both come back as they are where the chat has questions, or too little talk to be cut. A border
    is where the talk turns to something else, or pauses (after TextTiling, Hearst 1997). Talk alone
    is put into segments, and only by its place in the chat.
    """
    talk = [
        index
        for index, answer in enumerate(placed)
        if answer.kind in TALK and posts[index].set_aside is None
    ]
    if questions or len(talk) < LEAST:
        return list(questions), list(placed)
    meanings = vectors[talk].astype(np.float64)
    minutes, has_clock = clock.read(posts)
    starts = [0, *_borders(meanings, minutes[talk], has_clock)]
    of_talk = np.searchsorted(starts, np.arange(len(talk)), side="right") - 1
    texts = [posts[index].said for index in talk]
    barred = [*([chat.hashtag] if chat.hashtag else []), *_everywhere(texts, of_talk.tolist())]
    named = names.name(texts, of_talk, "", WORDS, lexicon.Lexicon.of(texts, barred))
    segments = [
        _segment(posts, [talk[at] for at in np.flatnonzero(of_talk == label)], label + 1, words)
        for label, words in enumerate(named)
    ]
    answers = list(placed)
    for index, label in zip(talk, of_talk.tolist(), strict=True):
        said = (FOUND, f"posted in segment {label + 1}")
        answers[index] = placed[index].model_copy(update={"question": label + 1, "evidence": said})
    return segments, answers


def _everywhere(texts: Sequence[str], of_talk: Sequence[int]) -> list[str]:
    """Return the words that stand in every one of at least three segments: they name none."""
    held: dict[str, set[int]] = {}
    for text, label in zip(texts, of_talk, strict=True):
        for word in lexicon.words(text):
            held.setdefault(word.casefold().lstrip("#"), set()).add(label)
    count = len(set(of_talk))
    return sorted(word for word, inside in held.items() if len(inside) == count >= FEW)


def _segment(
    posts: Sequence[Post], members: Sequence[int], number: int, words: Sequence[str]
) -> Question:
    first, last = posts[members[0]], posts[members[-1]]
    evidence = [FOUND]
    if first.created_at and last.created_at:
        evidence.append(f"{len(members)} posts from {first.created_at} to {last.created_at}")
    evidence.append("named from its words" if words else "no word sets it apart")
    return Question(
        number=number,
        text=", ".join(words),
        asked_at=first.created_at if first.has_time else None,
        evidence=tuple(evidence),
        is_segment=True,
    )


def _borders(meanings: Floats, minutes: Floats, has_clock: bool) -> list[int]:
    """Return which posts of talk open a segment, in order, the first not among them."""
    count = len(meanings)
    turns = _turns(meanings)
    pauses = np.diff(minutes, prepend=minutes[0]) if has_clock else np.zeros(count)
    # float noise must not choose a border
    strength = np.round(turns + 3 * np.minimum(pauses / PAUSE, 4), 6)
    borders: list[int] = []
    for at in np.argsort(-strength, kind="stable").tolist():
        if len(borders) == MOST - 1 or strength[at] < TURN:
            break
        edges = [0, count, *borders]
        if min(abs(at - edge) for edge in edges) >= SHORTEST:
            borders.append(at)
    return sorted(borders)


def _turns(meanings: Floats) -> Floats:
    """Return how much the talk turns before each post (n,), in deviations from the mean."""
    count = len(meanings)
    total = np.vstack([np.zeros(meanings.shape[1]), np.cumsum(meanings, axis=0)])
    places = np.arange(count)
    low, high = np.maximum(0, places - WINDOW), np.minimum(count, places + WINDOW)
    before, after = total[places] - total[low], total[high] - total[places]
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    alike = (before * after).sum(axis=1) / (norms + 1e-9)
    change: npt.NDArray[np.float64] = 1 - alike
    spread = float(change[1:].std())
    turns: Floats = (change - change[1:].mean()) / spread if spread > 1e-6 else np.zeros(count)
    return turns
