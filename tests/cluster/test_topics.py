"""Questions that posts name by their topic."""

import pytest

from pipeline.cluster import questions, stage
from tests.cluster.chats import Said, chat
from tests.conftest import WordEncoder

ASKED = (
    "Q1: What does salt do for your bread?",
    "Q2: How do you treat a starter that sulks?",
    "Q3: Who taught you to bake?",
)


def named(*said: Said) -> dict[int, int]:
    """Return which questions posts name once three were asked, by how many posts after the last."""
    asked: list[Said] = [("loafchat", text) for text in ASKED]
    posts, about = chat(*asked, *said)
    found = questions.find(posts, about)
    scene, _ = stage.look(posts, found, WordEncoder())
    return {at - len(asked): number for at, number in scene.named.items()}


@pytest.mark.parametrize(
    "text",
    [
        "Late to the salt question, sorry: two percent, no more",
        "@tom_x one more thought for your salt question. Two percent, no more",
        "re salt, I leave it out for the first hour",
        "Back to salt: I leave it out for the first hour",
        "oh and on the salt: taste it first",
        "One last thing about salt - it is slow",
    ],
)
def test_who_names_the_topic_of_one_question_names_the_question(text: str) -> None:
    assert named(("mira_k", text)) == {0: 1}


@pytest.mark.parametrize(
    "text",
    [
        "On salt and starters: I would not know",  # of two questions
        "re butter, I leave it out",  # of none
        "Back to salted butter I went, and never came home",  # not set off
        "My sister asked a salt question once",
        "A3 late to the salt question, but my nan did",  # says its number
        "Salt. Two percent, no more",
        "On salt, mostly",  # as answers to "Where ...?" begin: "On Twitter, mostly"
        "On bread - the crust, I mean",
        "Back to salt, thanks all!",
        "Can we have the salt question again?",
        "Screenshotting the salt question for my boss",
        "the salt in question, my nan's",
    ],
)
def test_what_only_holds_such_a_word_names_none(text: str) -> None:
    assert named(("mira_k", text)) == {}


def test_nobody_names_what_is_not_asked_yet() -> None:
    early, late = ("mira_k", "re starter, it sulks"), ("mira_k", "re starter, it sulks again")
    posts, about = chat(("loafchat", ASKED[0]), early, ("loafchat", ASKED[1]), late)
    found = questions.find(posts, about)
    assert stage.look(posts, found, WordEncoder())[0].named == {3: 2}
