"""What a post is: the talk around it, and why one that counts for nothing is set aside."""

import re

import pytest

from pipeline.cluster import assign, kinds, model, questions, scene
from pipeline.cluster.arrays import Floats
from pipeline.cluster.kinds import reason_for
from pipeline.records import AnswerKind, Chat, Post
from tests.cluster.chats import chat
from tests.conftest import WordEncoder


@pytest.mark.parametrize(
    ("kind", "said", "reason"),
    [
        ("answer", "Click here to buy my loaf", None),  # somebody's answer, however it sounds
        ("reply", "Same here", None),
        ("question", "What do you bake tonight?", None),
        ("repost", "Bread waits", "repost"),
        ("other", "", "empty"),
        ("greeting", "Hello from a warm kitchen", "greeting"),
        ("greeting", "Lovely hour, all! Use code CRUMB for 20% off our tins", "promotion"),
        ("host", "Five minutes to go", "logistics"),
        ("host", "Lovely to have you all", "logistics"),
        ("host", "Use code CRUMB for 20% off our tins", "promotion"),
        ("other", "Link in bio, everybody", "promotion"),
        ("other", "The transcript will be up tomorrow", "logistics"),
        ("other", "My cat has opinions about the moon", "off-topic"),
    ],
)
def test_the_reason_says_what_the_post_is(kind: AnswerKind, said: str, reason: str | None) -> None:
    assert reason_for(kind, said) == reason


def test_the_talk_around_a_post_tells_whom_it_continues() -> None:
    posts, about = chat(
        ("loafchat", "Q1 What does waiting do for your bread? #LoafChat"),
        ("mira_k", "A1 It gives the crumb its holes. #LoafChat"),
        ("tom_x", "@mira_k holes lose the butter, though #LoafChat"),
        ("rye_ruth", "Does anybody here own a steam oven? #LoafChat"),
        ("ovenbird", "@rye_ruth I do, and hardly use it #LoafChat"),
        ("salt_sid", "@loafchat A1 Flavour #LoafChat"),
    )
    of = talk_of(posts, about)
    assert of["to_saying"][2] > 0.5 > of["to_asking"][2]
    assert of["to_asking"][4] > 0.5 > of["to_saying"][4]
    assert of["to_question"][5] == of["to_host"][5] > 0.5
    assert of["continued"][1] == pytest.approx(of["to_saying"][2])
    assert of["asks_first"].tolist() == [0, 0, 0, 1, 0, 0]


def talk_of(posts: list[Post], about: Chat) -> dict[str, Floats]:
    """Return what the talk around the posts of a chat tells of them, by name."""
    found = questions.find(posts, about)
    encoder = WordEncoder()
    meanings = encoder.encode([post.said for post in posts])
    seen = scene.build(posts, found, meanings, encoder.encode([q.text for q in found]))
    hosts = frozenset({"loafchat"})
    talk = kinds.conversation(seen, assign.decode(seen, model.load(), hosts), hosts)
    return {name: talk[:, column] for column, name in enumerate(kinds.TALK)}


@pytest.mark.parametrize(("last", "share"), [("0", kinds.TO_HEAD), ("2", 1)])
def test_where_all_reply_to_the_head_of_a_thread_that_makes_no_answer(
    last: str, share: float
) -> None:
    said = ("It gives the crumb its holes", "Holes lose the butter", "Butter, always")
    below = [(who, text, {"reply_to": "0"}) for who, text in zip("abc", said, strict=True)]
    below[-1][2]["reply_to"] = last  # who may reply to a reply has said so
    of = talk_of(*chat(("loafchat", "Q1 What does waiting do for your bread?"), *below))
    assert of["to_question"][1] == pytest.approx(share, abs=0.1)
    assert of["to_saying"][1] == pytest.approx(1 - share, abs=0.1)


def test_a_reply_below_a_question_or_an_own_post_is_no_reply_and_one_to_a_guest_is() -> None:
    posts, about = chat(
        ("loafchat", "Q1 What does waiting do for your bread? #LoafChat"),
        ("mira_k", "It gives the crumb its holes. #LoafChat", {"reply_to": "0"}),
        ("tom_x", "@mira_k holes lose the butter, though #LoafChat"),
        ("mira_k", "2/2 And a crust that sings #LoafChat", {"reply_to": "1"}),
        ("ana_b", "A2 By force"),  # no post asks Q2
        ("ines_b", "A2 By hand"),
        ("uma_r", "A2 By night"),
    )
    found = questions.find(posts, about)
    encoder = WordEncoder()
    meanings = encoder.encode([post.said for post in posts])
    seen = scene.build(posts, found, meanings, encoder.encode([q.text for q in found]))
    decoded = assign.decode(seen, model.load(), frozenset({"loafchat"}))
    talk = kinds.conversation(seen, decoded, frozenset({"loafchat"}))
    marks = kinds.matrix(seen, decoded.beliefs, talk, frozenset({"loafchat"}), frozenset())
    assert marks[:4, kinds.FEATURES.index("reply")].tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("pattern", "said", "found"),
    [
        (kinds.FIRST_PERSON, "What we've kept", "we"),
        (kinds.FIRST_PERSON, "It is in there", None),
        (kinds.SECOND_PERSON, "And ur starter?", "ur"),
        (kinds.SECOND_PERSON, "A young starter", None),
        (kinds.EMOJI, "Rye ☀", "☀"),
        (kinds.EMOJI, "Rye ;)", ";)"),
        (kinds.EMOJI, "Rye: (dark)", None),
    ],
)
def test_persons_and_faces_are_told_from_what_looks_like_them(
    pattern: re.Pattern[str], said: str, found: str | None
) -> None:
    match = pattern.search(said)
    assert (match[0] if match else None) == found
