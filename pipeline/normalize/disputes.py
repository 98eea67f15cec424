"""Posts whose very text stands under several handles on one day: nobody knows whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.normalize.reading import Reading

Key = tuple[str | None, str]


class Disputes:
    """The groups of posts with one text on one day.

    An archive that shows one text under several handles has lost the author of all but one, and
    nobody knows which. Who passes on an announcement with a link or picture of their own, or
    answers another person, has not: then no more than the words are the same. A question is left
    out: hosts who take turns do post the same one.
    """

    def __init__(self, repeat_words: int) -> None:
        self.repeat_words = repeat_words
        self._groups: dict[Key, dict[Reading, None]] = {}
        self._fought: set[Key] = set()

    def add(self, new: Reading, alike: Sequence[Reading]) -> None:
        """Look at a post and at the first one with the same words; mark both where they clash."""
        if len(alike) < 2 or len(new.words) < self.repeat_words or new.is_common:
            return
        if len(alike) == 2:
            self._join(alike[0])
        self._join(new)

    def forget(self, old: Reading) -> None:
        """Drop a post that has left the window."""
        if not self._groups:
            return
        key = _key(old)
        group = self._groups.get(key)
        if group is None:
            return
        group.pop(old, None)
        if not group:
            del self._groups[key]
            self._fought.discard(key)

    def _join(self, post: Reading) -> None:
        if post.is_question or post.post.is_private:
            return
        key = _key(post)
        group = self._groups.setdefault(key, {})
        group[post] = None
        if key in self._fought:
            post.is_disputed = True
        elif post.author != next(iter(group)).author:
            self._fought.add(key)
            for each in group:
                each.is_disputed = True


def _key(post: Reading) -> Key:
    return post.post.day, " ".join(post.post.text[: post.junk].split())
