"""Candidate lines: what of a post could be printed, as exact slices of its text."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline import language
from pipeline.records import Answer, Post
from pipeline.settings import ScoreSettings

RUN = 3  # neighbouring sentences that still make one line
FEWEST_FIRST = (
    3  # words of a first sentence that may lose its connective: "Yes, both. ..." keeps it
)
LONGEST_TAIL = 200  # code points: what goes on for longer is no tail
MOST_SENTENCES = 60  # of one post that are looked at; the longest real post has a dozen
KINDS = ("answer", "reply")
_NEEDS_MORE = "to|the|an?|with|in|on|of|for|at|by|from|and|or|my|our|your|this|is|are"
_TAIL = regex.compile(  # what ends a line without being said: smileys, laughter, tags, dots
    r"(?:\s*(?:[:;=8xX][-'o]?[)(DPp\]]++|<3|[\p{Extended_Pictographic}\p{So}\p{Sk}\u200d\ufe0f]++"
    r"|(?<=\s)(?:lol|ha(?:ha)+|x{1,3}))|\s+(?:\.{2,}|…)"
    rf"|(?<!\b(?:{_NEEDS_MORE}))\s+#\w+)+\s*$",
    regex.IGNORECASE,
)


def is_candidate(post: Post, answer: Answer) -> bool:
    """Return whether a post may be quoted at all: an answer or a reply, its author's own, complete.

    A truncated post may be: only its cut end is not.
    """
    return answer.kind in KINDS and post.set_aside in (None, "truncated")


def spans(post: Post, settings: ScoreSettings) -> list[tuple[int, int]]:
    """Return the slices of a post that could be printed, offsets into `post.text`, longer first.

    The whole of what it says, with and without the smileys at its end; its sentences and runs of
    them; the clauses of a sentence that are worth something alone. Of a post that goes on and on
    the first MOST_SENTENCES sentences are looked at, and the whole.
    """
    start, end = post.span
    sentences = [(start + a, start + b) for a, b in language.sentences(post.text[start:end])]
    if post.is_truncated:
        sentences = sentences[:-1]
    if not sentences:
        return []
    whole = (sentences[0][0], sentences[-1][1])
    sentences = sentences[:MOST_SENTENCES]
    found = {
        (sentences[first][0], sentences[last][1])
        for first in range(len(sentences))
        for last in range(first, min(first + RUN, len(sentences)))
    }
    for sentence in sentences:
        found.update(language.clauses(post.text, *sentence))
    found |= {_without_connective(post.text, span, sentences) for span in (*found, whole)}
    found |= {without_tail(post.text, span) for span in (*found, whole)}
    found = {span for span in found if _fits(post.text, span, settings)}
    return sorted({whole, *found}, key=lambda span: (span[0], -span[1]))


def without_tail(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span without what its end does not need: smileys, tags; unless that is all."""
    start, end = span
    reach = max(start, end - LONGEST_TAIL)
    tail = _TAIL.search(text, reach, end)
    return (start, tail.start()) if tail and tail.start() > reach else span


def _without_connective(
    text: str, span: tuple[int, int], sentences: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """Return the span without what connects it, unless too little is left of its first sentence."""
    start, end = language.without_connective(text, *span)
    stop = next((b for a, b in sentences if a <= start < b), end)
    return (start, end) if len(text[start:stop].split()) >= FEWEST_FIRST else span


def _fits(text: str, span: tuple[int, int], settings: ScoreSettings) -> bool:
    words = len(text[span[0] : span[1]].split())
    return settings.shortest_words <= words <= settings.longest_words
