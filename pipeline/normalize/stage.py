"""The stage: posts as readers give them, to posts with entities, labels, cuts, repeats, threads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.normalize import abroad, called, disputes, outsiders, reading
from pipeline.normalize.duplicates import Repeats
from pipeline.normalize.order import in_order
from pipeline.normalize.reading import Reading
from pipeline.normalize.spellings import folded
from pipeline.normalize.threads import Threads
from pipeline.records import Chat, Post, hashtags
from pipeline.settings import NormalizeSettings

LABEL_TAG = re.compile(r"#[aq]\d{1,2}[a-h]?")  # "#A1 Never hurry it"
TAG_SHARE = 0.5  # a second hashtag in so many posts is a tag of the chat too


def run(posts: Iterable[Post], chat: Chat, settings: NormalizeSettings) -> tuple[list[Post], Chat]:
    """Return the posts in time order, each with what it holds and why it is set aside, and the chat
    with its hashtag.

    No post is dropped: a repost or a repeat stays, and names the post it repeats.
    """
    ordered = in_order(posts)
    names = called.names(post.handle for post in ordered)
    found = [reading.read(post, names) for post in ordered]
    tags = chat_tags(found, chat.hashtag)
    repeats, threads = Repeats(settings), Threads()
    is_abroad = abroad.labels_answers((each.author, each.post.text) for each in found)
    for each in found:
        each.cut(tags, is_abroad=is_abroad)
        repeats.add(each)
        threads.add(each)
    disputes.mark(found, settings.repeat_words)
    for each in found:
        if each.is_passed_on:
            repeats.settle(each)
        each.decide()
    outsiders.mark(found, chat, tags)
    return [each.finished() for each in found], _with_hashtag(chat, found, tags)


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
