from __future__ import annotations

from time import process_time

import pytest

from pipeline.normalize import called, stage
from pipeline.normalize.entities import extract
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings

HANDLES = ("Temi A.", "Temi A. Ola", "Ines Duarte", "Jo 🌾", "+44 7700 900123", "ana_bakes")


def mentions(text: str) -> list[str]:
    held = called.with_names(extract(text), text, called.names(HANDLES))
    return [each.text for each in held if each.kind == "mention"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Temi A. I agree", ["@Temi A."]),
        ("@Temi A. Ola I agree", ["@Temi A. Ola"]),  # the longer name
        ("@Ines Duarte and @ana_bakes know, ask @Jo 🌾!", ["@Ines Duarte", "@ana_bakes", "@Jo 🌾"]),
        ("@+44 7700 900123 said so", ["@+44 7700 900123"]),
        ("@Ines Duartes friend", ["@Ines"]),  # somebody else
        ("@ines duarte says", ["@ines"]),
        ("mail temi@Temi A. again", []),
    ],
)
def test_a_name_of_several_words_is_one_mention(text: str, found: list[str]) -> None:
    assert mentions(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@stan.wrobel I agree", ["@stan.wrobel"]),
        ("Ask @stan.wrobel, or @mary-ann.", ["@stan.wrobel", "@mary-ann"]),
        ("@stan.wrobel's pits", ["@stan.wrobel"]),
        ("@stan.wrobels pits", ["@stan"]),  # somebody else
        ("Thanks @stan.it was fun", ["@stan"]),  # a blank is missing
    ],
)
def test_a_handle_with_dots_or_hyphens_is_one_mention(text: str, found: list[str]) -> None:
    known = called.names(["stan", "stan.wrobel", "mary-ann"])
    held = called.with_names(extract(text), text, known)
    assert [each.text for each in held if each.kind == "mention"] == found


def test_a_name_may_be_called_without_what_stands_around_it() -> None:
    known = called.names(["Ines Duarte (she/her)", "Dr. Temi Ola - Leeds", "Jo (host)"])
    text = "@Ines Duarte and @Temi Ola, as @Jo said to @Ines Duarte (she/her)"
    held = called.with_names(extract(text), text, known)
    assert [each.text for each in held] == [
        "@Ines Duarte",
        "@Temi Ola",
        "@Jo",
        "@Ines Duarte (she/her)",
    ]


def test_where_everybody_has_a_handle_nothing_is_looked_for() -> None:
    assert called.names(["ana_bakes", "mira.example.com", "20240514"]) is None


def test_what_is_said_to_a_person_of_two_names_begins_behind_both() -> None:
    posts, _ = stage.run(
        [
            Post(id="1", handle="Temi A.", text="A1: I mended the radio that was glued shut"),
            Post(id="2", handle="Priya N", text="@Temi A. I agree. Our street owns one drill"),
        ],
        Chat(chat="mending"),
        NormalizeSettings(),
    )
    assert posts[1].said == "I agree. Our street owns one drill"
    assert posts[1].mentions == (posts[0].called,) == ("temia.",)


def test_no_line_begins_with_the_rest_of_a_handle() -> None:
    said = [("stan.wrobel", "A1: A kerb keeps salt out"), ("kofi_b", "@stan.wrobel Ours is low")]
    posts = [Post(id=text[:2], handle=handle, text=text) for handle, text in said]
    found, _ = stage.run(posts, Chat(chat="trees"), NormalizeSettings())
    assert found[1].said == "Ours is low"
    assert found[1].mentions == ("stan.wrobel",)


def test_no_number_of_names_takes_long() -> None:
    text = "@Temi A. " * 20_000
    held = extract(text)
    start = process_time()
    assert len(called.with_names(held, text, called.names(HANDLES))) == 20_000
    assert process_time() - start < 2
