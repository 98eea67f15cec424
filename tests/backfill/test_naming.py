"""A chat keeps the folder of its posts, and what its editors decided, while its archive grows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.backfill.command import told
from pipeline.review.store import FILE_NAME as REVIEWED
from tests.backfill.archives import chat, write
from tests.backfill.test_stage import _words, run  # noqa: F401  (a fixture)

EVENING = chat("2019-06-06T20:00:00+00:00", count=24)
LUNCH = chat("2019-06-06T11:00:00+00:00", count=24)
NAME = "slowgrowthchat-2019-06-06"


def held(folder: Path) -> dict[str, str]:
    """Return the hour of the first post of each run folder."""
    return {
        file.parent.name: json.loads(file.read_text().splitlines()[0])["created_at"][11:13]
        for file in sorted(folder.glob("chats/*/*/posts.jsonl"))
    }


@pytest.mark.parametrize("is_reviewed", [True, False])
def test_a_chat_keeps_its_name_when_an_earlier_one_of_its_day_is_found(
    is_reviewed: bool, tmp_path: Path
) -> None:
    archive, out = tmp_path / "a.jsonl", tmp_path / "out"
    run([write(archive, EVENING)], out)
    if is_reviewed:
        (out / "chats" / "2019" / NAME / REVIEWED).touch()
    run([write(archive, [*LUNCH, *EVENING])], out)
    assert held(out) == {NAME: "20", f"{NAME}-2": "11"}
    chats = {
        f.parent.name: json.loads(f.read_text())["chat"] for f in out.glob("chats/*/*/chat.json")
    }
    assert chats == {NAME: NAME, f"{NAME}-2": f"{NAME}-2"}
    rows = [json.loads(row) for row in (out / "partitions/posts/year=2019/2019-06.jsonl").open()]
    assert {(row["chat"], row["created_at"][11:13]) for row in rows} >= {
        (NAME, "20"),
        (f"{NAME}-2", "11"),
    }
    assert run([archive], out).ran == 0  # and the same again


def test_a_chat_whose_busiest_hour_moves_over_midnight_stays_where_it_is(tmp_path: Path) -> None:
    archive, out = tmp_path / "a.jsonl", tmp_path / "out"
    night = chat("2019-06-06T23:40:00+00:00", count=24)
    run([write(archive, night)], out)
    name, *_ = held(out)
    late = chat("2019-06-07T00:30:00+00:00", count=40, series=7)
    run([write(archive, [*night, *late])], out)
    assert list(held(out)) == [name]


def test_decisions_are_never_put_beside_posts_of_another_chat(tmp_path: Path) -> None:
    archive, out = tmp_path / "a.jsonl", tmp_path / "out"
    run([write(archive, EVENING)], out)
    folder = out / "chats" / "2019" / NAME
    (folder / REVIEWED).touch()
    done = run([write(archive, LUNCH)], out)
    assert held(out) == {NAME: "20", f"{NAME}-2": "11"}
    assert done.report["chats"]["no longer"] == [f"2019/{NAME}"]
    lines = told(done)
    assert lines[0].endswith(" in 1 chat") and lines[-2].startswith("1 chat done (1 now), ")
    assert "  0 left out: found more than once" in lines
    assert lines[-1].startswith("no longer of a chat of this archive: 1 run folder (")


def test_a_reviewed_chat_whose_posts_are_lost_is_made_again_in_its_folder(tmp_path: Path) -> None:
    archive, out = write(tmp_path / "a.jsonl", EVENING), tmp_path / "out"
    run([archive], out)
    folder = out / "chats" / "2019" / NAME
    (folder / REVIEWED).touch()
    for name in ("posts.jsonl", "unit.json"):
        (folder / name).unlink()
    run([archive], out)
    assert held(out) == {NAME: "20"}
