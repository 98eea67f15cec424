"""Fates: what is cut off, and what is in another language, is said in so many words."""

from __future__ import annotations

import pytest

from pipeline.recap import fates
from pipeline.records import Post, Theme
from tests.recap.chats import answer, chat_of, post


def of(added: Post, kind: str, reason: str | None = None, langs: str = "en") -> fates.Fate:
    """Return the fate of a post among three others that are written in `langs`."""
    records = chat_of("I mended a gate.", "I mended a chair.", "I mended a shoe.")
    records.posts = [each.model_copy(update={"lang": langs}) for each in records.posts]
    records.posts.append(added)
    records.answers.append(answer(added, 1, kind, reason=reason))
    return fates.of_posts(
        records.posts, records.questions, records.answers, records.themes, records.lines,
        records.picks,
    )[-1]  # fmt: skip


def test_a_post_of_which_too_little_is_left_for_a_line_is_truncated() -> None:
    cut = post("9", "ines_sews", "A1 I mended a zi…", is_truncated=True)
    assert of(cut, "answer") == fates.Fate("set aside", "truncated")


def test_a_whole_post_without_a_line_is_placed() -> None:
    assert of(post("9", "ines_sews", "A1 A zip."), "answer") == fates.Fate("placed")


def test_an_answer_without_a_line_that_makes_a_point_with_others_is_in_a_theme() -> None:
    records = chat_of("I mended a gate.", "I mended a chair.")
    records.posts.append(post("9", "ines_sews", "A1 A gate, too."))
    records.answers.append(answer(records.posts[-1], 1))
    records.themes = [
        Theme(id="theme-1", question=1, keywords=("gate",), post_ids=("1", "9"), voices=2,
              medoid="1"),
    ]  # fmt: skip
    assert [fate.name for fate in records.material().fates] == ["picked", "picked", "in a theme"]


def test_a_question_of_somebody_else_is_one_though_no_section_is_its_own() -> None:
    assert of(post("9", "ines_sews", "Who has a needle?"), "question").name == "question"


@pytest.mark.parametrize(
    ("lang", "langs", "reason"),
    [
        ("de", "en", "other language"),
        ("en", "en", "off-topic"),
        ("en-GB", "en", "off-topic"),  # English, too
        ("en", "de", "other language"),
        (None, "en", "off-topic"),
        ("und", "en", "off-topic"),  # what X writes where it could not tell
        ("qme", "en", "off-topic"),  # a post of nothing but media
    ],
)
def test_what_was_off_topic_in_another_language_says_so(
    lang: str | None, langs: str, reason: str
) -> None:
    stray = post("9", "ines_sews", "Und nun das Wetter", lang=lang)
    assert of(stray, "other", "off-topic", langs) == fates.Fate("set aside", reason)


def test_a_post_that_asks_a_question_again_is_one_of_it_whatever_it_was_taken_for() -> None:
    again = post("9", "repaircafe", "Once more: what did you last mend?")
    records = chat_of("I mended a gate.")
    records.posts.append(again)
    records.answers.append(answer(again, 1, "host", reason="host"))
    records.questions = [records.questions[0].model_copy(update={"also_asked": ("9",)})]
    assert records.material().fates[-1] == fates.Fate("question")


def test_an_answer_in_another_language_is_an_answer() -> None:
    assert of(post("9", "ines_sews", "A1 Den Mantel.", lang="de"), "answer").name == "placed"


def test_a_greeting_in_another_language_is_a_greeting() -> None:
    hello = post("9", "ines_sews", "Hallo zusammen", lang="de")
    assert of(hello, "greeting", "greeting").reason == "greeting"


def test_the_reason_of_one_post_is_told_as_a_claim() -> None:
    told = [fates.named(one) for one in ("greeting", "other language", "empty")]
    assert told == ["a greeting", "in another language", "empty"]


def test_reasons_are_told_as_counts_of_things() -> None:
    reasons = {"greeting": 1_028, "repost": 1, "empty": 2, "not in the chat's time": 1}
    said = "1,028 greetings, 1 repost, 2 empty, 1 not in the chat's time"
    assert fates.told(reasons) == said
    assert fates.told({"disputed author": 8, "other language": 2}) == (
        "8 of disputed author, 2 in another language"
    )
