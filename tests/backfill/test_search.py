"""The catalogue answers: lines by word, person, hashtag, theme and time, each with its credit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.backfill import stage
from pipeline.backfill.search import Found, Wanted, search, shown
from pipeline.backfill.words import fold, words
from pipeline.errors import InputError
from pipeline.settings import Settings
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
    for line in found(years, best=50, per_person=9):
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
    assert fold("Łódź, Ærø, Straße") == "lodz, aero, strasse"
    assert words("Café CAFE don’t #SlowGrowth 読書") == ["cafe", "dont", "slowgrowth", "読", "書"]


def test_a_line_is_printed_with_credit_date_and_link(years: Path) -> None:
    line = found(years, hashtag="loafchat", best=1)[0]
    text, credit, link = shown(line)
    assert text == line.text
    assert f"(@{line.handle}), 2019-06-06, #LoafChat" in credit
    assert link.strip() == line.url


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(since="last year"), "--since: found 'last year'"),
        (Wanted(words=("!?",)), "expected a word"),
    ],
)
def test_an_odd_question_is_refused(wanted: Wanted, said: str, years: Path) -> None:
    with pytest.raises(InputError) as error:
        search(years, wanted)
    assert said in str(error.value)


def test_a_catalogue_that_is_missing_or_damaged_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no catalogue here"):
        search(tmp_path, Wanted())
    (tmp_path / "catalogue.duckdb").write_bytes(b"no database" * 999)
    with pytest.raises(InputError, match=r"catalogue\.duckdb: cannot be read"):
        search(tmp_path, Wanted())


def test_the_command_prints_lines_or_json(
    years: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in ([], ["--json"]):
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
