"""One chat under review: its run, its history, and what both make together."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline import jsonl
from pipeline.records import Decision, Line, Theme, Wording, stable_id
from pipeline.review import acts, applied, cutting, decisions, naming, sheet
from pipeline.review.applied import key_of, pieces_of, placed, renamed
from pipeline.review.decisions import Gone
from pipeline.review.heirs import heirs
from pipeline.review.history import Anchor, Deed, Event, anchor
from pipeline.review.queue import Slot, queue
from pipeline.review.sheet import Sheet
from pipeline.review.state import LineKey, Standing, State, homes
from pipeline.review.store import FILE_NAME, Store
from pipeline.runs import Run
from pipeline.settings import Settings

DECISIONS = "decisions.jsonl"


class Desk:
    """Answers what the page asks, and writes down what editors do. Threads may share it.

    When the pipeline writes the run again, the next question is answered from the new files; when
    another history lies in the folder, or none any more, from that.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.run = Run(folder)
        self.settings = settings
        self.model = decisions.ranker()
        self._lock = threading.RLock()
        self._stamp = sheet.stamp(folder)
        self._sheet = self._found = sheet.load(self.run)
        self._derived: object = None  # history and run that decisions.jsonl was made of
        self._open_history()
        self._lay_out()

    @contextmanager
    def fresh(self) -> Iterator[Desk]:
        """Give the desk as run and history are now, to one thread at a time."""
        with self._lock:
            self._refresh()
            yield self

    @property
    def sheet(self) -> Sheet:
        """The run, as it was last looked at, its title and people as the editors say."""
        return self._sheet

    @property
    def found(self) -> Sheet:
        """The same, its title and people as they were found."""
        return self._found

    @property
    def state(self) -> State:
        """What stands after all events that were last looked at."""
        return self._state

    @property
    def version(self) -> str:
        """What changes when lines may stand elsewhere: another run or history, a move, a merge."""
        return stable_id("run", self._stamp, self.store.file, self._state.layout)

    def lines(self) -> Mapping[str, Line]:
        """Return all lines by id, placed as the editors want them."""
        return self._lines

    def themes(self) -> Mapping[str, Theme]:
        """Return the themes by id, after all merges, names and splits."""
        return self._themes

    def slots(self) -> Mapping[int | None, Sequence[Slot]]:
        """Return the queue of each question, questions in order, no question last; in each what was
        set aside stands last."""
        return self._slots

    def slot(self, line_id: str) -> Slot | None:
        """Return the slot of a line that heads one."""
        return self._slot_of.get(line_id)

    def by_key(self, key: LineKey) -> Line | None:
        """Return the line that is known by its words and place, or has the words elsewhere now."""
        return self._by_key.get(self.state.home(key))

    def words(self, line_id: str) -> tuple[list[cutting.Word], tuple[tuple[int, int], ...]]:
        """Return the words around a line, and the pieces of it that are printed.

        Raises: InputError for a line that the run does not have, or that joins several posts.
        """
        line = acts.line_of(self, line_id)
        cutting.refuse_joined(line)
        post = self.sheet.posts[line.post_id]
        pieces = pieces_of(line, self.standing(line), post)
        return cutting.words(post, (pieces[0][0], pieces[-1][1])), pieces

    def standing(self, line: Line) -> Standing | None:
        """Return what stands about a line."""
        return self.state.lines.get(key_of(line))

    def came_later(self, line: Line) -> bool:
        """Whether a post of a line was not there yet when somebody first looked at this run."""
        return self.state.first is not None and not self.state.first.issuperset(line.post_ids)

    def is_new(self, slot: Slot) -> bool:
        """Whether a line came in later, and nobody has looked at it or another cut of it yet."""
        if slot.rank is None:
            return False
        return self.came_later(slot.line) and not any(map(self.standing, (slot.line, *slot.others)))

    def accepted(self) -> dict[int | None, list[Line]]:
        """Return the accepted lines of each question, in the editors' order."""
        return applied.accepted(self._by_key, self.state)

    def events(self, after: int = 0) -> list[Event]:
        """Return the history after an event."""
        number = self.state.number  # an address may ask for any: SQLite takes 64 bits
        return [e for e in self.store.events(min(max(after, 0), number)) if e.number <= number]

    def meant(self, event: Event) -> Event | None:
        """Return what an event is about in the end: for an undo, what it takes or gives back."""
        target: Event | None = event
        while target is not None and target.deed.kind == "undo":
            target = self.store.event(target.deed.undoes or 0)
        return target

    def decide(
        self, kind: str, editor: str, client: str, values: Mapping[str, Any],
        session: str | None = None,
    ) -> list[Event]:  # fmt: skip
        """Return the events that an act of an editor became; none where nothing was to do.

        `values` are the fields of a deed, with "line" the id of a line, or "lines" those of several
        that are accepted at once; `session` is what tells the editor's browser from others.

        Raises: InputError for a line that the run does not have, a cut through a word, or half a
        deed; nothing is written then.
        """
        with self.fresh():
            deeds = acts.deeds(self, kind, editor, client, {**values, "session": session})
            self._look(editor)
        return self.store.append(*deeds)

    def saw(self, editor: str, line_ids: Sequence[str]) -> None:
        """Write down that an editor had lines before them, once for each, if it can be written."""
        deeds = []
        with self.fresh():
            for line in filter(None, map(self.sheet.by_id.get, line_ids)):
                client = stable_id("seen", editor, *key_of(line))
                seen = acts.as_seen(self, line)
                deeds.append(
                    Deed(client=client, editor=editor, kind="seen", line=anchor(line), **seen)
                )
            if not deeds or self.store.is_read_only:
                return
            self._look(editor)
        self.store.append(*deeds)  # a slow disk keeps nobody else waiting

    def decisions(self) -> list[Decision | Wording]:
        """Return what stands decided, as it is written to decisions.jsonl."""
        found = self.found
        said = naming.wordings(self.state, found.heading, [*found.people.values()])
        return [*decisions.of_state(self.state, found.lines, found.posts), *said]

    def gone(self) -> list[Gone]:
        """Return what was decided about lines, or cuts of them, that the run no longer has."""
        return decisions.gone(self.state, self.sheet.lines, self.sheet.posts)

    def nearest(self, about: Anchor) -> Line | None:
        """Return the line of the queue that stands nearest to where another stood in its post."""
        heads = (slot.line for slot in self._slot_of.values())
        near = [line for line in heads if line.post_id == about.post_id]
        return min(near, key=lambda line: abs(line.start - about.start), default=None)

    def lost(self) -> list[Event]:
        """Return what was done to themes of which the run has nothing left, in order."""
        numbers = sorted(self._heirs.lost)
        return [event for number in numbers if (event := self.store.event(number)) is not None]

    def write_decisions(self) -> None:
        """Write decisions.jsonl, if it can be and the history or the run went on since."""
        with self.fresh():
            now = (self.state.number, self._stamp)
            can_be = bool(self.state.number) and not self.store.is_read_only
            if can_be and now != self._derived:
                jsonl.write(self.run.folder / DECISIONS, self.decisions())
            self._derived = now

    def close(self) -> None:
        """Write what is derived and let the files go."""
        self.write_decisions()
        self.store.close()

    def _look(self, editor: str) -> None:
        """Write down, once, which posts there are: what comes later is new."""
        if self.state.first is None:
            held = tuple(self.sheet.posts)
            self.store.append(Deed(client="first look", editor=editor, kind="look", held=held))

    def _open_history(self) -> None:
        self.store = Store(self.run.folder / FILE_NAME)
        self._derived = None
        self._fold()

    def _fold(self) -> None:
        """Take all events for what they say of the run as it is now."""
        home = homes(map(key_of, self.sheet.lines))
        self._state = State(self.store.events(), again=self.store.events, home=home)
        self._layout = -1

    def _refresh(self) -> None:
        stamp = sheet.stamp(self.run.folder)
        is_other = stamp != self._stamp
        if is_other:
            self._sheet = self._found = sheet.load(self.run)
            self._stamp = stamp
        if not self.store.is_in_place():
            self.store.close()
            self._open_history()
        elif is_other:
            self._fold()
        self._state.apply(self.store.events(self._state.number))
        if self._layout != self._state.layout:
            self._lay_out()

    def _lay_out(self) -> None:
        run = self._sheet = sheet.named(self.found, self.state)
        state = self.state
        self._heirs = heirs(run.themes, state)
        lines = placed(run.lines, state, self._heirs)
        self._lines = {line.id: line for line in lines}
        self._by_key = {key_of(line): line for line in lines}
        themes = renamed(run.themes, run.lines, lines, run.posts, state, self._heirs)
        self._themes = {theme.id: theme for theme in themes}
        groups: dict[int | None, list[Line]] = defaultdict(list)
        for line in lines:
            groups[line.question].append(line)
        order = sorted({*groups, *run.questions}, key=lambda n: (n is None, n or 0))
        seed, every = self.settings.seed, self.settings.review.explore_every
        self._slots = {
            number: queue(groups[number], run.picked, seed, every, run.aside) for number in order
        }
        self._slot_of = {slot.line.id: slot for slots in self._slots.values() for slot in slots}
        self._layout = state.layout
