"""Which lines the page lists: a stretch of the queue, searched and filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from pipeline.records import Line
from pipeline.review.applied import cut_of, key_of
from pipeline.review.desk import Desk
from pipeline.review.queue import Slot
from pipeline.review.views import Item, item, places
from pipeline.searchwords import fold

STATES = {
    "": "all lines", "new": "new", "open": "not decided", "accept": "accepted",
    "reject": "rejected", "skip": "skipped", "conflict": "editors differ",
    "picked": "our picks", "edited": "cut anew",
    "explored": "from further down", "aside": "set aside",
}  # fmt: skip
LONGEST = 200  # characters of a search


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for; `question` is a number, "none", "all", or "" if nothing was."""

    question: str = "all"
    theme: str = ""
    person: str = ""
    state: str = ""
    words: str = ""
    start: int = 0

    @property
    def is_filtered(self) -> bool:
        """Whether anything but a question is asked for."""
        return bool(self.theme or self.person or self.state or self.words)

    def url(self, **changes: object) -> str:
        """Return the query that asks for the same, with changes."""
        values = {
            "question": self.question, "theme": self.theme, "person": self.person,
            "state": self.state, "words": self.words, "start": self.start, **changes,
        }  # fmt: skip
        return "?" + urlencode({key: value for key, value in values.items() if value})


@dataclass(frozen=True)
class Window:
    """A stretch of the queue, with how many lines there are in all."""

    listed: tuple[Item, ...]
    start: int
    total: int
    size: int

    @property
    def end(self) -> int:
        """The place after the last line shown."""
        return self.start + len(self.listed)


def wanted(
    question: str = "", theme: str = "", person: str = "", state: str = "", words: str = "",
    start: int = 0,
) -> Wanted:  # fmt: skip
    """Return what an address asks for, odd values taken as not asked."""
    is_bare = not (question or theme or person or state or words)
    is_question = question in ("all", "none") or (question.isdecimal() and len(question) < 10)
    return Wanted(
        question=question if is_bare or is_question else "all",
        theme=theme[:80],
        person=person[:LONGEST].removeprefix("@"),
        state=state if state in STATES else "",
        words=words[:LONGEST],
        start=max(0, min(start, 10**6)),
    )


def window(desk: Desk, asked: Wanted, line_id: str = "") -> Window:
    """Return the stretch of the queue that was asked for, or the one that has a line."""
    found = matching(desk, asked)
    size = desk.settings.review.window
    start = min(asked.start, max(0, len(found) - 1))
    if line_id:
        at = (place for place, (line, _) in enumerate(found) if line.id == line_id)
        start = next((place // size * size for place in at), start)
    where = places(desk.accepted())
    shown = tuple(item(desk, line, slot, where) for line, slot in found[start : start + size])
    return Window(shown, start, len(found), size)


def matching(desk: Desk, asked: Wanted) -> list[tuple[Line, Slot | None]]:
    """Return the lines that match, best first under each question."""
    lines = desk.lines()
    found: list[tuple[Line, Slot | None]] = []
    for number, slots in desk.slots().items():
        if asked.question not in ("all", "none" if number is None else str(number)):
            continue
        found += [(lines[slot.line.id], slot) for slot in slots]
        found += [(line, None) for line in _decided(desk, slots)]
    return [pair for pair in found if _fits(desk, pair, asked)]


def _decided(desk: Desk, slots: Sequence[Slot]) -> list[Line]:
    # a line that another one stands for now, but that was decided while it stood for itself
    return [
        other
        for slot in slots
        for other in slot.others
        if (standing := desk.state.lines.get(key_of(other))) and standing.verdicts
    ]


def _fits(desk: Desk, pair: tuple[Line, Slot | None], asked: Wanted) -> bool:
    if not asked.is_filtered:
        return True
    line, slot = pair
    post, *further = (desk.sheet.posts[post_id] for post_id in line.post_ids)
    if asked.theme and line.theme != asked.theme:
        return False
    if asked.person and asked.person.casefold() not in (post.handle.casefold(), post.called):
        return False
    if asked.words:
        texts = " ".join(each.text for each in (post, *further))
        said = fold(f"{texts} @{post.handle} {post.name or ''}")
        if not all(word in said for word in fold(asked.words).split()):
            return False
    if not asked.state:
        return True
    if asked.state == "picked":
        return line.id in desk.sheet.picked
    if asked.state == "explored":
        return bool(slot and slot.explored)
    is_aside = line.id in desk.sheet.aside
    if asked.state == "aside":
        return is_aside
    if asked.state == "new":
        return bool(slot and desk.is_new(slot))
    standing = desk.state.lines.get(key_of(line))
    if asked.state == "conflict":
        return bool(standing and standing.is_conflict)
    if asked.state == "edited":
        return bool(cut_of(line, standing, post))
    state = (standing.decision if standing else None) or "open"
    return state == asked.state and not (is_aside and state == "open")
