"""Whose line it is: what every pick says of its post and author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.records import Line, Pick, Post, Role


def credited(line: Line | Pick, post: Post, roles: Mapping[str, Role]) -> dict[str, Any]:
    """Return the fields of a pick that come from its line and the post that says it."""
    return {
        "question": line.question,
        "line_id": line.line_id if isinstance(line, Pick) else line.id,
        "post_id": line.post_id,
        "start": line.start,
        "end": line.end,
        "text": line.text,
        "joined": line.joined,
        "handle": post.handle,
        "name": post.name,
        "url": post.url,
        "role": roles.get(post.handle.casefold(), "community"),
        "score": line.score,
    }
