"""What stands after a history: each editor's verdict, the order of the recap, themes as renamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pipeline.review.history import LAYOUT, VERDICTS, Anchor, Event, editor_key

LineKey = tuple[str, int, int, str]
Home = Callable[[LineKey], LineKey]


@dataclass(frozen=True)
class Verdict:
    """The last word of one editor on one line."""

    editor: str
    decision: str  # accept, reject, skip or seen
    reason: str | None
    at: str
    number: int
    rank: int | None
    explored: bool
    model: str | None


@dataclass(frozen=True)
class Said:
    """The last word on the chat's title, or on who somebody was in it."""

    value: str
    editor: str
    at: str
    number: int


@dataclass
class Standing:
    """All that stands about one line."""

    anchor: Anchor
    verdicts: dict[str, Verdict] = field(default_factory=dict)  # the last of each editor
    seen: dict[str, Verdict] = field(default_factory=dict)
    pieces: tuple[tuple[int, int], ...] = ()
    printed: str | None = None  # what the pieces read when they were cut
    edited_by: str | None = None
    moved: bool = False
    moved_at: int | None = None  # the number of that event
    question: int | None = None
    theme: str | None = None
    where: int | None = None  # the question under which it was last decided or moved

    @property
    def last(self) -> Verdict | None:
        """The verdict that stands: the latest accept or reject, a skip only where there is none."""
        latest = [(v.decision != "skip", v.number, v) for v in self.verdicts.values()]
        return max(latest)[2] if latest else None

    @property
    def decision(self) -> str | None:
        """What stands decided: accept, reject, skip, or None."""
        return self.last.decision if self.last else None

    @property
    def is_conflict(self) -> bool:
        """Whether editors accept and reject it at once."""
        return {"accept", "reject"} <= {v.decision for v in self.verdicts.values()}


class State:
    """The history, folded. `apply` takes the next events; the result is that of all from scratch.

    Events are numbered; each is taken once and in the order of the numbers. With `again`, which
    gives all events from the first, none is kept in memory: an undo reads them once more. `home`
    tells under which key a line of an event stands, as `homes` does for a run.
    """

    def __init__(
        self,
        events: Iterable[Event] = (),
        again: Callable[[], Iterable[Event]] | None = None,
        home: Home = lambda key: key,
    ) -> None:
        self.home = home
        self.number = 0  # of the last event
        self._kept: list[Event] = []
        self._again = again
        self.undone: frozenset[int] = frozenset()
        self.layout = 0  # goes up whenever lines may stand in another place or theme
        self._clear()
        self.apply(events)

    def _clear(self) -> None:
        self.lines: dict[LineKey, Standing] = {}
        self.accepted: list[LineKey] = []  # in the order of the recap, questions mixed
        self.names: dict[str, tuple[str, int]] = {}  # of themes, as renamed, and by which event
        self.merged: dict[str, tuple[str, int]] = {}  # theme -> the one that it joined, and event
        self.held: dict[str, tuple[str, ...]] = {}  # theme -> its posts when it was last dealt with
        self.editors: dict[str, str] = {}  # by what is the same of a name: as it was first typed
        self.first: frozenset[str] | None = None  # the posts that were there at the first look
        self.own: dict[str, tuple[str, int | None]] = {}  # split off: theme -> name, question
        self.title: Said | None = None
        self.roles: dict[str, Said] = {}  # by handle in lower case

    @property
    def history(self) -> list[Event]:
        """All events that were taken, in order."""
        if self._again is None:
            return self._kept
        return [event for event in self._again() if event.number <= self.number]

    def apply(self, events: Iterable[Event]) -> None:
        """Take further events into the state."""
        new = [event for event in events if event.number > self.number]
        if not new:
            return
        self.number = new[-1].number
        if self._again is None:
            self._kept += new
        if any(event.deed.kind == "undo" for event in new):
            new = self.history
            self.undone = undone(new)
            self._clear()
            self.layout += 1
        for event in new:
            if event.number not in self.undone:
                self._take(event)

    def theme_of(self, theme: str | None) -> str | None:
        """Return the theme that stands for a theme, after all merges."""
        seen = set()
        while theme in self.merged and theme not in seen:
            seen.add(theme)
            theme = self.merged[theme][0]
        return theme

    def _take(self, event: Event) -> None:
        deed = event.deed
        self.layout += deed.kind in LAYOUT
        for theme, held in ((deed.theme, deed.held), (deed.into, deed.into_held)):
            if theme and held:
                self.held[theme] = held
        if deed.line is not None:
            key = self.home(deed.line.key)
            standing = self.lines.setdefault(key, Standing(deed.line))
            standing.anchor = deed.line  # an older version did not write all of it
            editor = self.editors.setdefault(editor_key(deed.editor), deed.editor)
            if deed.kind == "seen":
                standing.seen.setdefault(editor, _verdict(event, editor, "seen"))
            elif deed.kind in VERDICTS:
                decision = "accept" if deed.kind == "order" else deed.kind
                standing.verdicts[editor] = _verdict(event, editor, decision)
                standing.where = standing.question if standing.moved else deed.question
                self._place(key, deed.place)
            elif deed.kind == "edit":
                by = key[1] - deed.line.start
                standing.pieces = tuple((start + by, end + by) for start, end in deed.pieces)
                standing.printed = deed.printed
                standing.edited_by = editor
            elif deed.kind == "move":
                _move(standing, event, deed.theme)
        elif deed.kind == "title" and deed.title:
            self.title = self._said(event, deed.title)
        elif deed.kind == "role" and deed.person and deed.role:
            self.roles[deed.person.casefold()] = self._said(event, deed.role)
        elif deed.kind == "look":
            self.first = frozenset(deed.held)
        elif deed.kind == "rename" and deed.theme and deed.name:
            self.names.pop(deed.theme, None)  # the last name stands last
            self.names[deed.theme] = (deed.name, event.number)
        elif deed.kind == "merge" and deed.theme and deed.into:
            into = self.theme_of(deed.into)
            if into and into != deed.theme:
                self.merged[deed.theme] = (into, event.number)
        elif deed.kind == "split" and deed.into and deed.name:
            self.own[deed.into] = (deed.name, deed.question)
            for line in deed.lines:
                standing = self.lines.setdefault(self.home(line.key), Standing(line))
                _move(standing, event, deed.into)

    def _said(self, event: Event, value: str) -> Said:
        editor = event.deed.editor
        editor = self.editors.setdefault(editor_key(editor), editor)
        return Said(value, editor, event.at, event.number)

    def _place(self, key: LineKey, place: int | None) -> None:
        is_in, is_accepted = key in self.accepted, self.lines[key].decision == "accept"
        if is_in and (place is not None or not is_accepted):
            self.accepted.remove(key)
        if is_accepted and place is not None:
            self.accepted.insert(self._slot(key, place), key)
        elif is_accepted and not is_in:
            self.accepted.append(key)

    def _slot(self, key: LineKey, place: int) -> int:
        """Return where in `accepted` the place among the lines of the same question is."""
        where = self.lines[key].where
        own = [at for at, other in enumerate(self.accepted) if self.lines[other].where == where]
        return own[place - 1] if place <= len(own) else len(self.accepted)


def homes(keys: Iterable[LineKey]) -> Home:
    """Return what tells which of the keys of a run a line has that was decided about.

    It is the line's own, else that of the one line of its post that has its words at another place
    by now: somebody mended what stands before them. It stays its own where there is none.
    """
    known = set(keys)
    count = Counter((post_id, said) for post_id, _, _, said in known)
    only = {(key[0], key[3]): key for key in known if count[key[0], key[3]] == 1}
    return lambda key: key if key in known else only.get((key[0], key[3]), key)


def undone(history: Iterable[Event]) -> frozenset[int]:
    """Return the numbers of the events that are taken back, by undos that stand themselves."""
    found: set[int] = set()
    for event in sorted(history, key=lambda e: -e.number):
        target = event.deed.undoes or event.number
        if event.deed.kind == "undo" and event.number not in found and target < event.number:
            found.add(target)
    return frozenset(found)


def _move(standing: Standing, event: Event, theme: str | None) -> None:
    standing.moved, standing.moved_at = True, event.number
    standing.question = standing.where = event.deed.question
    standing.theme = theme


def _verdict(event: Event, editor: str, decision: str) -> Verdict:
    deed = event.deed
    return Verdict(
        editor=editor,
        decision=decision,
        reason=deed.reason,
        at=event.at,
        number=event.number,
        rank=deed.rank,
        explored=deed.explored,
        model=deed.model,
    )
