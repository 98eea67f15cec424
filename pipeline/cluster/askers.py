"""Whose words a post is that asks, and whose are of another chat."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.records import Chat, Post, hashtags

_PASSED_ON = re.compile(
    r"(?:RT|MT|via)\b\s?:?\s*@?(?P<handle>\w{1,30}(?:@[\w.-]*\w)?)", re.IGNORECASE
)


def asker(post: Post) -> str:
    """Return whose words a post is: its author's, or those of the handle that a repost names."""
    named = _PASSED_ON.search(post.text) if post.set_aside == "repost" else None
    return named["handle"] if named else post.handle


def strangers(labelled: Sequence[Post], chat: Chat) -> set[str]:
    """Return who asks under other hashtags only: another chat has strayed into the export."""
    if not chat.hashtag:
        return set()
    tags: dict[str, set[str]] = defaultdict(set)
    for post in labelled:
        tags[asker(post).casefold()] |= hashtags(post.entities, post.label)
    ours = chat.hashtag.casefold()
    others = {handle for handle, used in tags.items() if used and ours not in used}
    is_shared = any(ours in used for used in tags.values())
    return others - {handle.casefold() for handle in chat.host} if is_shared else set()
