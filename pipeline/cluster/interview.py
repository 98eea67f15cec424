"""What many ask of one, each in a thread of their own, as in an AMA."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from pipeline.cluster import asking, counting
from pipeline.cluster.counted import LEAST_ASKED
from pipeline.cluster.filing import LEAST_ASKERS, THREADED
from pipeline.records import Chat, Post, Question

MORE = 2  # times as much as anybody else, letter for letter, says the one who is asked
NEARLY = 0.8  # of what hosts ask, the share that the guest of all their questions answers
LEAST_OTHERS = 3  # people beside guest and hosts
LEAST_PASSED_ON = 2  # of a host's questions, in which the host names who of the others asks
NAMED = re.compile(r"\w[\w.-]*(?<=\w)")


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


def letters(posts: Sequence[Post]) -> Counter[str]:
    """Return how much each person says, by handle in lower case."""
    said: Counter[str] = Counter()
    for post in posts:
        if post.set_aside is None:
            said[post.handle.casefold()] += len(post.said)
    return said


def speaker(said: Mapping[str, int], hosts: Container[str]) -> str | None:
    """Return who says more than all others but the hosts together, all in lower case."""
    others = Counter({who: count for who, count in said.items() if who not in hosts})
    guest, most = max(others.items(), key=lambda own: own[1], default=("", 0))
    return guest if len(others) > LEAST_OTHERS and most * 2 > others.total() else None


def answering(
    posts: Sequence[Post], questions: Sequence[Question], hosts: Container[str]
) -> str | None:
    """Return who answers nearly all that the hosts ask, and says more than all others together: the
    guest to whom hosts pass on what the others want to know. All in lower case."""
    guest = speaker(letters(posts), hosts)
    place = {post.id: at for at, post in enumerate(posts)}
    own = (q for q in questions if (q.handle or "").casefold() in hosts)
    asked = sorted(place[q.post_id] for q in own if q.post_id in place)
    speaking = [
        any(post.handle.casefold() == guest for post in posts[start + 1 : end])
        for start, end in pairwise([*asked, len(posts)])
    ]
    is_asked = len(asked) >= LEAST_ASKED and sum(speaking) >= NEARLY * len(asked)
    others = [post for post in posts if post.handle.casefold() not in hosts]
    passes_on = is_asked and _passed_on((posts[at] for at in asked), others, guest)
    return guest if passes_on else None


def _passed_on(asked: Iterable[Post], others: Iterable[Post], guest: str | None) -> bool:
    """Return whether posts that ask name those who want to know ("Next, from tom_x: ..."), who
    write some of the `others`; else who says the most is no guest, in a chat of few words."""
    own = [post for post in others if post.handle.casefold() != guest]
    handles = {post.handle.casefold().partition("@")[0] for post in own}
    names = {post.name.split()[0] for post in own if post.name and post.name.strip()}
    said = (NAMED.findall(post.said) for post in asked)
    naming = (any(w.casefold() in handles or w in names for w in words) for words in said)
    return sum(naming) >= LEAST_PASSED_ON


def to_guest(
    own: Sequence[int], posts: Sequence[Post], said: Mapping[str, int], guests: Set[str]
) -> set[str]:
    """Return the ids of what a host says to nobody but the guest, by name, for all to hear
    ("@nan_p, Tom wants to know: ..."), where the host passes on what others want to know; `own` are
    the places of the host's posts, `guests` whoever is given."""
    free = [posts[at] for at in own if posts[at].set_aside is None and not posts[at].reply_to]
    named = [post for post in free if post.starts_with_name]
    if not named:
        return set()
    host = posts[own[0]].handle.casefold()
    guest = speaker(said, {host})
    found = {post.id for post in named if {*post.addressed} == {guest}}
    if not found or (guests and guest not in guests):
        return set()
    asked = (post for post in free if post.id in found or not post.starts_with_name)
    others = [post for post in posts if post.handle.casefold() != host]
    asking = (post for post in asked if counting.asks(post.said))
    return found if _passed_on(asking, others, guest) else set()


def _asks(top: Post, guest: str, by_id: Mapping[str, Post]) -> bool:
    """Return whether a post asks something, under no number, and opens a thread: it replies to
    nothing, or, as on Reddit, to the post with which the guest opens the chat."""
    above = by_id.get(top.reply_to or "")
    opens = above is None or (above.handle.casefold() == guest and not above.reply_to)
    return opens and top.handle.casefold() != guest and asking.is_asking(top)
