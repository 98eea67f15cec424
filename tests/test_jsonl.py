"""Record files are read with the line at hand, and written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import jsonl
from pipeline.errors import InputError
from pipeline.records import Line, Post, Reason


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    posts = [
        Post(id="1", handle="mira", text="A1 Slow is smooth 🐌\nand smooth is fast"),
        Post(id="2", handle="tom_x", text="<3 & “quotes”", created_at="2024-05-14T19:02:11Z"),
    ]
    file = tmp_path / "posts.jsonl"
    jsonl.write(file, posts)
    assert list(jsonl.read(file, Post)) == posts
    assert "Slow is smooth 🐌" in file.read_text(encoding="utf-8")  # for people, too
    file.write_bytes(file.read_bytes().replace(b"\n", b"\n\n"))
    assert list(jsonl.read(file, Post)) == posts  # blank lines say nothing


@pytest.mark.skipif(os.name == "nt", reason="files have no such rights there")
def test_a_file_is_for_all_who_may_look_into_its_folder(tmp_path: Path) -> None:
    jsonl.write_text(tmp_path / "picks.jsonl", ["{}"])
    assert (tmp_path / "picks.jsonl").stat().st_mode & 0o777 == 0o644


def test_what_is_no_number_is_not_written() -> None:
    with pytest.raises(ValueError):
        jsonl.dumps({"gain": float("nan")})


def test_lines_of_a_file_hold_what_is_said_of_many_once(tmp_path: Path) -> None:
    def line(number: int, *values: float) -> Line:
        reasons = tuple(Reason(text="most of what was said", value=value) for value in values)
        return Line(
            id=f"line-{number}", post_id="1", start=0, end=4, text="Slow", question=1, theme=None,
            score=0.5, stands_alone=1.0, reasons=reasons,
        )  # fmt: skip

    file = tmp_path / "lines.jsonl"
    jsonl.write(file, [line(1, 0.25, 0.0, 0.5), line(2, 0.25, -0.0)])
    first, second = jsonl.read(file, Line)
    assert first.reasons[0] is second.reasons[0]
    before = file.read_bytes()
    jsonl.write(file, [first, second])
    assert file.read_bytes() == before  # 0.0 and -0.0 are equal, and not the same letters


@given(st.text(st.characters(), max_size=40))  # any code point, lone surrogates included
def test_any_text_survives_the_file(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("any") / "posts.jsonl"
    jsonl.write(file, [Post(id="1", handle="mira", text=text)])
    assert next(jsonl.read(file, Post)).text == text


def test_half_a_character_in_a_page_is_shown_as_a_question_mark(tmp_path: Path) -> None:
    jsonl.write_text(tmp_path / "card.md", ["half \ud800\n", "of it\n"])
    assert (tmp_path / "card.md").read_bytes() == b"half ?\nof it\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "2", "handle": "mira", "text": "A1 cut', "posts.jsonl:2: this line is not JSON"),
        ('{"id": "2", "handle": "mira", "text": "A1 cut', "(Invalid control character at column"),
        ('{"id": "2", "handle": "mira"}', "field 'text' is missing"),
        ("{}", "field 'id' is missing; field 'handle' is missing; field 'text' is missing."),
        ('{"id": "2", "handle": "mira", "text": "x", "likez": 3}', "unknown field 'likez'"),
        (f'{{"id": "2", "handle": "mira", "text": [{"1, " * 300}1]}}', "...: expected text."),
        ('{"id": "2", "handle": "mira", "text": 7}', "field 'text' is 7: expected text."),
        ('{"id": "", "handle": "mira", "text": "x"}', "expected text that is not empty."),
        ('{"id": "2", "handle": "mira", "text": "x", "likes": "all"}', "expected a whole number."),
        ('["not", "an", "object"]', "expected a JSON object"),
        ('{"id": "2", "handle": "mira", "text": "x", "created_at": "soon"}', "is 'soon': invalid"),
        ('{"id": "2", "handle": "mira", "text": "x", "links": ["a", 3]}',
         "item 2 of field 'links' is 3: expected text."),
        ("[" * 100_000, "posts.jsonl:2: this line is not JSON"),
    ],
)  # fmt: skip
def test_a_broken_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text(f'{{"id": "1", "handle": "mira", "text": "fine"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError) as error:
        list(jsonl.read(file, Post))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_bytes_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b'{"id": "1", "handle": "mira", "text": "caf\xe9"}\n')
    with pytest.raises(InputError, match=r"posts\.jsonl:1: .* JSON \('utf-8' codec can't decode"):
        list(jsonl.read(file, Post))


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(jsonl.read(tmp_path / "posts.jsonl", Post))


def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    file = tmp_path / "posts.jsonl"
    jsonl.write(file, [])
    monkeypatch.setattr(Path, "open", fails)
    with pytest.raises(InputError, match=r"posts\.jsonl: cannot be read: Permission denied"):
        list(jsonl.read(file, Post))


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    jsonl.write(file, [Post(id="1", handle="mira", text="the old one")])

    def failing():
        yield Post(id="2", handle="tom", text="the new one")
        raise RuntimeError("the stage failed half-way")

    with pytest.raises(RuntimeError):
        jsonl.write(file, failing())
    assert next(jsonl.read(file, Post)).text == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["posts.jsonl"]


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENAMETOOLONG, "Give a shorter name."),
        (errno.ENOSPC, "Make room there."),
        (errno.EACCES, "run and normalize take another folder with --out."),  # pick has no --out
    ],
)
def test_what_cannot_be_written_is_told_with_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.replace", fails)
    with pytest.raises(InputError) as error:
        jsonl.write_text(tmp_path / "picks.jsonl", ["{}"])
    said = str(error.value)
    assert f"cannot be written: {os.strerror(number)}." in said and said.endswith(advice)


def test_a_file_that_a_program_of_windows_shows_is_to_be_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr("os.replace", shown)
    monkeypatch.setattr("pipeline.errors.sys.platform", "win32")
    with pytest.raises(InputError, match=r"denied\. Close the program that shows it\."):
        jsonl.write_text(tmp_path / "recap.html", ["<p>Rye.</p>"])
