"""What a post answers, so that an editor can judge its line: never part of what is printed."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from pipeline.records import Person, Post, Question, called

# posts whose words are not the poster's, and how they are told of
FOREIGN: dict[str | None, str] = {
    "repost": "a post that passes on another's words",
    "disputed author": "a post that stands under several names",
}
WAIT = timedelta(minutes=10)  # in real chats what came later answered something else
LAST = "to the last post before it by"
ASKED_IT = "to what its author was last asked by"


@dataclass(frozen=True)
class Answered:
    """How a post stands to the one that it answers, in words before the name of who wrote that.

    Nobody is named where there is no such post to show.
    """

    how: str
    post: Post | None = None


class Replies:
    """Finds what posts answer: another person's post that asks no question of the chat."""

    def __init__(
        self, posts: Mapping[str, Post], questions: Iterable[Question], people: Iterable[Person]
    ) -> None:
        self._posts = posts
        self._asking = {question.post_id for question in questions}
        self._hosts = {called(person.handle) for person in people if person.role == "host"}
        self._said: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for post in posts.values():
            if is_shown(post) and post.has_time and post.created_at:
                self._said[post.called].append((post.created_at, post.id))
        for name, said in [*self._said.items()]:
            said.sort()
            if len({posts[id_].handle.casefold() for _, id_ in said}) > 1:
                del self._said[name]  # people of one name on two servers: nobody knows which

    def of(self, post: Post) -> Answered | None:
        """Return what a post answers, None where that is nothing, a question or its author."""
        for how, id_ in (("answers", post.reply_to), ("quotes", post.quotes)):
            if id_:
                return self._other(post, how, self._posts.get(id_))
        if post.label:  # it answers a question of the chat, whomever it greets
            return None
        for handle in post.addressed:
            is_host = handle in self._hosts
            if before := self._asked(handle, post) if is_host else self._last(handle, post):
                return self._other(post, ASKED_IT if is_host else LAST, before)
        return None

    def _other(self, post: Post, how: str, other: Post | None) -> Answered | None:
        if other is None:
            return Answered(f"{how} a post that is not in this export")
        if other.id in self._asking or other.handle.casefold() == post.handle.casefold():
            return None
        if other.is_private:
            return Answered(f"{how} a private post")
        if other.set_aside in FOREIGN:
            return Answered(f"{how} {FOREIGN[other.set_aside]}")
        return Answered(how, other)

    def _last(self, handle: str, post: Post) -> Post | None:
        """Return the last post of a person before another's."""
        said = self._before(post, handle)
        return self._posts[said[-1][1]] if said else None

    def _asked(self, host: str, post: Post) -> Post | None:
        """Return what a host, whom everybody greets, asked who wrote a post soon after that and
        nothing between."""
        since = max(self._before(post, post.called), default=("", ""))
        for said in reversed(self._before(post, host)):
            other = self._posts[said[1]]
            if said < since or not _is_soon(other, post):
                return None
            if post.called in other.addressed and "?" in other.said:
                return other
        return None

    def _before(self, post: Post, handle: str) -> list[tuple[str, str]]:
        if not (post.has_time and post.created_at):
            return []
        said = self._said.get(handle, [])
        return said[: bisect_left(said, (post.created_at, ""))]


def _is_soon(one: Post, other: Post) -> bool:
    return one.time is not None and other.time is not None and other.time - one.time <= WAIT


def is_shown(post: Post) -> bool:
    """Return whether a post may be shown beside a line: neither private nor another's words."""
    return not post.is_private and post.set_aside not in FOREIGN
