"""The desk goes on with what lies in its folder, also after somebody else put it there."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from pipeline.records import Pick, Post
from pipeline.review.desk import Desk
from pipeline.review.overview import overview
from pipeline.review.window import Wanted, matching
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.review import runs


def accept(desk: Desk, nth: int) -> str:
    line = desk.sheet.lines[nth].id
    desk.decide("accept", "Ana", f"page {nth}", {"line": line})
    return line


def decided(folder: Path) -> list[str]:
    """Return the lines that a page which is started now finds decided."""
    desk = Desk(folder, Settings())
    found = [decision.line_id for decision in desk.decisions()]
    desk.close()
    return found


def test_what_is_decided_after_the_folder_was_deleted_and_made_anew_is_kept(
    run: Run, desk: Desk
) -> None:
    accept(desk, 0)
    before = desk.version
    shutil.rmtree(run.folder)
    runs.make(run.folder)
    with desk.fresh():
        assert not desk.state.number  # the old decisions went with their folder
        assert desk.version != before
    kept = accept(desk, 2)
    assert decided(run.folder) == [kept]
    desk.close()
    assert decided(run.folder) == [kept]


def test_a_folder_that_was_put_aside_gets_no_decision_about_the_one_in_its_place(
    run: Run, desk: Desk
) -> None:
    first = accept(desk, 0)
    aside = run.folder.rename(run.folder.with_name("aside"))
    runs.make(run.folder)
    second = accept(desk, 2)
    assert (decided(aside), decided(run.folder)) == ([first], [second])


def test_a_folder_that_is_put_back_from_a_copy_is_read_and_continued(run: Run, desk: Desk) -> None:
    first = accept(desk, 0)
    desk.close()
    copy = shutil.copytree(run.folder, run.folder.with_name("copy"))
    desk = Desk(run.folder, Settings())
    accept(desk, 2)
    shutil.rmtree(run.folder)
    copy.rename(run.folder)
    with desk.fresh():
        assert [decision.line_id for decision in desk.decisions()] == [first]
    third = accept(desk, 4)
    assert decided(run.folder) == sorted([first, third])


def test_lines_of_posts_that_came_later_are_new_until_somebody_looks_at_them(
    run: Run, desk: Desk
) -> None:
    def new(desk: Desk) -> list[str]:
        with desk.fresh():
            found = [line.id for line, _ in matching(desk, Wanted(state="new"))]
            assert len(found) == overview(desk).new
            return found

    before = {line.post_id for line in run.lines(run.posts())}
    assert new(desk) == []  # nobody has looked at what there is: it is no news
    accept(desk, 0)
    assert new(desk) == []
    runs.make(run.folder, lines=30)
    found = new(desk)
    assert {line.post_id for line in desk.sheet.lines if line.id in found} == {
        post.id for post in run.posts() if post.id not in before
    }
    first, second = (desk.slot(line_id) for line_id in found[:2])
    assert first and second
    desk.saw("Ben", [first.line.id])
    desk.decide("skip", "Ana", "page", {"line": second.others[0].id})  # another cut of it
    assert new(desk) == found[2:]
    desk.close()
    again = Desk(run.folder, Settings())
    assert new(again) == found[2:]
    again.close()


def test_a_slow_disk_keeps_nobody_waiting_who_only_looks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(desk, 0)
    is_writing, is_done = Event(), Event()
    monkeypatch.setattr(desk.store, "append", lambda *_: is_writing.set() or is_done.wait(60))

    def look() -> int:
        with desk.fresh():
            return desk.state.number

    with ThreadPoolExecutor() as editors:
        editors.submit(desk.saw, "Ana", [desk.sheet.lines[4].id])
        assert is_writing.wait(60)
        looked = editors.submit(look)
        try:
            assert looked.result(timeout=20)
        finally:
            is_done.set()


def test_who_is_on_mastodon_is_found_with_and_without_the_server(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "mine", lines=1, questions=1)
    people = {"handle": "lumi@solder.example"}
    run.write([post.model_copy(update=people) for post in run.posts()], Post)
    run.write([pick.model_copy(update=people) for pick in run.picks(run.posts())], Pick)
    desk = Desk(run.folder, Settings())
    for person in ("Lumi", "lumi@solder.example", "lumi@rye.example"):
        found = matching(desk, Wanted(person=person))
        assert bool(found) is (person != "lumi@rye.example")
    desk.close()


def test_a_search_finds_words_whatever_their_accents_and_apostrophes(tmp_path: Path) -> None:
    text = "We don’t mend at the Café of Łódź"  # as telephones write it
    run = runs.make(tmp_path / "mine", [text], lines=4, questions=1)
    desk = Desk(run.folder, Settings())
    for words in ("don't", "DON’T cafe", "lodz café"):
        assert [line.text for line, _ in matching(desk, Wanted(words=words))] == [text]
    desk.close()
