from __future__ import annotations

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


def test_a_repost_is_told_from_the_original(fixture: Load) -> None:
    posts = by_id(fixture("web_exporter.json"))
    assert (posts[REPOST].handle, posts[REPOST].repost_of) == ("tomasz_b", ORIGINAL)
    assert posts[ORIGINAL].handle == "mira_k"


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
