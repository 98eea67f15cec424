"""Reposts that a column of the sheet tells: "Post Type" says Retweet, "Is Retweet" TRUE."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Post, stable_id

_REPOST = re.compile(
    r"\b(?:re-?(?:tweet|post|share|blog)|boost|share|rt)(?:e?d|ged)?\b|^(?:true|yes|1)$",
    re.IGNORECASE,
)
_SAYS_MORE = re.compile(  # "Shared a photo" and "Link share" are posts of their own
    r"quot|comment|\b(?:with|not?|non|links?|photos?|images?|pictures?|videos?)\b", re.IGNORECASE
)
_BY_HAND = re.compile(r"\W*RT\b")  # names whom it passes on


def marked(posts: Sequence[Post], kinds: Sequence[str | None]) -> list[Post]:
    """Return the posts, those that their kinds call a repost with the id of what they pass on: the
    first post of the same words that is none, else an id of those words, as no post here has them.

    A post whose own words say what it passes on ("RT @ana: ...") is left to them.
    """
    passed = [kind is not None and _is_repost(kind) for kind in kinds]
    own = {
        post.text: post.id
        for post, is_repost in reversed(list(zip(posts, passed, strict=True)))
        if not is_repost
    }
    return [
        post.model_copy(update={"repost_of": own.get(post.text, stable_id("post", post.text))})
        if is_repost and post.repost_of is None and not _BY_HAND.match(post.text)
        else post
        for post, is_repost in zip(posts, passed, strict=True)
    ]


def _is_repost(kind: str) -> bool:
    return bool(_REPOST.search(kind)) and not _SAYS_MORE.search(kind)
