"""What raw texts say without their edges, where no chat is known that they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline import spans
from pipeline.junk import junk_start
from pipeline.normalize import entities, labels
from pipeline.records import Entity, hashtags

FEWEST = 20  # texts from which a common hashtag may be the chat's own
CHAT_SHARE = 0.3  # of the texts carry it


def bodies_of(texts: Sequence[str]) -> tuple[list[tuple[int, int]], list[list[Entity]]]:
    """Return what each text says without its edges, as offsets, and the entities in it.

    A hashtag that many of the texts carry is taken as the chat's own.
    """
    junk = [junk_start(text) for text in texts]
    held = [entities.extract(text[:end]) for text, end in zip(texts, junk, strict=True)]
    tags = _chat_tags(held)
    bodies = []
    for text, found, end in zip(texts, held, junk, strict=True):
        label = labels.parse(text[:end], found)
        _, body = spans.cut_edges(text, found, label, chat_tags=tags, within=(0, end))
        bodies.append(body)
    return bodies, held


def _chat_tags(held: Sequence[Sequence[Entity]]) -> frozenset[str]:
    if len(held) < FEWEST:
        return frozenset()
    carried = Counter(tag for found in held for tag in hashtags(found))
    return frozenset(tag for tag, count in carried.items() if count >= CHAT_SHARE * len(held))
