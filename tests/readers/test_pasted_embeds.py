from __future__ import annotations

from collections import Counter

import pytest

from tests.readers.conftest import Load

SEED = "recaps/twittersmarter-2019-06-06.txt"


def test_the_seed_recap_holds_thirteen_posts_by_six_people(sample: Load) -> None:
    names = Counter(post.handle for post in sample(SEED).posts)
    assert names == {
        "GenePetrovLMC": 7,
        "Kathrynclang": 2,
        "Gini_L": 1,
        "LIChevyMetsGrrl": 1,
        "KarcherGroup": 1,
        "_TomGReid": 1,
    }


def test_the_dash_glued_to_the_hashtag_is_no_part_of_the_post(sample: Load) -> None:
    ginny = next(post for post in sample(SEED).posts if post.handle == "Gini_L")
    assert ginny.name == "Ginny"
    assert ginny.text.startswith("A2 Twitter chats are a great way")
    assert ginny.text.endswith("#TwitterSmarter")
    assert ginny.text.count("\n") == 2
    assert ginny.created_at == "2019-06-06"


def test_the_prose_above_a_post_without_label_is_not_put_into_its_authors_mouth(
    sample: Load,
) -> None:
    tom = next(post for post in sample(SEED).posts if post.handle == "_TomGReid")
    assert tom.text == "Agree. My list is 229 elements long. #TwitterSmarter"


def test_what_the_recap_says_of_the_chat_becomes_hints(sample: Load) -> None:
    hints = sample(SEED).hints
    assert hints["guest_name"] == ("Gene Petrov",)
    assert hints["guest"] == ("GenePetrovLMC",)
    assert hints["topic"] == ("The Role of Leadership in Social Media Communities",)


def test_the_writer_hears_where_a_post_could_not_be_told_from_the_prose(fixture: Load) -> None:
    loaded = fixture("pasted_embeds.txt")
    assert [post.text for post in loaded.posts] == [
        "A1a Write the handover before you are tired. #OpsChat",
        "A1 Read it aloud once.\nIf you stumble, your colleague will. #OpsChat",
        "Agree. Mine has three lines. #OpsChat",
    ]
    assert loaded.notes == (
        "1 post without a label: taken to be the one line above its author (pasted_embeds.txt:14)",
    )


def test_where_blank_lines_set_paragraphs_apart_they_bound_the_post(written: Load) -> None:
    text = (
        "Some prose of the page.\n\nI read it aloud.\nThen I sleep. #OpsChat\n"
        "— Ines (@ines_d) May 2, 2024\n\nMore prose.\n"
    )
    assert written(text, "page.txt").posts[0].text == "I read it aloud.\nThen I sleep. #OpsChat"


def test_a_label_too_far_above_begins_another_post(written: Load) -> None:
    text = f"A1 {'long ' * 70}\nAgree with that. #OpsChat\n— Ines (@ines_d) May 2, 2024\n"
    assert written(text, "page.txt").posts[0].text == "Agree with that. #OpsChat"


def test_a_post_quoted_in_markdown_is_what_the_marks_enclose(written: Load) -> None:
    text = (
        "Mira said it well:\n> Write it early.\n>\n> Then sleep. #OpsChat\n"
        "> — Mira (@mira_k) [May 2, 2024](https://x.com/mira_k/status/1786090100000000001)\nTrue.\n"
    )
    loaded = written(text, "recap.md")
    assert loaded.posts[0].text == "Write it early.\n\nThen sleep. #OpsChat"
    assert loaded.posts[0].id == "1786090100000000001"
    assert loaded.notes == ()


@pytest.mark.parametrize(
    "line",
    [
        "https://twitter.com/mira_k/status/1786090100000000001",  # WordPress makes an embed of it
        '{{< tweet user="mira_k" id="1786090100000000001" >}}',  # Hugo does
    ],
)
def test_posts_that_are_only_linked_are_counted(written: Load, line: str) -> None:
    loaded = written(f"Mira said it well:\n\n{line}\n", "recap.md")
    assert loaded.posts == []
    assert "1 post only linked: its text is not in the file (recap.md:3)" in loaded.notes


def test_words_above_a_signature_that_cannot_be_read_are_nobodys(written: Load) -> None:
    text = (
        "Q1: What did you stop doing?\n— Host (@host) June 6, 2019\n"
        "A1: I gave up my newsletter.\n— Fay (@fay@mastodon.example) June 6, 2019\n"
        "Same here, it was a relief!\n— Gus (@gus) June 6, 2019\n"
        "A1: I stopped counting.\n— Hal (@hal)\n"
        "Me too.\n— Ida (@ida) June 6, 2019\n"
        "> A1: I rest.\n> — Jo (@jo)\n> Rest is work.\n> — Kim (@kim) June 6, 2019\n"
    )
    loaded = written(text, "page.txt")
    assert [(post.handle, post.text) for post in loaded.posts] == [
        ("host", "Q1: What did you stop doing?"),
        ("fay@mastodon.example", "A1: I gave up my newsletter."),
        ("gus", "Same here, it was a relief!"),
        ("ida", "Me too."),
        ("kim", "Rest is work."),
    ]
    assert "2 signatures whose date or handle cannot be read" in " ".join(loaded.notes)
