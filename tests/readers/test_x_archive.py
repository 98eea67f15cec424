from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.chatfile import ChatFile
from pipeline.errors import InputError
from pipeline.readers import load
from tests.readers.conftest import FIXTURES, Load, by_id

ARCHIVE = FIXTURES / "x_archive"


def test_the_owner_is_named_by_account_js(fixture: Load) -> None:
    posts = fixture("x_archive").posts
    assert {(post.handle, post.name) for post in posts} == {("mira_k", "Mira Kessler")}


def test_all_parts_are_read_with_numbers_written_as_text(fixture: Load) -> None:
    posts = by_id(fixture("x_archive"))
    assert posts["1786090100000000001"].text == "A1 Q&A first, then the handover. #OpsChat"
    assert (posts["1786090100000000001"].likes, posts["1786090100000000001"].reposts) == (9, 2)
    assert "1786090100000000009" in posts  # of tweets-part1.js, which ends in a semicolon


def test_a_long_post_comes_from_note_tweet_js(fixture: Load) -> None:
    post = by_id(fixture("x_archive"))["1786090100000000004"]
    assert post.text.endswith("#OpsChat")
    assert not post.is_truncated


def test_the_other_shape_of_note_tweets_is_known_too(tmp_path: Path) -> None:
    shutil.copytree(ARCHIVE, tmp_path / "archive")
    notes = tmp_path / "archive/data/note-tweet.js"
    changed = notes.read_text(encoding="utf-8").replace('"core"', '"noteTweetResults"')
    changed = changed.replace("createdAt", "unused").replace("noteTweetId", "tweetId")
    changed = changed.replace("1786090099999999999", "1786090100000000004")
    notes.write_text(changed, encoding="utf-8")
    loaded = load([tmp_path / "archive"], ChatFile())
    assert by_id(loaded)["1786090100000000004"].text.endswith("#OpsChat")


def test_a_note_is_not_put_under_another_post_of_the_same_second(tmp_path: Path) -> None:
    shutil.copytree(ARCHIVE, tmp_path / "archive")
    notes = tmp_path / "archive/data/note-tweet.js"
    changed = notes.read_text(encoding="utf-8").replace("18:08:00", "18:05:00")
    notes.write_text(changed, encoding="utf-8")
    posts = by_id(load([tmp_path / "archive"], ChatFile()))
    assert posts["1786090100000000001"].text == "A1 Q&A first, then the handover. #OpsChat"
    assert posts["1786090100000000004"].is_truncated


def test_a_repost_cut_at_140_is_marked(fixture: Load) -> None:
    post = by_id(fixture("x_archive"))["1786090100000000002"]
    assert post.text.startswith("RT @tomasz_b: ")
    assert post.is_truncated


def test_a_quote_is_seen_in_the_link_and_edits_give_the_last_version(fixture: Load) -> None:
    posts = by_id(fixture("x_archive"))
    assert posts["1786090100000000009"].quotes == "1786090100000000777"
    assert posts["1786090100000000011"].text == "A3 Last version"
    assert "1786090100000000010" not in posts


def test_likes_are_others_words_without_their_names_and_are_not_read(fixture: Load) -> None:
    loaded = fixture("x_archive")
    assert not any("Someone else wrote this" in post.text for post in loaded.posts)
    assert any("data/like.js" in note for note in loaded.notes)


def test_tweets_alone_do_not_say_whose_they_are() -> None:
    with pytest.raises(InputError, match=r"tweets\.js: .*whose.*account\.js names the owner"):
        load([ARCHIVE / "data/tweets.js"], ChatFile())


def test_the_zip_reads_as_the_folder_does(tmp_path: Path, fixture: Load) -> None:
    packed = shutil.make_archive(str(tmp_path / "twitter-2024"), "zip", ARCHIVE)
    zipped = load([Path(packed)], ChatFile())
    assert [post.text for post in zipped.posts] == [p.text for p in fixture("x_archive").posts]
    assert zipped.posts[0].source == "twitter-2024.zip/data/tweets-part1.js:2"


def test_the_older_prefix_and_utf_16_are_read(tmp_path: Path) -> None:
    shutil.copytree(ARCHIVE, tmp_path / "archive")
    tweets = tmp_path / "archive/data/tweets.js"
    old = tweets.read_text(encoding="utf-8").replace("tweets.part0", "tweet.part0")
    tweets.write_text(old, encoding="utf-16")
    assert len(load([tmp_path / "archive"], ChatFile()).posts) == 5


def test_an_archive_file_cut_off_is_refused_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(ARCHIVE, tmp_path / "archive")
    tweets = tmp_path / "archive/data/tweets.js"
    tweets.write_bytes(tweets.read_bytes()[:900])
    with pytest.raises(InputError, match=r"data/tweets\.js:\d+: not JSON"):
        load([tmp_path / "archive"], ChatFile())


def test_two_archives_in_one_folder_do_not_lend_each_other_their_owners(tmp_path: Path) -> None:
    shutil.copytree(ARCHIVE, tmp_path / "chat/host")
    guest = tmp_path / "guest"
    shutil.copytree(ARCHIVE, guest)
    for path in guest.rglob("*.js"):
        other = path.read_text(encoding="utf-8").replace("mira_k", "ines_d").replace('"17', '"16')
        path.write_text(other, encoding="utf-8")
    shutil.make_archive(str(tmp_path / "chat/guest"), "zip", guest)
    posts = load([tmp_path / "chat"], ChatFile()).posts
    assert {(post.handle, post.id[:2]) for post in posts} == {("mira_k", "17"), ("ines_d", "16")}
