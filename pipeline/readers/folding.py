"""One post for each id: overlaps of several files folded, the last version of edited posts kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.readers.findings import Findings
from pipeline.records import Post


def folded(posts: Iterable[Post], findings: Findings) -> list[Post]:
    """Return the posts in order of first sight, one for each id, the most complete record of each.

    Earlier versions of a post are left out where its last version is there.
    """
    kept: dict[str, Post] = {}
    for post in posts:
        known = kept.get(post.id)
        if known is None:
            kept[post.id] = post
            continue
        findings.count("post", "found more than once, folded by id", str(post.source))
        if (_completeness(post), post.text) > (_completeness(known), known.text):
            kept[post.id] = post
    for version in _earlier_versions(kept, findings.edits):
        source = str(kept.pop(version).source)
        findings.count("earlier version", "of an edited post left out", source)
    return list(kept.values())


def _earlier_versions(kept: Iterable[str], edits: dict[str, str]) -> list[str]:
    versions = defaultdict(list)
    for id in kept:
        if id in edits:
            versions[edits[id]].append(id)
    in_order = (sorted(ids, key=lambda id: (len(id), id)) for ids in versions.values())
    return [id for ids in in_order for id in ids[:-1]]


def _completeness(post: Post) -> tuple[bool, int, int]:
    filled = sum(value is not None for value in post.model_dump().values())
    return (not post.is_truncated, filled, len(post.text))
