from __future__ import annotations

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


def test_the_real_sheet_is_read(sample: Load) -> None:
    loaded = sample("formats/tags_google_sheet_csv/sample-data.csv")
    assert len(loaded.posts) == 10
    assert loaded.posts[0].created_at == "2020-04-19T19:22:23Z"  # the sheet's own time says 20:22
