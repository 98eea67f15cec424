"""A chat as a whole: its questions with their counts, the recap so far, its people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from pipeline.recap import plain
from pipeline.recap.credit import absent, credit
from pipeline.recap.sections import HEADINGS
from pipeline.recap.view import question_heading, theme_name
from pipeline.records import LEFT_OUT, ROLES, Line, Person, Role, Theme, question_name
from pipeline.review.applied import pieces_of, refused
from pipeline.review.cutting import joined
from pipeline.review.desk import Desk
from pipeline.review.history import Deed, Event
from pipeline.review.views import clipped

DONE = {
    "accept": "accepted", "reject": "rejected", "skip": "skipped", "edit": "cut anew",
    "move": "moved", "rename": "renamed a theme", "merge": "merged two themes",
    "split": "split off a theme", "title": "gave the title", "undo": "took back",
}  # fmt: skip
SHORT = 80


@dataclass(frozen=True)
class Printed:
    """A line as the recap beside the queue shows it."""

    id: str
    text: str
    at: str  # who is credited, as shown
    role: Role
    place: int  # among those of its question, as the keys 1 to 9 count


@dataclass(frozen=True)
class Part:
    """A question, with how far it is and what its recap holds."""

    number: int | None
    text: str | None
    lines: int  # to decide about: without those that were set aside
    decided: int
    conflicts: int
    new: int  # came in later, and nobody has looked at them
    themes: tuple[Theme, ...]
    printed: tuple[Printed, ...]
    by_editors: bool  # else these are the machine's picks
    waiting: tuple[str, ...]  # picks of the machine, but those of a post that has an accepted line
    is_segment: bool  # nobody asked it: a stretch of the chat

    @property
    def voices(self) -> list[tuple[str, list[Printed]]]:
        """What is printed, with headings, in the order of the recap: the guest's lines first."""
        found = [
            (heading, [line for line in self.printed if line.role == role])
            for role, heading in HEADINGS.items()
        ]
        return [(heading, lines) for heading, lines in found if lines]

    @property
    def value(self) -> str:
        """How an address calls it."""
        return "none" if self.number is None else str(self.number)

    @property
    def name(self) -> str | None:
        """How people call it where there is little room; None beyond the questions."""
        if self.number is None:
            return None
        return f"Segment {self.number}" if self.is_segment else question_name(self.number)

    @property
    def heading(self) -> str:
        """Its name and text."""
        return question_heading(self.number, self.text, is_segment=self.is_segment)


@dataclass(frozen=True)
class Overview:
    """All questions of a chat."""

    parts: tuple[Part, ...]
    gone: int  # what was done to words or themes that the run no longer has, and is missed
    refused: Container[str]  # lines that share words with a rejected one, or have what was cut out

    @property
    def lines(self) -> int:
        """How many lines there are to decide about."""
        return sum(part.lines for part in self.parts)

    @property
    def decided(self) -> int:
        """How many are decided."""
        return sum(part.decided for part in self.parts)

    @property
    def new(self) -> int:
        """How many came in later, and nobody has looked at them."""
        return sum(part.new for part in self.parts)

    @property
    def targets(self) -> list[tuple[str, str]]:
        """Where a line can be moved to, as addresses and people call it: beyond them, too."""
        beyond = {"none": question_heading(None, None, is_segment=False)}
        return list(({part.value: part.heading for part in self.parts} | beyond).items())

    @property
    def themes(self) -> list[tuple[Part, Theme]]:
        """All themes with their questions."""
        return [(part, theme) for part in self.parts for theme in part.themes]


def overview(desk: Desk) -> Overview:
    """Return the questions in order, what no question asked for last."""
    accepted = desk.accepted()
    out = refused(desk.lines().values(), desk.sheet.posts, desk.state, desk.sheet.picked)
    decided: Counter[int | None] = Counter()
    conflicts: Counter[int | None] = Counter()
    for key, standing in desk.state.lines.items():
        line = desk.by_key(key)
        if line is not None and standing.verdicts:
            decided[line.question] += line.id not in desk.sheet.aside
            conflicts[line.question] += standing.is_conflict
    parts = []
    for number, slots in desk.slots().items():
        question = desk.sheet.questions.get(number) if number is not None else None
        themes = [theme for theme in desk.themes().values() if theme.question == number]
        themes.sort(key=lambda theme: (-theme.voices, theme.id))
        own, picks = accepted.get(number, []), _picks(desk, number, out)
        parts.append(
            Part(
                number=number,
                text=plain.one_line(question.text) if question else None,
                lines=sum(slot.rank is not None for slot in slots),
                decided=decided[number],
                conflicts=conflicts[number],
                new=sum(map(desk.is_new, slots)),
                themes=tuple(themes),
                printed=tuple(
                    _printed(desk, line, place) for place, line in enumerate(own or picks, 1)
                ),
                by_editors=bool(own),
                waiting=_waiting(picks, own),
                is_segment=bool(question and question.is_segment),
            )
        )
    return Overview(tuple(parts), gone(desk), out)


def gone(desk: Desk) -> int:
    """Return how much of what was done to lines and themes this run no longer has."""
    return sum(lost.is_missed for lost in desk.gone()) + len(desk.lost())


def people(desk: Desk) -> list[tuple[Person, int, int, int]]:
    """Return guests, hosts, then the others, each with lines, accepted and picked ones."""
    sheet = desk.sheet
    lines: Counter[str] = Counter()
    for slots in desk.slots().values():
        lines.update(
            sheet.posts[slot.line.post_id].handle.casefold()
            for slot in slots
            if slot.rank is not None
        )
    accepted = Counter(
        sheet.posts[line.post_id].handle.casefold()
        for own in desk.accepted().values()
        for line in own
    )
    picked = Counter(pick.handle.casefold() for pick in sheet.picks)
    found = [
        (person, lines[handle], accepted[handle], picked[handle])
        for handle, person in sheet.people.items()
    ]
    found.sort(
        key=lambda row: (ROLES.index(row[0].role), -row[2], -row[1], row[0].handle.casefold())
    )
    return found


def credits(desk: Desk) -> list[tuple[str, list[str]]]:
    """Return guests and hosts as the recap names them above its questions."""
    found = []
    for role, given in (("guest", desk.sheet.chat.guest), ("host", desk.sheet.chat.host)):
        handles = [p.handle for p in desk.sheet.people.values() if p.role == role] or [*given]
        if handles:
            found.append(
                (f"{role}s" if len(handles) > 1 else role, [who(desk, h) for h in handles])
            )
    return found


def who(desk: Desk, handle: str) -> str:
    """Return how a person is shown in a sentence."""
    person = desk.sheet.people.get(handle.casefold())
    if person is None:
        return absent(handle, desk.sheet.people.values())
    return credit(plain.one_line(handle), plain.name(person.name, person.handle))


def told(desk: Desk, event: Event) -> str:
    """Return an event in words: who did what."""
    return f"{plain.one_line(event.deed.editor)} {told_of(desk, event)}"


def told_of(desk: Desk, event: Event) -> str:
    """Return what was done, in words."""
    deed = event.deed
    done = DONE.get(deed.kind, f"put at place {deed.place}")
    words = deed.printed or (deed.line.text if deed.line else "")  # a cut: what it left
    about = f": “{plain.shortened(plain.one_line(words), SHORT)}”" if words else ""
    if deed.kind == "undo":
        undos = 0
        target: Event | None = event
        while target is not None and target.deed.kind == "undo":
            undos, target = undos + 1, desk.store.event(target.deed.undoes or 0)
        done = DONE["undo"] if undos % 2 else "brought back"
        about = f": {told(desk, target)}" if target else ""
    if name := deed.name or deed.title:
        about = f": {plain.one_line(name)}"
    if deed.kind == "role":
        done, about = f"credited {who(desk, deed.person or '')} as {deed.role}", ""
    if deed.kind == "merge":
        about = _merged(desk, deed)
    if deed.kind == "move" and deed.question in desk.sheet.questions:
        asked = desk.sheet.questions[deed.question]
        name = f"segment {asked.number}" if asked.is_segment else question_name(asked.number)
        done = f"{done} to {name}"
    reason = f" ({plain.one_line(deed.reason)})" if deed.reason else ""
    return f"{done}{reason}{about}"


def _merged(desk: Desk, deed: Deed) -> str:
    """Return the names of both themes, nothing where the run no longer has one of them."""
    names = {theme.id: theme_name(theme) for theme in desk.sheet.themes}
    names |= {theme: name for theme, (name, _) in (desk.state.own | desk.state.names).items()}
    one, other = names.get(deed.theme or ""), names.get(deed.into or "")
    return f": “{plain.one_line(one)}” into “{plain.one_line(other)}”" if one and other else ""


def _picks(desk: Desk, number: int | None, out: Container[str]) -> list[Line]:
    found = [
        line
        for line_id in desk.sheet.picked
        if (line := desk.lines()[line_id]).question == number and line_id not in out
    ]
    return sorted(found, key=lambda line: desk.sheet.picked[line.id])


def _waiting(picks: Sequence[Line], own: Sequence[Line]) -> tuple[str, ...]:
    taken = {post_id for line in own for post_id in line.post_ids}
    return tuple(pick.id for pick in picks if taken.isdisjoint(pick.post_ids))


def _printed(desk: Desk, line: Line, place: int) -> Printed:
    post = desk.sheet.posts[line.post_id]
    standing = desk.standing(line)
    own = joined(post, pieces_of(line, standing, post))
    text = LEFT_OUT.join([own, *(part.text for part in line.joined)])
    return Printed(
        id=line.id,
        text=clipped(text),
        at=plain.one_line(post.at),
        role=desk.sheet.role(post.handle),
        place=place,
    )
