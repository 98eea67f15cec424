"""What leads to a host's questions and is none: a welcome, a roll call, word of what is to come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.cluster import counting, voices
from pipeline.cluster.asking import UNMARKED
from pipeline.cluster.evidence import GREETING
from pipeline.cluster.hosting import HANDED_OVER
from pipeline.language.words import COUNTS, ORDINALS
from pipeline.records import Post

OPENS_CHAT = re.compile(
    r"\b(?:welcome|tonight|your host|hosting|hosted|(?:is|we(?:'|’)re) (?:open|on|live|go)|"
    r"start(?:s|ing)(?: now)?|\w+ (?:questions|qs)|first question|next question|last question|"
    r"roll call|it(?:'|’)s #\w+)\b",
    re.IGNORECASE,
)
# "Welcome! Who is here, and what is in your mug?" opens the chat and is none of its questions;
# "Who is here for you when it rains?", "How do you say hello to a cat?" are some
# "Ten minutes to go! Kettle on?", but "What do you drop with ten minutes to go?" is one
_FRONT = r"(?:^|[^\w\s]\s*)(?:(?:just|only|about|and|so|anyone|anybody|are\syou|time\sfor)\s){0,2}"
ROLL_CALL = re.compile(
    r"\bwho(?:(?:'|’)s|\sis|\sdo\swe\shave|\shave\swe(?:\sgot)?)\s"
    r"(?:(?:all|else|already|out|in|with\sus)\s)*"
    r"(?:here|with\sus|joining(?:\sus)?|around|in\sthe\s(?:room|house))"
    r"(?=\s*(?:$|[^\w\s])|\s(?:tonight|today|now|already|so\sfar|this\sevening|and|from)\b)"
    r"|(?:^|[^\w\s]\s*|\b(?:please|and|so|first)\s)"
    r"(?:intro(?:duce)?\syoursel(?:f|ves)|say\s(?:hi|hello)|roll\scall)\b"
    r"|(?:^|[^\w\s]\s*|\b(?:please|and|so|first)\s)(?:say|tell\sus|let\sus\sknow)\swho\syou\sare"
    r"(?=\s*(?:$|[^\w\s])|\s(?:and|with|below|please)\b)"
    r"|\bwhere(?:\sare\s(?:you|we)(?:\sall)?|(?:(?:'|’)s|\sis)\severy(?:one|body))\s"
    r"(?:joining|tuning|tweeting|posting|writing)(?:\s(?:us|in))*\sfrom\b"
    r"|\bwho(?:(?:'|’)s|\sis|\shave\swe\sgot)\s(?:coming|about|in|out\sthere)(?:\stonight)?\s*[^\w\s]"
    rf"|{_FRONT}(?:intro(?:duction)?s(?:\splease)?\s?:|new\s(?:here|to\sthis)\s?\?"
    rf"|(?:\d+|half\san|{'|'.join(COUNTS)})\s(?:hours?|mins?|minutes?)\s"
    r"(?:until\b|till\b|to\sgo\b|warning\b|to\s#))"
    rf"|^\W*(?:\d+|{'|'.join(COUNTS)})\s(?:hours?|mins?|minutes?)\s?[.!]",
    re.IGNORECASE,
)
# "Q3 is coming up in a moment", "First topic in five minutes"; but "Next question: ..."
_SOME = rf"(?:an?|\d+|half\san?|{'|'.join(COUNTS)})"
HERALDS = re.compile(
    rf"\b(?:(?:q|question|number)\s?(?:\d{{1,2}}|{'|'.join(COUNTS)})"
    rf"|(?:{'|'.join(ORDINALS)}|next|last|final)\s(?:question|topic|one|q))"
    r"(?:(?:['’]s|\sis|\sare|\swill\sbe)(?:\snow)?)?\s"
    r"(?:coming|comes|up\snext|on\s(?:its|the)\sway|soon|shortly|loading"
    rf"|in\s(?:(?:about|just|another)\s)?{_SOME}(?:\smore)?\s?(?:mo(?:ment)?|min(?:ute)?s?|sec(?:ond)?s?)\b)",
    re.IGNORECASE,
)
HANDS_OVER = re.compile(rf"(?:{HANDED_OVER.pattern})[^.!?\n]{{0,20}}\?", re.IGNORECASE)


def is_roll_call(post: Post) -> bool:
    """Return whether a post asks who is there, and calls that no question of the chat."""
    return ROLL_CALL.search(post.said) is not None and not counting.CALLED.search(post.said)


def welcomes(post: Post) -> bool:
    """Return whether a post opens the chat, or invites to it, whatever it asks."""
    is_opening = GREETING.search(post.said) or OPENS_CHAT.search(post.said)
    return is_opening is not None or is_roll_call(post)


def leads(post: Post) -> bool:
    """Return whether a post calls the roll, says of a question that it comes soon, or hands over to
    somebody who will ask it."""
    herald = HERALDS.search(post.said)
    is_herald = herald is not None and not UNMARKED.search(post.said, herald.end())
    return is_herald or is_roll_call(post) or HANDED_OVER.search(post.said) is not None


def asks(post: Post) -> bool:
    """Return whether a post asks with a question mark more than who is here, or that one other may
    take over."""
    said = HANDS_OVER.sub("", post.said)
    return counting.asks(said) and not is_roll_call(post)


def opening(posts: Sequence[Post]) -> set[str]:
    """Return who opens the chat, in lower case: in words that hosts use, or by a greeting before
    all others."""
    to_all = [post for post in posts if voices.is_to_all(post)]
    greeting = [post for post in to_all[:1] if GREETING.search(post.said)]
    opens = [post for post in to_all if OPENS_CHAT.search(post.said)]
    return {post.handle.casefold() for post in (*greeting, *opens)}
