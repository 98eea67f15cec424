"""Killed at any moment: old or new as a whole, no litter, nothing decided lost, the next call ends.

`benchmarks/kill.py` does the same to whole commands, 200 times.
"""

from __future__ import annotations

import json
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline import commands, drafts, shelf
from pipeline.records import Post
from pipeline.review.history import Deed, anchor
from pipeline.review.store import FILE_NAME, Store
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.conftest import WordEncoder
from tests.kills import changes
from tests.test_cli import POSTS

GROWN = [*POSTS, {"id": "6", "handle": "ola_w", "text": "A2 A jar, a spoon, and no hurry at all."}]
TOY = shelf.Model("toy", version=1, train="toy")
KILLS = 10


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files that a run is made of; the editors' history is not of them."""
    files = sorted(folder.iterdir())
    return {path.name: path.read_bytes() for path in files if not path.name.startswith(FILE_NAME)}


def export(file: Path, posts: list[dict[str, str]]) -> Path:
    file.write_text("".join(json.dumps(post) + "\n" for post in posts), encoding="utf-8")
    return file


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.encoder.packaged.load", lambda *_: WordEncoder())


@pytest.fixture
def reviewed(tiny: None, tmp_path: Path) -> Path:
    """Return the folder of a run with the decision of an editor."""
    chat = export(tmp_path / "loafchat.jsonl", POSTS)
    made = commands.run([chat], out=tmp_path / "kept", settings=Settings())
    line = made.lines(made.posts())[0]
    store = Store(made.folder / FILE_NAME)
    store.append(Deed(client="c", editor="Ana", kind="accept", line=anchor(line), question=1))
    store.close()
    commands.recap(made, settings=Settings())
    return made.folder


def test_a_run_killed_at_any_moment_is_wholly_the_old_or_the_new_one(
    reviewed: Path, tmp_path: Path
) -> None:
    grown = export(tmp_path / "loafchat.jsonl", GROWN)

    def again(out: Path) -> dict[str, bytes]:
        commands.run([grown], out=out, settings=Settings())
        return content(out / reviewed.name)

    def placed(name: str) -> Path:
        shutil.copytree(reviewed.parent, tmp_path / name)
        return tmp_path / name

    old, new = content(reviewed), again(placed("whole"))
    assert old.keys() == new.keys() and old["picks.jsonl"] != new["picks.jsonl"]
    counting = placed("counting")
    total = changes(lambda: again(counting), counting)
    assert total is not None and total > 3 * len(new)  # a draft, its file, and its way in
    coming_in = range(total - 2 * len(new), total)  # where a mix could be left
    chance = random.Random(8)
    moments = {*chance.sample(range(1, total), KILLS // 2), *chance.sample(coming_in, KILLS // 2)}
    found = set()
    for moment in moments:
        out = placed(f"killed-{moment}")
        assert changes(lambda out=out: again(out), out, until=moment) is None
        run = Run(out / reviewed.name)
        assert all(data in (old.get(name), new[name]) for name, data in content(run.folder).items())
        run.posts()  # whoever looks first
        assert content(run.folder) in (old, new)
        found.add(content(run.folder) == new)
        assert again(out) == new
        assert [path.name for path in out.iterdir()] == [reviewed.name]
        assert [e.deed.kind for e in Store(run.folder / FILE_NAME).events()] == ["accept"]
        assert run.decisions()[0].decision == "accept"
    assert found == {False, True}


def test_a_model_killed_at_any_moment_is_wholly_the_old_or_the_new_one(tmp_path: Path) -> None:
    def write(folder: Path, weights: bytes) -> str:
        with shelf.rewritten(folder) as draft:
            (draft / "part").mkdir()
            (draft / "part" / "weights").write_bytes(weights)
            shelf.seal(TOY, draft, settings={})
        return shelf.check(TOY, folder).digest

    old, new = write(tmp_path / "old" / "toy", b"old"), write(tmp_path / "new" / "toy", b"new")
    shutil.copytree(tmp_path / "old", tmp_path / "counting")
    total = changes(lambda: write(tmp_path / "counting" / "toy", b"new"), tmp_path / "counting")
    assert total is not None
    found = set()
    for moment in range(1, total + 1):
        place = tmp_path / f"killed-{moment}"
        shutil.copytree(tmp_path / "old", place)
        work = lambda place=place: write(place / "toy", b"new")  # noqa: E731
        assert changes(work, place, until=moment) is None
        found.add(shelf.check(TOY, place / "toy").digest)
        assert write(place / "toy", b"new") == new
        assert [path.name for path in place.iterdir()] == ["toy"]
    assert found == {old, new}


def test_a_file_killed_at_any_moment_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    old, new = (Post(id="1", handle="mira_k", text=text) for text in ("Rye.", "Rye, and time."))
    run = Run(tmp_path / "loafchat")
    run.write([old], Post)
    total = changes(lambda: run.write([old], Post), tmp_path)
    assert total is not None
    for moment in range(1, total + 1):
        run.write([old], Post)
        assert changes(lambda: run.write([new], Post), tmp_path, until=moment) is None
        assert run.posts() in ([old], [new])
    run.write([new], Post)
    assert [path.name for path in run.folder.iterdir()] == ["posts.jsonl"]


def test_a_draft_is_dropped_only_when_its_process_is_gone(tmp_path: Path) -> None:
    target = tmp_path / "runs" / "loafchat"
    with drafts.folder(target) as first, drafts.file(target) as second:
        (first / "posts.jsonl").write_text("half")
        assert changes(lambda: drafts.sweep(target.parent), tmp_path) == 0
        with drafts.folder(target) as third:
            assert len({first, second, third} & set(target.parent.iterdir())) == 3
    assert list(target.parent.iterdir()) == []
    (target.parent / ".loafchat.part").write_text("a name that is not of ours")
    (target.parent / ".loafchat.abcdefg1.part").mkdir()
    drafts.sweep(target.parent)
    assert [path.name for path in target.parent.iterdir()] == [".loafchat.part"]


def test_two_processes_that_help_each_other_lose_no_file(tmp_path: Path) -> None:
    run = Run(tmp_path / "loafchat")
    posts = [Post(id=str(n), handle="mira_k", text=f"A{n} Rye.") for n in range(3)]

    def write(count: int) -> None:
        for _ in range(20):
            with run.rewritten() as draft:
                draft.write(posts[:count], Post)
                (draft.folder / "count").write_text(str(count))

    with ThreadPoolExecutor() as threads:
        writing = [threads.submit(write, count) for count in (1, 2, 3)]
        while not all(one.done() for one in writing):
            run.settle()
    for one in writing:
        one.result()
    assert str(len(run.posts())) == (run.folder / "count").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["loafchat"]
