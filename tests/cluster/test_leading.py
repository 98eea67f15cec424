"""What leads to a question of a host who does not number is none."""

import pytest

from pipeline.cluster import leading
from tests.cluster.chats import Said, chat
from tests.cluster.test_unnumbered import ASKED, answers, evening, find


@pytest.mark.parametrize(
    "said",
    [
        "Q3 is coming up in a moment. Butter the tins!",
        "Next question in two minutes, top up the tea",
        "Last one coming up, and it needs your honesty",
        "First topic in five minutes",
        "Question three is on its way, folks",
        "my oven is on fire, @bo_m can you take over",
    ],
)
def test_word_of_what_comes_is_no_question(said: str) -> None:
    asked = [text for text in ASKED if "?" in text]
    posts = evening(*asked)
    at = next(i for i, (_, text, *_) in enumerate(posts) if text == asked[2])
    posts[at:at] = [("loafchat", said), *answers(7)]
    assert [q.text for q in find(posts)] == asked


@pytest.mark.parametrize(
    "said",
    [
        "Next question: the loaf that went wrong",
        "The next question people ask me comes from my nan",
        "Our second topic is what waiting does for bread",
        "Last one in the oven burns",
        "Say what you bake when nobody comes",
        "Tell us who you are when the oven is cold",
    ],
)
def test_words_that_only_sound_so_lead_nowhere(said: str) -> None:
    (post,), _ = chat(("loafchat", said))
    assert not leading.leads(post)


@pytest.mark.parametrize(
    "said",
    ["Doors open! Say who you are and what is in your oven right now.", "Please say who you are!"],
)
def test_who_is_to_say_who_they_are_is_asked_none_of_the_questions(said: str) -> None:
    before: list[Said] = [("loafchat", "Tonight at eight, bring flour"), ("loafchat", said)]
    posts = [*before, *answers(9), *evening(*ASKED)[1:]]
    assert [q.text for q in find(posts)] == list(ASKED)
