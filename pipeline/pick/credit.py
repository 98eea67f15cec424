"""Whose line it is: what every pick says of its post and author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.records import Line, Person, Pick, Post


def credited(line: Line | Pick, post: Post, people: Mapping[str, Person]) -> dict[str, Any]:
    """Return the fields of a pick that come from its line and the post that says it.

    `people` are those of the chat by handle in lower case. A post that bears no name is credited
    with the one that its author bears elsewhere.
    """
    author = people.get(post.handle.casefold())
    return {
        "question": line.question,
        "line_id": line.line_id,
        "post_id": line.post_id,
        "start": line.start,
        "end": line.end,
        "text": line.text,
        "joined": line.joined,
        "handle": post.handle,
        "name": post.name or (author.name if author else None),
        "url": post.url,
        "role": author.role if author else "community",
        "score": line.score,
    }
