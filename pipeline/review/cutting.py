"""Cutting a quote by words: where it may begin, end and be cut in its middle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.errors import InputError
from pipeline.records import LEFT_OUT, Line, Post, Span
from pipeline.spans import snap

NEAR = 1500  # characters on either side of a line whose words are offered
_WORD = re.compile(r"\w+(?:['’‐‑-]\w+)*|[^\w\s]+")


@dataclass(frozen=True)
class Word:
    """A word or a run of marks of a post, which a cut never divides."""

    start: int
    end: int
    text: str
    after: str  # what stands between it and the next one


def words(post: Post, around: tuple[int, int]) -> list[Word]:
    """Return the words of the post around a span; each is a slice of the post."""
    spans = _whole(post)
    low, high = max(0, around[0] - NEAR), min(len(post.text), around[1] + NEAR)
    found: list[tuple[int, int]] = []
    for first, last in _apart(post, low, high):
        start, end = snap(post.text, first, last, spans)
        if found and start < found[-1][1]:
            start, end = found[-1][0], max(end, found[-1][1])
            found[-1] = (start, end)
        elif start < end:
            found.append((start, end))
    nexts = [*(start for start, _ in found[1:]), None]
    return [
        Word(s, e, post.text[s:e], post.text[e:n] if n is not None else "")
        for (s, e), n in zip(found, nexts, strict=True)
    ]


def checked(post: Post, pieces: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the pieces if each is whole words of the post, in order and apart from each other.

    Raises: InputError when one cuts a word, a link or a character, or they overlap.
    """
    spans = _whole(post)
    place = 0
    for start, end in pieces:
        if not place <= start < end <= len(post.text):
            raise _refused(f"the piece {start} to {end} is not in order or outside of its post")
        if snap(post.text, start, end, spans) != (start, end):
            raise _refused(f"the piece {start} to {end} cuts a word, a link or a blank")
        place = end + 1
    if not pieces:
        raise _refused("no piece is left")
    return tuple((start, end) for start, end in pieces)


def is_whole(post: Post, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether the pieces may be printed: each whole words of the post, in order."""
    try:
        checked(post, pieces)
    except InputError:
        return False
    return True


def found_again(post: Post, words: str, at: int) -> tuple[int, int] | None:
    """Return where a post says words: there, else first elsewhere, None where it does not.

    In whole words: "Yes" is not said in "Yesterday".
    """
    elsewhere = (found.start() for found in re.finditer(re.escape(words), post.text))
    for start in (at, *elsewhere):
        span = (start, start + len(words))
        if post.text.startswith(words, start) and is_whole(post, [span]):
            return span
    return None


def refuse_joined(line: Line) -> None:
    """Raise InputError for a line of several posts: it is printed whole, its parts can be cut."""
    if line.joined:
        raise InputError(
            f"this line joins {1 + len(line.joined)} posts and is printed whole.",
            where="cut",
            do="Each of its posts can be cut where it stands alone in the queue.",
        )


def joined(post: Post, pieces: Sequence[tuple[int, int]]) -> str:
    """Return the pieces as they are printed."""
    return LEFT_OUT.join(post.text[start:end] for start, end in pieces)


def _apart(post: Post, low: int, high: int) -> Iterator[tuple[int, int]]:
    edges = sorted(edge for edge in _edges(post) if low < edge < high)
    for match in _WORD.finditer(post.text, low, high):
        inside = [edge for edge in edges if match.start() < edge < match.end()]
        yield from pairwise([match.start(), *inside, match.end()])


def _edges(post: Post) -> set[int]:
    """Return where a line may begin or end inside a word: "A1It" after its label."""
    marks = [*([post.label] if post.label else []), *post.cuts]
    return {edge for mark in marks for edge in (mark.start, mark.end)}


def _whole(post: Post) -> list[Span]:
    # of a label and a cut only the edges count: an editor may want part of the tags that were cut
    known = {edge for entity in post.entities for edge in (entity.start, entity.end)}
    edges = sorted(_edges(post) - known)  # a post may have thousands of tags, all cut
    return [*post.entities, *(Span(start=edge, end=edge) for edge in edges)]


def _refused(found: str) -> InputError:
    return InputError(f"{found}.", where="cut", do="A quote is cut between words, never reworded.")
