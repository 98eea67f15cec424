from __future__ import annotations

import json

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import Load, by_id

ORIGINAL, REPOST, QUOTE = (f"178609010000000000{n}" for n in (1, 2, 3))


def test_json_and_csv_give_the_same_text_with_its_line_breaks(fixture: Load) -> None:
    for name in ("web_exporter.json", "web_exporter.csv"):  # the CSV writes \n as two characters
        assert by_id(fixture(name))[ORIGINAL].text == "A1 Q&A first.\nThen the handover. #OpsChat"


def test_in_reply_to_and_quoted_status_are_ids_of_posts(fixture: Load) -> None:
    posts = by_id(fixture("web_exporter.json"))
    assert posts[ORIGINAL].reply_to == "1786088820000000001"
    assert posts[QUOTE].quotes == ORIGINAL


def test_what_a_repost_passes_on_is_read_from_it_where_nothing_else_holds_it(written: Load) -> None:
    original = {
        "rest_id": ORIGINAL,
        "core": {"user_results": {"result": {"core": {"screen_name": "mira_k"}}}},
        "legacy": {"full_text": "A1 R&amp;D first."},
    }
    record = {
        "id": REPOST, "created_at": "2024-05-02 20:05:00 +02:00", "screen_name": "tomasz_b",
        "full_text": "RT @mira_k: A1 R&amp;D…", "retweeted_status": ORIGINAL,
        "metadata": {"legacy": {"retweeted_status_result": {"result": original}}},
    }  # fmt: skip
    posts = by_id(written(json.dumps([record]), "x.json"))
    assert posts[REPOST].text == "RT @mira_k: A1 R&D first."
    assert (posts[ORIGINAL].handle, posts[ORIGINAL].text) == ("mira_k", "A1 R&D first.")
    del original["core"]  # by nobody it is nobody's
    posts = by_id(written(json.dumps([record]), "x.json"))
    assert (list(posts), posts[REPOST].repost_of) == ([REPOST], ORIGINAL)


@pytest.mark.parametrize("field", ["full_text", "screen_name"])
def test_a_record_that_lacks_what_a_post_needs_is_refused(written: Load, field: str) -> None:
    record = {"id": "1", "created_at": "2024-05-02", "screen_name": "mira_k", "full_text": "A1 Go"}
    whole = json.dumps([{**record, "id": "2"}, {**record, field: None}], indent=1)
    with pytest.raises(InputError, match=r"x\.json:"):
        written(whole, "x.json")


def test_the_zone_in_the_time_counts_and_else_that_of_the_chat(fixture: Load) -> None:
    assert by_id(fixture("web_exporter.json"))[ORIGINAL].created_at == "2024-05-02T18:05:00Z"
    local = fixture("web_exporter.csv", timezone="Europe/Vienna")
    assert by_id(local)[ORIGINAL].created_at == "2024-05-02T18:05:00Z"


def test_the_writer_is_told_that_only_what_was_scrolled_is_there(fixture: Load) -> None:
    assert any("scrolled into view" in note for note in fixture("web_exporter.csv").notes)


def test_a_time_in_an_unknown_form_is_named(written: Load) -> None:
    row = "id,created_at,full_text,screen_name\n1,last Tuesday,A1 Early.,mira_k\n"
    with pytest.raises(InputError, match=r"x\.csv:2: time is 'last Tuesday'"):
        written(row, "x.csv")


def slashed(*rows: tuple[str, str]) -> str:
    lines = [f"{id},{when} 20:00:00,A1 I rest,mira_k" for id, when in rows]
    return "\n".join(["id,created_at,full_text,screen_name", *lines, ""])


@pytest.mark.parametrize(
    ("rows", "day", "is_guessed"),
    [
        ([("1", "14/05/2024"), ("2", "05/06/2024")], "2024-05-14", False),  # a number decides
        ([("1798436700000000001", "05/06/2024")], "2024-06-05", False),  # the id does
        ([("1787561000000000001", "05/06/2024")], "2024-05-06", False),
        ([("1", "05/06/2024")], "2024-05-06", True),
        ([("1", "05/05/2024")], "2024-05-05", False),  # the same both ways
        ([("1", "05/06/2024"), ("2", "05/16/2024")], "2024-05-06", False),
        ([("1", "05/06/2024"), ("2", "06/06/2024")], "2024-06-05", False),  # days in a row do
        ([("1", "05/06/2024"), ("2", "05/07/2024")], "2024-05-06", False),
        ([("1", "12/31/2023"), ("2", "01/01/2024")], "2023-12-31", False),
        ([("1", "05/06/2024"), ("2", "12/06/2024")], "2024-05-06", True),  # weeks, or months
    ],
)
def test_whether_the_day_is_first_is_told_by_numbers_or_ids_or_said_to_be_a_guess(
    written: Load, rows: list[tuple[str, str]], day: str, is_guessed: bool
) -> None:
    loaded = written(slashed(*rows), "export.csv")
    assert loaded.posts[0].day == day
    assert any("month first" in note for note in loaded.notes) == is_guessed
