"""Posts whose very text stands under several handles on one day: nobody knows whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.normalize.reading import Reading


def mark(posts: Iterable[Reading], least_words: int) -> None:
    """Mark the posts with one text on one day that stand under several handles.

    An archive that shows one text under several handles has lost the author of all but one, and
    nobody knows which. Who passes on an announcement with a link or picture of their own, or
    answers another person, has not: then no more than the words are the same. A question is left
    out: hosts who take turns do post the same one.
    """
    groups: dict[tuple[str | None, str], list[Reading]] = defaultdict(list)
    for post in posts:
        is_own = not (post.is_passed_on or post.is_question or post.post.is_private)
        if is_own and len(post.words) >= least_words and not post.is_common:
            groups[post.post.day, " ".join(post.post.text[: post.junk].split())].append(post)
    for group in groups.values():
        if len({post.author for post in group}) > 1:
            for post in group:
                post.is_disputed = True
