"""What many ask of one, each in a thread of their own, as in an AMA."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.cluster import asking
from pipeline.cluster.counted import LEAST_ASKED
from pipeline.cluster.filing import LEAST_ASKERS, THREADED
from pipeline.records import Chat, Post

MORE = 2  # times as much as anybody else, letter for letter, says the one who is asked


class Interview(NamedTuple):
    """Who answers, in lower case, and what the others asked, in time order."""

    guest: str
    asked: list[Post]


def find(posts: Sequence[Post], chat: Chat) -> Interview | None:
    """Return who says by far the most below what others ask, a given guest or at least no given
    host, and what of it that one replies to; None where fewer than three people ask, less than half
    of the chat lies in those threads, or they only ask back what that one, a host, asks them."""
    by_id = {post.id: post for post in posts}
    hosts, guests = ({who.casefold() for who in given} for given in (chat.host, chat.guest))
    above = asking.parents(posts)
    answered: dict[str, set[str]] = defaultdict(set)
    said: Counter[str] = Counter()
    for post in posts:
        top, who = by_id.get(above.get(post.id, "")), post.handle.casefold()
        may_be = who in guests if guests else who not in hosts
        if top is not None and may_be and _asks(top, who, by_id):
            answered[who].add(top.id)
            said[who] += len(post.said)
    (guest, most), (_, second) = [*said.most_common(2), ("", 0), ("", 0)][:2]
    asked = [post for post in posts if post.id in answered[guest]]
    inside = {post.id for post in asked}
    for post in posts:
        if above.get(post.id) in inside:
            inside.add(post.id)
    is_form = len(inside) > THREADED * len(posts) and most >= MORE * second
    askers = {post.handle.casefold() for post in asked}
    back = {above.get(post.id, "") for post in asked} & by_id.keys()
    is_host = sum(asking.is_asking(by_id[id_]) for id_ in back) >= LEAST_ASKED
    is_ama = is_form and len(askers) >= LEAST_ASKERS and not is_host
    return Interview(guest, asked) if is_ama else None


def _asks(top: Post, guest: str, by_id: Mapping[str, Post]) -> bool:
    """Return whether a post asks something, under no number, and opens a thread: it replies to
    nothing, or, as on Reddit, to the post with which the guest opens the chat."""
    above = by_id.get(top.reply_to or "")
    opens = above is None or (above.handle.casefold() == guest and not above.reply_to)
    return opens and top.handle.casefold() != guest and asking.is_asking(top)
