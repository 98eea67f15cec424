"""A quote as it is printed: pieces of the author's own text, with credit, date and link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.recap import plain
from pipeline.recap.credit import Credited
from pipeline.records import LEFT_OUT, Chat, Cut, Line, Pick, Post, Role, Span

X_STATUS = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w+/status/\d+", re.I)
MEDIA = re.compile(r"(?:https?://)?(?:pic\.(?:twitter|x)\.com|t\.co)/", re.I)
FRONT_MATTER = ("mention", "mark", "repost", "junk")  # cut from the front of a post shown whole
TAIL = ("url", "mark", "repost", "junk")  # and from its end


@dataclass(frozen=True)
class Piece:
    """A slice of a post as it can be shown; `url` where it is a link that may be followed."""

    text: str
    url: str | None = None


Passage = tuple[Piece, ...]
BETWEEN_POSTS = "\n\n"


class Linked:
    """What has a link and a date."""

    url: str | None
    date: str | None

    @property
    def day(self) -> str | None:
        """The date in words."""
        return plain.day_in_words(self.date)

    @property
    def is_on_x(self) -> bool:
        """Whether the link is one that the embed script of X knows."""
        return bool(self.url and X_STATUS.match(self.url))


@dataclass(frozen=True)
class Shown(Linked):
    """One of the posts that a quote is from: what is quoted of it, and `whole`, all of it."""

    post_id: str
    start: int
    end: int
    text: str
    whole: Passage
    url: str | None
    date: str | None
    is_cut: bool = False  # `whole` is what an editor left of it

    @property
    def is_on_x(self) -> bool:
        """Whether the embed script of X knows it, and may show it whole."""
        return super().is_on_x and not self.is_cut


@dataclass(frozen=True)
class Quote(Linked, Credited):
    """One line of one author: the line itself, the post around it, and whom to credit.

    Mostly it is from one post. Where its author spread it over several, `posts` has each of them;
    all but `text`, `line` and `post`, which hold all parts, is that of the first.
    """

    line_id: str
    post_id: str
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]  # what is printed of it, at least one
    text: str
    line: Passage
    post: Passage
    handle: str
    name: str | None
    role: Role
    url: str | None
    date: str | None
    score: float
    lang: str | None
    posts: tuple[Shown, ...]
    is_cut: bool = False  # by an editor

    @property
    def as_cut(self) -> Quote:
        """The same, shown as its line where others show the whole post; one that joins posts, of
        which nobody cuts anything, as it is."""
        if self.posts[1:]:
            return self
        left = replace(self.posts[0], whole=self.line, is_cut=True)
        return replace(self, post=self.line, posts=(left,))


def quote(
    post: Post,
    line: Line | Pick,
    role: Role,
    name: str | None,
    chat: Chat,
    further: Sequence[Post] = (),
) -> Quote:
    """Return a line of a post ready to be printed, credited to `name` beside the handle.

    `further` are the posts of its joined parts.
    """
    spread = ((post, line), *zip(further, line.joined, strict=True))
    posts = tuple(shown(each, span, chat) for each, span in spread)
    pieces = (isinstance(line, Pick) and line.pieces) or ((line.start, line.end),)
    return Quote(
        line_id=line.line_id,
        post_id=post.id,
        start=line.start,
        end=line.end,
        pieces=pieces,
        text=LEFT_OUT.join(
            [*(post.text[a:b] for a, b in pieces), *(part.text for part in posts[1:])]
        ),
        line=_parted(
            [passage(post, *piece) for piece in pieces]
            + [passage(each, part.start, part.end) for each, part in spread[1:]],
            LEFT_OUT,
        ),
        post=_parted([part.whole for part in posts], BETWEEN_POSTS),
        handle=plain.one_line(post.handle),
        name=name,
        role=role,
        url=plain.safe_url(post.url),
        date=chat.day(post.created_at),
        score=line.score,
        lang=post.lang if post.lang and re.fullmatch(r"[A-Za-z]{2,3}", post.lang) else None,
        posts=posts,
    )


def shown(post: Post, quoted: Span, chat: Chat) -> Shown:
    """Return a post of which a span is quoted, with its day by the clock of the chat."""
    start, end = whole(post)
    return Shown(
        post_id=post.id,
        start=quoted.start,
        end=quoted.end,
        text=post.text[quoted.start : quoted.end],
        whole=passage(post, min(start, quoted.start), max(end, quoted.end)),
        url=plain.safe_url(post.url),
        date=chat.day(post.created_at),
    )


def passage(post: Post, start: int, end: int) -> Passage:
    """Return `post.text[start:end]` in pieces: links that may be followed, and what lies between.

    A link that the slice cuts through stays text.
    """
    pieces = []
    place = start
    for entity in sorted(post.entities, key=lambda e: e.start):
        if entity.kind != "url" or entity.start < place or entity.end > end:
            continue
        text = post.text[entity.start : entity.end]
        url = plain.safe_url(f"http://{text}" if text.casefold().startswith("www.") else text)
        if url:
            pieces.append(Piece(plain.displayable(post.text[place : entity.start])))
            pieces.append(Piece(plain.displayable(text), url))
            place = entity.end
    pieces.append(Piece(plain.displayable(post.text[place:end])))
    return tuple(piece for piece in pieces if piece.text)


def _parted(passages: Sequence[Passage], by: str) -> Passage:
    shown: list[Piece] = []
    for found in passages:
        shown += [*([Piece(by)] if shown else []), *found]
    return tuple(shown)


def whole(post: Post) -> tuple[int, int]:
    """Return the post as an embed shows it, as (start, end): with its label and hashtags, without
    the names that it answers to, links to pictures and quoted posts, words that are passed on, and
    what an archive glued on.
    """
    start, end = 0, len(post.text)
    for cut in sorted(post.cuts, key=lambda cut: cut.start):
        if cut.kind in FRONT_MATTER and not post.text[start : cut.start].strip():
            start = max(start, cut.end)
    for cut in sorted(post.cuts, key=lambda cut: -cut.end):
        is_last = cut.start >= start and not post.text[cut.end : end].strip()
        if cut.kind in TAIL and is_last and (cut.kind != "url" or _is_shown_beside(post, cut)):
            end = cut.start
    kept = post.text[start:end]
    return start + len(kept) - len(kept.lstrip()), end - len(kept) + len(kept.rstrip())


def _is_shown_beside(post: Post, cut: Cut) -> bool:
    """Return whether a cut is a link to a picture or a quoted post, behind a dash or in brackets
    too."""
    links = (entity.text for entity in post.entities if cut.holds(entity))
    return any(MEDIA.match(link) or X_STATUS.match(link) for link in links)
