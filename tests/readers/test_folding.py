"""Which records of one id are one post, and which only bear the same number."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.chatfile import ChatFile
from pipeline.readers import load
from tests.readers.test_loading import exported

EIGHT, LATER = ({"created_at": f"2024-05-14T20:{minute}:00Z"} for minute in ("00", "25"))


@pytest.mark.parametrize(
    ("said", "again", "count"),
    [
        ("👏👏👏", "👏👏👏", 1),  # by another clock
        ("👏👏👏", "🔥", 2),  # row numbers of two sheets: no word tells, so the signs do
        ("👏👏👏", "A1 Close the shop on Mondays", 2),
        ("👏 #LoafChat", "A1 Close the shop on Mondays #LoafChat", 2),
        ("👏 #LoafChat", "🔥 #LoafChat", 2),
        ("A1 Rye", "A1 Rye", 1),
    ],
)
def test_posts_of_few_words_are_one_only_where_all_their_signs_are(
    tmp_path: Path, said: str, again: str, count: int
) -> None:
    files = [
        exported(tmp_path / "a.jsonl", {"id": "7", "handle": "ana", "text": said, **EIGHT}),
        exported(tmp_path / "b.jsonl", {"id": "7", "handle": "ana", "text": again, **LATER}),
    ]
    posts = load(files, ChatFile()).posts
    assert len({post.id for post in posts}) == count
    assert {post.text for post in posts} == {said, again}


@pytest.mark.parametrize("day", [{"created_at": "2024-05-14"}, EIGHT])
def test_an_export_without_times_folds_into_one_that_has_them(
    tmp_path: Path, day: dict[str, str]
) -> None:
    post = {"id": "7", "handle": "ana", "text": "A1 Close the shop on Mondays"}
    bare = exported(tmp_path / "a.jsonl", post)
    timed = exported(tmp_path / "b.jsonl", {**post, **day})
    for paths in ([bare, timed], [timed, bare]):
        (found,) = load(paths, ChatFile()).posts
        assert (found.id, found.day) == ("7", "2024-05-14")


@pytest.mark.parametrize("day", [{}, {"created_at": "2024-05-14"}])
def test_one_person_under_one_number_in_two_sheets_without_a_clock_wrote_two_posts(
    tmp_path: Path, day: dict[str, str]
) -> None:
    """Sheets number their rows, some anew under each question."""
    said = ["A1 Close the shop on Mondays", "A2 Salt goes in by hand, and by the weather"]
    rows = [{"id": "7", "handle": "ana", "text": text, **day} for text in said]
    in_two = [exported(tmp_path / f"{n}.jsonl", row) for n, row in enumerate(rows)]
    for paths in (in_two, [exported(tmp_path / "one.jsonl", *rows)]):
        loaded = load(paths, ChatFile())
        assert [post.text for post in loaded.posts] == said
        assert "2 posts whose id stands for several" in loaded.notes[0]


def test_two_people_under_one_number_at_one_time_are_two_posts(tmp_path: Path) -> None:
    """Sheets number their rows, and a minute is all that many of them tell."""
    files = [
        exported(tmp_path / f"{who}.jsonl", {"id": "7", "handle": who, "text": text, **EIGHT})
        for who, text in (("ana", "A1 Close on Mondays"), ("bea", "A1 Never close at all"))
    ]
    loaded = load(files, ChatFile())
    assert [post.text for post in loaded.posts] == ["A1 Close on Mondays", "A1 Never close at all"]
    assert len({post.id for post in loaded.posts}) == 2
    assert "2 posts whose id stands for several" in loaded.notes[0]


def test_of_versions_the_one_with_the_greatest_number_is_the_last(tmp_path: Path) -> None:
    ids = ["98", "99", "100"]  # as text 100 comes first
    tweet = {"author_id": "1", "edit_history_tweet_ids": ids}
    said = [{"id": id, "text": f"A1 Write it early, version {id}", **tweet} for id in ids]
    for order in (said, said[::-1]):
        loaded = load([exported(tmp_path / "flat.jsonl", *order)], ChatFile())
        assert [post.id for post in loaded.posts] == ["100"]
        assert "2 earlier versions of an edited post left out" in loaded.notes[-1]
