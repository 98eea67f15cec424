"""Trouble from outside: no room, no right to write, company, odd clocks. One line, nothing damaged.

Flipped bits of models: `test_shelf.py`. Killed processes: `test_kills.py`; killed workers:
`backfill/test_workers.py`.
"""

# ruff: noqa: F811  (fixtures come from other modules)

from __future__ import annotations

import itertools
import multiprocessing
import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import commands, shelf
from pipeline.errors import InputError
from pipeline.learn import house
from pipeline.recap import edited
from pipeline.records import Post
from pipeline.review.desk import Desk
from pipeline.review.guard import KEY_FILE, Keys
from pipeline.review.history import Deed, anchor
from pipeline.review.state import State
from pipeline.review.store import FILE_NAME, Store
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.kills import changes
from tests.readonly import read_only as nothing_written
from tests.review import runs as little
from tests.test_cli import (  # noqa: F401  (fixtures)
    POSTS,
    Refused,
    Standout,
    export,
    refused,
    snapshot,
    standout,
)
from tests.test_kills import GROWN, TOY, content, tiny  # noqa: F401  (fixtures)
from tests.test_kills import export as export_of

SIZE = 4 << 20  # bytes of the disk
LEFT = (0, 20_000, 60_000)  # a run of this chat takes more
FUTURE = 4_000_000_000  # the year 2096


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may make a small disk")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk: Path, left: int) -> Path:
    """Fill a disk but for so many bytes; return the file that does it."""
    room = os.statvfs(disk)
    file = disk / "filler"
    file.write_bytes(b"\0" * (room.f_bavail * room.f_frsize - left))
    return file


def test_a_full_disk_is_one_line_and_the_old_run_stays(
    standout: Standout,
    refused: Refused,
    export: Path,
    disk: Path,
) -> None:
    assert standout("run", export, "--out", disk).code == 0
    export_of(export, GROWN)
    for left in LEFT:
        filler = fill(disk, left)
        said = refused("run", export, "--out", disk)
        assert f"{disk / 'loafchat'}" in said and "No space left on device" in said
        assert ".part" not in said
        filler.unlink()
    assert standout("run", export, "--out", disk).code == 0
    assert len(Run(disk / "loafchat").posts()) == len(GROWN)


def test_a_full_disk_loses_no_decision_and_the_page_goes_on_when_there_is_room(disk: Path) -> None:
    store = Store(disk / FILE_NAME)
    run = little.make(disk / "repair")
    line = run.lines(run.posts())[0]

    def accept(client: str) -> Deed:
        return Deed(client=client, editor="Ana", kind="accept", line=anchor(line), question=1)

    kept = [store.append(accept(f"before {n}"))[0].deed.client for n in range(20)]
    filler = fill(disk, 0)
    with pytest.raises(InputError, match=r"history cannot be used: .*full"):
        for n in range(1000):
            kept.append(store.append(accept(f"while {n}"))[0].deed.client)
    assert [event.deed.client for event in store.events()] == kept
    filler.unlink()
    kept += [store.append(accept("after"))[0].deed.client]
    assert [event.deed.client for event in Store(store.path).events()] == kept


def test_a_model_that_finds_no_room_leaves_the_old_one(disk: Path) -> None:
    def write(weights: bytes) -> None:
        with shelf.rewritten(disk / "toy") as draft:
            (draft / "weights").write_bytes(weights)
            shelf.seal(TOY, draft, settings={})

    write(b"old" * 1000)
    before = snapshot(disk)
    filler = fill(disk, 4096)
    with pytest.raises(InputError, match="toy: cannot be written: No space left"):
        write(b"new" * 10_000)
    filler.unlink()
    assert snapshot(disk) == before


def test_a_limit_on_file_sizes_is_one_line_too(tiny: None, tmp_path: Path) -> None:
    chat = export_of(tmp_path / "loafchat.jsonl", POSTS)
    made = commands.run([chat], out=tmp_path / "runs", settings=Settings())
    before = content(made.folder)
    export_of(chat, GROWN)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
        with pytest.raises(InputError, match="cannot be written: File too large"):
            commands.run([chat], out=tmp_path / "runs", settings=Settings())

    assert changes(limited, tmp_path) is not None
    assert content(made.folder) == before


@pytest.fixture
def read_only(standout: Standout, export: Path, tmp_path: Path) -> Iterator[Path]:
    """Return a house with a run, in which nothing may be written: by root neither."""
    place = tmp_path / "kept"
    assert standout("run", export, "--out", place).code == 0
    (place / "params.yaml").write_text("chats: []\n", encoding="utf-8")
    with nothing_written(place):
        yield place


def test_a_folder_that_may_only_be_read_is_named(
    refused: Refused,
    export: Path,
    read_only: Path,
) -> None:
    run = read_only / "loafchat"
    for words in (
        ("run", export, "--out", read_only),
        ("normalize", export, "--out", read_only),
        *((stage, run) for stage in ("cluster", "score", "pick", "recap")),
        ("backfill", export, "--out", read_only, "--workers", "1"),
    ):
        said = refused(*words)
        assert str(read_only) in said, said
        assert "cannot be" in said and ("Read-only" in said or "denied" in said), said
    with pytest.raises(InputError, match="can only be read, so nothing can be decided"):
        Store(run / FILE_NAME).append(Deed(client="c", editor="Ana", kind="undo"))
    with (
        pytest.raises(InputError, match="toy: cannot be written"),
        shelf.rewritten(read_only / "toy"),
    ):
        pass  # a training ends before it begins
    with pytest.raises(InputError, match="cannot be written"):
        house.add_chat(export, name="may-14", house=read_only)


def test_two_runs_of_one_chat_at_once_leave_one_of_them_whole(
    tiny: None,
    tmp_path: Path,
) -> None:
    out, alone = tmp_path / "runs", []
    for name, posts in (("one", POSTS), ("other", GROWN)):
        (tmp_path / name).mkdir()
        chat = export_of(tmp_path / name / "loafchat.jsonl", posts)
        made = commands.run([chat], out=tmp_path / name, settings=Settings())
        alone.append((chat, content(made.folder)))
    fork = multiprocessing.get_context("fork")
    for _ in range(4):
        both = [
            fork.Process(target=commands.run, args=([chat],),
                         kwargs={"out": out, "settings": Settings()})
            for chat, _ in alone
        ]  # fmt: skip
        for process in both:
            process.start()
        for process in both:
            process.join()
        assert [process.exitcode for process in both] == [0, 0]
        assert content(out / "loafchat") in [bytes_ for _, bytes_ in alone]
        assert [path.name for path in out.iterdir()] == ["loafchat"]


def test_files_that_come_in_meanwhile_are_not_taken_for_edited_ones(
    tiny: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, told = tmp_path / "runs", []
    chat = export_of(tmp_path / "loafchat.jsonl", POSTS)
    made = commands.run([chat], out=out, settings=Settings())
    old = content(made.folder)
    (tmp_path / "other").mkdir()
    grown = export_of(tmp_path / "other" / "loafchat.jsonl", GROWN)
    new = content(commands.run([grown], out=tmp_path / "other", settings=Settings()).folder)
    assert new["recap.md"] != old["recap.md"] and new.keys() == old.keys()

    def both_come() -> None:
        with made.rewritten() as draft:
            for name, data in new.items():
                (draft.folder / name).write_bytes(data)

    other = threading.Thread(target=both_come)
    read = edited._read

    def slowly(file: Path) -> bytes:
        if other.ident is None:
            other.start()
            other.join(timeout=0.5)
        return read(file)

    monkeypatch.setattr(edited, "_read", slowly)
    commands.recap(made, settings=Settings(), tell=told.append)
    other.join()
    assert not told and content(made.folder).keys() == old.keys()


def test_files_from_the_future_change_nothing(tiny: None, tmp_path: Path) -> None:
    chat = export_of(tmp_path / "loafchat.jsonl", POSTS)
    made = commands.run([chat], out=tmp_path / "runs", settings=Settings())
    before = content(made.folder)
    for file in (chat, *made.folder.iterdir(), made.folder):
        os.utime(file, (FUTURE, FUTURE))
    for stage in (commands.cluster, commands.score, commands.pick, commands.recap):
        stage(made, settings=Settings())
    assert content(made.folder) == before
    commands.run([chat], out=tmp_path / "runs", settings=Settings())
    assert content(made.folder) == before


def test_a_clock_that_jumps_in_mid_run_changes_nothing(
    tiny: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = export_of(tmp_path / "loafchat.jsonl", POSTS)
    made = commands.run([chat], out=tmp_path / "runs", settings=Settings())
    before = content(made.folder)
    jumps = itertools.cycle((FUTURE, 0.0, 1_700_000_000.5, -1.0))
    for name in ("time", "monotonic", "perf_counter"):
        monkeypatch.setattr(time, name, lambda: next(jumps))
    commands.run([chat], out=tmp_path / "runs", settings=Settings())
    commands.run([chat], out=tmp_path / "others", settings=Settings())
    monkeypatch.undo()
    assert content(made.folder) == content(tmp_path / "others" / "loafchat") == before


def test_the_page_sees_a_new_run_though_the_clock_went_back(tmp_path: Path) -> None:
    run = little.make(tmp_path / "repair", lines=6)
    for file in run.folder.iterdir():
        os.utime(file, (FUTURE, FUTURE))
    desk = Desk(run.folder, Settings())
    before = len(desk.lines())
    little.make(tmp_path / "repair", lines=12)
    with desk.fresh():
        assert len(desk.lines()) > before
    desk.close()


def test_the_later_decision_stands_though_the_clock_went_back(tmp_path: Path) -> None:
    run = little.make(tmp_path / "repair")
    line = run.lines(run.posts())[0]
    times = iter(["2031-01-01T00:00:00.000Z", "2024-05-14T19:00:00.000Z"])
    store = Store(run.folder / FILE_NAME, clock=lambda: next(times))
    for number, kind in enumerate(("accept", "reject")):
        store.append(Deed(client=f"{number}", editor="Ana", kind=kind, line=anchor(line)))
    verdict = State(store.events()).lines[anchor(line).key].verdicts["Ana"]
    assert (verdict.decision, verdict.at) == ("reject", "2024-05-14T19:00:00.000Z")
    desk = Desk(run.folder, Settings())
    assert [(d.decision, d.decided_at) for d in desk.decisions()] == [
        ("reject", "2024-05-14T19:00:00.000Z")
    ]
    desk.close()


def test_a_key_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"")  # its process was killed, or the disk was full
    keys = Keys.of(tmp_path)
    assert keys.token == Keys.of(tmp_path).token
    assert (tmp_path / KEY_FILE).stat().st_size >= 32
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0
    assert keys.token != Keys(b"").token


def test_a_draft_of_a_minute_ago_is_kept_by_whoever_is_at_work_on_it(tmp_path: Path) -> None:
    run = Run(tmp_path / "loafchat")
    with run.rewritten() as draft:
        draft.write([Post(id="1", handle="a", text="Rye.")], Post)
        old = time.time() - 86_400
        os.utime(draft.folder, (old, old))
        Run(tmp_path / "another").write([], Post)
        with Run(tmp_path / "a third").rewritten():
            pass
    assert len(run.posts()) == 1
