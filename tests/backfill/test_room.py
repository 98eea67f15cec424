"""A disk that runs full in mid-backfill: one line each time, and the next call goes on."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from pipeline.backfill import stage
from pipeline.errors import InputError
from pipeline.settings import Settings
from tests.backfill.archives import catalogued, chat, content, write
from tests.test_trouble import disk, fill  # noqa: F401  (a fixture)

pytestmark = pytest.mark.slow
DAYS = ("2018-03-01T20:00:00+00:00", "2019-03-01T20:00:00+00:00")
ROOM = (20_000, 60_000, 60_000, 60_000, 60_000)  # bytes that are left for one call after another


def test_a_full_disk_is_one_line_and_the_next_call_goes_on(
    disk: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    archive = write(tmp_path / "a.jsonl", [post for day in DAYS for post in chat(day, count=16)])

    def backfill(out: Path) -> None:
        stage.backfill([archive], out=out, settings=Settings(), workers=1)

    backfill(tmp_path / "whole")
    said = []
    for room in ROOM:
        filler = fill(disk, room)
        try:
            backfill(disk / "out")
        except InputError as error:
            said.append(str(error))
        filler.unlink()
    assert len(said) > 1
    assert all("No space left" in words and "\n" not in words for words in said), said
    backfill(disk / "out")
    assert content(disk / "out") == content(tmp_path / "whole")
    assert catalogued(disk / "out") == catalogued(tmp_path / "whole")
    assert not list((disk / "out").rglob(".*.part*"))


@pytest.mark.parametrize("room", [4_000, 60_000])
def test_where_there_is_no_room_for_temporary_files_is_named(
    disk: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: int,
) -> None:
    archive = write(tmp_path / "a.jsonl", chat(DAYS[0], count=16))
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    fill(disk, room)
    done = stage.backfill([archive], out=tmp_path / "out", settings=Settings(), workers=1)
    (aside,) = done.report["chats"]["set aside"]
    assert aside["reason"].startswith(f"{disk}/{aside['chat']}/")
    assert aside["reason"].endswith("written: No space left on device. Make room there.")
