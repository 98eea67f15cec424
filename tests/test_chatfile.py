"""chat.toml: every key optional, every wrong one named."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import chatfile
from pipeline.errors import InputError


def write(folder: Path, text: str) -> Path:
    file = folder / "chat.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_one_handle_or_several_with_or_without_the_mark(tmp_path: Path) -> None:
    known = chatfile.read(write(tmp_path, 'host = "@quill_host"\nguest = ["a_b", "@c_d"]'))
    assert known.host == ("quill_host",)
    assert known.guest == ("a_b", "c_d")


def test_an_empty_file_is_fine(tmp_path: Path) -> None:
    assert chatfile.read(write(tmp_path, "")) == chatfile.ChatFile()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-14", "2024-05-14"),
        ('"2024-05-14"', "2024-05-14"),
        ("2024-05-14T19:00:00", "2024-05-14"),  # when it began: its day is what is asked for
        ("2024-05-14T23:30:00-04:00", "2024-05-14"),
        ('" 2024-05-14 19:00 "', "2024-05-14"),
        ('""', None),
    ],
)
def test_a_date_is_a_day_however_it_is_written(
    tmp_path: Path, written: str, day: str | None
) -> None:
    assert chatfile.read(write(tmp_path, f"date = {written}")).date == day


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("#LoafChat", "#LoafChat"),
        (" LoafChat ", "#LoafChat"),
        ("＃パン部", "#パン部"),
        ("", None),
        ("#", None),
    ],
)
def test_a_hashtag_with_or_without_the_mark(tmp_path: Path, written: str, tag: str | None) -> None:
    assert chatfile.read(write(tmp_path, f'hashtag = "{written}"')).hashtag == tag


def test_questions_of_one_number_each_are_taken_as_they_are(tmp_path: Path) -> None:
    asked = ("Q1: Why?", "Q2a: When?", "Q2b: And then?", "How?")
    assert chatfile.read(write(tmp_path, f"questions = {list(asked)}")).questions == asked


def test_what_an_editor_puts_before_the_first_letter_is_no_key(tmp_path: Path) -> None:
    file = tmp_path / "chat.toml"
    file.write_bytes(b'\xef\xbb\xbfhost = "quill_host"')  # a byte order mark
    assert chatfile.read(file).host == ("quill_host",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('guests = "x"', "unknown key 'guests'"),
        ("title = 7", "key 'title' is 7: expected text."),
        ("host = 7", 'key \'host\' is 7: expected a list, such as ["this", "that"].'),
        ('questions = ["a", 2]', "item 2 of key 'questions' is 2: expected text."),
        ('questions = ["Q1: Why?", "Q1: When?"]', "expected each number once, Q1 comes again"),
        ('questions = ["Q1a: Why?", "Q1A: So?"]', "expected each number once, Q1a comes again"),
        (
            'questions = ["Q2: Why?", "And when?"]',
            "Q2 comes again (a question without a number has that",
        ),
        (
            'questions = ["Icebreaker: who are you?", "Q1: Why?"]',
            'its place in the list; give it one of its own, such as "Q0: Who are you?")',
        ),
        ("host = “ana”", 'A line reads host = "ana_bakes", with straight quotation marks.'),
        ('title = "unclosed', "not TOML"),
        ('host = " @ "', "expected a handle"),
        ('guest = ["ana", ""]', "expected a handle"),
        ('host = "https://twitter.com/ana"', "expected a handle"),
        ('date = "14 May 2024"', "expected a day, such as 2024-05-14"),
        ('date = "next week"', "expected a day"),
        ("date = 19:00:00", "expected a day"),
        ("date = 2024", "key 'date' is 2024"),
        ('timezone = "London"', "expected the name of a time zone"),
        ('encoding = "ANSI"', "expected the name of an encoding, such as windows-1252"),
        ('columns = { txt = "Tweet" }', "'txt' is no field of a post; those are handle, text,"),
        ('columns = { clock = "At" }', "created_at has to name the day"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_the_file(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        chatfile.read(write(tmp_path, text))
    assert "chat.toml" in str(error.value)
    assert said in str(error.value)
    assert ("Known keys" in str(error.value)) == ("unknown key" in str(error.value))
