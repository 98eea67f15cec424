"""Lines of one post that share words, as one: an editor may accept both, and a list prints once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.records import Part, Pick, Post

Spans = list[tuple[int, int]]


def once(picks: Sequence[Pick], posts: Mapping[str, Post]) -> list[Pick]:
    """Return the picks, those that share words as one with all words of both, where the first was.

    Two that share words and cannot be one stay: a gap in a joined post lies between them.
    """
    found: list[Pick] = []
    for pick in picks:
        place = len(found)
        for other in [other for other in found if _share(other, pick)]:
            if (one := _as_one(other, pick, posts)) is not None:
                pick, place = one, min(place, found.index(other))
                found.remove(other)
        found.insert(place, pick)
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


def _as_one(one: Pick, other: Pick, posts: Mapping[str, Post]) -> Pick | None:
    """Return one pick that prints all that two print, None where none can.

    It is from all posts of both: one of them may go on in a post that the other has not.
    """
    base, rest = (one, other) if other.post_id in one.post_ids else (other, one)
    if rest.post_id not in base.post_ids:
        return None
    spans = [_printed(base), _printed(rest)]
    words = {
        post_id: _together([span for own in spans for span in own.get(post_id, ())], posts[post_id])
        for post_id in (*base.post_ids, *rest.post_ids)
    }
    (_, own), *further = words.items()
    if any(len(pieces) > 1 for _, pieces in further):
        return None
    start, end = own[0][0], own[-1][1]
    return base.model_copy(
        update={
            "start": start,
            "end": end,
            "text": posts[base.post_id].text[start:end],
            "pieces": tuple(own) if len(own) > 1 else (),
            "joined": tuple(_part(posts[post_id], pieces[0]) for post_id, pieces in further),
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


def _part(post: Post, span: tuple[int, int]) -> Part:
    start, end = span
    return Part(post_id=post.id, start=start, end=end, text=post.text[start:end])
