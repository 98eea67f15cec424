"""What many ask of one, each in a thread of their own, as in an AMA."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.cluster import counting
from pipeline.cluster.filing import THREADED
from pipeline.records import Chat, Post

# What asks without a question mark: "Tell us about the mill.", "Long time fan. What did you read",
# "Do those hats help or not"; but "How much I loved it!", "Love to hear it", "Curious fan here",
# "Did it once, never again" ask nothing
UNMARKED = re.compile(
    r"(?:^|[.!…\n]\s{0,3})\W{0,3}(?:(?:so|and|also|please)\s)?"
    r"(?:(?:tell|give|talk|walk)\s(?:us|me)\b(?!\sabout\sit\b)|describe|explain"
    r"|(?:i(?:['’]?m|['’]?ve|\sam|\shave)?\s)?"
    r"(?:(?:also|just)\s)?(?:(?:always|often)\swondered|wonder(?:ing)?|curious)"
    r"\s(?:about|to|if|whether|what|which|who|where|when|why|how)\b"
    r"|(?:i(?:['’]?d|\swould)\s|would\s)?(?:love|like|want)\sto\s(?:hear|know|ask)\b"
    r"(?!\s(?:it|this|that)\b)"
    r"|(?:what|which|who|where|when|why|how(?:\s(?:many|much|long|often|far)(?:\s\w+){0,3}?)?)\s"
    r"(?:(?:do|does|did)\b|(?:is|are|was|were|would|will|can|could|should)"
    r"\s(?:you|your|it|the|there|a|any\w*|we|i|he|she|they)\b)"
    r"|(?:(?:do|does|did|has|have|is|are|was|were|can|could|should|would|will)\s"
    r"(?:you(?:r|rs)?|we|they|i|he|she|there|any(?:one|body)|people|those|these)"
    r"|(?:is|was|can|could|should|would|will)\s(?:it|this|that))\b"
    r"|(?:any\s)?(?:advice|tips?|thoughts|ideas|suggestions|opinions?|views?|recommendations)"
    r"\s(?:on|for|about)\b)",
    re.IGNORECASE,
)
LEAST_ASKERS = 3
MORE = 2  # times as much as anybody else, letter for letter, says the one who is asked


class Interview(NamedTuple):
    """Who answers, in lower case, and what the others asked, in time order."""

    guest: str
    asked: list[Post]


def find(posts: Sequence[Post], chat: Chat) -> Interview | None:
    """Return who says by far the most below what others ask, a given guest or at least no given
    host, and what of it that one replies to; None where fewer than three people ask, or less than
    half of the chat lies in those threads."""
    by_id = {post.id: post for post in posts}
    hosts, guests = ({who.casefold() for who in given} for given in (chat.host, chat.guest))
    answered: dict[str, set[str]] = defaultdict(set)
    said: Counter[str] = Counter()
    for post in posts:
        top, who = by_id.get(post.reply_to or ""), post.handle.casefold()
        may_be = who in guests if guests else who not in hosts
        if top is not None and may_be and _asks(top, who, by_id):
            answered[who].add(top.id)
            said[who] += len(post.said)
    (guest, most), (_, second) = [*said.most_common(2), ("", 0), ("", 0)][:2]
    asked = [post for post in posts if post.id in answered[guest]]
    inside = {post.id for post in asked}
    for post in posts:
        if post.reply_to in inside:
            inside.add(post.id)
    is_form = len(inside) > THREADED * len(posts) and most >= MORE * second
    askers = {post.handle.casefold() for post in asked}
    return Interview(guest, asked) if is_form and len(askers) >= LEAST_ASKERS else None


def _asks(top: Post, guest: str, by_id: Mapping[str, Post]) -> bool:
    """Return whether a post asks something, under no number, and opens a thread: it replies to
    nothing, or, as on Reddit, to the post with which the guest opens the chat."""
    above = by_id.get(top.reply_to or "")
    opens = above is None or (above.handle.casefold() == guest and not above.reply_to)
    return (
        opens
        and top.set_aside is None
        and top.label is None
        and top.handle.casefold() != guest
        and (counting.asks(top.said) or UNMARKED.search(top.said) is not None)
    )
