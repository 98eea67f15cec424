"""What asks something of somebody, under no number, and what answers it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pipeline.cluster import counting, replies
from pipeline.records import Post

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

LEAST_ANSWERING = 3  # people who answer what a host asks of all


def is_asking(post: Post) -> bool:
    """Return whether a post asks something under no number."""
    is_free = post.set_aside is None and post.label is None
    return is_free and (counting.asks(post.said) or UNMARKED.search(post.said) is not None)


def parents(posts: Sequence[Post]) -> Mapping[str, str]:
    """Return what each post replies to, by their ids. Where the export names no reply, who begins
    with a name answers the first thing that this person asked of all, or of them, and that they
    have not answered yet, or goes on with what one of the two said to the other last. Of what a
    host asks, whom several answer, only the last waits."""
    if named := replies.parents(posts):
        return named
    found: dict[str, str] = {}
    asked: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)  # of all: of ""
    answered: Counter[tuple[str, tuple[str, str]]] = Counter()
    answering: dict[str, set[str]] = defaultdict(set)
    latest: dict[frozenset[str], str] = {}
    for place, post in enumerate(posts):
        own, asks = post.called, is_asking(post)
        if post.addressed:
            other = post.addressed[0]
            pair = frozenset((own, other))
            to_all, to_own = (other, ""), (other, own)
            if len(answering[other]) >= LEAST_ANSWERING:
                passed = len(asked[to_all]) - 1
                answered[own, to_all] = max(answered[own, to_all], passed)
            waiting = [
                (asked[to][answered[own, to]], to)
                for to in (to_all, to_own)
                if answered[own, to] < len(asked[to])
            ]
            if waiting:
                (_, found[post.id]), to = min(waiting)
                answered[own, to] += 1
                if to == to_all:
                    answering[other].add(own)
            elif not asks and pair in latest:
                found[post.id] = latest[pair]
            latest[pair] = post.id
        if asks:
            for whom in set(post.addressed) or {""}:
                asked[own, whom].append((place, post.id))
    return found
