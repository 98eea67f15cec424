"""Posts with which their author goes on: one sentence or thought, spread over several posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from pipeline.edges import place_in_thread
from pipeline.records import Answer, Post, asks_of_before, called
from pipeline.score import candidates

LONGEST_PAUSE = 5 * 60  # seconds between two posts of one thought: it is typed in one go
EDGE = 80  # code points at either end of a post: marks stand there, and a heap of dots stays cheap
CONTINUED = r"cont(?:inue[sd]?|inuing|['’]?d|\.)?"  # as a mark at a seam
_DOTS = r"(?:\.{2,}|…)"
_BREAKS_OFF = regex.compile(rf"{_DOTS}\W*$")
_SAYS_MORE = regex.compile(  # "(cont)", "... continues", "continued...", "cont'd"
    rf"(?:(?:{_DOTS}|[(\[])\s*{CONTINUED}|\b{CONTINUED}\s*{_DOTS}|\bcont['’]?d)\W*$",
    regex.IGNORECASE,
)
_SETS_IN = regex.compile(rf"^\W*?{_DOTS}")
_SAYS_WHICH = regex.compile(  # "cont'd", "continued: ", "(cont) "
    rf"^\W*(?:cont['’]?d\b|{CONTINUED}\s*(?:[)\]:–—-]|{_DOTS}))", regex.IGNORECASE
)
_LABEL_SAYS = regex.compile(r"\d[a-h]?[\s,(]*(?:cont|ctd)", regex.IGNORECASE)  # "A2 (cont.):"
_MARKS_AT_END = regex.compile(rf"(?:{_DOTS}|[(\[]{CONTINUED}[)\]])[\s:]*$", regex.IGNORECASE)
_HANGS = regex.compile(  # what no sentence ends with
    r"(?:[,;–—&]|\s-|\b(?:and|but|or|nor|because|so that|which|the|an?|my|your|our|their|of|with"
    r"|for|to|in|on|at|from|by|than|if|when|is|are))\s*$",
    regex.IGNORECASE,
)
_NO_STOP = regex.compile(r"[\p{L}\p{N}]$")
_SMALL = regex.compile(r"^\p{Ll}")


@dataclass(frozen=True)
class Next:
    """The post with which another one goes on, and what tells so, in words."""

    post_id: str
    why: str


def goes_on(posts: Sequence[Post], answers: Sequence[Answer]) -> dict[str, Next]:
    """Return for each post that its author goes on with in another one which that is.

    Only what the author made plain counts: numbers (1/2, 2/2), dots or "continued" where one post
    ends and the next begins, or a reply to oneself that ends an open sentence. Both posts can be
    quoted, lie no more than LONGEST_PAUSE apart and speak to the same people, and they stand under
    one question, if it is not that only the first says which. `answers` are those of the posts.
    """
    authors = _Authors()
    found: dict[str, Next] = {}
    taken: set[str] = set()
    placed = {answer.post_id: answer for answer in answers}
    for post in posts:
        for before, why in authors.told(post):
            is_free = before.id not in found and post.id not in taken
            if is_free and _are_one(before, post, placed):
                found[before.id] = Next(post.id, why)
                taken.add(post.id)
        authors.add(post)
    return found


def unwanted(posts: Sequence[Post]) -> frozenset[str]:
    """Return the ids of posts whose author asks not to be quoted, there, in their next post or a
    reply to it ("don't put that in the recap") or in what they made plain to be another part of the
    same."""
    asking = {post.id for post in posts if post.asks_not_to_be_quoted}
    if not asking:
        return frozenset()
    asking.update(_meant_before(posts))
    authors = _Authors()
    rows: dict[str, list[Post]] = {}
    for post in posts:
        before = (before.id for before, _ in authors.told(post) if _is_soon(before, post))
        row = rows.setdefault(next(before, post.id), [])
        row.append(post)
        rows[post.id] = row
        authors.add(post)
    return frozenset(post.id for one in asking for post in rows[one])


def _meant_before(posts: Sequence[Post]) -> Iterator[str]:
    by_id = {post.id: post for post in posts}
    last: dict[str, Post] = {}
    for post in posts:
        author = post.handle.casefold()
        if post.set_aside == "repost":
            continue
        if author in last and post.asks_not_to_be_quoted and asks_of_before(post.said):
            answered = by_id.get(post.reply_to or "", last[author])
            yield (answered if answered.handle.casefold() == author else last[author]).id
        last[author] = post


class _Authors:
    """The posts so far, as far as the next one of their author may go on with them."""

    def __init__(self) -> None:
        self._last: dict[str, Post] = {}
        self._numbered: dict[str, tuple[int, str, Post]] = {}
        self._by_id: dict[str, Post] = {}

    def add(self, post: Post) -> None:
        author = post.handle.casefold()
        self._last[author] = self._by_id[post.id] = post
        if (mark := _mark(post)) is not None:
            self._numbered[author] = (*mark, post)

    def told(self, post: Post) -> list[tuple[Post, str]]:
        """Return the posts that this one says it goes on with, and how it says so."""
        author = post.handle.casefold()
        found: list[tuple[Post, str]] = []
        mark, numbered = _mark(post), self._numbered.get(author)
        if mark is not None and numbered is not None and numbered[:2] == (mark[0] - 1, mark[1]):
            at, of = mark
            found.append((numbered[2], f"numbered {at - 1}/{of} and {at}/{of}"))
        last = self._last.get(author)
        answered = self._by_id.get(post.reply_to or "")
        if answered is not None and answered.handle.casefold() == author:
            if why := _in_words(answered, post) or _open(answered, post, is_reply=True):
                found.append((answered, why))
        elif last is not None and not post.reply_to:
            is_tied = last.thread is not None and last.thread == post.thread
            why = _in_words(last, post) or (_open(last, post, is_reply=False) if is_tied else None)
            if why:
                found.append((last, why))
        return found


def _in_words(before: Post, post: Post) -> str | None:
    ending, opening = _ending(before), _opening(post)
    label = post.text[post.label.start : post.label.end] if post.label else ""
    if any((_SAYS_MORE.search(ending), _SAYS_WHICH.search(opening), _LABEL_SAYS.search(label))):
        return 'its author says "continued"'
    if _BREAKS_OFF.search(ending) and _SETS_IN.search(opening):
        return "it breaks off with dots, and the next post sets in with dots"
    return None


def _open(before: Post, post: Post, *, is_reply: bool) -> str | None:
    ending = before.said[-EDGE:]
    is_hanging = _HANGS.search(ending) is not None
    if is_hanging or (_BREAKS_OFF.search(ending) and _SMALL.match(post.said)):
        return "its last sentence is open, and the thread goes on"
    if is_reply and _NO_STOP.search(ending) and _SMALL.match(post.said):
        return "it ends without a stop, and its author's reply goes on"
    return None


def _ending(post: Post) -> str:
    """Return what a post says with the marks that were cut behind it: "(cont)"."""
    end = post.span[1]
    marks = [cut for cut in post.cuts if cut.kind == "mark" and cut.start >= end]
    return " ".join([post.said[-EDGE:], *(post.text[cut.start : cut.end] for cut in marks)])


def _opening(post: Post) -> str:
    """Return what a post says with the marks that were cut before it: the dots of "A1 ... and"."""
    start = post.span[0]
    front = [post.text[cut.start : cut.end][-EDGE:] for cut in post.cuts if cut.end <= start]
    marks = [match[0] for text in front if (match := _MARKS_AT_END.search(text))]
    return " ".join([*marks, post.said[:EDGE]])


def _are_one(before: Post, post: Post, placed: Mapping[str, Answer]) -> bool:
    one, other = placed[before.id], placed[post.id]
    is_said_once = one.question is not None and post.label is None
    return (
        (one.question == other.question or is_said_once)
        and not before.is_truncated
        and candidates.is_candidate(before, one)
        and candidates.is_candidate(post, other)
        and _is_soon(before, post)
        and spoken_to(post) <= {*before.mentions, post.called}
    )


def _is_soon(before: Post, post: Post) -> bool:
    if before.time is None or post.time is None:
        # without the clock only what says itself which post it goes on with
        return post.reply_to == before.id or _mark(post) is not None
    return 0 <= (post.time - before.time).total_seconds() <= LONGEST_PAUSE


def _mark(post: Post) -> tuple[int, str] | None:
    return place_in_thread(post.text, post.cuts, post.said)


def spoken_to(post: Post) -> set[str]:
    """Return the handles of those to whom a post is said: the names before its first word, behind
    a label too ("A3 @tom I beg to differ"), and whom it answers by its export alone."""
    start = post.span[0]
    named = {
        called(entity.text[1:])
        for entity in post.entities
        if entity.kind == "mention" and entity.end <= start
    }
    return named | ({post.answered} if post.answered else set())
