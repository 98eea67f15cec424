"""What the page shows of a line: the quote, its place, who decided, and what lies around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.recap import plain
from pipeline.recap.replies import is_shown
from pipeline.recap.view import theme_name
from pipeline.records import Line, Post, Reason, Role, Theme
from pipeline.records.lines import flagged
from pipeline.review.applied import cut_of, pieces_of
from pipeline.review.desk import Desk
from pipeline.review.queue import Slot
from pipeline.review.sheet import Sheet
from pipeline.review.state import Verdict

AROUND = 1000  # characters of a long post shown on either side of a line
LONGEST = 2000  # characters of one piece that are shown: browsers choke on heaps of marks
SIBLINGS = 4
CLOCK = slice(len("2024-05-14T"), len("2024-05-14T19:02"))
LOOKED_AT = 60  # posts of a theme, for siblings by others
THREAD = 8
REASONS = {
    "1": "says little", "2": "needs its context", "3": "repeats another", "4": "wrong question",
    "5": "off topic", "6": "advertises", "7": "too personal",
}  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """A piece of a post; `kind` is "said" (printed), "cut" (left out) or "around"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Neighbour:
    """Another post beside a line: in its thread, or with the same point."""

    handle: str
    name: str | None
    role: Role
    text: str
    url: str | None
    likes: int | None
    is_self: bool = False


@dataclass(frozen=True)
class Cut:
    """Another line of the same passage."""

    text: str
    pieces: str  # "" where it cannot be cut out of the line: it joins several posts
    score: float


@dataclass(frozen=True)
class Item:
    """One line as the page shows it."""

    id: str
    text: tuple[Stretch, ...]
    handle: str
    name: str | None
    role: Role
    question: int | None
    theme: str | None
    theme_id: str | None
    likes: int | None
    url: str | None
    further: tuple[str | None, ...]  # addresses of the further posts that it joins
    time: str | None
    score: float
    stands_alone: float | None  # None where it was set aside
    rank: int | None
    explored: bool
    is_new: bool
    picked: int | None
    place: int | None
    state: str
    reason: str | None
    is_conflict: bool
    is_edited: bool
    is_moved: bool
    verdicts: tuple[Verdict, ...]
    flags: tuple[str, ...]  # what to look at before it is printed
    reasons: tuple[Reason, ...]
    post: tuple[Stretch, ...]
    repeats: int
    siblings: tuple[Neighbour, ...]
    others_said: int
    answered: tuple[str, Neighbour | None] | None  # how, and what it answers
    thread: tuple[Neighbour, ...]
    cuts: tuple[Cut, ...]


def item(desk: Desk, line: Line, slot: Slot | None, places: Mapping[str, int]) -> Item:
    """Return a line with all that the page shows; `places` are those in the recap, by line."""
    sheet = desk.sheet
    post, *further = (sheet.posts[post_id] for post_id in line.post_ids)
    standing = desk.standing(line)
    pieces = pieces_of(line, standing, post)
    theme = desk.themes().get(line.theme or "")
    last = standing.last if standing else None
    verdicts = sorted(standing.verdicts.values(), key=lambda v: v.number) if standing else []
    return Item(
        id=line.id,
        text=(*_said(post, pieces), *_joined(line)),
        handle=plain.one_line(post.handle),
        name=plain.called(post, sheet.people),
        role=sheet.role(post.handle),
        question=line.question,
        theme=theme_name(theme) if theme else None,
        theme_id=theme.id if theme else None,
        likes=post.likes,
        url=plain.safe_url(post.url),
        further=tuple(plain.safe_url(each.url) for each in further),
        time=(sheet.chat.local(post.created_at) or "")[CLOCK] if post.has_time else None,
        score=line.score,
        stands_alone=None if line.id in sheet.aside else line.stands_alone,
        rank=slot.rank if slot else None,
        explored=bool(slot and slot.explored),
        is_new=bool(slot and desk.is_new(slot)),
        picked=sheet.picked.get(line.id),
        place=places.get(line.id),
        state=last.decision if last else "open",
        reason=last.reason if last else None,
        is_conflict=bool(standing and standing.is_conflict),
        is_edited=bool(cut_of(line, standing, post)),
        is_moved=bool(standing and standing.moved),
        verdicts=tuple(verdicts),
        flags=tuple(_flags(line, post, sheet)),
        reasons=tuple(reason for reason in line.reasons if not reason.flag),
        post=(*_whole(post, pieces), *_whole_further(further, line)),
        repeats=len(sheet.repeats.get(post.id, ())),
        siblings=tuple(_siblings(desk, line, theme)),
        others_said=max(0, theme.voices - 1) if theme else 0,
        answered=_answered(sheet, post),
        thread=tuple(_thread(sheet, post)),
        cuts=tuple(
            Cut(
                clipped(other.said),
                "" if other.joined else f"{other.start}-{other.end}",
                other.score,
            )
            for other in (slot.others if slot else ())
        ),
    )


def places(accepted: Mapping[int | None, Sequence[Line]]) -> dict[str, int]:
    """Return the place of each accepted line under its question."""
    return {line.id: place for lines in accepted.values() for place, line in enumerate(lines, 1)}


def clipped(text: str) -> str:
    """Return a text as it can be shown; of a monstrous one the beginning, and how long it is."""
    if len(text) <= LONGEST:
        return plain.displayable(text)
    return f"{plain.displayable(text[:LONGEST])} … ({len(text) - LONGEST:,} characters more)"


def _flags(line: Line, post: Post, sheet: Sheet) -> Iterator[str]:
    own = [flag for _, flag in flagged([line])]
    yield from own
    others = (other for post_id in line.post_ids for other in sheet.flagged.get(post_id, ()))
    for _, flag in list(flagged([line, *others]))[len(own) :]:  # whole posts may be printed
        if flag not in own:
            yield f"in its post: {flag}"
    if post.handle.casefold() in sheet.asking:
        yield "its author asks not to be quoted"


def _said(post: Post, pieces: Sequence[tuple[int, int]]) -> list[Stretch]:
    shown: list[Stretch] = []
    for start, end in pieces:
        if shown:
            shown.append(Stretch("cut", "[...]"))
        shown.append(Stretch("said", clipped(post.text[start:end])))
    return shown


def _joined(line: Line) -> list[Stretch]:
    return [
        stretch
        for part in line.joined
        for stretch in (Stretch("cut", "[...]"), Stretch("said", clipped(part.text)))
    ]


def _whole_further(posts: Sequence[Post], line: Line) -> list[Stretch]:
    return [
        stretch
        for post, part in zip(posts, line.joined, strict=True)
        for stretch in (
            Stretch("around", "\n\n"),
            *_whole(post, [(part.start, part.end)]),
        )
    ]


def _whole(post: Post, pieces: Sequence[tuple[int, int]]) -> list[Stretch]:
    low = max(0, pieces[0][0] - AROUND)
    high = min(len(post.text), pieces[-1][1] + AROUND)
    edges = [low, *(edge for piece in pieces for edge in piece), high]
    shown = []
    for number, (start, end) in enumerate(pairwise(edges)):
        text = clipped(post.text[start:end])
        if number == 0 and low > 0:
            text = f"… {text}"
        if end == high and high < len(post.text):
            text = f"{text} …"
        shown.append(Stretch("said" if number % 2 else "around", text))
    return [stretch for stretch in shown if stretch.text]


def _siblings(desk: Desk, line: Line, theme: Theme | None) -> list[Neighbour]:
    if theme is None:
        return []
    sheet = desk.sheet
    author = sheet.posts[line.post_id].handle.casefold()
    found: list[Neighbour] = []
    seen = {author}
    for post_id in theme.post_ids[:LOOKED_AT]:
        post = sheet.posts[post_id]
        if post.handle.casefold() in seen or not is_shown(post):
            continue
        seen.add(post.handle.casefold())
        found.append(_neighbour(sheet, post))
        if len(found) == SIBLINGS:
            break
    return found


def _answered(sheet: Sheet, post: Post) -> tuple[str, Neighbour | None] | None:
    found = sheet.answered.of(post)
    if found is None:
        return None
    return found.how, _neighbour(sheet, found.post) if found.post else None


def _thread(sheet: Sheet, post: Post) -> list[Neighbour]:
    near = list(sheet.threads.get(post.thread or "", ()))
    asked = sheet.posts.get(post.reply_to or "")
    known = {other.id for other in near}
    near = ([asked] if asked and asked.id not in known else []) + near
    known = {other.id for other in near} | {post.id}
    near += [] if post.id in {other.id for other in near} else [post]
    near += [reply for reply in sheet.replies.get(post.id, ()) if reply.id not in known]
    near = list(filter(is_shown, near))
    if len(near) < 2:
        return []
    at = next(place for place, other in enumerate(near) if other.id == post.id)
    low = max(0, min(at - THREAD // 2, len(near) - THREAD))
    return [_neighbour(sheet, other, other.id == post.id) for other in near[low : low + THREAD]]


def _neighbour(sheet: Sheet, post: Post, is_self: bool = False) -> Neighbour:
    text = post.said or post.text
    return Neighbour(
        handle=plain.one_line(post.handle),
        name=plain.called(post, sheet.people),
        role=sheet.role(post.handle),
        text=clipped(text),
        url=plain.safe_url(post.url),
        likes=post.likes,
        is_self=is_self,
    )
