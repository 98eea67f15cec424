"""The history keeps every decision: any interleaving, undo without limit, a killed process."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.records import Decision
from pipeline.review import historyfile
from pipeline.review.desk import Desk
from pipeline.review.history import Anchor, Deed, Event
from pipeline.review.state import State
from pipeline.review.store import FILE_NAME, Store
from pipeline.runs import Run
from tests.readonly import read_only

EDITORS = ("Ana", "Ben", "Cho")
LINES = tuple(
    Anchor(line_id=f"line-{n}", post_id=f"post-{n}", start=0, end=4, text=f"say{n}")
    for n in range(6)
)


def deed(number: int, kind: str, editor: str = "Ana", line: int = 0, **more: object) -> Deed:
    about = {} if kind in ("undo", "redo") else {"line": LINES[line], "question": 1}
    return Deed.model_validate({"client": f"c{number}", "editor": editor, "kind": kind,
                                **about, **more})  # fmt: skip


def shown(state: State) -> dict[str, object]:
    return {
        "verdicts": {
            (anchor[0], editor): verdict.decision
            for anchor, standing in state.lines.items()
            for editor, verdict in standing.verdicts.items()
        },
        "order": [anchor[0] for anchor in state.accepted],
        "pieces": {k[0]: s.pieces for k, s in state.lines.items() if s.pieces},
    }


steps = st.lists(
    st.tuples(
        st.sampled_from(EDITORS),
        st.sampled_from(["accept", "reject", "skip", "order", "edit", "undo", "redo"]),
        st.integers(0, len(LINES) - 1),
        st.integers(1, 9),
    ),
    max_size=25,
)


def as_deeds(walk: list[tuple[str, str, int, int]]) -> list[Deed]:
    made = []
    for number, (editor, kind, line, place) in enumerate(walk):
        more = {"place": place} if kind == "order" else {}
        more |= {"pieces": ((0, 1 + place % 4),)} if kind == "edit" else {}
        made.append(deed(number, kind, editor, line, **more))
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stores")


COUNTER = iter(range(10**6))


@settings(max_examples=30)
@given(walk=steps, cut=st.integers(0, 25))
def test_events_taken_in_parts_stand_as_all_at_once_and_after_opening_again(
    folder: Path, walk: list[tuple[str, str, int, int]], cut: int
) -> None:
    path = folder / f"{next(COUNTER)}.sqlite"
    store = Store(path)
    events = [event for one in as_deeds(walk) for event in store.append(one)]
    store.close()
    again = Store(path)
    assert again.events() == events
    again.close()
    in_parts = State(events[:cut])
    in_parts.apply(events[cut:])
    assert shown(in_parts) == shown(State(events))
    # as the page does it: events are read again from the file, none is kept
    lean = State(events[:cut], again=lambda: iter(events))
    for event in events[cut:]:
        lean.apply([event])
    assert shown(lean) == shown(State(events))
    assert lean.history == events and lean.number == len(events)


@settings(max_examples=30)
@given(walk=steps)
def test_undo_goes_back_to_the_start_one_step_at_a_time(
    folder: Path, walk: list[tuple[str, str, int, int]]
) -> None:
    own = [step for step in walk if step[1] not in ("undo", "redo")]
    store = Store(folder / f"{next(COUNTER)}.sqlite")
    states = [shown(State())]
    events = []
    for one in as_deeds([("Ana", *step[1:]) for step in own]):
        events += store.append(one)
        states.append(shown(State(events)))
    for number, before in enumerate(reversed(states[:-1])):
        events += store.append(deed(1000 + number, "undo"))
        assert shown(State(events)) == before
    assert store.append(deed(5000, "undo")) == []  # nothing is left to take back
    store.close()


@settings(max_examples=60)
@given(walk=steps)
def test_undo_and_redo_move_each_editor_through_their_own_deeds(
    folder: Path, walk: list[tuple[str, str, int, int]]
) -> None:
    store = Store(folder / f"{next(COUNTER)}.sqlite")
    done: dict[str, list[Event]] = {editor: [] for editor in EDITORS}
    taken: dict[str, list[Event]] = {editor: [] for editor in EDITORS}
    events: list[Event] = []
    for one in as_deeds(walk):
        new = store.append(one)
        mine, away = done[one.editor], taken[one.editor]
        if one.kind == "undo" and mine:
            away.append(mine.pop())
        elif one.kind == "redo" and away:
            mine.append(away.pop())
        elif one.kind in ("undo", "redo"):
            assert new == []  # nothing to take back, nothing to bring back
        else:
            mine += new
            away.clear()
        events += new
        stands = sorted((e for own in done.values() for e in own), key=lambda e: e.number)
        assert shown(State(events)) == shown(State(stands))
    assert store.events() == events  # every step is one more event, none was changed
    assert all(event.deed.kind != "redo" for event in events)
    store.close()


def test_a_redo_brings_back_until_something_is_decided_anew(tmp_path: Path) -> None:
    store = Store(tmp_path / FILE_NAME)
    store.append(deed(1, "accept", line=0), deed(2, "reject", line=1), deed(3, "undo"))
    store.append(deed(4, "undo"), deed(5, "redo"))
    first, second = LINES[0].key, LINES[1].key
    assert State(store.events()).lines[first].decision == "accept"
    store.append(deed(6, "skip", line=2))
    assert store.append(deed(7, "redo")) == []  # the rejection stays taken back
    assert State(store.events()).lines.get(second) is None


def test_a_redo_sent_twice_is_one(tmp_path: Path) -> None:
    store = Store(tmp_path / FILE_NAME)
    store.append(deed(1, "accept"), deed(2, "accept", line=1), deed(3, "undo"), deed(4, "undo"))
    first = store.append(deed(5, "redo"))
    assert store.append(deed(5, "redo")) == first  # an answer that got lost on the way
    standing = State(store.events()).lines
    assert [key[0] for key in standing] == ["post-0"]


def test_a_deed_of_another_that_was_taken_back_by_number_comes_back_by_redo(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path / FILE_NAME)
    accepted = store.append(deed(1, "accept", "Ana"))[0]
    taken = store.append(deed(2, "undo", "Ben", undoes=accepted.number))[0]
    assert store.append(deed(3, "redo", "Ana")) == []  # it was not Ana who took it back
    back = store.append(deed(4, "redo", "Ben"))[0]
    assert State(store.events()).lines[LINES[0].key].decision == "accept"
    store.append(deed(5, "undo", "Cho", undoes=back.number))  # as the history page does
    assert not State(store.events()).lines
    store.append(deed(6, "redo", "Cho"))
    assert State(store.events()).lines[LINES[0].key].decision == "accept"
    assert store.append(deed(7, "redo", "Cho")) == []
    assert taken.deed.undoes == accepted.number


def test_a_deed_that_is_not_there_yet_cannot_be_taken_back(tmp_path: Path) -> None:
    """A page that was open when its folder was put back from a copy knows later numbers."""
    store = Store(tmp_path / FILE_NAME)
    store.append(deed(1, "accept"), deed(2, "undo", "Ben", undoes=4), deed(3, "seen", line=2))
    store.append(deed(4, "reject", line=1))
    standing = State(store.events()).lines
    assert [standing[LINES[n].key].decision for n in (0, 1)] == ["accept", "reject"]


def test_undo_and_redo_go_on_under_a_new_name_and_leave_other_sessions(tmp_path: Path) -> None:
    store = Store(tmp_path / FILE_NAME)
    store.append(deed(1, "accept", session="s1"), deed(2, "accept", line=1, session="s1"))
    store.append(deed(3, "accept", "Ben", line=2, session="s2"), deed(4, "accept", "Cho", line=3))

    def back(number: int, kind: str) -> int | None:
        event = next(iter(store.append(deed(number, kind, "Zoe", session="s1"))), None)
        return event.deed.undoes if event else None

    assert [back(n, "undo") for n in (5, 6, 7)] == [2, 1, None]
    assert [back(n, "redo") for n in (8, 9, 10)] == [6, 5, None]
    assert store.append(deed(11, "undo", "Zoe")) == []  # of no session, and nobody's name


def test_two_editors_who_differ_are_a_conflict_and_neither_is_lost(tmp_path: Path) -> None:
    store = Store(tmp_path / FILE_NAME)
    store.append(deed(1, "accept", "Ana"), deed(2, "reject", "Ben", reason="generic"))
    standing = State(store.events()).lines[LINES[0].key]
    assert standing.is_conflict
    assert standing.decision == "reject"  # the later one stands
    assert {(v.editor, v.decision, v.reason) for v in standing.verdicts.values()} == {
        ("Ana", "accept", None),
        ("Ben", "reject", "generic"),
    }
    store.append(deed(3, "reject", "Ana"))
    assert not State(store.events()).lines[LINES[0].key].is_conflict


@pytest.mark.parametrize("typed", ["ana", "ANA", " ana  ", "\uff21na"])
def test_one_editor_is_one_however_the_name_is_typed(tmp_path: Path, typed: str) -> None:
    store = Store(tmp_path / FILE_NAME)
    store.append(deed(1, "accept", "Ana"), deed(2, "seen", typed, line=1))
    store.append(deed(3, "reject", typed), deed(4, "accept", "Anatol", line=1))
    state = State(store.events())
    standing = state.lines[LINES[0].key]
    assert [(v.editor, v.decision) for v in standing.verdicts.values()] == [("Ana", "reject")]
    assert not standing.is_conflict and set(state.lines[LINES[1].key].seen) == {"Ana"}
    assert [store.append(deed(n, "undo", typed))[0].deed.undoes for n in (5, 6)] == [3, 1]


def test_a_skip_leaves_what_another_editor_decided(tmp_path: Path) -> None:
    deeds = [deed(0, "accept", "Ana"), deed(1, "skip", "Ben"), deed(2, "reject", "Cy"),
             deed(3, "skip", "Cy"), deed(4, "skip", "Ana")]  # fmt: skip
    store = Store(tmp_path / FILE_NAME)
    found = []
    for one in deeds:
        store.append(one)
        state = State(store.events())
        standing = next(iter(state.lines.values()))
        found.append((standing.decision, len(state.accepted), standing.is_conflict))
    assert found == [
        ("accept", 1, False),
        ("accept", 1, False),  # Ben says nothing
        ("reject", 0, True),
        ("accept", 1, False),  # Cy takes it back: Ana's word is printed again
        ("skip", 0, False),  # who skips takes back a word of their own
    ]


def test_a_decision_sent_twice_is_one(tmp_path: Path) -> None:
    store = Store(tmp_path / FILE_NAME)
    first = store.append(deed(1, "accept"))
    assert store.append(deed(1, "accept")) == first
    assert len(store.events()) == 1


def test_the_history_can_only_grow(tmp_path: Path) -> None:
    store = Store(tmp_path / FILE_NAME)
    store.append(deed(1, "accept"))
    base = sqlite3.connect(tmp_path / FILE_NAME)
    for words in ("DELETE FROM events", "UPDATE events SET editor = 'Eve'"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            base.execute(words)


def test_threads_of_one_store_and_of_two_lose_nothing(tmp_path: Path) -> None:
    stores = [Store(tmp_path / FILE_NAME), Store(tmp_path / FILE_NAME)]  # two processes' worth

    def work(worker: int) -> None:
        for number in range(20):
            made = deed(worker * 1000 + number, "accept", f"editor {worker}", number % 6)
            assert len(stores[worker % 2].append(made)) == 1

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = stores[0].events()
    assert [event.number for event in events] == list(range(1, 161))
    assert len({event.deed.client for event in events}) == 160


WRITER = """
import sys
from pathlib import Path
from pipeline.review.history import Anchor, Deed
from pipeline.review.store import Store
store = Store(Path(sys.argv[1]))
line = Anchor(line_id="l", post_id="p", start=0, end=3, text="say")
for number in range(100000):
    store.append(Deed(client=f"c{number}", editor="Ana", kind="accept", line=line))
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


def test_a_killed_process_loses_no_decision_that_it_reported(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    reported = [int(process.stdout.readline()) for _ in range(25)]
    os.kill(process.pid, signal.SIGKILL)
    reported += [int(line) for line in process.stdout.read().splitlines() if line.strip()]
    process.wait()
    kept = {event.deed.client for event in Store(path).events()}
    assert {f"c{number}" for number in reported} <= kept


def test_a_file_that_is_no_history_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("not a database, but long enough to look at" * 50)
    with pytest.raises(InputError, match="history cannot be used"):
        Store(path)


def test_a_history_that_another_program_holds_says_so_and_takes_the_deed_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(historyfile, "WAIT", 0.1)
    store = Store(tmp_path / FILE_NAME)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match=r"Nothing was changed\. End the program that holds"):
            store.append(deed(1, "accept"))
    assert [event.number for event in store.append(deed(1, "accept"))] == [1]
    store.close()


@pytest.mark.parametrize("left", [(), ("-wal",), ("-wal", "-shm")])
def test_what_can_only_be_read_is_read_to_the_last_deed_and_takes_none(
    tmp_path: Path, left: tuple[str, ...]
) -> None:
    open_ = Store(tmp_path / FILE_NAME)
    for number in range(3):
        open_.append(deed(number, "accept", line=number))
    kept = tmp_path / "kept"  # as a killed process leaves it, or a copy of that
    kept.mkdir()
    if not left:
        open_.close()
    for end in ("", *left):
        shutil.copy(f"{tmp_path / FILE_NAME}{end}", kept)
    with read_only(kept):
        store = Store(kept / FILE_NAME)
        assert [event.deed.line for event in store.events()] == list(LINES[:3])
        assert store.is_read_only and store.is_in_place()
        with pytest.raises(InputError, match=r"kept: it can only be read, so nothing can be"):
            store.append(deed(9, "accept"))
    assert not store.is_in_place()  # it can be written again
    store.close()
    (event,) = Store(kept / FILE_NAME).append(deed(9, "reject"))
    assert event.number == 4


@pytest.mark.parametrize(
    "odd",
    [
        {"kind": "accept"},  # about no line
        {"kind": "order", "line": LINES[0]},  # without a place
        {"kind": "merge", "theme": "a", "into": "a"},
        {"kind": "dance", "line": LINES[0]},
        {"kind": "reject", "line": LINES[0], "reason": "x" * 500},
    ],
)
def test_half_a_deed_is_refused(odd: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Deed"):
        Deed.model_validate({"client": "c", "editor": "Ana", **odd})


def test_words_with_half_a_surrogate_are_kept_to_the_letter(tmp_path: Path) -> None:
    odd = Anchor(line_id="l", post_id="p", start=0, end=2, text="a\ud83d")
    store = Store(tmp_path / FILE_NAME)
    store.append(Deed(client="c", editor="Ana", kind="accept", line=odd))
    assert store.events()[0].deed.line == odd


def test_what_was_done_in_one_act_is_undone_and_redone_in_one_step(run: Run, desk: Desk) -> None:
    ids = [slot.line.id for slot in desk.slots()[1][:4]]

    def decided() -> list[str]:
        with desk.fresh():
            return sorted(d.line_id for d in desk.decisions() if isinstance(d, Decision))

    desk.decide("accept", "Ana", "one", {"line": ids[3]})
    assert len(desk.decide("accept", "Ana", "all", {"lines": ids[:3]})) == 3
    desk.decide("accept", "Ana", "all", {"lines": ids[:3]})  # sent twice, counted once
    assert decided() == sorted(ids)
    undone = desk.decide("undo", "Ana", "back", {})
    assert len(undone) == 3 and decided() == [ids[3]]
    assert len(desk.decide("redo", "Ana", "again", {})) == 3
    assert decided() == sorted(ids)
    with desk.fresh():
        assert [line.id for line in desk.accepted()[1]] == [ids[3], *ids[:3]]  # in their order
    first = next(e.number for e in desk.events() if e.deed.client == "all 1")
    desk.decide("undo", "Ben", "one of them", {"undoes": first})  # under History, one alone
    assert decided() == sorted(ids[1:])
    assert len(desk.decide("undo", "Ana", "the rest", {})) == 2
    assert decided() == [ids[3]]
    assert len(desk.decide("redo", "Ana", "the rest again", {})) == 2
    assert decided() == sorted(ids[1:])
    desk.decide("undo", "Ana", "once more", {})
    desk.decide("undo", "Ana", "and the first", {})
    assert decided() == []


def test_what_another_editor_refused_meanwhile_stays_refused(desk: Desk) -> None:
    ids = list(desk.sheet.picked)[:3]
    desk.decide("reject", "Ben", "meanwhile", {"line": ids[1]})
    made = desk.decide("accept", "Ana", "all", {"lines": ids})  # of a page that has not heard of it
    assert [event.deed.line.line_id for event in made if event.deed.line] == [ids[0], ids[2]]
    with desk.fresh():
        held = desk.standing(desk.lines()[ids[1]])
        assert held is not None and held.decision == "reject" and not held.is_conflict
    assert desk.decide("accept", "Ana", "it alone", {"lines": [ids[1]]}) == []
    desk.decide("accept", "Ana", "meant", {"line": ids[1]})  # who accepts it for itself means it
    with desk.fresh():
        held = desk.standing(desk.lines()[ids[1]])
        assert held is not None and held.decision == "accept" and held.is_conflict
