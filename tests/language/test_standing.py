"""Standing alone: what a line leans on, and that each leaning is named with its words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import Standing, stands_alone
from tests.conftest import within

LEANING = [
    ("This is why we listen.", '"This" points to'),
    ("That is my view", '"That" points to'),
    ("So we do this", '"this" points to'),
    ("They never ask first", '"They" stands for'),
    ("People do it all in bed", '"it" stands for'),
    ("IT WAS FREE", '"IT" stands for'),
    ("So IT WAS free", '"IT" stands for'),
    ("It would be a kind hour", '"It" stands for'),
    ("It doesn't listen to us", '"It" stands for'),
    ("When it rains we can read it aloud", '"it" stands for'),
    ("Lots of it is luck", '"it" stands for'),  # a lot is nothing that it could stand for
    ("This tool saves us hours", '"This tool" was named elsewhere'),
    ("This class keeps silent", '"This class" was named elsewhere'),
    ("That sounds like silence", '"That" points to'),
    ("This never gets said", '"This" points to'),
    ("That not only helped me, it moved us", '"That not" was named elsewhere'),
    ("@ana I bake bread on Mondays", 'begins with "@ana", said to them'),
    ("A2 @ana I bake bread on Mondays", 'begins with "@ana", said to them'),
    ("But nobody is listening", 'opens with "But"'),
    ("So we are starting over", 'opens with "So"'),
    ("Too much of an hour is silence", 'opens with "Too"'),
    ("Because silence is kind", 'opens with "Because"'),
    ("Because silence is kind,", 'opens with "Because"'),  # what follows the comma is not there
    ("By listening more.", 'opens with "By" and has no verb'),
    ("Very good", "has no verb"),
    ("Paper is easier", '"easier" compares'),
    ("See you at the door tonight", '"tonight" is the day'),
    ("I learned to wait in this chat", '"this chat" is known only'),
    ("We are all friends here", '"here" is the place'),
    ("Agree! Silence is kind", 'opens with "Agree", a reply'),
    ("@ana yes", 'opens with "yes", a reply'),
    ("@ana you're right, silence is kind", '"you are right" replies'),
    ("@ana silence is kind", '"@ana", said to them'),
    ("@ana is it kind to wait", '"@ana", said to them'),
    ("I like your point about silence", '"your point" speaks to one person'),
    ("2. Silence is kind", '"2." counts it'),
    ("2/3 Silence is kind", '"2/3" counts it'),
    ("• Silence is kind", '"•" counts it'),
    ("Will be kind to all", '"Will" has no subject'),
    ("That we sit in silence. It is kind", '"That we" answers what was asked'),
    ("Secondly, silence is kind", 'opens with "Secondly"'),
    ("Third, silence is kind", 'opens with "Third"'),
    ("28. Any longer silence is a sulk", '"28." says how many'),
    ("There are two rules:", 'ends with ":"'),
    ("Silence is kind, and…", "breaks off"),
    ("... and silence is kind", "begins in the middle"),
    ("Silence (the long sort is kind", 'a "("'),
    ("Silence “is what we keep", 'a "“"'),
    ('"Why is silence so hard?"', "is a question"),
    ("What do you do about silence?", "asks back"),
    ("Why is silence so hard?", "is a question"),
    ("Why is silence so hard？", "is a question"),
    ("Why is silence so hard؟", "is a question"),
]
STANDING = [
    "Silence is kind.",
    "3 kinds of silence are kind",
    "#teatalk A2 Silence is kind https://ex.am/p …",  # dots that an archive left after a link
    "Trust is built in small moments.",
    "That your kitchen is cold means that your dough is slow",  # points to no kitchen
    "It takes courage to say no",  # an "it" that stands for nothing
    "It took me ten years to write one good headline",
    "It always helps to ask",
    "It doesn't help to shout",
    "It would never be kind to shout",
    "It'll be hard to stay silent",
    "It turns out that silence is kind",
    "It's not the tool, it's the habit",
    "Make it easy to ask",
    "2020 was the year in which silence taught me to write",
    "90% agree that silence is kind",
    "100 true friends are enough",
    "This year we lost half of the readers",
    "This Friday is silent",
    "Sorry is no plan",
    "Too many cooks are kind",
    "Good example is half of a sermon",
    "@ana has kept us silent and kind",  # of whom it speaks
    "9/10 times silence is kind",
    "Second hand silence is kind",
    "Finally a kind silence is kept",
    "Yet another app is no answer",
    "Paper is the better teacher",
    "A list has a) an end and b) a start",
    "Silence is kind :) and slow",
    "Silence is free (no tax) and kind",  # "x)" is no face here
    "A teacher is heard when they listen",  # the pronoun has its noun in the line
    "A few people do all of their best in bed",
    "Our IT will be kind if they are asked",
    "Our IT and HR will be kind if they are asked",
    "Ask @ana how she does all she does",
    "Those who ask are those who learn",
    "Here is the rule of the house",
    "Because silence is kind, we wait",
    "So many people are afraid of silence",
    "So glad you kept silent",
    "You'd better ask before you tell",
    "Ask before you tell #teatalk https://ex.am/p",
    "A1: Ask before you tell 😀",
    "Never confuse being busy with being useful",
    "Better to ask than to guess is what we teach",
]


@pytest.mark.parametrize(("text", "reason"), LEANING)
def test_a_leaning_is_named(text: str, reason: str) -> None:
    standing = stands_alone(text, 0, len(text))
    assert any(reason in found for found in standing.reasons), standing
    assert standing.value < 1


@pytest.mark.parametrize("text", STANDING)
def test_a_line_that_needs_nothing_else_stands(text: str) -> None:
    assert stands_alone(text, 0, len(text)) == Standing(1.0)


@pytest.mark.parametrize(
    "text",
    [
        "Nice talk, we loved it",
        "Thanks to all who came. I hope so",
        "True. We wait",
        "2) Silence is kind",
        "Too much. We wait",
        "Silence is kind (in parts 1 and 2",
        "It isn't a habit. It's rent",
    ],
)
def test_a_reply_or_an_item_stays_one(text: str) -> None:
    assert stands_alone(text, 0, len(text)).value < 1


@pytest.mark.parametrize("mark", ["?", "？"])
def test_a_question_leaves_no_subject_out(mark: str) -> None:
    text = f"Did silence teach me to write{mark}"
    assert stands_alone(text, 0, len(text)).reasons == ("is a question",)


def test_the_verb_of_a_question_has_its_subject_behind_it() -> None:
    text = "Can silence be kind?"
    assert stands_alone(text, 0, len(text)).reasons == ("is a question",)


@pytest.mark.parametrize(
    "text",
    [
        "is there a kind of silence",
        "Couldn't everybody wait in silence",
        "which silence is kind",
        "Which is kind?",
    ],
)
def test_what_begins_like_a_question_is_one(text: str) -> None:
    assert stands_alone(text, 0, len(text)).reasons == ("is a question",)


@pytest.mark.parametrize(
    "text",
    ["Which is kind", "Which I love", "Which reminds me of silence", "Which leads to silence"],
)
def test_a_which_that_asks_nothing_goes_on_from_something(text: str) -> None:
    found = ('opens with "Which", which goes on from something',)
    assert stands_alone(text, 0, len(text)).reasons == found


def test_what_opens_with_its_pointer_leaves_less_than_what_ends_in_it() -> None:
    opens, ends = "This is free", "So we do this"
    assert stands_alone(opens, 0, len(opens)).value < stands_alone(ends, 0, len(ends)).value


def test_more_leanings_leave_less() -> None:
    one, two = "They are asking", "But they are asking…"
    assert stands_alone(two, 0, len(two)).value < stands_alone(one, 0, len(one)).value


def test_only_the_line_is_judged() -> None:
    text = "But why? Silence is kind. They know…"
    assert stands_alone(text, 9, 25) == Standing(1.0)


@pytest.mark.parametrize("text", ["", "😀😀", "#tea", "@ana", "1.", "\0", "\ud800", "!!!", "A1:"])
def test_a_line_without_words_of_its_own_is_worth_nothing(text: str) -> None:
    assert stands_alone(text, 0, len(text)) == Standing(0.0, ("says nothing in words",))


@settings(deadline=None)
@given(st.text())
def test_any_text_gets_a_value_between_nothing_and_one(text: str) -> None:
    standing = stands_alone(text, 0, len(text))
    assert 0 <= standing.value <= 1
    assert (standing.value < 1) == bool(standing.reasons)
    assert standing == stands_alone(text, 0, len(text))


@pytest.mark.parametrize("unit", ["it ", "#a ", "!", "a-", "it's "])
def test_a_text_of_200_000_characters_goes_through(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    with within(30):
        standing = stands_alone(text, 0, len(text))
    assert 0 <= standing.value <= 1
