"""What a reply takes over from the post that it answers: the handles at its start.

Where exports carry no reply ids, this is the surest trace. A reply starts with the author of what
it answers, then come all whom that post mentions, in their order, itself left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Post

MARKS = ("heir", "heir_alone", "dropped", "strangers", "to_self")
STRANGERS = 3  # people that no post before named, from which on more of them say no more


@dataclass(frozen=True)
class Address:
    """Handles in small letters: the author, those at the start of the post, and all it mentions."""

    author: str
    lead: tuple[str, ...]
    everyone: tuple[str, ...]


def parents(posts: Sequence[Post]) -> Mapping[str, str]:
    """Return what each post replies to, by their ids, as far as the export names it."""
    return {post.id: post.reply_to for post in posts if post.reply_to}


def address(post: Post) -> Address:
    """Return whom a post speaks to."""
    lead, everyone = (tuple(dict.fromkeys(names)) for names in (post.addressed, post.mentions))
    return Address(post.called, lead, everyone)


def marks(child: Address, parent: Address, *, is_question: bool) -> Sequence[float]:
    """Return what speaks for a post being a reply to another, in the order of MARKS.

    The handles at its start are those that a reply takes over, of several people or of one; the
    share of them that it dropped, and how many strangers it names; it answers its own author. That
    a post speaks to the host is no trace of the one post that `is_question`.
    """
    passed_on = tuple(h for h in parent.everyone if h not in (parent.author, child.author))
    heir = (parent.author, *passed_on)
    is_heir = child.lead == heir
    called = parent.author in child.lead
    return (
        is_heir and bool(passed_on),
        is_heir and not passed_on and not is_question,
        called * len(set(heir) - set(child.lead)) / len(heir),
        called * min(STRANGERS, len(set(child.lead) - set(heir))) / STRANGERS,
        child.lead[:1] == (child.author,) == (parent.author,),
    )
