from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.readers.head import HEAD_LENGTH
from pipeline.records import Post
from tests.conftest import within
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


BO = "Bo Kern\n@bo.example.org\n· 2h\nI walk away.\n3\n"
CY = "Cy Dent\n@cy.example.org\n· 3h\nI wait.\n1\n"


@pytest.mark.parametrize(
    "age", ["· 5/14/2024", "·\n2 Std.", "5 min", "· il y a 2 h", "14. Mai 2024", "· 2 hours ago"]
)
def test_a_post_whose_age_is_not_read_is_no_part_of_the_one_before(written: Load, age: str) -> None:
    with pytest.raises(InputError, match=r"page\.txt:7: @cy\.example\.org begins a post"):
        written(BO + CY.replace("· 3h", age), "page.txt")


@pytest.mark.parametrize("head", ["5 min\nTom Ek\n@tom", "Tom Ek\n@tom\n5 min"])
def test_nor_is_one_of_the_server_itself(written: Load, head: str) -> None:
    page = f"2h\nAna Lima\n@ana@kilns.example\nI wait.\n1\n{head}\nSo do I.\n"
    with pytest.raises(InputError, match="@tom begins a post"):
        written(page, "page.txt")


@pytest.mark.parametrize(
    "text",
    ["Talking to @ana.example.org now!\nShe agrees.", "Reply to Priya: never before 90.",
     "I gave up.\n5 replies to my letter told me what to write next."],
)  # fmt: skip
def test_what_looks_like_the_page_is_the_words_of_who_wrote_it(written: Load, text: str) -> None:
    bo, cy = (f"{BO}{CY}".replace("I walk away.", text), "page.txt"), "I wait."
    assert [post.text for post in written(*bo).posts] == [cy, text]


@pytest.mark.parametrize("above", ["Replied to Bo Kern", "Continued thread", "In reply to Bo Kern"])
def test_what_stands_above_a_name_is_no_part_of_the_post_before(written: Load, above: str) -> None:
    bo, cy = written(BO.replace("2h", "4h") + f"{above}\n{CY}", "page.txt").posts
    assert (bo.text, cy.text) == ("I walk away.", "I wait.")
    assert cy.reply_to == (bo.id if "Bo" in above else None)


@pytest.mark.parametrize(
    "end",
    ["Search\nDiscover\nTrending\nGlazes\nFeedback\n•\nPrivacy\n", "\nHome\n\nExplore\nGlazes\n",
     "Read 4 more replies\n", "2 reposts · 12 likes\n"],
)  # fmt: skip
def test_the_end_of_the_page_is_not_said_by_its_last_author(written: Load, end: str) -> None:
    assert [post.text for post in written(BO + CY + end, "page.txt").posts] == [
        "I wait.", "I walk away.",
    ]  # fmt: skip


def test_a_post_that_the_page_cuts_is_told_as_cut(written: Load) -> None:
    cut = BO.replace("away.\n", "away. And then\nShow more\n")
    cy, bo = written(cut + CY, "page.txt").posts
    assert (cy.is_truncated, bo.is_truncated, bo.text) == (False, True, "I walk away. And then")


def test_the_button_above_an_opened_post_is_not_its_text(written: Load) -> None:
    page = "Ana Lima\n@ana.example.org\nFollow\nI wait.\nMay 14, 2024 at 7:05 PM\n3 likes\n"
    assert [post.text for post in written(page, "page.txt").posts] == ["I wait."]


def test_a_card_below_the_link_of_somebody_of_the_server_is_nobodys_words(written: Load) -> None:
    page = f"{NEWER}kilns.example/notes/1\nkilns.example\nHow to read a cone\nBy hand\n2\n"
    priya, _ = written(page.replace("1+\n12\n", ""), "page.txt").posts
    assert priya.text.endswith("kilns.example/notes/1")


@pytest.mark.parametrize("run", ["-" * 200_000, "a-" * 100_000, "a." * 100_000])
def test_a_long_line_ends_soon(written: Load, run: str) -> None:
    with within(20):
        assert len(written(BO.replace("I walk away.", run), "page.txt").posts) == 1


def test_a_line_that_breaks_off_where_the_sniffing_ends_is_no_post(written: Load) -> None:
    head = "Bo\n@bo.example.org\n2h"
    page = "x\n" * ((HEAD_LENGTH - len(head)) // 2) + "\n" * ((HEAD_LENGTH - len(head)) % 2)
    assert not written(f"{page}{head}ours later we left\n", "page.txt").posts


def test_a_page_with_the_oldest_post_first_is_told_by_whom_its_posts_answer(written: Load) -> None:
    said = [
        ("Shed Hour", "shed@kilns.example", "", "What broke, and who noticed?"),
        ("Bea", "bea@oat.example", "", "@shed the lid. the cat noticed"),
        ("Cy", "cy@kilns.example", "Replied to Shed Hour", "My nerve"),
    ]
    page = "".join(
        f"{above}\n{name}\n@{handle}\n2h\n{text}\n\n" for name, handle, above, text in said
    )
    posts = written(page, "page.txt").posts
    assert [post.handle for post in posts] == [handle for _, handle, _, _ in said]
