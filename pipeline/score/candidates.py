"""Candidate lines: what of a post could be printed, as exact slices of its text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import language
from pipeline.records import Answer, Post
from pipeline.settings import ScoreSettings

RUN = 3  # neighbouring sentences that still make one line
KINDS = ("answer", "reply")


def is_candidate(post: Post, answer: Answer) -> bool:
    """Return whether a post may be quoted at all: an answer or a reply, its author's own, complete.

    A truncated post may be: only its cut end is not.
    """
    return answer.kind in KINDS and post.set_aside in (None, "truncated")


def spans(post: Post, settings: ScoreSettings) -> list[tuple[int, int]]:
    """Return the slices of a post that could be printed: the whole, its sentences, runs of them.

    Offsets are into `post.text`, in reading order, the longer first.
    """
    start, end = post.span
    said = post.text[start:end]
    sentences = [(start + a, start + b) for a, b in language.sentences(said)]
    if post.is_truncated and sentences:
        sentences = sentences[:-1]
    if not sentences:
        return []
    found = {(sentences[0][0], sentences[-1][1])}
    for first in range(len(sentences)):
        for last in range(first, min(first + RUN, len(sentences))):
            found.add((sentences[first][0], sentences[last][1]))
    whole = max(found, key=lambda span: span[1] - span[0])
    return sorted(
        (span for span in found if span == whole or _fits(post.text, span, settings)),
        key=lambda span: (span[0], -span[1]),
    )


def _fits(text: str, span: tuple[int, int], settings: ScoreSettings) -> bool:
    words = len(text[span[0] : span[1]].split())
    return settings.shortest_words <= words <= settings.longest_words


def whole_first(found: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the longest of the spans: the whole of what the post says."""
    return max(found, key=lambda span: span[1] - span[0])
