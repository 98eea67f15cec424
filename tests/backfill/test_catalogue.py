"""The catalogue over tables that are written by hand: what is found, in which order, how often."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.backfill import catalogue
from pipeline.backfill.partitions import Partitions
from pipeline.backfill.search import Wanted, search
from pipeline.backfill.store import Store
from pipeline.backfill.tables import COLUMNS

PICKS: tuple[dict[str, Any], ...] = (
    {"text": "A map is a promise.", "handle": "Ana", "name": "Ana Łuk", "score": 0.4},
    {"text": "a MAP is a promise", "handle": "ana", "name": "Ana Łuk", "score": 0.9},
    {"text": "Maps don't fold twice.", "handle": "ben", "score": 0.8, "keywords": ["fold, café"]},
    {"text": "Draw it on a bag.", "handle": "ana", "score": 0.7, "joined": ["Then fold the map."]},
    {"text": "Walk it with a map first.", "handle": "ana", "score": 0.6},
    {"text": "Ask whoever lives there.", "handle": "cleo", "name": "Cleo von Ben", "score": 0.5},
    {"text": "Ask who lives here.", "handle": "dan", "score": 0.5, "month": "2020-02"},
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a catalogue of two chats."""
    out = tmp_path_factory.mktemp("Bo's out")  # a quote that SQL must not see
    for month, tag in (("2019-06", "#MapChat"), ("2020-02", "#LoafChat")):
        chat = {"chat": tag, "hashtag": tag, "title": None, "run": f"chats/{month[:4]}/{tag}"}
        write(out, "chats", month, [chat])
        write(out, "picks", month, picks(month, tag))
    catalogue.build(Partitions(Store(out), "jsonl"), lambda _: None)
    return out


def picks(month: str, tag: str) -> list[dict[str, Any]]:
    return [
        {
            "chat": tag, "hashtag": tag, "line_id": f"line-{at}", "post_id": f"{at}", "start": 0,
            "end": 9, "role": "community", "created_at": f"{month}-0{at + 1}T09:00:00Z", "rank": 1,
            **row,
        }
        for at, row in enumerate(PICKS)
        if row.get("month", "2019-06") == month
    ]  # fmt: skip


def write(out: Path, table: str, month: str, rows: list[dict[str, Any]]) -> None:
    file = out / "partitions" / table / f"year={month[:4]}" / f"{month}.jsonl"
    file.parent.mkdir(parents=True)
    whole = [{name: row.get(name) for name in COLUMNS[table]} for row in rows]
    file.write_text("".join(json.dumps(row) + "\n" for row in whole), encoding="utf-8")


def ids(folder: Path, *words: str, **more: Any) -> list[str]:
    return [found.post_id for found in search(folder, Wanted(words=words, **more))]


def test_more_of_the_words_come_first_then_the_score_then_the_newer_line(folder: Path) -> None:
    assert ids(folder, "map", "fold") == ["3", "1", "2", "4"]
    assert ids(folder, "ask", "lives") == ["6", "5"]  # of one score
    assert ids(folder, "map", "MAP") == ids(folder, "map") == ["1", "3", "4"]


def test_the_same_words_by_one_person_are_shown_once_in_their_best_form(folder: Path) -> None:
    assert ids(folder, "promise") == ["1"]
    assert ids(folder, "promise", until="2019-06-01") == ["0"]


def test_of_the_best_of_all_two_are_of_one_person_and_of_a_search_all(folder: Path) -> None:
    assert ids(folder) == ["1", "2", "3", "6", "5"]
    assert ids(folder, per_person=1) == ["1", "2", "6", "5"]
    assert ids(folder, "map") == ["1", "3", "4"]
    assert ids(folder, person="@ANA") == ["1", "3", "4"]
    assert ids(folder, best=2) == ["1", "2"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"person": "ben"}, ["2", "5"]),  # by handle, by a word of the name
        ({"person": "be"}, []),
        ({"person": "ana luk"}, ["1"]),  # no accent, no stroke; other lines have no name
        ({"hashtag": " #loafCHAT"}, ["6"]),
        ({"hashtag": "loaf"}, []),
        ({"theme": "Cafe"}, ["2"]),
        ({"theme": "fold cafe"}, ["2"]),
        ({"theme": "caf"}, []),
        ({"year": 2020}, ["6"]),
        ({"since": "2020"}, ["6"]),
        ({"since": "2019-06-05", "until": "2019"}, ["4", "5"]),
        ({"until": "2019-06-03"}, ["1", "2"]),
    ],
)
def test_what_narrows_a_search(folder: Path, wanted: dict[str, Any], expected: list[str]) -> None:
    assert ids(folder, per_person=9, **wanted) == expected


def test_a_line_is_found_by_the_beginnings_and_by_what_was_joined_to_it(folder: Path) -> None:
    assert ids(folder, "wal*") == ["4"]
    assert ids(folder, "wal") == []
    assert ids(folder, "dont") == ids(folder, "don't") == ["2"]
    assert ids(folder, "then") == ["3"]
    found = search(folder, Wanted(words=("then",)))[0]
    assert found.joined == ("Then fold the map.",)
    assert (found.run, found.keywords, found.reasons) == ("chats/2019/#MapChat", (), ())


def test_a_catalogue_is_found_by_its_own_file_too(folder: Path) -> None:
    assert ids(folder / "catalogue.duckdb", "then") == ["3"]
