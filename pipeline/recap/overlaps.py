"""Lines of one post that share words, as one: an editor may accept both, and a list prints once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.records import Part, Pick, Post

Spans = list[tuple[int, int]]


def once(picks: Sequence[Pick], posts: Mapping[str, Post]) -> list[Pick]:
    """Return the picks, those that share words as one with all words of both, where the first was.

    Two that share words and cannot be one, since each joins a post that the other has not, stay.
    """
    found: list[Pick] = []
    for pick in picks:
        near = [other for other in found if _share(other, pick)]
        one = _as_one([*near, pick], posts) if near else None
        if one is None:
            found.append(pick)
        else:
            place = found.index(near[0])
            found = [other for other in found if other not in near]
            found.insert(place, one)
    return found


def _printed(pick: Pick) -> dict[str, Spans]:
    """Return what is printed of each post of a pick."""
    own = {pick.post_id: list(pick.pieces) or [(pick.start, pick.end)]}
    return own | {part.post_id: [(part.start, part.end)] for part in pick.joined}


def _share(one: Pick, other: Pick) -> bool:
    ours, theirs = _printed(one), _printed(other)
    return any(
        start < last and first < end
        for post_id in ours.keys() & theirs.keys()
        for start, end in ours[post_id]
        for first, last in theirs[post_id]
    )


def _as_one(picks: Sequence[Pick], posts: Mapping[str, Post]) -> Pick | None:
    """Return one pick that prints all that the picks print, None where none can."""
    base = max(picks, key=lambda pick: len(pick.joined))
    spans = [_printed(pick) for pick in picks]
    words = {
        post_id: _together([span for own in spans for span in own.get(post_id, ())], posts[post_id])
        for post_id in base.post_ids
    }
    is_all = all(own.keys() <= words.keys() for own in spans)
    if not is_all or any(len(words[part.post_id]) > 1 for part in base.joined):
        return None
    own = words[base.post_id]
    start, end = own[0][0], own[-1][1]
    return base.model_copy(
        update={
            "start": start,
            "end": end,
            "text": posts[base.post_id].text[start:end],
            "pieces": tuple(own) if len(own) > 1 else (),
            "joined": tuple(_part(part.post_id, words, posts) for part in base.joined),
        }
    )


def _together(spans: Iterable[tuple[int, int]], post: Post) -> Spans:
    """Return the spans of a post in order, as one where only blanks or nothing lie between."""
    found: Spans = []
    for start, end in sorted(spans):
        if found and not post.text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _part(post_id: str, words: Mapping[str, Spans], posts: Mapping[str, Post]) -> Part:
    ((start, end),) = words[post_id]
    return Part(post_id=post_id, start=start, end=end, text=posts[post_id].text[start:end])
