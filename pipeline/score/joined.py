"""Lines that their author spread over several posts: their parts, and how they look as one text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise, product

import regex

from pipeline import language
from pipeline.encoder import Encoder
from pipeline.records import Entity, Line, Post
from pipeline.score import candidates, further
from pipeline.score.candidates import RUN, with_quotations, without_tail
from pipeline.score.fit import fit
from pipeline.score.rows import see
from pipeline.score.sight import Sight
from pipeline.score.threads import CONTINUED, EDGE, Next
from pipeline.settings import ScoreSettings

MOST_POSTS = 3  # that make one line
# The ranker learned from single posts, and more words lift a line: two posts of one author that
# have nothing to do with each other stood so many log odds above the better of them, on average
# over 1,392 such pairs in six chats. Source: docs/trials/quotability.md.
LIFT = 0.57
LIFTED = "what any second post adds is taken off"
JOINED = "joined: "  # how the reason begins that tells what joins the posts
Piece = tuple[Post, tuple[int, int]]  # a post, and the slice of it that is part of a line

_PLACE = r"[(\[]?\d{1,2}\s?/\s?(?:\d{1,2}|n|x)?[)\]]?"
# marks at a seam say only that there is one: dots, "(cont)", "continues", 1/2, arrows
_END = regex.compile(
    rf"(?:\s*(?:\.{{2,}}|…|>+|→)|\s*[(\[]\s*{CONTINUED}\s*[)\]]|\s*(?<=[\s.…]){CONTINUED}(?=\W*$)"
    rf"|\s+{_PLACE})+\s*$",
    regex.IGNORECASE,
)
_START = regex.compile(
    rf"(?:\s*(?:\.{{2,}}|…|>+|→)|\s*[(\[]\s*{CONTINUED}\s*[)\]]\s*[:–—-]?|\s*cont['’]?d\b[:.]?"
    rf"|\s*{CONTINUED}\s*(?:[:–—-]|(?=\.\.|…))|\s*{_PLACE}\s*[:–—-]?(?=\s))+\s*",
    regex.IGNORECASE,
)


def chains(post: Post, by_id: Mapping[str, Post], nexts: Mapping[str, Next]) -> list[list[Post]]:
    """Return the rows of posts that begin with this one and go on: two posts, then three."""
    row, found = [post], []
    while len(row) < MOST_POSTS and (after := nexts.get(row[-1].id)) is not None:
        row.append(by_id[after.post_id])
        found.append([*row])
    return found


def why(posts: Sequence[Post], nexts: Mapping[str, Next]) -> str:
    """Return in words what joins some posts."""
    told = dict.fromkeys(nexts[before.id].why for before, _ in pairwise(posts))
    return f"{JOINED}{len(posts)} posts, {'; '.join(told)}"


def pieces(
    posts: Sequence[Post], settings: ScoreSettings, asked: int | None = None
) -> list[tuple[Piece, ...]]:
    """Return the lines that go through all of some posts, each as its slices, one of each post.

    Of one post these are its candidate lines. Of several it takes of the first the last sentences,
    of the last the first ones, of one between them all: nothing is left out but the marks at the
    seams, so that no other sense comes about. A joined line has as many words as a part of a post.
    What stands beyond a further label answers another question, and is no part of it.
    """
    if len(posts) == 1:
        return [((posts[0], span),) for span in candidates.spans(posts[0], settings, asked)]
    spans = [_joining(post, at > 0, at < len(posts) - 1) for at, post in enumerate(posts)]
    cut = [[(start + a, start + b) for a, b in language.sentences(post.text[start:end])]
           for post, (start, end) in zip(posts, spans, strict=True)]  # fmt: skip
    if posts[-1].is_truncated:
        cut[-1] = cut[-1][:-1]
    if not all(cut):
        return []
    first, last = posts[0].text, posts[-1].text
    endings = {(s[0], cut[0][-1][1]) for s in (cut[0][0], *cut[0][-RUN:])}
    endings = {*with_quotations(first, endings, (cut[0][0][0], cut[0][-1][1]))}
    openings = {(cut[-1][0][0], s[1]) for s in (*cut[-1][:RUN], cut[-1][-1])}
    openings = {*with_quotations(last, openings, (cut[-1][0][0], cut[-1][-1][1]))}
    openings |= {without_tail(last, span) for span in openings}
    between = [[span] for span in spans[1:-1]]
    rows = product(sorted(endings), *between, sorted(openings, key=lambda span: -span[1]))
    found = [tuple(zip(posts, row, strict=True)) for row in rows]
    return [parts for parts in found if _fits(parts, settings)]


def sight(parts: Sequence[Piece], near: float | None = None) -> Sight:
    """Return the parts of a line as the traits see it: one text, without the seams.

    What stands before the first part and after the last one in their posts stands around it.
    """
    to = parts[0][0].answered
    if len(parts) == 1:
        post, span = parts[0]
        return see(post.text, span, post.entities, near, to)
    text, start = "", parts[0][1][0]
    entities: list[Entity] = []
    for at, (post, (begin, end)) in enumerate(parts):
        low = begin if at else 0
        high = end if at < len(parts) - 1 else len(post.text)
        shift = len(text) - low
        entities += [
            entity.model_copy(update={"start": entity.start + shift, "end": entity.end + shift})
            for entity in post.entities
            if low <= entity.start and entity.end <= high
        ]
        stop = end + shift
        text += post.text[low:high] + (" " if at < len(parts) - 1 else "")
    return see(text, (start, stop), entities, near, to)


def sights(
    lines: Sequence[tuple[Sequence[Piece], int | None]],
    asked: Mapping[int, str],
    encoder: Encoder,
) -> list[Sight]:
    """Return lines as the traits see them; each comes as its parts and the question it answers.

    How near its posts are to the question, by the texts `asked`, is looked at once for all lines.
    """
    keys = [(tuple(post.id for post, _ in parts), question) for parts, question in lines]
    pairs = {key: parts for key, (parts, _) in zip(keys, lines, strict=True)}
    near = fit(
        [" ".join(post.said for post, _ in parts) for parts in pairs.values()],
        [asked.get(question) if question is not None else None for _, question in pairs],
        encoder,
    )
    known = dict(zip(pairs, near, strict=True))
    return [sight(parts, known[key]) for key, (parts, _) in zip(keys, lines, strict=True)]


def settled(score: float, posts: int) -> float:
    """Return the score of a line over some posts, without what any further post would add."""
    if posts == 1 or not 0 < score < 1:
        return score
    return 1 / (1 + (1 - score) / score * math.exp(LIFT * (posts - 1)))


def parts_of(line: Line, by_id: Mapping[str, Post]) -> list[Piece]:
    """Return the slices of posts that a line is; one, unless it is joined."""
    return [
        (by_id[line.post_id], (line.start, line.end)),
        *((by_id[part.post_id], (part.start, part.end)) for part in line.joined),
    ]


def _joining(post: Post, has_before: bool, has_after: bool) -> tuple[int, int]:
    """Return what of a post can join others: of one that labels parts only the part at the seam."""
    start, end = _between_marks(post, has_before, has_after)
    if post.label is None or post.label.end > start:
        return start, end
    parts = further.parts(post, (start, end))
    if len(parts) < 2:
        return start, end
    if has_before and has_after:
        return start, start
    return parts[0] if has_before else parts[-1]


def _between_marks(post: Post, has_before: bool, has_after: bool) -> tuple[int, int]:
    start, end = post.span
    if has_before and (mark := _START.match(post.text, start, min(end, start + EDGE))):
        start = mark.end()
    if has_after and (mark := _END.search(post.text, max(start, end - EDGE), end)):
        end = mark.start()
    while start < end and post.text[end - 1].isspace():
        end -= 1
    return start, end


def _fits(parts: Sequence[Piece], settings: ScoreSettings) -> bool:
    words = sum(len(post.text[start:end].split()) for post, (start, end) in parts)
    return settings.shortest_words <= words <= settings.longest_words
