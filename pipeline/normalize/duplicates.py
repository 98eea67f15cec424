"""Repeats: the earliest complete post stays, the later ones point to it and count as support."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence

import regex

from pipeline.records import Post
from pipeline.settings import NormalizeSettings

WORD = regex.compile(r"[\p{L}\p{N}]+(?:['’][\p{L}]+)?")
RARE = 40  # a shingle in more posts than this says nothing about two of them
PASSED_ON = 0.7  # of the shorter one's words, where a repost names the author: room for MT and cuts


def plain(post: Post) -> str:
    """Return the words of what a post says in lower case, without links and mentions."""
    start, end = post.span
    pieces = []
    at = start
    for entity in post.entities:
        if entity.start >= at and entity.end <= end and entity.kind in ("url", "mention"):
            pieces.append(post.text[at : entity.start])
            at = entity.end
    pieces.append(post.text[at:end])
    text = unicodedata.normalize("NFKC", " ".join(pieces)).casefold()
    return " ".join(WORD.findall(text))


def repeats(posts: Sequence[Post], settings: NormalizeSettings) -> dict[str, str]:
    """Return the id of each repeat with the id of the post that it repeats; posts in time order.

    Two posts repeat each other when their words are the same, or when their character shingles
    overlap by `near_repeat` (Jaccard). Short posts by different people never do: everybody says
    "thank you". Cost grows with the number of posts, not its square: only posts that share a rare
    shingle are compared.
    """
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    kept: dict[str, frozenset[str]] = {}
    holders: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        words = plain(post)
        is_short = words.count(" ") + 1 < settings.repeat_words
        key = f"{post.handle.casefold()} {words}" if is_short else words
        if not words:
            continue
        if key in first:
            found[post.id] = first[key]
            continue
        first[key] = post.id
        if is_short:
            continue
        shingles = _shingles(words, settings.shingle)
        original = _nearest(shingles, kept, holders, settings.near_repeat)
        if original is not None:
            found[post.id] = original
            continue
        kept[post.id] = shingles
        for shingle in shingles:
            if len(holders[shingle]) < RARE:
                holders[shingle].append(post.id)
    return found


def original(repost: Post, posts: Sequence[Post], settings: NormalizeSettings) -> str | None:
    """Return the id of the post that a repost passes on, of the posts of the author that it names.

    None where none has enough words in common. Cut short, shortened or commented at the end, a
    repost shares most of the shorter one's words.
    """
    said = set(plain(repost).split())
    best: tuple[float, str] | None = None
    for post in posts:
        theirs = set(plain(post).split())
        shorter = min(len(said), len(theirs))
        if shorter < settings.repeat_words:
            continue
        share = len(said & theirs) / shorter
        if share >= PASSED_ON and (best is None or share > best[0]):
            best = (share, post.id)
    return best[1] if best else None


def disputed(posts: Sequence[Post], settings: NormalizeSettings) -> set[str]:
    """Return the ids of posts whose very words stand under several handles on one day.

    An archive that does so has lost the author of all but one of them, and nobody knows which.
    A question is left out: hosts who take turns do post the same one.
    """
    groups: dict[tuple[str | None, str], list[Post]] = defaultdict(list)
    for post in posts:
        is_question = post.label is not None and post.label.kind == "Q"
        is_repost = post.set_aside not in (None, "duplicate")
        if not is_repost and not is_question and len(post.said.split()) >= settings.repeat_words:
            groups[(post.day, post.said)].append(post)
    return {
        post.id
        for same in groups.values()
        if len({post.handle.casefold() for post in same}) > 1
        for post in same
    }


def _shingles(words: str, size: int) -> frozenset[str]:
    return frozenset(words[at : at + size] for at in range(max(1, len(words) - size + 1)))


def _nearest(
    shingles: frozenset[str],
    kept: dict[str, frozenset[str]],
    holders: dict[str, list[str]],
    least: float,
) -> str | None:
    shared: dict[str, int] = defaultdict(int)
    for shingle in shingles:
        for holder in holders.get(shingle, ()):
            shared[holder] += 1
    best: tuple[float, str] | None = None
    for holder, count in shared.items():
        if count * 2 < least * len(shingles):  # rare shingles alone must cover half of the bar
            continue
        other = kept[holder]
        both = len(shingles & other)
        jaccard = both / (len(shingles) + len(other) - both)
        if jaccard >= least and (best is None or jaccard > best[0]):
            best = (jaccard, holder)
    return best[1] if best else None
