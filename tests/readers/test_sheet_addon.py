from __future__ import annotations

import pytest

from pipeline.readers import xpost
from tests.readers.conftest import Load


def test_local_times_are_taken_in_the_zone_of_the_chat(fixture: Load) -> None:
    loaded = fixture("sheet_addon.csv", timezone="America/New_York")
    assert loaded.posts[0].created_at == "2024-05-02T18:05:00Z"
    assert not any("zone" in note for note in loaded.notes)


def test_without_a_zone_the_writer_is_told_that_it_is_a_guess(fixture: Load) -> None:
    loaded = fixture("sheet_addon.csv")
    assert loaded.posts[0].created_at == "2024-05-02T14:05:00Z"
    assert any("taken as UTC" in note for note in loaded.notes)


def test_the_query_above_the_header_gives_the_hashtag(fixture: Load) -> None:
    assert fixture("sheet_addon.csv").hints == {"hashtag": ("#OpsChat",)}


def test_links_that_were_cut_out_are_mentioned(fixture: Load) -> None:
    assert any("cut links out" in note for note in fixture("sheet_addon.csv").notes)


def test_only_the_entities_that_the_addon_left_are_undone(fixture: Load) -> None:
    mira, tomasz = fixture("sheet_addon.csv").posts
    assert "tried > what you saw -> what is next" in mira.text  # it undoes the first alone
    assert tomasz.text == "We type &amp; by hand, always. #OpsChat"  # so this one is the author's


def test_an_id_that_a_spreadsheet_rounded_is_not_believed(fixture: Load) -> None:
    loaded = fixture("sheet_addon.csv")
    assert loaded.posts[1].id.startswith("post-")
    assert loaded.posts[1].url is None
    assert any("1 id rounded by a spreadsheet" in note for note in loaded.notes)


def test_a_row_is_found_at_the_line_where_it_begins(fixture: Load) -> None:
    assert [post.source for post in fixture("sheet_addon.csv").posts] == [
        "sheet_addon.csv:3",
        "sheet_addon.csv:5",  # the row before it holds a line break
    ]


def test_dates_with_the_day_first_are_noticed(written: Load) -> None:
    header = "Date,Screen Name,Full Name,Tweet Text,Tweet ID\n"
    rows = "03/05/2024 14:05:00,@mira_k,Mira,A1 Early.,1\n25/05/2024 14:05:00,@mira_k,Mira,A2,2\n"
    loaded = written(header + rows, "sheet.csv", timezone="UTC")
    assert [post.day for post in loaded.posts] == ["2024-05-03", "2024-05-25"]


def test_rows_with_rounded_ids_keep_their_own_when_a_zone_is_named_later(written: Load) -> None:
    header = "Date,Screen Name,Full Name,Tweet Text,Tweet ID\n"
    rows = "5/25/2024 14:05:00,@mira_k,Mira,A1 Early.,1.79E+18\n"
    plain, local = (
        written(header + rows, "sheet.csv", **zone).posts[0]
        for zone in ({}, {"timezone": "America/New_York"})
    )
    assert plain.created_at != local.created_at
    assert plain.id == local.id


def test_the_real_sheet_agrees_with_the_time_in_every_id(sample: Load) -> None:
    loaded = sample("chats/pstweetchat.csv", timezone="America/New_York")
    assert len(loaded.posts) == 2473
    assert all(xpost.time_of(post.id) == post.created_at for post in loaded.posts)


def test_the_ids_of_the_real_sheet_show_how_far_its_times_are_from_utc(sample: Load) -> None:
    assert any("-5 hours from UTC" in note for note in sample("chats/pstweetchat.csv").notes)


def test_the_ids_tell_the_day_from_the_month(written: Load) -> None:
    rows = (
        "Date,Screen Name,Full Name,Tweet Text,Tweet ID\n"
        "05/06/2024 20:00:00,@mira_k,Mira,A1 Write it early.,1798436700000000001\n"
    )
    loaded = written(rows, "a.csv", timezone="UTC")
    assert loaded.posts[0].day == "2024-06-05"
    assert loaded.notes == ()


@pytest.mark.parametrize(
    ("date", "id", "day"),
    [
        ("05/11/2024 20:00:00", "1.85389E+18", "2024-11-05"),  # widened before it was saved
        ("05/11/2024 20:00:00", "1.85E+18", "2024-11-05"),  # as narrow as a column opens
        ("11/05/2024 20:00:00", "1,85389E+18", "2024-11-05"),  # a comma for the point
        ("05/11/2024 20:00:00", "1.79E+18", "2024-05-11"),
    ],
)
def test_even_rounded_ids_tell_the_day_from_the_month(
    written: Load, date: str, id: str, day: str
) -> None:
    header = "Date;Screen Name;Full Name;Tweet Text;Tweet ID\n"
    loaded = written(f"{header}{date};@mira_k;Mira;A1 Write it early.;{id}\n", "a.csv")
    assert loaded.posts[0].day == day
    assert not any("month first" in note for note in loaded.notes)


def test_an_id_rounded_to_a_year_tells_nothing(written: Load) -> None:
    header = "Date,Screen Name,Full Name,Tweet Text,Tweet ID\n"
    loaded = written(header + "05/06/2024 20:00:00,@mira_k,Mira,A1 Early.,1.8E+18\n", "a.csv")
    assert any("month first" in note for note in loaded.notes)
