"""The stage: posts as readers give them, to posts with entities, labels, cuts, repeats, threads."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from pipeline.normalize import abroad, called, moments, outsiders, reading, topics
from pipeline.normalize.corrections import Corrections
from pipeline.normalize.disputes import Disputes
from pipeline.normalize.duplicates import Repeats
from pipeline.normalize.order import counted_down, in_order
from pipeline.normalize.reading import Reading
from pipeline.normalize.spellings import folded
from pipeline.normalize.threads import Threads
from pipeline.records import Chat, Post, hashtags
from pipeline.settings import NormalizeSettings

LABEL_TAG = re.compile(r"#[aqt]\d{1,2}[a-h]?")  # "#A1 Never hurry it"
TURNED = (
    "{} is read from its end: without times the numbers of its questions, whom its posts answer, "
    "or its days tell the order"
)
WINDOW = 2_000  # posts of an archive among which repeats are found
TAG_SHARE = 0.5  # a second hashtag in so many posts is a tag of the chat too


def run(posts: Iterable[Post], chat: Chat, settings: NormalizeSettings) -> tuple[list[Post], Chat]:
    """Return the posts in time order, each with what it holds and why it is set aside, and the chat
    with its hashtag.

    No post is dropped: a repost or a repeat stays, and names the post it repeats.
    """
    given = list(posts)
    ordered = in_order(given)
    names = called.names(post.handle for post in ordered)
    found = [reading.read(post, names) for post in ordered]
    moments.settle(found)
    tags = chat_tags(found, chat.hashtag)
    neighbours = Neighbours(settings)
    for each, spelled in zip(found, _spelled(found), strict=True):
        each.cut(tags, spelled)
        neighbours.add(each)
    for each in found:
        neighbours.settle(each)
    outsiders.mark(found, chat, tags)
    told = (
        *chat.found,
        *(TURNED.format(file or "the export") for file in sorted(counted_down(given))),
    )
    chat = chat.model_copy(update={"found": told})
    return [each.finished() for each in found], _with_hashtag(chat, found, tags)


def _spelled(found: Sequence[Reading]) -> Iterator[Callable[[str], str]]:
    """Yield what spells the labels of each post with A and Q: a chat held abroad may answer under
    R1 and ask under P1, one about topics ask and answer under T1."""
    said = [(each.author, each.post.text) for each in found]
    own = abroad.letters(said)
    of_chat = partial(abroad.as_label, own=own) if own else str
    of_guests = partial(abroad.as_label, own=abroad.IN_ENGLISH)
    guests = set() if own else abroad.answering(said, [each.post.lang for each in found])
    asking = topics.asking(said, [each.post.time for each in found])
    for at, each in enumerate(found):
        if asking is not None:
            yield partial(topics.as_label, asks=at in asking)
        elif each.author in guests:
            yield of_guests
        else:
            yield of_chat


def stream(
    posts: Iterable[Post], chat: Chat, settings: NormalizeSettings, window: int = WINDOW
) -> Iterator[Post]:
    """Yield the posts of an archive one by one, each as `run` gives it, in bounded memory.

    `posts` come in time order. What repeats a post, and what goes on with it, is looked for among
    the `window` posts before and behind it; the chat's hashtag is the given one. An
    archive holds many chats: nothing is set aside as promotion, or for its time, no letter but A
    and Q labels, and a mention is that of a handle.
    """
    tags = frozenset({chat.hashtag.casefold()} if chat.hashtag else ())
    neighbours = Neighbours(settings)
    waiting: deque[Reading] = deque()
    for post in posts:
        new = reading.read(post)
        new.cut(tags)
        neighbours.add(new)
        waiting.append(new)
        if len(waiting) > window:
            yield _leaving(waiting, neighbours)
    while waiting:
        yield _leaving(waiting, neighbours)


def _leaving(waiting: deque[Reading], neighbours: Neighbours) -> Post:
    oldest = waiting.popleft()
    neighbours.settle(oldest)
    neighbours.forget(oldest)
    return oldest.finished()


class Neighbours:
    """What the posts of a chat have to do with each other: labels put right, repeats,
    disputed words, threads."""

    def __init__(self, settings: NormalizeSettings) -> None:
        self._repeats = Repeats(settings)
        self._disputes = Disputes(settings.repeat_words)
        self._corrections = Corrections()
        self._threads = Threads()

    def add(self, new: Reading) -> None:
        """Look at the next post, in time order."""
        self._corrections.add(new)
        self._repeats.add(new)
        if not new.is_passed_on:
            self._disputes.add(new, self._repeats.alike(new))
        self._threads.add(new)

    def settle(self, post: Reading) -> None:
        """Decide why a post is set aside, when all its neighbours have been looked at."""
        if post.is_passed_on:
            self._repeats.settle(post)
        post.decide()

    def forget(self, old: Reading) -> None:
        """Drop a post that no other one can have to do with any more."""
        self._repeats.forget(old)
        self._disputes.forget(old)
        self._corrections.forget(old)
        self._threads.forget(old)


def chat_tags(posts: Sequence[Reading], given: str | None) -> frozenset[str]:
    """Return the hashtags of the chat itself, in lower case with their mark."""
    counts: Counter[str] = Counter()
    for post in posts:
        found = hashtags(post.entities)
        counts.update(tag for tag in found if not LABEL_TAG.fullmatch(folded(tag)))
    tags = {given.casefold()} if given else set()
    if counts:
        best, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if not tags and most > 1:
            tags.add(best)
        tags |= {tag for tag, count in counts.items() if count >= TAG_SHARE * max(len(posts), 4)}
    return frozenset(tags)


def _with_hashtag(chat: Chat, posts: Sequence[Reading], tags: frozenset[str]) -> Chat:
    if chat.hashtag or not tags:
        return chat
    spelled: Counter[str] = Counter()
    for post in posts:  # a post may carry it twice
        own = (e for e in post.entities if e.kind == "hashtag" and e.tag in tags)
        spelled.update({e.hashtag for e in own})
    tag, count = min(spelled.items(), key=lambda item: (-item[1], item[0]))
    so = "1 post spells" if count == 1 else f"{count:,} posts spell"
    note = f"hashtag {tag}: not given, the most frequent one ({so} it so)"
    return chat.model_copy(update={"hashtag": tag, "found": (*chat.found, note)})
