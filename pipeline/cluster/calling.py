"""Whom posts name behind or before certain words, by handle or by name alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.cluster.chatter import stop_words
from pipeline.records import Post, name_alone

NAME = r"@[\w.@-]{1,80}"  # how patterns see whom a post mentions, or names


class Names:
    """The people of a chat by what they are called, all in lower case."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self._whole = _whole(posts)
        self._alone = _alone(posts)
        self._first = _first(posts)

    def whole(self, name: str) -> str:
        """Return the handle, with its server, of one whom posts mention by this name."""
        return self._whole.get(name, name)

    def at(self, post: Post, leads: Sequence[re.Pattern[str]]) -> set[str]:
        """Return the handles that a post mentions where such words reach."""
        reached = [match.span() for lead in leads for match in lead.finditer(post.text)]
        return {
            self.whole(entity.text[1:].casefold())
            for entity in post.entities
            if entity.kind == "mention" and any(a <= entity.start < b for a, b in reached)
        }

    def alone(self, post: Post, lead: re.Pattern[str], word: str = "") -> set[str]:
        """Return the handles of those whom a post names without one where such words reach, all of
        which hold the `word`."""
        said = post.text.casefold()
        held = [name for name in self._alone if name in said] if word in said else []
        # "our guest tonight will talk" calls no Will
        present = [name for name in held if name not in stop_words() or name.title() in post.text]
        if not present:
            return set()
        longest_first = sorted(present, key=len, reverse=True)
        either = re.compile(rf"(?<![\w@])@?({'|'.join(map(re.escape, longest_first))})(?!\w)")
        by_place = either.sub(lambda match: f"@{present.index(match[1])}", said)
        reached = "".join(match[0] for match in lead.finditer(by_place))
        return {self._alone[present[int(place)]] for place in re.findall(r"@(\d+)\b", reached)}

    def first(self, post: Post, lead: re.Pattern[str]) -> set[str]:
        """Return the handles of those whom a post names by their first name where such words
        reach."""
        words = (re.findall(r"\w+", match[0]) for match in lead.finditer(post.text))
        return {self._first[word] for each in words for word in each if word in self._first}


def _whole(posts: Sequence[Post]) -> Mapping[str, str]:
    """Return handles with their server by the name alone, which is what Mastodon shows of a
    mention, where that is one person's."""
    handles = (post.handle.casefold() for post in posts)
    return _of_one((handle.partition("@")[0], handle) for handle in handles)


def _alone(posts: Sequence[Post]) -> Mapping[str, str]:
    """Return by their names, with what stands beside these and without, the handles of those who
    have a name of several words, or no handle beside it; a name of two people is nobody's."""
    return _of_one(
        (name, handle.casefold())
        for shown, handle in {(post.name or "", post.handle) for post in posts}
        for name in (shown.casefold(), name_alone(shown).casefold())
        if len(name.split()) > 1 or (name and shown == handle)
    )


def _first(posts: Sequence[Post]) -> Mapping[str, str]:
    """Return by their first names, as written, the handles of those who have a name of several
    words; a first name of two people is nobody's."""
    names = ((name_alone(post.name or "").partition(" "), post.handle) for post in posts)
    return _of_one((first, handle.casefold()) for (first, _, more), handle in names if more)


def _of_one(named: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return handles by name, of names and handles, where a name is one person's."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, handle in named:
        found[name].add(handle)
    return {name: next(iter(own)) for name, own in found.items() if len(own) == 1}
