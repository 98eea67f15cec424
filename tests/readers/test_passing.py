"""Reposts that only a column of the sheet tells: their words are never the reposter's."""

from __future__ import annotations

import pytest

from pipeline.normalize import stage
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings
from tests.readers.conftest import Load

SAID = "A1: Kilns forgive nobody, so I write every firing down before I open the lid"
HEAD = "Author,Message,Date"
ROWS = ("ana_l", "2024-05-14 19:02"), ("tom_x", "2024-05-14 19:05"), ("bo_k", "2024-05-14 19:06")


def _read(posts: list[Post]) -> list[Post]:
    return stage.run(posts, Chat(chat="kilns"), NormalizeSettings())[0]


def _sheet(column: str, kinds: list[str], said: str = SAID) -> str:
    rows = (
        f'{handle},"{said}",{when},{kind}'
        for (handle, when), kind in zip(ROWS, kinds, strict=False)
    )
    return "\n".join((f"{HEAD},{column}", *rows))


@pytest.mark.parametrize(
    ("column", "kinds"),
    [("Post Type", ["Original", "Retweet", "Repost"]),
     ("Message Type", ["X Post", "X Repost", "X Repost"]),
     ("Thread Entry Type", ["post", "share", "shared"]),
     ("Is Retweet", ["FALSE", "TRUE", "yes"]),
     ("is_retweet", ["0", "1", "1"]),
     ("Type", ["Toot", "Boost", "boosted"])],
)  # fmt: skip
def test_the_author_keeps_the_words_and_who_passes_them_on_gets_none(
    written: Load, column: str, kinds: list[str]
) -> None:
    posts = written(_sheet(column, kinds)).posts
    first, *others = _read(posts)
    assert (first.handle, first.set_aside, first.repost_of) == ("ana_l", None, None)
    assert [(each.set_aside, each.repost_of) for each in others] == [("repost", first.id)] * 2


def test_the_newest_row_may_come_first(written: Load) -> None:
    head, *rows = _sheet("Post Type", ["Post", "Retweet", "Retweet"]).splitlines()
    posts = written("\n".join((head, *reversed(rows)))).posts
    by_ana = next(post for post in posts if post.handle == "ana_l")
    assert {post.repost_of for post in posts if post is not by_ana} == {by_ana.id}


def test_words_whose_author_is_not_in_the_sheet_are_nobodys(written: Load) -> None:
    posts = written(_sheet("Post Type", ["Retweet", "Retweet"])).posts
    read = _read(posts)
    assert [post.set_aside for post in read] == ["repost", "repost"]
    assert not {post.repost_of for post in posts} & {post.id for post in posts}


@pytest.mark.parametrize(
    "kind", ["Quote Tweet", "Quote Retweet", "Retweet with comment", "Not a retweet", "Reply",
             "Original", "Tweet", "Shareable", "Post", "", "FALSE", "no", "12",
             "Shared a photo", "Link share", "No retweet", "Retweet: no"],
)  # fmt: skip
def test_what_says_more_than_it_passes_on_is_its_authors_own(written: Load, kind: str) -> None:
    (post,) = written(_sheet("Post Type", [kind])).posts
    assert post.repost_of is None


def test_words_that_name_whom_they_pass_on_are_left_to_that_name(written: Load) -> None:
    (post,) = written(_sheet("Tweet Type", ["Retweet"], f"RT @ana_l: {SAID}")).posts
    assert post.repost_of is None


def test_a_chat_toml_names_the_column_as_kind(written: Load) -> None:
    chat = {"columns": {"handle": "Wer", "text": "Was", "kind": "Art"}}
    (post,) = written(f'Wer,Was,Art\nana_l,"{SAID}",Repost', "sheet.csv", **chat).posts
    assert post.repost_of is not None
