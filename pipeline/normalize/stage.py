"""The stage: posts as readers give them, to posts with entities, labels, cuts, repeats, threads."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipeline import spans
from pipeline.normalize import duplicates, entities, labels, reposts, threads
from pipeline.records import Chat, Cut, Post, SetAside
from pipeline.settings import NormalizeSettings

STATUS_LINK = re.compile(r"/(?:status|statuses|post)/(\w+)|/@[\w.-]+/(\d+)")
TAG_SHARE = 0.5  # a second hashtag in so many posts is a tag of the chat too


def run(posts: Iterable[Post], chat: Chat, settings: NormalizeSettings) -> tuple[list[Post], Chat]:
    """Return the posts in time order, each with what it holds and why it is set aside, and the chat
    with its hashtag.

    No post is dropped: a repost or a repeat stays, and names the post it repeats.
    """
    ordered = in_order(posts)
    found = [_read_entities(post) for post in ordered]
    tags = chat_tags(found, chat.hashtag)
    cut = [_cut(post, tags) for post in found]
    marked = _mark(cut, settings)
    joined = threads.threads(marked)
    done = [post.model_copy(update={"thread": joined.get(post.id)}) for post in marked]
    return done, _with_hashtag(chat, found, tags)


def in_order(posts: Iterable[Post]) -> list[Post]:
    """Return the posts in time order; a post without a time stays behind the one before it."""
    keyed: list[tuple[tuple[str, int, str], int, Post]] = []
    last = ("", 0, "")
    for place, post in enumerate(posts):
        if post.time is not None:
            # ids of one network grow with time
            last = (post.created_at or "", len(post.id), post.id)
        elif post.created_at:
            last = (post.created_at, 0, "")  # of a day only the file's order is known
        keyed.append((last, place, post))
    return [post for *_, post in sorted(keyed, key=lambda key: key[:2])]


def chat_tags(posts: Sequence[Post], given: str | None) -> frozenset[str]:
    """Return the hashtags of the chat itself, in lower case with their mark."""
    counts: Counter[str] = Counter()
    for post in posts:
        counts.update({e.text.casefold() for e in post.entities if e.kind == "hashtag"})
    tags = {given.casefold()} if given else set()
    if counts:
        best, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if not tags and most > 1:
            tags.add(best)
        tags |= {tag for tag, count in counts.items() if count >= TAG_SHARE * max(len(posts), 4)}
    return frozenset(tags)


def _with_hashtag(chat: Chat, posts: Sequence[Post], tags: frozenset[str]) -> Chat:
    if chat.hashtag or not tags:
        return chat
    spelled: Counter[str] = Counter(
        e.text for post in posts for e in post.entities if e.text.casefold() in tags
    )
    tag, count = min(spelled.items(), key=lambda item: (-item[1], item[0]))
    note = f"hashtag {tag}: not given, the most frequent one ({count} posts spell it so)"
    return chat.model_copy(update={"hashtag": tag, "found": (*chat.found, note)})


def _read_entities(post: Post) -> Post:
    junk = spans.junk_start(post.text, post.handle, post.name)
    held = entities.extract(post.text[:junk])
    quoted = post.quotes
    for entity in held:
        match = STATUS_LINK.search(entity.text) if entity.kind == "url" else None
        if match and not quoted:
            quoted = match[1] or match[2]
    return post.model_copy(update={"entities": tuple(held), "quotes": quoted})


def _cut(post: Post, tags: frozenset[str]) -> Post:
    held = list(post.entities)
    junk = spans.junk_start(post.text, post.handle, post.name)
    end = min(junk, reposts.own_end(post.text))
    label = labels.parse(post.text[:end], [entity for entity in held if entity.end <= end])
    cuts, body = spans.cut_edges(post.text, held, label, chat_tags=tags, within=(0, end))
    if end < junk:
        cuts += (Cut(kind="repost", start=end, end=junk),)
    if junk < len(post.text):
        cuts += (Cut(kind="junk", start=junk, end=len(post.text)),)
    return post.model_copy(update={"label": label, "cuts": cuts, "body": body})


def _mark(posts: Sequence[Post], settings: NormalizeSettings) -> list[Post]:
    named = {post.id: reposts.repost_mark(post.text) for post in posts}
    passed_on = {post.id for post in posts if post.repost_of or named[post.id] is not None}
    # in an export without times a repost may stand first: it repeats all the same
    repeats = duplicates.repeats(
        sorted(posts, key=lambda post: (post.id in passed_on, post.is_truncated)), settings
    )
    written: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.id not in passed_on:
            written[post.handle.casefold()].append(post)
    known = {post.id for post in posts}
    marked = []
    for post in posts:
        repeated = repeats.get(post.id)
        reason: SetAside | None = None
        repost_of = post.repost_of
        if post.id in passed_on:
            reason = "repost"
            author = (named[post.id] or "").casefold()
            repost_of = (
                repost_of or duplicates.original(post, written[author], settings) or repeated
            )
        elif repeated:
            reason = "duplicate"
        elif post.is_private:
            reason = "private"
        elif not any(letter.isalnum() for letter in post.said):
            reason = "empty"
        duplicate_of = repeated or (repost_of if repost_of in known else None)
        marked.append(
            post.model_copy(
                update={
                    "set_aside": reason,
                    "repost_of": repost_of,
                    "duplicate_of": duplicate_of if reason in ("repost", "duplicate") else None,
                }
            )
        )
    fought = duplicates.disputed(marked, settings)
    return [
        post.model_copy(update={"set_aside": "disputed author"}) if post.id in fought else post
        for post in marked
    ]
