"""The catalogue answers: lines by word, person, hashtag, theme and time, each with its credit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.backfill import catalogue, everything, stage
from pipeline.backfill.partitions import Partitions
from pipeline.backfill.search import Found, Wanted, search, shown
from pipeline.backfill.store import Store
from pipeline.errors import InputError
from pipeline.searchwords import fold, words
from pipeline.settings import Settings
from tests.backfill import archives
from tests.backfill.archives import chat, write
from tests.conftest import WordEncoder


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a backfill of three years."""
    place = tmp_path_factory.mktemp("years")
    posts = chat("2018-06-06T17:00:00+00:00", count=60)
    posts += chat("2019-06-06T17:00:00+00:00", "#LoafChat", count=30)
    posts += chat("2021-06-06T17:00:00+00:00", count=30)  # repeats lines of 2018
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.encoder.packaged.load", lambda *_: WordEncoder())
        stage.backfill(
            [write(place / "a.jsonl", posts)], out=place / "out", settings=Settings(), workers=1
        )
    return place / "out"


def found(years: Path, *asked: str, **how: object) -> list[Found]:
    return search(years, Wanted(words=asked, **how))  # type: ignore[arg-type]


def test_lines_with_more_of_the_words_come_first(years: Path) -> None:
    lines = found(years, "slow", "year", best=50)
    matched = [line.matched for line in lines]
    assert matched == sorted(matched, reverse=True)
    assert set(matched) == {2, 1}
    for line in lines:
        held = set(words(line.text))
        assert sum(word in held for word in ("slow", "year")) == line.matched
    scores = [line.score for line in lines if line.matched == 1]
    assert scores == sorted(scores, reverse=True)


def test_a_star_stands_for_all_endings(years: Path) -> None:
    plain, all_endings = found(years, "grow", best=99), found(years, "grow*", best=99)
    assert {line.line_id for line in plain} < {line.line_id for line in all_endings}
    assert all(any(w.startswith("grow") for w in words(line.text)) for line in all_endings)


def test_each_line_is_a_slice_of_a_post_of_its_run(years: Path) -> None:
    lines = found(years, best=50, per_person=9)
    assert lines
    for line in lines:
        posts = [json.loads(row) for row in (years / line.run / "posts.jsonl").open()]
        post = next(post for post in posts if post["id"] == line.post_id)
        assert post["text"][line.start : line.end] == line.text
        assert (post["handle"], post["url"], post["created_at"]) == (
            line.handle, line.url, line.created_at,
        )  # fmt: skip


def test_the_best_of_all_years_gives_nobody_more_than_two(years: Path) -> None:
    best = found(years, best=20)
    scores = [line.score for line in best]
    assert scores == sorted(scores, reverse=True)
    authors = [line.handle for line in best]
    assert max(map(authors.count, authors)) <= 2
    assert len({(line.handle, line.text) for line in best}) == len(best)  # said twice, shown once


def test_time_hashtag_person_and_theme_narrow_the_answer(years: Path) -> None:
    best = {"best": 50, "per_person": 50}
    everything = found(years, **best)
    loaf = found(years, hashtag="loafchat", **best)
    assert {line.hashtag for line in loaf} == {"#LoafChat"}
    assert found(years, year=2019, **best) == loaf
    assert found(years, since="2019", until="2019-06-06", **best) == loaf
    assert found(years, until="2018-06-05", **best) == []
    person = everything[0]
    assert person.name is not None
    for name in (person.handle.upper(), f"@{person.handle}", person.name.split()[0]):
        assert {line.handle for line in found(years, person=name, **best)} == {person.handle}
    themed = next(line for line in everything if line.keywords)
    lines = found(years, theme=themed.keywords[0], **best)
    assert themed.line_id in {line.line_id for line in lines}
    assert all(themed.keywords[0] in line.keywords for line in lines)


def test_accents_and_case_make_no_difference() -> None:
    assert fold("Łódź, Ærø, Straße, 𝗖𝗮𝗳𝗲") == "lodz, aero, strasse, cafe"
    assert words("Café CAFE don’t #SlowGrowth 読書") == ["cafe", "dont", "slowgrowth", "読", "書"]


def test_a_line_is_printed_with_credit_date_and_link(years: Path) -> None:
    line = found(years, hashtag="loafchat", best=1)[0]
    text, credit, link = shown(line)
    assert text == line.text
    assert f"(@{line.handle}), 2019-06-06, #LoafChat" in credit
    assert link.strip() == line.url


def rows(years: Path, table: str) -> list[dict[str, object]]:
    """Return all rows of a table as they lie on disk."""
    files = sorted((years / "partitions" / table).glob("*/*.jsonl"))
    return [json.loads(line) for file in files for line in file.open(encoding="utf-8")]


def id_of(row: dict[str, object]) -> str:
    return str(row.get("post_id") or row["id"])


def whole(row: dict[str, object]) -> list[str]:
    """Return what a line says, with what its author joined to it."""
    return [str(row["text"]), *row.get("joined", [])]  # type: ignore[misc]


def spelled(*texts: str) -> str:
    return " ".join(words(" ".join(texts)))


def by_hand(found: list[dict[str, object]], asked: tuple[str, ...]) -> dict[tuple[str, str], int]:
    """Return for each post how many of the words its best line holds, read without any help."""
    best: dict[tuple[str, str], int] = {}
    for row in found:
        held = words(" ".join(whole(row)))
        hits = sum(
            any(w.startswith(one[:-1]) for w in held) if one.endswith("*") else one in held
            for one in asked
        )
        post = (str(row["chat"]), id_of(row))
        if hits:
            best[post] = max(hits, best.get(post, 0))
    return best


@pytest.mark.parametrize("asked", [("slow", "grow*"), ("dont",), ("the", "a", "of"), ("cafe",)])
def test_all_lines_and_all_answers_are_found_by_the_same_words(
    years: Path, asked: tuple[str, ...]
) -> None:
    answers = [r for r in rows(years, "posts") if r["kind"] == "answer" and not r["repeats"]]
    for within, table in (("lines", rows(years, "lines")), ("answers", answers)):
        expected = by_hand(table, asked)
        hits = found(years, *asked, best=999, within=within)
        assert [h.matched for h in hits] == sorted((h.matched for h in hits), reverse=True)
        at = {(hit.chat, hit.post_id): hit.matched for hit in hits}
        assert len(at) == len(hits)  # each post once
        assert at.items() <= expected.items()
        said = {(hit.handle, spelled(hit.text, *hit.joined)) for hit in hits}
        for post in expected.keys() - at.keys():  # the third year repeats the first
            own = [row for row in table if (row["chat"], id_of(row)) == post]
            assert any((row["handle"], spelled(*whole(row))) in said for row in own)


def test_lines_hold_what_was_not_picked_and_every_pick(years: Path) -> None:
    lines = found(years, best=999, per_person=999, within="lines")
    assert {line.rank is None for line in lines} == {True, False}
    assert [line.score for line in lines] == sorted((x.score for x in lines), reverse=True)
    picked = {(pick.chat, pick.post_id) for pick in found(years, best=999, per_person=999)}
    assert len(picked) < len(lines)
    listed = {(line.chat, line.post_id) for line in lines}
    said = {(line.handle, " ".join(words(line.text))) for line in lines}
    for pick in found(years, best=999, per_person=999):
        own = (pick.chat, pick.post_id) in listed
        assert own or (pick.handle, " ".join(words(pick.text))) in said
    few = found(years, best=20, within="lines")
    authors = [line.handle for line in few]
    assert len(few) == 20 and max(map(authors.count, authors)) <= 2


def test_an_answer_is_the_whole_post_with_its_credit(years: Path) -> None:
    answers = found(years, best=999, per_person=999, within="answers")
    posts = {(str(row["chat"]), str(row["id"])): row for row in rows(years, "posts")}
    roles = {(row["chat"], row["handle"]): row["role"] for row in rows(years, "people")}
    asked = {(row["chat"], row["number"]): row["text"] for row in rows(years, "questions")}
    assert answers
    for one in answers:
        post = posts[one.chat, one.post_id]
        assert (one.text, one.score, one.line_id) == (post["text"], None, None)
        assert post["text"][one.start : one.end] == one.text  # type: ignore[index]
        assert one.role == roles[one.chat, one.handle]
        assert one.asked == asked.get((one.chat, one.question))
    assert {one.role for one in answers} >= {"community", "guest"}
    assert "score" not in shown(answers[0])[-2]


def test_all_lines_are_narrowed_as_picks_are(years: Path) -> None:
    best = {"best": 999, "per_person": 999, "within": "lines"}
    everything_said = found(years, **best)
    loaf = found(years, hashtag="loafchat", **best)
    assert {line.hashtag for line in loaf} == {"#LoafChat"}
    assert found(years, year=2019, **best) == loaf
    assert found(years, since="2019", until="2019-06-06", **best) == loaf
    assert found(years, year=2014, **best) == []
    person = everything_said[0]
    assert {x.handle for x in found(years, person=person.handle.upper(), **best)} == {person.handle}
    themed = next(line for line in everything_said if line.keywords)
    lines = found(years, theme=themed.keywords[0], **best)
    assert themed.line_id in {line.line_id for line in lines}
    assert all(themed.keywords[0] in line.keywords for line in lines)


def test_where_many_say_the_same_the_tables_are_read_further(
    years: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = found(years, best=15, within="lines")
    monkeypatch.setattr(everything, "FEWEST", 1)
    monkeypatch.setattr(everything, "AT_ONCE", 1)
    assert found(years, best=15, within="lines") == whole


def test_parquet_answers_as_lines_of_json_do(years: Path, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.encoder.packaged.load", lambda *_: WordEncoder())
        stage.backfill(
            [years.parent / "a.jsonl"], out=tmp_path, settings=Settings(), workers=1,
            format="parquet",
        )  # fmt: skip
    for within in ("lines", "answers"):
        asked = {"best": 40, "within": within}
        assert found(tmp_path, "slow", "grow*", **asked) == found(years, "slow", "grow*", **asked)


def test_a_search_in_all_lines_leaves_the_folder_as_it_was(years: Path) -> None:
    before = {path: path.stat().st_size for path in years.rglob("*")}
    for folder in (years, years / "catalogue.duckdb"):
        assert found(folder, "slow", within="lines")
    assert {path: path.stat().st_size for path in years.rglob("*")} == before


@pytest.mark.parametrize("name", ["y*s", "[y]ears"])
def test_a_folder_whose_name_has_a_star_is_not_taken_for_its_neighbours(
    name: str, years: Path, tmp_path: Path
) -> None:
    for folder in (name, "years"):
        shutil.copytree(years, tmp_path / folder)
    for file in (tmp_path / "years/partitions").rglob("*.jsonl"):
        file.write_text(file.read_text().replace("slow", "hasty"))
    lines = found(years, "slow", within="lines", best=99)
    assert found(tmp_path / name, "slow", within="lines", best=99) == lines
    assert not found(tmp_path / name, "hasty", within="lines")
    catalogue.build(Partitions(Store(tmp_path / name), "jsonl"), lambda _: None)
    assert archives.catalogued(tmp_path / name) == archives.catalogued(years)


def test_where_the_tables_are_missing_it_is_said(years: Path, tmp_path: Path) -> None:
    (tmp_path / "catalogue.duckdb").write_bytes((years / "catalogue.duckdb").read_bytes())
    assert found(tmp_path, "slow")
    with pytest.raises(InputError, match="tables of all lines are not here"):
        found(tmp_path, "slow", within="lines")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(within="answers", theme="slow"), "--theme: only lines have themes"),
        (Wanted(within="lines", since="last year"), "--since: found 'last year'"),
        (Wanted(within="lines", words=("!?",)), "expected a word"),
        (Wanted(since="last year"), "--since: found 'last year'"),
        (Wanted(since="2023-13"), "--since: found '2023-13', which is no date"),
        (Wanted(since="2023-06-06 noon"), "found '2023-06-06 noon', expected 2018"),
        (Wanted(until="2023-02-29"), "--until: found '2023-02-29', which is no date"),
        (Wanted(until="0000"), "--until: found '0000', which is no date"),
        (Wanted(since="2024", until="2023-12"), "found '2024', which is after --until 2023-12"),
        (Wanted(within="lines", since="2020-02", until="2020-01-31"), "is after --until"),
        (Wanted(words=("!?",)), "expected a word"),
        (Wanted(person=""), "--person: found '', expected a word"),  # a script's empty variable
        (Wanted(person=" @"), "--person: found ' @', expected a word"),
        (Wanted(hashtag="#"), "--hashtag: found '#', expected a word"),
        (Wanted(theme="?!"), "--theme: found '?!', expected a word"),
        (Wanted(within="answers", person=""), "--person: found '', expected a word"),
        (Wanted(within="lines", hashtag=""), "--hashtag: found '', expected a word"),
    ],
)
def test_an_odd_question_is_refused(wanted: Wanted, said: str, years: Path) -> None:
    with pytest.raises(InputError) as error:
        search(years, wanted)
    assert said in str(error.value)


def test_a_time_may_begin_and_end_in_the_same_year_or_month(years: Path) -> None:
    best = {"best": 50, "per_person": 50}
    loaf = found(years, year=2019, **best)
    for since, until in (("2019", " 2019"), ("2019-06-06 ", "2019"), ("2019", "2019-06")):
        assert found(years, since=since, until=until, **best) == loaf
    assert found(years, since="2020-02-29", until="2020-02-29") == []  # a leap year


@pytest.mark.parametrize("within", ["picks", "lines", "answers"])
def test_however_many_lines_are_asked_for_all_are_found(years: Path, within: str) -> None:
    many = 99999999999999999999  # more than a database counts
    asked = {"per_person": many, "within": within}
    assert found(years, best=many, **asked) == found(years, best=999, **asked)
    assert found(years, year=many, within=within) == []


def test_an_archive_without_a_chat_holds_nothing(tmp_path: Path) -> None:
    few = chat("2018-06-06T17:00:00+00:00", count=60)[:3]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.encoder.packaged.load", lambda *_: WordEncoder())
        stage.backfill(
            [write(tmp_path / "a.jsonl", few)], out=tmp_path / "out", settings=Settings(), workers=1
        )
    for within in ("picks", "lines", "answers"):
        assert found(tmp_path / "out", within=within) == []


def test_a_catalogue_that_is_missing_or_damaged_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no catalogue here"):
        search(tmp_path, Wanted())
    (tmp_path / "catalogue.duckdb").write_bytes(b"no database" * 999)
    with pytest.raises(InputError, match=r"catalogue\.duckdb: cannot be read"):
        search(tmp_path, Wanted())


def test_the_command_prints_lines_or_json(
    years: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in ([], ["--json"], ["--json", "--in", "lines"], ["--json", "--in", "answers"]):
        arguments = ["standout", "search", "slow", "--catalogue", str(years), "--best", "2"]
        monkeypatch.setattr("sys.argv", [*arguments, *more])
        with pytest.raises(SystemExit) as end:
            cli.main()
        assert end.value.code == 0
        out = capsys.readouterr().out.splitlines()
        if more:
            assert [json.loads(line)["matched"] for line in out] == [1, 1]
        else:
            assert sum(line.strip().startswith("https://x.com/") for line in out) == 2


def test_what_is_printed_commands_no_terminal(
    years: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = found(years, best=1)[0].model_copy(update={"text": "Slow \x1b]0;mine\x07 bread."})
    monkeypatch.setattr("pipeline.backfill.search.search", lambda *_: [line])
    monkeypatch.setattr("sys.argv", ["standout", "search", "slow", "--catalogue", str(years)])
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().out.startswith("Slow \ufffd]0;mine\ufffd bread.\n")


def test_the_command_says_that_nothing_was_found(
    years: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = " --in answers looks through every answer."
    lines = " --in lines looks through every line."
    for more, further in (
        ([], answers), (["--json"], answers), (["--in", "lines"], answers),
        (["--in", "answers"], ""),
        (["--theme", "rye"], lines), (["--theme", "rye", "--in", "lines"], ""),
    ):  # fmt: skip
        arguments = ["search", "--hashtag", "nope", "--catalogue", str(years), *more]
        monkeypatch.setattr("sys.argv", ["standout", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capsys.readouterr()
        assert (end.value.code, printed.out) == (0, "")
        assert printed.err == f"nothing was found.{further}\n"
