"""A chat whose export has display names and phone numbers for handles, through the whole run."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline import commands, verbs
from pipeline.backfill.search import Found, shown
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.conftest import WordEncoder
from tests.review.test_app import HERE, app_of

HOST, NUMBER, SAVED = "Dr. Ines Duarte", "+44 7700 900123", "+44 7700 900456"
COLUMNS = ("who", "name", "text", "at")
SAID = [
    (HOST, "", "Q1: What did you last mend, and why was it worth it?"),
    (
        "Temi A.",
        "Temi  A.",
        "A1: I mended a radio that a stranger had glued shut to stop me.",
    ),
    ("Ana Bakes", "", "A1: A mixer. Spare parts are a promise made to your grandchildren."),
    (NUMBER, "", "A1: My boots cost less to mend than a pizza. https://cobbler.example/boots"),
    (SAVED, "Priya N", "A1: Our street owns one good drill. https://street.example/drill"),
    ("ana_bakes", "", "A1: A torn coat. Mending in public is the best advertisement for it."),
    (HOST, "", "Q2: What stops people from mending things?"),
    ("Temi A.", "Temi  A.", "A2: A closed screw is a sentence that says: buy another one."),
    ("Ana Bakes", "", "A2: Shame. People bring me broken mixers in a bag, after dark."),
    (NUMBER, "", "A2: Time. Nobody has a free Saturday, and a repair takes two of them."),
    (SAVED, "Priya N", "A2: Glue. A glued phone was sold to be thrown away."),
    ("ana_bakes", "", "A2: Manuals. One honest diagram taught me more than forty videos."),
]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("pipeline.encoder.packaged.load", lambda *_: WordEncoder())
    folder = tmp_path / "mending"
    folder.mkdir()
    toml = 'columns = { handle = "who", name = "name", text = "text", created_at = "at" }\n'
    (folder / "chat.toml").write_text(toml, encoding="utf-8")
    with (folder / "chat.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        rows.writerows((*row, f"2025-03-04T18:{minute:02d}:00Z") for minute, row in enumerate(SAID))
    pick = {"least_score": 0.0, "least_beyond": 0.0}
    return commands.run(
        [folder], out=tmp_path / "runs", settings=Settings.model_validate({"pick": pick})
    )


@pytest.fixture
def of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run of what WhatsApp exports, where everybody has a name, some of one word."""
    monkeypatch.setattr("pipeline.encoder.packaged.load", lambda *_: WordEncoder())
    folder = tmp_path / "repairs"
    folder.mkdir()
    named = {HOST: "Ines", "ana_bakes": "Priya", NUMBER: "\u200eTomé", SAVED: "Olu B."}
    rows = [
        f"[04/03/2025, 18:{minute:02d}:00] {named.get(who, who)}: {text}"
        for minute, (who, _, text) in enumerate(SAID)
    ]
    (folder / "chat.txt").write_text("\n".join(rows), encoding="utf-8")
    (folder / "chat.toml").write_text('guest = ["Zita"]\n', encoding="utf-8")
    pick = {"least_score": 0.0, "least_beyond": 0.0}
    return commands.run(
        [folder], out=tmp_path / "runs", settings=Settings.model_validate({"pick": pick})
    )


def page(run: Run, name: str) -> str:
    return (run.folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("style", ["embeds", "list"])
@pytest.mark.parametrize("file", ["recap.md", "recap.html", "recap.txt", "report.html"])
def test_a_display_name_is_shown_as_it_is_and_once(made: Run, style: str, file: str) -> None:
    commands.recap(made, settings=Settings.model_validate({"recap": {"style": style}}))
    written = page(made, file)
    for name in (HOST, "Temi A.", "Ana Bakes", NUMBER, SAVED):
        assert f"@{name}" not in written
        assert f"{name} ({name})" not in written
        assert f"(<bdi>{name}</bdi>)" not in written
    assert all(who in written for who in ("Temi A.", "Ana Bakes", "Priya N", "@ana_bakes"))
    assert SAVED not in written  # whose name is known


def test_who_is_credited_by_a_phone_number_is_told_to_the_editor(made: Run) -> None:
    told = "1 person is known by a phone number alone, which is printed as the credit: put a name"
    assert all(told in page(made, file) for file in ("recap.md", "recap.html", "recap.txt"))
    flagged = {
        post.handle
        for post in made.posts()
        for line in made.lines(made.posts())
        if line.post_id == post.id
        and any("credited to a phone number" in reason.text for reason in line.reasons)
    }
    assert flagged == {NUMBER}
    pick = next(pick for pick in made.picks(made.posts()) if pick.handle == NUMBER)
    explained = verbs.explain(made, pick.line_id, settings=Settings())
    assert any("credited to a phone number" in line for line in explained)


def test_the_records_keep_what_was_exported(made: Run) -> None:
    assert [post.handle for post in made.posts()] == [handle for handle, *_ in SAID]
    recap = json.loads(page(made, "recap.json"))
    assert {person["handle"] for person in recap["people"]} == {handle for handle, *_ in SAID}
    assert recap["facts"]["Host"] == HOST
    quoted = [quote for part in recap["questions"] for quote in part["quotes"]]
    assert {quote["name"] for quote in quoted if quote["handle"] == "Temi A."} == {None}


def test_the_evidence_names_people_as_the_recap_does(made: Run) -> None:
    evidence = [*made.answers(made.posts()), *made.questions()]
    told = "\n".join(reason for record in evidence for reason in record.evidence)
    assert f"asked by {HOST}" in told and f"@{HOST}" not in told


def test_the_editors_page_shows_them_so_too(made: Run) -> None:
    with TestClient(app_of(made.folder.parent), base_url=HERE) as client:
        chat = client.get("/chat/mending?question=all").text
        people = client.get("/chat/mending/people").text
    for html in (chat, people):
        assert '<span class="handle"><bdi>Temi A.</bdi></span>' in html
        assert '<span class="handle"><bdi>@ana_bakes</bdi></span>' in html
        assert "@Temi" not in html and "<bdi>Temi A.</bdi> <span" not in html
    assert "credited to a phone number" in chat


@pytest.mark.parametrize("style", ["embeds", "list"])
@pytest.mark.parametrize("file", ["recap.md", "recap.html", "recap.txt", "report.html"])
def test_a_name_of_one_word_is_no_handle(of_names: Run, style: str, file: str) -> None:
    commands.recap(of_names, settings=Settings.model_validate({"recap": {"style": style}}))
    written = page(of_names, file)
    for name in ("Priya", "Tomé", "Ines", "Zita", "Olu B."):
        assert f"@{name}" not in written
        assert f"{name} ({name})" not in written and f"(<bdi>{name}</bdi>)" not in written
    assert "Priya" in written and "Tomé" in written
    assert file == "report.html" or ("Ines" in written and "Zita" in written)


def test_neither_evidence_nor_page_takes_it_for_one(of_names: Run) -> None:
    evidence = [*of_names.answers(of_names.posts()), *of_names.questions()]
    told = "\n".join(reason for record in evidence for reason in record.evidence)
    assert "asked by Ines" in told
    with TestClient(app_of(of_names.folder.parent), base_url=HERE) as client:
        chat = client.get("/chat/repairs?question=all").text
        people = client.get("/chat/repairs/people").text
    for html in (chat, people):
        assert '<span class="handle"><bdi>Priya</bdi></span>' in html
        assert "<bdi>@" not in html
        assert "<bdi>Priya</bdi> <span" not in html


def test_posts_of_a_run_are_read_as_they_were_written(of_names: Run, tmp_path: Path) -> None:
    file, out = of_names.folder / "posts.jsonl", tmp_path / "again"
    again = commands.normalize([file], out=out, settings=Settings())
    held = [(post.handle, post.name) for post in again.posts()]
    assert held == [(post.handle, post.name) for post in of_names.posts()]


@pytest.mark.parametrize(
    ("handle", "name", "credit"),
    [
        ("Temi A.", "Temi A.", "Temi A., "),
        ("Priya", "Priya", "Priya, "),
        (SAVED, "Priya N", "Priya N, "),
        ("ana", None, "@ana, "),
    ],
)
def test_the_catalogue_names_them_as_the_recap_does(
    handle: str, name: str | None, credit: str
) -> None:
    found = Found(
        matched=0, text="Glue.", handle=handle, name=name, role="community", created_at=None,
        url=None, hashtag=None, chat="mending", title=None, question=None, asked=None, keywords=(),
        score=None, rank=None, line_id=None, post_id="7", start=0, end=5, run="mending",
        reasons=(), joined=(), joined_urls=(),
    )  # fmt: skip
    assert shown(found)[1].strip().startswith(credit)
