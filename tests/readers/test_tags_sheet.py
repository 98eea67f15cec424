from __future__ import annotations

import csv
import io
import json

import pytest

from tests.readers.conftest import Load


def test_na_and_nothing_are_missing_values(fixture: Load) -> None:
    mira, tomasz = fixture("tags.csv").posts
    assert (mira.lang, mira.reply_to, tomasz.reply_to) == (None, "1786088820000000001", None)


def test_entities_are_undone_and_line_breaks_kept(fixture: Load) -> None:
    assert fixture("tags.csv").posts[0].text == "A1 Q&A first.\nThen the handover. #OpsChat"


def test_a_sheet_saved_again_has_lost_its_ids_and_the_writer_hears_it(fixture: Load) -> None:
    loaded = fixture("tags.csv")
    assert loaded.posts[1].id.startswith("post-")
    assert any("rounded by a spreadsheet" in note for note in loaded.notes)


def test_an_old_style_repost_cut_at_140_is_marked(fixture: Load) -> None:
    assert fixture("tags.csv").posts[1].is_truncated


QUOTED = "https://twitter.com/tomasz/status/1786090100000000001"
LOAF = "https://rye.example/loaf"
PICTURE = "https://twitter.com/mira_k/status/1786090100000000003/photo/1"


@pytest.mark.parametrize(
    ("text", "told", "quotes", "links"),
    [
        ("This! https://t.co/a", {"urls": [LOAF, QUOTED]}, QUOTED[-19:], (LOAF, QUOTED)),
        ("A2 My loaf https://t.co/b", {"media": [PICTURE]}, None, (PICTURE,)),
        ("RT @uma: This! https://t.co/a", {"urls": [QUOTED]}, None, (QUOTED,)),
        ("A3 No link", {}, None, ()),
    ],
)
def test_what_a_post_quotes_and_its_links_in_full_are_told_beside_it(
    written: Load,
    text: str,
    told: dict[str, list[str]],
    quotes: str | None,
    links: tuple[str, ...],
) -> None:
    entities = {
        key: [{"url": "https://t.co/a", "expanded_url": link} for link in held]
        for key, held in told.items()
    }
    row = ["1786090100000000003", "mira_k", text, "Thu May 02 18:05:00 +0000 2024"]
    sheet = io.StringIO()
    csv.writer(sheet).writerows(
        [
            ("id_str", "from_user", "text", "created_at", "entities_str"),
            (*row, json.dumps(entities)),
        ]
    )
    (post,) = written(sheet.getvalue(), "tags.csv").posts
    assert (post.quotes, post.links) == (quotes, links)


@pytest.mark.parametrize("told", ['"{""urls"": [{"', "[" * 100_000])
def test_what_is_told_of_links_may_be_cut_off_or_without_end(told: str, written: Load) -> None:
    sheet = "id_str,from_user,text,created_at,entities_str\n"
    row = f"1786090100000000003,mira_k,A1 Rye,Thu May 02 18:05:00 +0000 2024,{told}\n"
    assert written(sheet + row, "tags.csv").posts[0].links == ()


def test_the_real_sheet_is_read(sample: Load) -> None:
    loaded = sample("formats/tags_google_sheet_csv/sample-data.csv")
    assert len(loaded.posts) == 10
    assert loaded.posts[0].created_at == "2020-04-19T19:22:23Z"  # the sheet's own time says 20:22
