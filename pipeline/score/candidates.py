"""Candidate lines: what of a post could be printed, as exact slices of its text."""

from __future__ import annotations

import regex

from pipeline import language
from pipeline.records import Answer, Post
from pipeline.settings import ScoreSettings

RUN = 3  # neighbouring sentences that still make one line
MOST_SENTENCES = 60  # of one post that are looked at; the longest real post has a dozen
KINDS = ("answer", "reply")
_TAIL = regex.compile(  # what ends a line without being said: smileys, emoji, laughter
    r"(?:\s*(?:[:;=8xX][-'o]?[)(DPp\]]+|<3|[\p{Extended_Pictographic}\p{So}\p{Sk}\u200d\ufe0f]+"
    r"|(?<=\s)(?:lol|ha(?:ha)+|x{1,3})))+\s*$",
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
    found |= {without_tail(post.text, span) for span in (*found, whole)}
    found = {span for span in found if _fits(post.text, span, settings)}
    return sorted({whole, *found}, key=lambda span: (span[0], -span[1]))


def without_tail(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span without the smileys and laughter at its end, unless that is all."""
    start, end = span
    tail = _TAIL.search(text, start, end)
    return (start, tail.start()) if tail and tail.start() > start else span


def _fits(text: str, span: tuple[int, int], settings: ScoreSettings) -> bool:
    words = len(text[span[0] : span[1]].split())
    return settings.shortest_words <= words <= settings.longest_words
