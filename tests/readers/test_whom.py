"""Whom replies answer, where a tool left the names out and a column of the sheet has them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.chatfile import ChatFile
from pipeline.readers import Loaded, load
from tests.readers.conftest import Load
from tests.readers.test_loading import exported

Said = tuple[str, str, str]
SAID = [
    ("mira_k", "A1 Rye, always rye", ""),
    ("tom_x", "Not in my oven", "mira_k"),
    ("rye_ruth", "is it the flour?", "tom_x"),
    ("mira_k", "It is, Ruth", "rye_ruth"),
    ("rye_ruth", "Ask the mill", "mill_lane"),  # writes nothing here
]
WHOM = [None, "mira_k", "tom_x", "rye_ruth", "mill_lane"]


def sheet(written: Load, header: str, said: Sequence[Said] = SAID) -> Loaded:
    rows = [f"90{at},{who},{text!r},2024-05-14 19:0{at},{to}\n".replace("'", '"')
            for at, (who, text, to) in enumerate(said)]  # fmt: skip
    return written(f"Tweet ID,Username,Tweet,Date,{header}\n" + "".join(rows), "sheet.csv")


@pytest.mark.parametrize("form", ["{}", "@{}", "https://x.com/{}/status/17904", "Some One (@{})"])
@pytest.mark.parametrize("header", ["In Reply To User", "in_reply_to_screen_name", "Replying to"])
def test_a_column_tells_whom_a_reply_answers(written: Load, header: str, form: str) -> None:
    loaded = sheet(written, header, [(who, text, to and form.format(to)) for who, text, to in SAID])
    assert [post.speaks_to for post in loaded.posts] == WHOM
    assert [post.text for post in loaded.posts] == [text for _, text, _ in SAID]


def test_a_column_of_what_is_replied_to_may_name_people(written: Load) -> None:
    posts = sheet(written, "Reply to").posts
    assert [(post.speaks_to, post.reply_to) for post in posts] == [(who, None) for who in WHOM]


@pytest.mark.parametrize("to", ["17904", "yes", "3 people", "b3a-77f"])
@pytest.mark.parametrize("header", ["Reply to", "In reply to user"])
def test_a_column_of_anything_else_names_nobody(written: Load, header: str, to: str) -> None:
    posts = sheet(written, header, [(who, text, to) for who, text, _ in SAID]).posts
    assert {post.speaks_to for post in posts} == {None}
    assert {post.reply_to for post in posts} == {to if header == "Reply to" else None}


def test_names_beside_the_handles_tell_whom_and_one_that_two_have_neither(written: Load) -> None:
    posts = written(
        "Username,Display Name,Tweet,Date,Replying to\n"
        "sarah_b,Sarah Bell,A1 Rye,2024-05-14 19:00,\nsarah_o,Sarah Bell,A1 Oats,2024-05-14 19:01,"
        "\ntom_x,Tom,Never,2024-05-14 19:02,Sarah Bell\nmira_k,Mira,Why?,2024-05-14 19:03,Tom\n"
        "tom_x,Tom,Ask her,2024-05-14 19:04,sarah_o\n",
        "sheet.csv",
    ).posts
    assert [post.speaks_to for post in posts] == [None, None, None, "tom_x", "sarah_o"]


def test_ids_of_posts_here_name_nobody_where_people_are_numbered_too(written: Load) -> None:
    posts = written(
        "id,user,text,date,reply to\n"
        "1,1,What broke?,2024-05-14,\n2,2,The lid,2024-05-14,1\n3,3,My nerve,2024-05-14,1\n"
        "4,1,Which one?,2024-05-14,3\n5,2,The red one,2024-05-14,2\n",
        "study.csv",
    ).posts
    assert [(post.reply_to, post.speaks_to) for post in posts] == [
        (None, None), ("1", None), ("1", None), ("3", None), ("2", None),
    ]  # fmt: skip


def test_of_a_post_that_is_here_nobody_needs_to_be_told_who_wrote_it(tmp_path: Path) -> None:
    one = {"id": "1", "handle": "mira_k", "text": "A1 Rye"}
    there = {"id": "2", "handle": "tom_x", "text": "Oats", "reply_to": "1", "speaks_to": "mira_k"}
    gone = {**there, "id": "3", "reply_to": "99"}
    posts = load([exported(tmp_path / "a.jsonl", one, there, gone)], ChatFile()).posts
    assert [(post.reply_to, post.speaks_to) for post in posts] == [
        (None, None), ("1", None), ("99", "mira_k"),
    ]  # fmt: skip


def test_the_words_of_the_fuller_export_are_kept(tmp_path: Path) -> None:
    bare = {"id": "7", "handle": "tom_x", "text": "Not in my oven", "speaks_to": "mira_k"}
    whole = {"id": "7", "handle": "tom_x", "text": "@mira_k Not in my oven"}
    files = [exported(tmp_path / "a.jsonl", bare), exported(tmp_path / "b.jsonl", whole)]
    (post,) = load(files, ChatFile()).posts
    assert post.text == "@mira_k Not in my oven"


@pytest.mark.parametrize("names", [("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")])
def test_whom_one_export_tells_is_kept_beside_what_another_does(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    told = {"id": "7", "handle": "tom_x", "text": "Not in my oven", "speaks_to": "mira_k"}
    liked = {"id": "7", "handle": "tom_x", "text": "Not in my oven", "likes": 3}
    files = [exported(tmp_path / names[0], told), exported(tmp_path / names[1], liked)]
    (post,) = load(files, ChatFile()).posts
    assert (post.speaks_to, post.likes) == ("mira_k", 3)


@pytest.mark.parametrize("nobody", ["nan", "NA", "", " "])
def test_what_programs_write_for_nobody_is_nobody(tmp_path: Path, nobody: str) -> None:
    one = {"id": "7", "handle": "tom_x", "text": "Not in my oven", "speaks_to": nobody}
    (post,) = load([exported(tmp_path / "a.jsonl", one)], ChatFile()).posts
    assert "speaks_to" not in post.model_dump()


def test_a_column_that_chat_toml_names_is_read_so(tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Wer,Was,An\nmira_k,A1 Rye,\ntom_x,Not mine,Mira Kowal\n", encoding="utf-8")
    known = ChatFile(columns={"handle": "Wer", "text": "Was", "speaks_to": "An"})
    assert [post.speaks_to for post in load([file], known).posts] == [None, None]
    file.write_text(file.read_text(encoding="utf-8").replace("Mira Kowal", "MIRA_K"), "utf-8")
    assert [post.speaks_to for post in load([file], known).posts] == [None, "mira_k"]
