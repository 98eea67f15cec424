"""Input made to break things: whatever comes, only InputError may escape, and reading ends.

How long it takes is printed by `benchmarks/growth.py` and `benchmarks/fuzz.py`.
"""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import fuzz
from pipeline.chatfile import ChatFile
from pipeline.errors import InputError
from pipeline.readers import load, xpost
from tests.conftest import within
from tests.readers.conftest import FIXTURES, Load

POST = {"id": "1", "handle": "mira_k", "text": "A1 Write it early."}
LONG = "A1 " + "word " * 200_000  # one post of 1 MB
DEEP = 100_000
EMBED = '<blockquote class="twitter-tweet"><p>{}</p>&mdash; M (@m) <a>May 2, 2024</a></blockquote>'
MEGABYTE = {
    "a.jsonl": json.dumps({**POST, "text": LONG}),
    "a.csv": f'id_str,from_user,text,created_at\n1,mira_k,"{LONG}",\n',
    "a.txt": f"A1 early\n{LONG}\n— Mira (@mira_k) May 2, 2024\n",
    "a.html": EMBED.format(LONG),
}
FILES = sorted(path for path in FIXTURES.rglob("*") if path.is_file())
TROUBLED = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


DEEP_JSON = {
    "array": "[" * DEEP,
    "object": '{"a":' * DEEP,
    "a later line": '{"id": "1", "handle": "a", "text": ""}\n' + "[" * DEEP + "\n",
    "archive": "window.YTD.tweets.part0 = " + "[" * DEEP,
}
BROKEN_HTML = {
    "open elements": "<div>" * 50_000,
    "open embeds": "<blockquote class='twitter-tweet'>" * 20_000,
    "declarations": "<![" * 50_000,
    "comments": "<!--" * 50_000,
    "tags without end": "<a " * 50_000,
    "one tag of many": "<a " * 30_000 + ">",
    "ampersands": "&" * 200_000,
    "attributes": "<p" + " x=" * 50_000,
    "blanks": " " * 400_000 + "<br>" + "\n" * 400_000,
}
MARKS = {
    "openings": "— (@" * 50_000,
    "dates": "(@a) 2024 " * 50_000,
    "dashes": "— " * 200_000,
    "labels": "A1 " * 99_999,
    "blank lines": "\n" * 200_000,
}


@pytest.mark.parametrize("content", DEEP_JSON.values(), ids=DEEP_JSON)
def test_json_nested_too_deep_is_refused(written: Load, content: str) -> None:
    with pytest.raises(InputError):
        written(content)


def test_a_deep_thread_is_walked_without_recursion(written: Load) -> None:
    view = (
        '{"post": {"uri": "at://d/app.bsky.feed.post/1", "author": {"handle": "a"}, '
        '"record": {"text": "x"}}, "replies": ['
    )
    depth = 200  # deeper than any real thread, within what JSON parsers allow
    assert len(written('{"thread": ' + view * depth + "]}" * depth + "}").posts) == 1


def test_integers_of_many_digits_are_refused(written: Load) -> None:
    for field in ("likes", "id"):
        line = json.dumps(POST).replace('"1"', "7" * 5000 if field == "id" else '"1"')
        line = line if field == "id" else line[:-1] + f', "likes": {"7" * 5000}}}'
        with pytest.raises(InputError, match=r"export\.jsonl:1: not JSON \(Exceeds the limit"):
            written(line)


def test_an_integer_too_large_for_a_count_is_named(written: Load) -> None:
    with pytest.raises(InputError, match="like_count is an integer of many digits"):
        tweet = {"id": "1", "text": "A1", "author_id": "2", "author": {"username": "mira_k"}}
        written(json.dumps({**tweet, "public_metrics": {"like_count": 10**40}}))


def test_lone_surrogates_and_nul_go_through_unharmed(written: Load) -> None:
    text = "A1 half an emoji \ud83d and a \x00 byte"
    assert written(json.dumps({**POST, "text": text})).posts[0].text == text


def test_html_in_a_name_stays_a_name(written: Load) -> None:
    name = "<script>alert(1)</script>"
    assert written(json.dumps({**POST, "name": name})).posts[0].name == name


@pytest.mark.parametrize("name", MEGABYTE)
def test_a_post_of_a_megabyte_is_read_whole(written: Load, name: str) -> None:
    assert len(written(MEGABYTE[name], name).posts[0].text) > 999_000


def test_a_cell_without_its_closing_quote_does_not_swallow_the_file(written: Load) -> None:
    rows = 'id_str,from_user,text,created_at\n1,a,fine,\n2,b,"lost,\n' + "3,c,more,\n" * 9
    with pytest.raises(InputError, match=r"a\.csv:3: broken CSV .*begins here"):
        written(rows, "a.csv")


def test_rows_with_too_many_cells_are_counted_and_not_guessed_at(written: Load) -> None:
    loaded = written("id_str,from_user,text,created_at\n1,a,fine,\n2,b,one, two,,\n", "a.csv")
    assert len(loaded.posts) == 1
    assert loaded.notes == ("1 row with too many cells, skipped (a.csv:3)",)


@pytest.mark.parametrize("html", BROKEN_HTML.values(), ids=BROKEN_HTML)
def test_broken_html_ends(written: Load, html: str) -> None:
    with within(30):
        loaded = written(EMBED.format("A1 Early.") + html, "a.html")
    assert len(loaded.posts) == 1


@pytest.mark.parametrize("text", MARKS.values(), ids=MARKS)
def test_pasted_text_of_nothing_but_marks_ends(written: Load, text: str) -> None:
    with within(30):
        loaded = written(f"A1 Early.\n— Mira (@mira_k) May 2, 2024\n{text}\n" * 2, "a.txt")
    assert loaded.posts[0].text == "A1 Early."


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FIXTURES)) for path in FILES])
@TROUBLED
@given(seed=st.integers(0, 2**32))
def test_mutated_exports_are_read_or_refused_in_one_line(
    tmp_path: Path, path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    top = FIXTURES / path.relative_to(FIXTURES).parts[0]
    copy = tmp_path / top.name
    if not copy.exists():
        _ = shutil.copytree(top, copy) if top.is_dir() else shutil.copy(top, copy)
    change = chance.choice((fuzz.mutated, fuzz.retyped)) if "js" in path.suffix else fuzz.mutated
    (tmp_path / path.relative_to(FIXTURES)).write_bytes(change(path.read_bytes(), chance))
    try:
        load([copy], chance.choice(fuzz.CHATS))
    except InputError as error:
        assert "\n" not in str(error)


@TROUBLED
@given(data=st.binary(max_size=400))
def test_bytes_without_sense_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(InputError):
        load([tmp_path / "x"], ChatFile())


TAGS_HEADER = "id_str,from_user,text,created_at\n"


def test_a_row_without_an_author_is_counted_and_not_credited(written: Load) -> None:
    loaded = written(TAGS_HEADER + "1,mira_k,A1 Early.,\n,,2 posts in all,\n", "a.csv")
    assert len(loaded.posts) == 1
    assert loaded.notes == ("1 row without an author, skipped (a.csv:3)",)


def test_a_table_cut_off_in_its_last_row_is_refused(written: Load) -> None:
    with pytest.raises(InputError, match=r"a\.csv:3: the last row has fewer than 4 cells"):
        written(TAGS_HEADER + "1,mira_k,A1 Early.,\n2,ines_d,A1 Ag", "a.csv")


def test_a_table_that_leaves_out_empty_cells_throughout_is_read(written: Load) -> None:
    loaded = written(TAGS_HEADER + "1,mira_k,A1 Early.\n2,ines_d,A1 Agree.\n", "a.csv")
    assert len(loaded.posts) == 2
    assert loaded.notes == ()


def test_a_row_with_too_few_cells_is_counted(written: Load) -> None:
    # a line break without quotes around the text: its second half is taken for a row of its own
    rows = "from_user,id_str,text,created_at\nana,1,A1 one\nand two,more, words here,\nbea,2,A1,\n"
    loaded = written(rows, "a.csv")
    assert "1 row with too few cells" in loaded.notes[0]
    assert loaded.notes[0].endswith("(a.csv:2)")


def test_empty_cells_at_the_end_of_all_rows_are_none(written: Load) -> None:
    rows = "1,mira_k,A1 Early.,,\n2,ines_d,A1 Agree.,,\n3,jo,A2 Late, if at all,,\n4,jo,A3 No.,,\n"
    loaded = written(TAGS_HEADER + rows, "a.csv")
    assert [post.text for post in loaded.posts] == ["A1 Early.", "A1 Agree.", "A3 No."]
    assert loaded.notes == ("1 row with too many cells, skipped (a.csv:4)",)


def test_a_handle_of_nothing_but_a_mark_is_refused(written: Load) -> None:
    with pytest.raises(InputError, match="handle is '@'"):
        written(json.dumps({**POST, "handle": "@"}))


@pytest.mark.parametrize("id", ["9" * 5000, "²" * 12, "-17860901000000000"])
def test_a_strange_id_holds_no_time(id: str) -> None:
    assert xpost.time_of(id) is None  # found by fuzzing: int() refuses thousands of digits


def test_a_zip_entry_without_a_name_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.jsonl", json.dumps(POST))
        packed.writestr("?.md", "found by fuzzing")
    path.write_bytes(path.read_bytes().replace(b"?.md", b"\x00.md"))  # names end at a NUL
    assert len(load([path], ChatFile()).posts) == 1
