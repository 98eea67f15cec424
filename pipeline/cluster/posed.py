"""Posts that carry a question's label, with how much speaks for each to ask that question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from pipeline.cluster import askers, asks, sessions
from pipeline.cluster.asks import Ask
from pipeline.language import has_question_mark
from pipeline.language.words import WORD
from pipeline.records import Chat, Post

LEAST_OPENED = 3  # numbers that nobody spoke of before, to be known as a host by them
MOSTLY = 0.8  # of the numbers that anybody labels, for who never clearly asks


def find(posts: Sequence[Post], chat: Chat) -> list[Ask]:
    """Return what carries a question's label, with how much speaks for its asking."""
    said = [post for post in posts if post.is_labelled_question]
    strangers = askers.strangers(said, chat)
    said = [post for post in said if askers.asker(post).casefold() not in strangers]
    quoted = asks.in_quotes(posts)
    looks = {
        post.id: asks.ASKED if post.id in quoted else asks.looks_like_asking(post) for post in said
    }
    listed = {
        (askers.asker(post).casefold(), number) for post in said for number in asks.lists(post)
    }
    shown = {post.id for post in said if _asking(post) in listed and asks.is_bare(post)}
    writer = {post.id: post.handle for post in posts}
    pictured = shown | {
        post.id for post in said if asks.is_pictured(post) and not _replies_to(post, writer, listed)
    }
    numbers: dict[str, set[int]] = defaultdict(set)
    for post in said:
        if post.label and (looks[post.id] >= 2 or post.id in pictured):
            numbers[askers.asker(post).casefold()].add(post.label.question)
    hosts = {handle.casefold() for handle in chat.host}
    copied: dict[str, int] = defaultdict(int)
    for post in posts:
        if post.duplicate_of:
            copied[post.duplicate_of] += 1
    found = []
    worded = (post for post in said if looks[post.id] >= 2 and not asks.lists(post))
    in_words = {post.label.question for post in worded if post.label}
    opened = _opened(posts, {post.id for post in said}, numbers)
    for post in said:
        assert post.label is not None
        asker = askers.asker(post)
        weight = looks[post.id]
        weight += 3.0 if asker.casefold() in hosts else min(2, len(numbers[asker.casefold()]) - 1)
        weight += min(2, copied[post.id])
        weight -= 1.5 if post.starts_with_name else 0
        weight -= 0.5 if post.set_aside == "repost" else 0
        is_host = asker.casefold() in hosts or len(numbers[asker.casefold()]) > 1
        is_host = is_host or post.id in shown
        if post.id in pictured and is_host and post.label.question not in in_words:
            weight = asks.LEAST_ASKING
        if post.id in opened:
            weight = max(weight, asks.LEAST_ASKING)
        found.append(Ask(post, post.label.question, asker, weight))
    return found


def _replies_to(post: Post, writer: Mapping[str, str], listed: Set[tuple[str, int]]) -> bool:
    """Return whether a labelled post replies to another who lists what it names: it answers."""
    to = writer.get(post.reply_to or "", post.handle).casefold()
    asker, number = _asking(post)
    return to != asker and (to, number) in listed


def _asking(post: Post) -> tuple[str, int]:
    """Return who asks in a labelled post, in lower case, and under which number."""
    return askers.asker(post).casefold(), post.label.question if post.label else 0


def _opened(posts: Sequence[Post], labelled: set[str], numbers: Mapping[str, set[int]]) -> set[str]:
    """Return the ids of the posts with which hosts go on to a number of which nobody spoke since
    what they asked before: "Q4: Tell me about a day that I should have seen" asks, too.

    `labelled` are the posts that carry a question's label, `numbers` what people clearly ask.
    """
    spoken: dict[int, int] = {}  # number to the place at which it was labelled last
    last: dict[str, int] = {}  # person to the place of the own last question
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for index, post in enumerate(posts):
        if post.label is None:
            continue
        number, author = post.label.question, post.handle.casefold()
        is_own = post.id in labelled and post.set_aside != "repost"
        if is_own and not post.starts_with_name:
            is_new = number not in spoken or spoken[number] < last.get(author, -1)
            if is_new and len(WORD.findall(asks.asked(post))) >= asks.LEAST_WORDS:
                found[author][post.id] = number
            last[author] = index
        spoken[number] = index
    trusted = {
        author
        for author, opened in found.items()
        if len(numbers[author]) >= 2
        or (numbers[author] and len(set(opened.values())) >= LEAST_OPENED)
    }
    if all(len(asked) < 2 for asked in numbers.values()):
        trusted |= _counts(posts, found, set(spoken))
    return {post_id for author in trusted for post_id in found[author]}


def _counts(
    posts: Sequence[Post], opened: Mapping[str, Mapping[str, int]], spoken: set[int]
) -> set[str]:
    """Return who, alone and in order, opens nearly all numbers, mostly with a word to the others
    and none of "me": a host who never asks with a question mark ("Q1: Tell us ...")."""
    words = {post.id: asks.asked(post) for post in posts if post.label is not None}
    rows = {
        author: [number for id_, number in own.items() if not asks.FIRST_PERSON.search(words[id_])]
        for author, own in opened.items()
    }
    best = max(rows, key=lambda author: len(set(rows[author])), default="")
    if any(len(set(row)) >= LEAST_OPENED for author, row in rows.items() if author != best):
        return set()
    row = rows.get(best, [])
    inviting = sum(asks.INVITING.search(words[id_]) is not None for id_ in opened.get(best, ()))
    is_in_order = row == sorted(row) and len(set(row)) >= max(LEAST_OPENED, MOSTLY * len(spoken))
    is_host = is_in_order and inviting * 2 >= len(row) and not _is_led(posts, best, opened[best])
    return {best} if is_host else set()


def _is_led(posts: Sequence[Post], author: str, opened: Mapping[str, int]) -> bool:
    """Return whether one and the same other asks all something, without a label, before each post
    with which somebody opens a number: then those are the first answers."""
    asking: set[str] = set()
    leading: set[str] | None = None
    for post in posts:
        handle = post.handle.casefold()
        if post.id in opened:
            leading = asking if leading is None else leading & asking
            asking = set()
        is_to_all = post.label is None and not post.reply_to and not post.starts_with_name
        if is_to_all and has_question_mark(post.said) and handle != author:
            asking.add(handle)
    return bool(leading)


def tasks(posts: Sequence[Post], sure: Sequence[Ask], chat: Chat) -> list[Ask]:
    """Return what known hosts ask under T in place of Q ("T1. Please share ...")."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for ask in sure:
        numbers[ask.handle.casefold()].add(ask.number)
    hosts = {handle for handle, asked in numbers.items() if len(asked) >= sessions.LEAST_NUMBERS}
    hosts |= {handle.casefold() for handle in chat.host}
    return [
        Ask(post, int(match["number"]), post.handle, asks.LEAST_ASKING)
        for post in posts
        if post.handle.casefold() in hosts and post.set_aside != "repost" and post.label is None
        if (match := asks.TASK.match(post.said)) is not None
    ]
