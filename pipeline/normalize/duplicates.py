"""Repeats: the earliest complete post stays, the later ones point to it and count as support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, pairwise
from math import ceil
from typing import Any, TypeVar

from pipeline.normalize import contrary
from pipeline.normalize.reading import Reading
from pipeline.settings import NormalizeSettings

ROW = 3  # words in a row: two posts that share none of these are not compared
FEW_WORDS = 7  # of posts so short, pairs of words count too: one edit breaks all rows of three
CROWDED = 40  # posts with the same three words; a further one says nothing new about them
LONGEST = 20_000  # characters of words: a longer post is repeated only by the very same words
MOST_KEYS = 256  # rows of words by which one post is found
SCANNED = 200  # of the author whom a repost names, the latest posts that are looked through
PASSED_ON = 0.7  # of the shorter one's words, where a repost names the author: room for MT and cuts
Key = TypeVar("Key", str, int)
DIGITS = 4  # of a similarity in a file


class Repeats:
    """The posts seen so far by their words: finds for each new one the post that it repeats.

    Two posts repeat each other when their words are the same, or when their character shingles
    overlap by `near_repeat` (Jaccard), and `contrary` finds nothing that keeps them apart. Short
    posts by different people never do: everybody says "thank you" or "yes, all the time". Only
    posts that share three words in a row are compared, so that the cost grows with the number of
    posts, not its square.
    """

    def __init__(self, settings: NormalizeSettings) -> None:
        self.settings = settings
        self._same: dict[str, list[Reading]] = {}
        self._rows: dict[int, Reading | list[Reading]] = {}  # most are held by one post
        self._by_author: dict[str, list[Reading]] = defaultdict(list)
        self._cut_off: dict[str, list[Reading]] = defaultdict(list)
        self._reposts: dict[str, Reading] = {}
        self._by_id: dict[str, Reading] = {}

    def add(self, new: Reading) -> None:
        """Find what a post repeats among those before it, and remember it for those behind it."""
        self._by_id[new.post.id] = new
        if new.is_passed_on:
            self.find_source(new)
            return
        if not new.words:
            return
        self._by_author[new.author].append(new)
        key = self._key(new)
        same = self._same.setdefault(key, [])
        match = self._match(new, same)
        same.append(new)
        if match is not None:
            known, similarity = match
            if _completes(new, known):
                known.repeats(new, similarity)
            else:
                new.repeats(known, similarity)
        if new.is_truncated:
            self._cut_off[new.author].append(new)
        if new.original is None and len(new.words) >= self.settings.repeat_words:
            self._remember(new)

    def alike(self, post: Reading) -> Sequence[Reading]:
        """Return the posts with the very same words, `post` among them, in order."""
        return self._same.get(self._key(post), ())

    def find_source(self, repost: Reading) -> None:
        """Find the post that a repost passes on, by its id, its named author, or its words."""
        named = self._by_id.get(repost.post.repost_of or "")
        if named is not None and not named.is_passed_on:
            repost.repeats(named.root(), _likeness(repost, named))
        elif found := self._passed_on(repost):
            repost.repeats(*found)
        elif repost.words:  # the first of several reposts stands for a post that is not there
            first = self._reposts.setdefault(repost.joined, repost)
            if first is not repost and first.original is None:
                repost.repeats(first, 1.0)

    def settle(self, repost: Reading) -> None:
        """Look once more for the source of a repost: it may stand behind it in the export."""
        if repost.original is None:
            self.find_source(repost)
        source = repost.root()
        if not source.is_passed_on:
            repost.source = source.post.id
            repost.similarity = _likeness(repost, source)  # however it was found

    def forget(self, old: Reading) -> None:
        """Drop a post: nothing behind can repeat it any more."""
        self._by_id.pop(old.post.id, None)
        if self._reposts.get(old.joined) is old:
            del self._reposts[old.joined]
        if old.is_passed_on or not old.words:
            return
        _drop(self._same, self._key(old), old)
        _drop(self._by_author, old.author, old)
        if old.is_truncated:
            _drop(self._cut_off, old.author, old)
        for key in old.keys:
            if self._rows.get(key) is old:
                del self._rows[key]
            else:
                _drop(self._rows, key, old)

    def _key(self, post: Reading) -> str:
        is_short = len(post.words) < self.settings.repeat_words or post.is_common
        return f"{post.author} {post.joined}" if is_short else post.joined

    def _match(self, new: Reading, same: Sequence[Reading]) -> tuple[Reading, float] | None:
        for known in islice(same, CROWDED):
            if not _are_two(new, known):
                return known.root(), 1.0
        if len(new.words) < self.settings.repeat_words:
            return None
        return self._nearest(new) or self._other_length(new)

    def _nearest(self, new: Reading) -> tuple[Reading, float] | None:
        keys = _keys(new.words)
        shared: dict[Reading, int] = {}
        for key in keys:
            held = self._rows.get(key)
            if held is None:
                continue
            for holder in held if isinstance(held, list) else (held,):
                shared[holder] = shared.get(holder, 0) + 1
        new.keys = keys
        if not shared:
            return None
        least = _least_shared(len(keys), len(new.joined), self.settings)
        likely = [holder for holder, count in shared.items() if count >= least]
        return _most_alike(new, likely, self.settings) if likely else None

    def _remember(self, new: Reading) -> None:
        for key in new.keys:
            held = self._rows.setdefault(key, new)
            if held is new:
                continue
            if not isinstance(held, list):
                self._rows[key] = [held, new]
            elif len(held) < CROWDED:
                held.append(new)

    def _other_length(self, new: Reading) -> tuple[Reading, float] | None:
        """Return the same author's post of which `new` is the beginning, or the other way round."""
        if new.is_truncated:
            theirs = self._by_author[new.author][-SCANNED:]
            pairs = [(new, other) for other in theirs if not other.is_truncated]
        else:
            cut_off = self._cut_off.get(new.author, ())[-SCANNED:]
            pairs = [(cut, new) for cut in cut_off if cut.original is None]
        for cut, whole in pairs:
            begun = cut.words[:-1]  # the last word may be cut, too
            if len(begun) >= self.settings.repeat_words and whole.words[: len(begun)] == begun:
                other = whole if cut is new else cut
                return other.root(), _rounded(len(begun) / len(whole.words))
        return None

    def _passed_on(self, repost: Reading) -> tuple[Reading, float] | None:
        if not repost.words:
            return None
        author = (repost.passes_on or "").casefold()
        # what is short or common is held by who says it
        same = self._same.get(repost.joined) or self._same.get(f"{author} {repost.joined}")
        theirs = self._by_author.get(author, ())[-SCANNED:] if author else ()
        exact = next((post for post in same or () if not author or post.author == author), None)
        if exact is not None:
            return exact.root(), 1.0
        found = _best_share(repost, theirs, self.settings.repeat_words)
        return found or self._match(repost, same or ())


def _completes(new: Reading, known: Reading) -> bool:
    """Return whether a later post takes the place of an earlier one that was cut off."""
    is_whole = known.is_truncated and not new.is_truncated
    return is_whole and known.author == new.author


def _drop(index: dict[Key, Any], key: Key, old: Reading) -> None:
    held = index.get(key)
    if not isinstance(held, list):
        return
    if held and held[0] is old:  # the oldest leaves first, as a rule
        del held[0]
    elif old in held:
        held.remove(old)
    if not held:
        del index[key]


def _keys(words: Sequence[str]) -> tuple[int, ...]:
    """Return the rows of words by which a post is found, as numbers, each once."""
    words = words[:MOST_KEYS]
    rows = map(hash, zip(words, words[1:], words[2:], strict=False))
    pairs = map(hash, pairwise(words)) if len(words) <= FEW_WORDS else ()
    return tuple(dict.fromkeys((*rows, *pairs)))


def _least_shared(keys: int, characters: int, settings: NormalizeSettings) -> int:
    """Return how many rows of words two near repeats share at the least.

    Of all shingles a near repeat lacks (1 - near) / (1 + near); an edit takes away `shingle` of
    them, and breaks ROW rows of words.
    """
    near = settings.near_repeat
    edits = characters * (1 - near) / (1 + near) / settings.shingle
    return max(1, keys - ROW * ceil(edits))


def _most_alike(
    new: Reading, others: Sequence[Reading], settings: NormalizeSettings
) -> tuple[Reading, float] | None:
    words = new.joined
    if len(words) > LONGEST:
        return None
    ours = _shingles(words, settings.shingle)
    shortest = settings.near_repeat * len(ours) + settings.shingle - 1
    best: tuple[Reading, float] | None = None
    for other in others:
        if not shortest <= len(other.joined) <= LONGEST:  # too few shingles for so much in common
            continue
        found = _shingles(other.joined, settings.shingle)
        both = len(ours & found)
        jaccard = both / (len(ours) + len(found) - both)
        is_best = jaccard >= settings.near_repeat and (best is None or jaccard > best[1])
        if is_best and not _are_two(new, other):
            best = (other, jaccard)
    return (best[0].root(), _rounded(best[1])) if best else None


def _are_two(new: Reading, known: Reading) -> bool:
    """Return whether a post says something else than a known one, or than what that repeats."""
    is_own = not new.is_passed_on and new.author != known.author
    if is_own and new.is_common and known.is_common:
        return True
    root = known.root()
    return contrary.differ(new, known) or (root is not known and contrary.differ(new, root))


def _shingles(words: str, size: int) -> frozenset[str]:
    return frozenset(words[at : at + size] for at in range(max(1, len(words) - size + 1)))


def _best_share(
    repost: Reading, posts: Sequence[Reading], least: int
) -> tuple[Reading, float] | None:
    """Return the post with most of the words in common, as far as these are enough.

    Cut short, shortened or commented at the end, a repost shares most of the shorter one's words.
    """
    said = set(repost.words)
    best: tuple[Reading, float] | None = None
    for post in posts:
        theirs = set(islice(post.words, LONGEST))
        shorter = min(len(said), len(theirs))
        if shorter < least:
            continue
        share = len(said & theirs) / shorter
        if share >= PASSED_ON and (best is None or share > best[1]):
            best = (post, share)
    return (best[0].root(), _rounded(best[1])) if best else None


def _likeness(one: Reading, other: Reading) -> float:
    ours, theirs = set(one.words), set(other.words)
    shorter = min(len(ours), len(theirs))
    return _rounded(len(ours & theirs) / shorter) if shorter else 1.0


def _rounded(share: float) -> float:
    return round(share, DIGITS)
