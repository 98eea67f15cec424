"""A backfill does what is asked once, leaves the rest as it is, and accounts for every post."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline import commands
from pipeline.backfill import stage, store
from pipeline.backfill.command import told
from pipeline.backfill.keys import STAGES, stamp
from pipeline.backfill.stage import Finished
from pipeline.backfill.work import Task, work
from pipeline.errors import InputError
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.backfill.archives import Posts, catalogued, chat, content, post, write
from tests.conftest import WordEncoder

FIRST, SECOND = "slowgrowthchat-2019-06-06", "loafchat-2020-01-02"


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.encoder.packaged.load", lambda *_: WordEncoder())


@pytest.fixture
def years() -> Posts:
    """Return two chats of two years, and a post that is beside them."""
    return [
        *chat("2019-06-06T17:00:00+00:00", count=24),
        *chat("2020-01-02T20:00:00+00:00", "#LoafChat", count=24),
        post(1, "2019-08-01T09:00:00Z", "nia", "Rain again. #weather"),
    ]


def run(archives: Sequence[Path], out: Path, *changes: str, **how: Any) -> Finished:
    from pipeline import settings

    made = settings.load(None, changes) if changes else Settings()
    return stage.backfill(archives, out=out, settings=made, workers=1, **how)


@pytest.fixture
def redone(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...]]]:
    """Return a list that grows with each (chat, stages) that is done."""
    done: list[tuple[str, tuple[str, ...]]] = []
    put = store.Store.put

    def noted(self: store.Store, unit: Any, keys: Any, files: Any) -> list[str]:
        stages = dict.fromkeys(store.stage_of(name) for name in files)
        done.append((unit.name, tuple(each for each in STAGES if each in stages)))
        return put(self, unit, keys, files)

    monkeypatch.setattr(store.Store, "put", noted)
    return done


def test_every_post_has_one_fate_in_the_report(years: Posts, tmp_path: Path) -> None:
    done = run([write(tmp_path / "a.jsonl", years)], tmp_path / "out")
    posts, chats = done.report["posts"], done.report["chats"]
    assert posts["read"] == len(years) == posts["in chats"] + sum(posts["beside chats"].values())
    assert sum(done.report["fates"].values()) == posts["in chats"] == 48
    assert (chats["found"], chats["done"], chats["set aside"]) == (2, 2, [])
    assert done.report == json.loads((tmp_path / "out" / "report.json").read_text())
    rows = catalogued(tmp_path / "out")
    assert len(rows["chats"]) == 2
    assert len(rows["picks"]) == done.report["picks"] > 0


def test_a_hashtag_that_no_post_carries_is_told_of(years: Posts, tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", years)
    for hashtags, unmet in ((["Weather"], []), (["#LoafChat", "LofChat"], ["#lofchat"])):
        done = run([archive], tmp_path / "out", hashtags=hashtags)
        assert done.report["hashtags not met"] == unmet
        said = [line for line in told(done) if line.startswith("no post carries")]
        assert said == [f"no post carries {tag}: check --hashtag" for tag in unmet]


def test_a_unit_is_what_standout_run_makes_of_its_posts(years: Posts, tmp_path: Path) -> None:
    run([write(tmp_path / "a.jsonl", years)], tmp_path / "out")
    folder = tmp_path / "out" / "chats" / "2019" / FIRST
    alone = write(tmp_path / "alone" / f"{FIRST}.jsonl", years[:24])
    (tmp_path / "alone" / "chat.toml").write_text('hashtag = "#SlowGrowthChat"')
    made = commands.run([alone], out=tmp_path / "runs", settings=Settings())
    for name in ("questions", "answers", "people", "themes", "lines", "picks"):
        file = f"{name}.jsonl"
        assert (folder / file).read_bytes() == (made.folder / file).read_bytes()
    assert (folder / "recap.md").read_bytes() == (made.folder / "recap.md").read_bytes()


def test_what_was_met_in_a_file_is_told_to_the_chats_of_its_posts(
    years: Posts, tmp_path: Path
) -> None:
    lines = [
        f"[02/05/2024, 20:{minute:02}:10] {name}: A1 I let loaf {minute} rest, whatever they say"
        for minute in range(5)
        for name in ("Ines Duarte", "Jo Berg", "Len")
    ]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bakers.txt").write_text("\n".join(lines))
    write(tmp_path / "in" / "a.jsonl", years)
    done = run([tmp_path / "in"], tmp_path / "out")
    alone = commands.run([tmp_path / "in/bakers.txt"], out=tmp_path / "runs", settings=Settings())
    bakers = Run(done.store.chats / "2024" / "bakers-2024-05-02").chat()
    assert bakers.notes == alone.chat().notes
    assert "a chat of WhatsApp is not public: ask who wrote a line" in bakers.notes[0]
    assert Run(done.store.chats / "2019" / FIRST).chat().notes == ()
    assert set(bakers.notes) <= set(done.report["notes"])


def test_what_is_done_is_not_done_again(years: Posts, tmp_path: Path, redone: list[Any]) -> None:
    archive = write(tmp_path / "a.jsonl", years)
    assert run([archive], tmp_path / "out").ran == 2
    before = content(tmp_path / "out")
    made = (tmp_path / "out" / "catalogue.duckdb").stat().st_mtime_ns
    again = run([archive], tmp_path / "out")
    assert (again.ran, again.kept) == (0, 2)
    assert content(tmp_path / "out") == before
    assert (tmp_path / "out" / "catalogue.duckdb").stat().st_mtime_ns == made
    assert len(redone) == 2


@pytest.mark.parametrize(
    ("change", "stages"),
    [
        ("recap.themes=1", ("recap",)),
        ("pick.per_question=2", ("pick", "recap")),
        ("score.shortest_words=6", ("score", "pick", "recap")),
        ("cluster.theme_words=2", ("cluster", "score", "pick", "recap")),
        ("encoder.threads=1", ()),  # changes no byte
        ("backfill.late_hours=40", ()),  # the cut is made anew, the chats are the same
    ],
)
def test_a_changed_setting_redoes_only_what_hangs_on_it(
    change: str, stages: tuple[str, ...], years: Posts, tmp_path: Path, redone: list[Any]
) -> None:
    archive = write(tmp_path / "a.jsonl", years[:24])
    run([archive], tmp_path / "out")
    redone.clear()
    run([archive], tmp_path / "out", change)
    assert redone == ([(FIRST, stages)] if stages else [])
    run([archive], tmp_path / "anew", change)
    assert content(tmp_path / "out") == content(tmp_path / "anew")


def test_stages_are_told_of_where_chats_were_done_in_part(years: Posts, tmp_path: Path) -> None:
    def said(*changes: str) -> list[str]:
        done = run([archive], tmp_path / "out", *changes)
        return [line for line in told(done) if line.startswith("  stages")]

    archive = write(tmp_path / "a.jsonl", years[:24])
    assert (said(), said()) == ([], [])  # all of them, and none
    write(archive, years)
    assert said("pick.top=3") == [
        "  stages done now: normalize of 1, cluster of 1, score of 1, pick of 2, recap of 2"
    ]
    assert said("pick.top=3", "recap.themes=1") == ["  stages done now: recap of 2"]


def test_a_file_of_no_known_format_is_a_note_that_is_told_of(years: Posts, tmp_path: Path) -> None:
    write(tmp_path / "all" / "a.jsonl", years[:24])
    said = "1 note about what was read (in report.json)"
    assert said not in told(run([tmp_path / "all"], tmp_path / "out"))
    (tmp_path / "all" / "to-do.md").write_text("ask Ana", encoding="utf-8")
    assert said in told(run([tmp_path / "all"], tmp_path / "out"))


def test_an_archive_that_grew_runs_only_its_new_chats(
    years: Posts, tmp_path: Path, redone: list[Any]
) -> None:
    archive = write(tmp_path / "a.jsonl", years[:24])
    run([archive], tmp_path / "out")
    write(archive, years)
    run([archive], tmp_path / "out")
    assert [name for name, _ in redone] == [FIRST, SECOND]


def test_another_reason_for_the_same_posts_is_written_down(
    tmp_path: Path, redone: list[Any]
) -> None:
    slow = chat("2019-06-06T17:00:00+00:00", count=24)
    slow[5]["text"] += " #LoafChat"  # no chat yet, and a smaller one in the archive that grew
    loaf = chat("2019-06-06T17:00:00+00:00", "#LoafChat", count=14, series=9)
    loaf = [{**post, "handle": f"{post['handle']}_too"} for post in loaf]
    archives = [write(tmp_path / "a.jsonl", slow), write(tmp_path / "b.jsonl", loaf)]
    run(archives[:1], tmp_path / "out")
    run(archives, tmp_path / "out")
    assert dict(redone)[FIRST] == ("normalize", "recap")
    run(archives, tmp_path / "at once")
    assert content(tmp_path / "out") == content(tmp_path / "at once")


def test_lines_that_moved_in_their_file_are_not_scored_again(
    years: Posts, tmp_path: Path, redone: list[Any]
) -> None:
    archive = write(tmp_path / "a.jsonl", years[:24])
    run([archive], tmp_path / "out")
    write(archive, years[23::-1])  # the newest first: another line for each post
    redone.clear()
    run([archive], tmp_path / "out")
    assert redone == [(FIRST, ("normalize", "recap"))]


def test_a_damaged_or_missing_file_of_a_run_is_made_again(years: Posts, tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", years[:24])
    run([archive], tmp_path / "out")
    before = content(tmp_path / "out")
    folder = tmp_path / "out" / "chats" / "2019" / FIRST
    (folder / "lines.jsonl").write_bytes(b"")
    (folder / "recap.md").unlink()
    (folder / ".picks.jsonl.part").write_bytes(b"half a file")
    assert run([archive], tmp_path / "out").ran == 1
    assert content(tmp_path / "out") == before


def test_a_chat_that_cannot_be_run_is_set_aside_and_the_rest_goes_on(
    years: Posts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pick = commands.pick

    def refusing(run: Run, **how: Any) -> None:
        if run.folder.name == FIRST:
            raise InputError("a quote is not what its author wrote.", where=run.folder)
        pick(run, **how)

    monkeypatch.setattr(commands, "pick", refusing)
    archive = write(tmp_path / "a.jsonl", years)
    done = run([archive], tmp_path / "out")
    assert done.report["chats"]["set aside"] == [
        {"chat": FIRST, "posts": 24, "reason": f"{FIRST}: a quote is not what its author wrote."}
    ]
    assert sum(done.report["fates"].values()) == 24
    assert [row[1] for row in catalogued(tmp_path / "out")["chats"]] == [SECOND]
    monkeypatch.setattr(commands, "pick", pick)
    mended = run([archive], tmp_path / "out")
    assert (mended.ran, mended.report["chats"]["set aside"]) == (1, [])


def test_a_file_that_cannot_be_read_is_set_aside_and_named(years: Posts, tmp_path: Path) -> None:
    good = write(tmp_path / "a.jsonl", years)
    bad = tmp_path / "b.jsonl"
    bad.write_text("no export at all\n", encoding="utf-8")
    done = run([bad, good], tmp_path / "out")
    assert "unknown format" in done.report["files set aside"]["b.jsonl"]
    assert done.report["chats"]["done"] == 2
    [read] = done.report["files"]
    assert (read["name"], read["posts"], read["notes"]) == ("a.jsonl", len(years), [])
    with pytest.raises(InputError, match="unknown format"):
        run([bad], tmp_path / "other")


def test_the_order_of_archives_makes_no_difference(years: Posts, tmp_path: Path) -> None:
    one = write(tmp_path / "a.jsonl", years[:30])
    two = write(tmp_path / "b.jsonl", years[30:])
    run([one, two], tmp_path / "out")
    run([two, one, two], tmp_path / "other")
    assert content(tmp_path / "out") == content(tmp_path / "other")
    assert catalogued(tmp_path / "out") == catalogued(tmp_path / "other")


def test_parquet_and_json_lines_hold_the_same_rows(years: Posts, tmp_path: Path) -> None:
    import pyarrow.parquet as parquet

    archive = write(tmp_path / "a.jsonl", years)
    run([archive], tmp_path / "out")
    lines = {
        path.parent.relative_to(tmp_path / "out"): [json.loads(row) for row in path.open()]
        for path in (tmp_path / "out").glob("partitions/*/*/*.jsonl")
    }
    rows = catalogued(tmp_path / "out")
    run([archive], tmp_path / "out", format="parquet")
    assert not list((tmp_path / "out").glob("partitions/*/*/*.jsonl"))
    tables = {
        path.parent.relative_to(tmp_path / "out"): parquet.ParquetFile(path).read().to_pylist()
        for path in (tmp_path / "out").glob("partitions/*/*/*.parquet")
    }
    assert tables == lines
    assert catalogued(tmp_path / "out") == rows
    names = Counter(path.parts[1] for path in tables)
    assert names["picks"] == names["posts"] == 2  # years
    assert names["aside"] == 1
    (left,) = next(rows for path, rows in tables.items() if path.parts[1] == "aside")
    nia = years[-1]
    assert [left[name] for name in ("id", "handle", "created_at", "text")] == [
        nia[name] for name in ("id", "handle", "created_at", "text")
    ]


def test_the_pages_of_a_reviewed_chat_are_the_editors(
    years: Posts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = write(tmp_path / "a.jsonl", years[:24])
    run([archive], tmp_path / "out")
    folder = tmp_path / "out" / "chats" / "2019" / FIRST
    (folder / "recap.md").write_text("what the editors made of it")
    monkeypatch.setattr(store, "REVIEWED", "picks.jsonl")  # any file stands for a history
    assert run([archive], tmp_path / "out").ran == 0
    assert (folder / "recap.md").read_text() == "what the editors made of it"
    printed: list[str] = []
    recap = commands.recap

    def noted(run: Run, **how: Any) -> list[Path]:
        printed.append(run.folder.name)
        return recap(run, **how)

    monkeypatch.setattr(commands, "recap", noted)
    assert run([archive], tmp_path / "out", "recap.themes=1").ran == 1
    assert printed == [FIRST, FIRST]  # by the worker, and again over the editors' decisions


def test_a_recap_that_was_changed_by_hand_is_kept_and_told_of(years: Posts, tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", years[:24])
    run([archive], tmp_path / "out")
    folder = tmp_path / "out" / "chats" / "2019" / FIRST
    (folder / "recap.md").write_text("what somebody made of it", encoding="utf-8")
    told: list[str] = []
    run([archive], tmp_path / "out", "recap.themes=1", tell=told.append)
    where = f"{folder / 'recap.md'} was changed since it was written"
    assert told == [f"{where}: kept as recap.edited.md"]
    kept = (folder / "recap.edited.md").read_text(encoding="utf-8")
    assert kept == "what somebody made of it"
    run([archive], tmp_path / "out", tell=told.append)
    assert len(told) == 1


def test_two_backfills_do_not_share_a_folder(years: Posts, tmp_path: Path) -> None:
    archive = write(tmp_path / "a.jsonl", years)
    with (
        store.Store(tmp_path / "out").held(),
        pytest.raises(InputError, match="another backfill is at work"),
    ):
        run([archive], tmp_path / "out")
    run([archive], tmp_path / "out")  # no lock stays


def test_a_worker_that_is_ended_while_it_clears_up_leaves_no_posts_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    clear = shutil.rmtree

    def ended(place: Path, **how: Any) -> None:  # by a signal, before the first file is gone
        monkeypatch.setattr(shutil, "rmtree", clear)
        raise SystemExit

    monkeypatch.setattr(shutil, "rmtree", ended)
    with pytest.raises(SystemExit):
        work(
            Task(
                "a", "", Settings().model_dump_json(), stamp().as_text(), (),
                files={"posts.jsonl": b"Dough that is hurried forgives nobody."},
            )
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_a_worker_with_other_code_or_models_refuses(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="are not those of the backfill"):
        work(Task("a", "", Settings().model_dump_json(), "other", ("recap",)))


def test_a_call_whose_first_chats_all_fail_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(run: Run, **how: Any) -> None:
        raise InputError("no such model.")

    monkeypatch.setattr(commands, "cluster", refusing)
    monkeypatch.setattr(stage, "HOPELESS", 2)
    posts = [p for day in "123" for p in chat(f"2019-06-0{day}T17:00:00+00:00", count=16)]
    with pytest.raises(InputError, match=r"the first 2 chats all failed.*no such model"):
        run([write(tmp_path / "a.jsonl", posts)], tmp_path / "out")


def test_an_extra_that_is_missing_is_one_line_with_the_command(
    years: Posts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(InputError, match=r"pip install 'standout\[archive\]'"):
        run([write(tmp_path / "a.jsonl", years)], tmp_path / "out")


def test_a_backfill_does_not_read_what_it_wrote_into_its_archive(
    years: Posts, tmp_path: Path, redone: list[Any]
) -> None:
    write(tmp_path / "a.jsonl", years[:24])
    run([tmp_path], tmp_path / "backfill")
    before = content(tmp_path / "backfill")
    assert run([tmp_path], tmp_path / "backfill").ran == 0
    assert content(tmp_path / "backfill") == before
    with pytest.raises(InputError, match="would lie among the exports"):
        run([tmp_path], tmp_path)


@pytest.mark.parametrize("setting", ["score.house", "recap.templates", "encoder.name"])
def test_a_folder_that_is_not_there_is_named_where_all_is_done_already(
    setting: str, years: Posts, tmp_path: Path
) -> None:
    archive = write(tmp_path / "a.jsonl", years[:24])
    run([archive], tmp_path / "out")
    before = content(tmp_path / "out")
    with pytest.raises(InputError, match=f"{setting}: no such folder: typo"):
        run([archive], tmp_path / "out", f"{setting}=typo")
    assert content(tmp_path / "out") == before
