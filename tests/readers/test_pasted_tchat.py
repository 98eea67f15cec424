from __future__ import annotations

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import Load, by_id


def test_tchat_pastes_come_out_oldest_first_in_the_zone_of_the_chat(fixture: Load) -> None:
    loaded = fixture("pasted_tchat.txt", date="2024-05-02", timezone="America/New_York")
    mira, tomasz = loaded.posts[0], loaded.posts[1]
    assert (mira.handle, mira.created_at) == ("mira_k", "2024-05-02T18:10:00Z")
    assert tomasz.text == "@mira_k I will try that tonight.\nThanks! #OpsChat"


def test_a_zone_that_is_named_later_changes_times_and_no_id(fixture: Load) -> None:
    plain = fixture("pasted_tchat.txt", date="2024-05-02").posts
    local = fixture("pasted_tchat.txt", date="2024-05-02", timezone="America/New_York").posts
    assert plain[0].created_at != local[0].created_at
    assert [post.id for post in plain] == [post.id for post in local]


def test_a_day_that_is_named_later_changes_no_id(fixture: Load, written: Load) -> None:
    for load, paste in ((fixture, ["pasted_tchat.txt"]), (written, [TWO_NIGHTS, "paste.txt"])):
        bare, dated = load(*paste), load(*paste, date="2024-05-02")
        assert [post.id for post in bare.posts] == [post.id for post in dated.posts]
        told = [(post.reply_to, post.repost_of) for post in bare.posts]
        assert told == [(post.reply_to, post.repost_of) for post in dated.posts]


TWO_NIGHTS = """9:10 AM
Ana Lima @ana
A2 Yes, always #chat
11:58 PM
Bea @bea
A1 Before midnight #chat
9:15 AM
Ana Lima @ana
A2 Yes, always #chat
9:10 AM
Ana Lima @ana
A2 Yes, always #chat
9:10 AM
Ana Lima @ana
A2 Yes, always #chat
"""


def test_the_same_words_at_another_hour_or_on_another_day_are_another_post(written: Load) -> None:
    loaded = written(TWO_NIGHTS, "paste.txt", date="2024-05-02")
    said = [post.created_at for post in loaded.posts if post.handle == "ana"]
    assert said == ["2024-05-02T09:10:00Z", "2024-05-02T09:15:00Z", "2024-05-03T09:10:00Z"]
    assert len(written(TWO_NIGHTS, "paste.txt").posts) == 4  # what stands twice is one


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


OVER_MIDNIGHT = """Cid @cid
A2 I woke up for this #chat
12:05 AM
Ana Lima @ana
A2 We also walk at night #chat

Retweeted by Bea
12:01 AM
Ana Lima @ana
A2 We also walk at night #chat
11:58 PM
Bea @bea
A1 We begin before midnight #chat
11:49 PM
Pic @pic

1:10 PM
Host @host
Tonight we walk #chat
"""


def test_what_follows_midnight_is_said_on_the_next_day(written: Load) -> None:
    loaded = written(OVER_MIDNIGHT, "paste.txt", date="2024-05-14")
    assert [(post.handle, post.created_at) for post in loaded.posts] == [
        ("host", "2024-05-14T13:10:00Z"),
        ("bea", "2024-05-14T23:58:00Z"),
        ("ana", "2024-05-15T00:01:00Z"),
        ("cid", "2024-05-15"),  # its clock was not selected
        ("bea", "2024-05-15T00:05:00Z"),
    ]


def test_clocks_that_step_back_a_little_are_of_one_day(written: Load) -> None:
    paste = "9:02 PM\nAna @ana\nA1 First\n\n9:05 PM\nBea @bea\nA1 Second\n"
    days = {post.day for post in written(paste, "paste.txt", date="2024-05-14").posts}
    assert days == {"2024-05-14"}


def test_entries_without_text_are_counted(written: Load) -> None:
    notes = written(OVER_MIDNIGHT, "paste.txt").notes
    assert "1 entry without text, left out (paste.txt:15)" in notes


def test_a_line_that_looks_like_an_author_is_words_where_no_clock_stands_above(
    written: Load,
) -> None:
    paste = (
        "9:02 PM\nAna Lima @ana\nA1 I walk with\nBea @bea\nevery day\n9:05 PM\nBea @bea\nTrue!\n"
    )
    loaded = written(paste, "paste.txt")
    assert [(post.handle, post.text) for post in loaded.posts] == [
        ("bea", "True!"),
        ("ana", "A1 I walk with\nBea @bea\nevery day"),
    ]


def test_a_clock_that_is_none_is_named_with_its_line(written: Load) -> None:
    with pytest.raises(InputError, match=r"paste\.txt:2: time is '9:75 PM'"):
        written("9:75 PM\nAna @ana\nA1 First\n", "paste.txt", date="2024-05-14")
