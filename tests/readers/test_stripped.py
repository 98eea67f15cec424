"""Names that a tool left out in front of replies, put back from the column that has them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.chatfile import ChatFile
from pipeline.readers import Loaded, load
from pipeline.readers.stripped import column

SAID = [
    ("mira_k", "A1 Rye, always rye", ""),
    ("tom_x", "Not in my oven", "mira_k"),
    ("rye_ruth", "is it the flour?", "tom_x"),
    ("mira_k", "It is, Ruth", "rye_ruth"),
    ("mira_k", "and the water", "mira_k"),  # goes on by herself
    ("rye_ruth", "", "mira_k"),
]


def sheet(path: Path, rows: list[tuple[str, str, str]], header: str) -> Loaded:
    with (path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["Tweet ID", "Username", "Tweet", "Date", header])
        for at, (who, text, to) in enumerate(rows):
            table.writerow([str(at), who, text, f"2024-05-14 19:0{at}", to])
    return load([path], ChatFile())


@pytest.mark.parametrize("form", ["{}", "@{}", "https://x.com/{}/status/17904"])
@pytest.mark.parametrize("header", ["In Reply To User", "in_reply_to_screen_name", "Replying to"])
def test_a_reply_begins_again_with_whom_the_column_names(
    tmp_path: Path, header: str, form: str
) -> None:
    rows = [(who, text, to and form.format(to)) for who, text, to in SAID]
    loaded = sheet(tmp_path, rows, header)
    assert [post.text for post in loaded.posts] == [
        "A1 Rye, always rye",
        "@mira_k Not in my oven",
        "@tom_x is it the flour?",
        "@rye_ruth It is, Ruth",
        "and the water",
        "",
    ]
    told = f"3 posts without the name that a reply begins with, put back from '{header}'"
    assert any(note.startswith(told) for note in loaded.notes)


def test_where_one_reply_begins_with_a_name_no_tool_left_any_out(tmp_path: Path) -> None:
    rows = [*SAID, ("tom_x", "@rye_ruth So it is", "rye_ruth")]
    loaded = sheet(tmp_path, rows, "In Reply To User")
    assert [post.text for post in loaded.posts] == [text for _, text, _ in rows]


@pytest.mark.parametrize("to", ["17904", "yes", "NA", "3 people"])
def test_a_column_that_names_nobody_is_left_alone(tmp_path: Path, to: str) -> None:
    rows = [(who, text, to) for who, text, _ in SAID]
    loaded = sheet(tmp_path, rows, "Reply to")
    assert [post.text for post in loaded.posts] == [text for _, text, _ in rows]


def test_of_several_columns_the_one_that_names_people_counts() -> None:
    header = ["Reply to", "in_reply_to_status_id", "In-Reply-To-Username", "Tweet"]
    assert column(header) == "In-Reply-To-Username"
    assert column(["Replies", "Tweet"]) is None
