from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.records import Post
from tests.readers.conftest import Load

OLDER = """\
2h
Ana Lima
@ana@kilns.example

@priya A1: I write down what I hoped for

1
3
0
Tom boosted
3h
Priya Nair
@priya

Q1: What do you write down before you light it?

1+
12
"""
NEWER = """\
Ana Lima
@ana@kilns.example
2h
@priya A1: I write down what I hoped for
1
3
0
Tom boosted
Priya Nair
@priya
3h
Q1: What do you write down before you light it?
1+
12
"""
OPENED = """\
Priya Nair
@priya.claypots.example
· 3h
Q1: What do you write down before you light it?
4
2
Ana Lima
@ana.example.org
I write down what I hoped for.

It is the only number I learn from.
May 14, 2024 at 7:05 PM
Everybody can reply
3 reposts 12 likes
Write your reply
Bo Kern
@bo.example.org
· 1h
Nothing, and it shows
"""


def _of(posts: list[Post], handle: str) -> Post:
    return next(post for post in posts if post.handle == handle)


def test_posts_come_out_oldest_first_each_by_its_author(fixture: Load) -> None:
    posts = fixture("pasted_page.txt").posts
    assert [post.handle for post in posts] == [
        "priya.claypots.example", "tomas.ek.example", "ana-l.bsky.social",
        "priya.claypots.example", "bo-kern.bsky.social",
    ]  # fmt: skip
    assert [post.name for post in posts[:3]] == ["Priya Nair", "Tomas Ek", "Ana Lima 🌿"]


def test_a_text_ends_before_numbers_cards_and_what_it_quotes(fixture: Load) -> None:
    loaded = fixture("pasted_page.txt")
    ana, tomas = _of(loaded.posts, "ana-l.bsky.social"), _of(loaded.posts, "tomas.ek.example")
    assert ana.text.splitlines() == [
        "A1: Cones lie, so I write down:", "1. the hour", "2. what I hoped for",
        "It is the second one that I learn from. #KilnChat", "kilns.example/notes/2024...",
    ]  # fmt: skip
    assert tomas.text == "This, word for word"
    assert any("3 lines below a link" in note for note in loaded.notes)


def test_what_it_shows_twice_is_one_post_and_a_picture_is_counted(fixture: Load) -> None:
    loaded = fixture("pasted_page.txt")
    assert sum(post.handle == "ana-l.bsky.social" for post in loaded.posts) == 1
    assert any("1 post without text of its own" in note for note in loaded.notes)


def test_who_passed_a_post_on_is_not_its_author(fixture: Load) -> None:
    loaded = fixture("pasted_page.txt")
    assert not any("Guild" in f"{post.name} {post.text}" for post in loaded.posts)
    assert any("1 post shown as passed on" in note for note in loaded.notes)


def test_a_reply_to_who_wrote_one_older_post_replies_to_that(fixture: Load, written: Load) -> None:
    wrote_two = fixture("pasted_page.txt").posts
    assert _of(wrote_two, "bo-kern.bsky.social").reply_to is None
    one = written(OPENED.replace("· 1h\n", "· 1h\nReplied to Priya Nair\n"), "page.txt").posts
    bo = _of(one, "bo.example.org")
    assert (bo.reply_to, bo.text) == (
        _of(one, "priya.claypots.example").id,
        "Nothing, and it shows",
    )


@pytest.mark.parametrize("page", [OLDER, NEWER, NEWER.replace("\n", "\r\n")])
def test_the_age_stands_above_the_name_or_below_the_handle(written: Load, page: str) -> None:
    priya, ana = written(page, "page.txt").posts
    assert (priya.handle, priya.name) == ("priya", "Priya Nair")
    assert priya.text == "Q1: What do you write down before you light it?"
    assert (ana.handle, ana.name) == ("ana@kilns.example", "Ana Lima")
    assert ana.text == "@priya A1: I write down what I hoped for"


def test_the_post_that_a_page_is_of_has_day_and_clock_below(written: Load) -> None:
    loaded = written(OPENED, "page.txt", timezone="America/New_York")
    ana = _of(loaded.posts, "ana.example.org")
    assert ana.created_at == "2024-05-14T23:05:00Z"
    assert ana.text.endswith("I hoped for.\n\nIt is the only number I learn from.")
    assert len(loaded.posts) == 3
    assert any(note.startswith("3 lines beside the posts of the page") for note in loaded.notes)


@pytest.mark.parametrize(
    ("below", "text"),
    [("Read it at\nkilns.example", "Read it at"),
     ("I keep all of it\nkilns.example/notes", "I keep all of it\nkilns.example/notes"),
     ("One\nTwo\nThree\nA title\nWhat it is about\nkilns.example", "One\nTwo\nThree"),
     ("Seen at a fair\nin Delft.", "Seen at a fair\nin Delft."),
     ("The year was\n1998", "The year was")],
)  # fmt: skip
def test_what_the_page_draws_of_a_link_is_nobodys_words(
    written: Load, below: str, text: str
) -> None:
    (post,) = written(f"Ana Lima\n@ana.example.org\n· 2h\n{below}\n", "page.txt").posts
    assert post.text == text


@pytest.mark.parametrize(
    "text",
    ["Coffee with @ana.example.org and cake\n2h later we left\n", "ana@example.org\n2h\nHello\n",
     "Ana\n@ana\n2h\nA1: I wait\n", "Write to\n@ana.example.org\nor call\n"],
)  # fmt: skip
def test_other_texts_are_no_page(written: Load, text: str) -> None:
    with pytest.raises(InputError, match="unknown format"):
        written(text, "page.txt")


def test_a_mention_in_the_text_begins_no_post(written: Load) -> None:
    ana = "Ana\n@ana.example.org\n· 2h\nAsk @bo.example.org\nhe waited\n5\n"
    page = f"{ana}Bo\n@bo.example.org\n· 1h\nYes\n"
    assert [post.text for post in written(page, "page.txt").posts] == [
        "Ask @bo.example.org\nhe waited", "Yes",
    ]  # fmt: skip
