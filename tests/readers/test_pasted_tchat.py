from __future__ import annotations

from tests.readers.conftest import Load, by_id


def test_tchat_pastes_come_out_oldest_first_in_the_zone_of_the_chat(fixture: Load) -> None:
    loaded = fixture("pasted_tchat.txt", date="2024-05-02", timezone="America/New_York")
    mira, tomasz = loaded.posts[0], loaded.posts[1]
    assert (mira.handle, mira.created_at) == ("mira_k", "2024-05-02T18:10:00Z")
    assert tomasz.text == "@mira_k I will try that tonight.\nThanks! #OpsChat"


def test_retweeted_by_credits_the_reposter_with_a_repost_only(fixture: Load) -> None:
    loaded = fixture("pasted_tchat.txt", date="2024-05-02", timezone="America/New_York")
    reposts = [post for post in loaded.posts if post.repost_of]
    assert [post.handle for post in reposts] == ["A Passer By", "tomasz_b"]  # one has no handle
    originals = by_id(loaded)
    assert [originals[str(post.repost_of)].handle for post in reposts] == [
        "OpsRoundtable",
        "mira_k",
    ]
    assert all(post.text.startswith("RT @") for post in reposts)


def test_links_cut_by_the_page_and_the_missing_day_are_mentioned(fixture: Load) -> None:
    notes = " ".join(fixture("pasted_tchat.txt").notes)
    assert "a link that the page cut off" in notes
    assert "the day is not known" in notes


def test_the_real_paste_is_read_to_its_end(sample: Load) -> None:
    loaded = sample("formats/pasted_text/tchat_io_paste_2020-02.txt", date="2020-02-07")
    assert len(loaded.posts) == 112
    assert sum(post.repost_of is not None for post in loaded.posts) == 24
