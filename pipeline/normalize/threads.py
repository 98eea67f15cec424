"""Threads: posts that one author meant as one, by reply chain, by parts (A2a, A2b) or by 1/3."""

from __future__ import annotations

from collections import defaultdict

from pipeline.edges import place_in_thread
from pipeline.normalize.reading import Reading, Thread

LONGEST_CHAT = 12 * 3600  # seconds: A2b of the same author on another day is of another chat


class Threads:
    """The posts seen so far by author and number: finds for each new one where it belongs."""

    def __init__(self) -> None:
        self._by_id: dict[str, Reading] = {}
        self._waiting: dict[str, list[Reading]] = defaultdict(list)
        self._parts: dict[tuple[str, int], Reading] = {}
        self._numbered: dict[str, tuple[int, str, Reading]] = {}

    def add(self, new: Reading) -> None:
        """Put a post into the thread that it goes on with, if there is one."""
        self._by_id[new.post.id] = new
        for child in self._waiting.pop(new.post.id, ()):  # an export with the newest post first
            if child.author == new.author:
                join(child, new)
        parent = new.post.reply_to
        if parent is not None:
            self._reply(new, parent)
        if (question := _parted(new)) is not None:
            self._part(new, question)
        self._number(new)

    def forget(self, old: Reading) -> None:
        """Drop a post that has left the window."""
        self._by_id.pop(old.post.id, None)
        waiting = self._waiting.get(old.post.reply_to or "")
        if waiting is not None and old in waiting:
            waiting.remove(old)
            if not waiting:
                del self._waiting[old.post.reply_to or ""]
        key = (old.author, old.label.question if old.label is not None else -1)
        if self._parts.get(key) is old:
            del self._parts[key]
        last = self._numbered.get(old.author)
        if last is not None and last[2] is old:
            del self._numbered[old.author]

    def _reply(self, new: Reading, parent: str) -> None:
        replied = self._by_id.get(parent)
        if replied is None:
            self._waiting[parent].append(new)
        elif replied.author == new.author:
            join(new, replied)

    def _part(self, new: Reading, question: int) -> None:
        before = self._parts.get((new.author, question))
        self._parts[new.author, question] = new
        if before is not None and _are_of_one_chat(before, new):
            join(new, before)

    def _number(self, new: Reading) -> None:
        mark = place_in_thread(new.post.text, new.cuts, new.said)
        if mark is None:
            return
        at, of = mark
        before = self._numbered.get(new.author)
        if before is not None and before[:2] == (at - 1, of) and _go_together(before[2], new):
            join(new, before[2])
        self._numbered[new.author] = (at, of, new)


def join(new: Reading, before: Reading) -> None:
    """Put a post behind another one of the same thread, unless it stands in a thread already."""
    is_first = new.thread is not None and new.thread.root().id == new.post.id
    if new is before or (new.thread is not None and not is_first):
        return
    root = before.thread.root() if before.thread is not None else Thread(before.post.id)
    if new.thread is None:
        new.thread = root
    elif new.thread.root() is not root:
        new.thread.root().into = root  # what follows the first of a thread comes along
    before.thread = root


def _parted(post: Reading) -> int | None:
    """Return the question that a post answers in parts, or None where it does not."""
    label = post.label
    if label is None or label.part is None or label.kind != "A":
        return None
    return None if post.is_passed_on or post.original is not None else label.question


def _go_together(before: Reading, new: Reading) -> bool:
    """Return whether two posts are of one chat and their labels name no different questions."""
    one, other = before.label, new.label
    is_other = one is not None and other is not None and one.question != other.question
    return not is_other and _are_of_one_chat(before, new)


def _are_of_one_chat(before: Reading, new: Reading) -> bool:
    earlier, later = before.post.time, new.post.time
    if earlier is None or later is None:
        return before.post.day == new.post.day
    return (later - earlier).total_seconds() <= LONGEST_CHAT
