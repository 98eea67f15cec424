"""Assignment: which question a post answers, why, and how sure that is."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pipeline.cluster import assign, explain, kinds, model, people, questions, scene
from pipeline.records import Answer
from tests.cluster.chats import Said, chat
from tests.conftest import WordEncoder

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2 How do you keep a starter alive through a winter? #LoafChat")
Q3 = ("loafchat", "Q3 Which loaf would you bake for a stranger? #LoafChat")
TALK: list[Said] = [
    ("loafchat", "Welcome to #LoafChat everyone, say hello!"),
    ("tom_x", "Hello from the kitchen"),
    Q1,
    ("mira_k", "A1 A loaf that is late is a loaf that is better."),
    ("tom_x", "A1 Waiting is the only ingredient that nobody can sell you."),
    ("ines_b", "Waiting taught me to read the dough and not the clock."),
    ("mira_k", "@ines_b the dough is the better clock", {"reply_to": "5"}),
    Q2,
    ("ines_b", "A2 A starter does not die in winter, it only sulks until it is fed."),
    ("tom_x", "A2 Mine lives behind the stove and is fed before the children are."),
    ("olu_r", "RT @mira_k: A1 A loaf that is late is a loaf that is better."),
    ("mira_k", "I keep a dried spoonful of my starter in an envelope, through every winter."),
    Q3,
    ("olu_r", "A3 Rye, because a stranger has time to get used to it."),
    ("tom_x", "Good night all, thanks for having me!"),
]


def look(*said: Said) -> tuple[scene.Scene, frozenset[str]]:
    posts, about = chat(*said)
    found = questions.find(posts, about)
    encoder = WordEncoder()
    meanings = encoder.encode([post.said for post in posts])
    seen = scene.build(posts, found, meanings, encoder.encode([q.text for q in found]))
    return seen, frozenset(people.find_hosts(posts, found, about))


def answers(*said: Said) -> list[Answer]:
    seen, hosts = look(*said)
    return assign.answers(seen, model.load(), hosts, frozenset())


def test_every_post_has_one_place_in_the_order_of_the_posts() -> None:
    found = answers(*TALK)
    assert [answer.post_id for answer in found] == [str(n) for n in range(len(TALK))]
    assert {answer.question for answer in found} <= {None, 1, 2, 3}
    assert all(answer.evidence for answer in found)


@pytest.mark.parametrize("said", ["Good night all!", "A1 rye", "@tom_x same here", "👍"])
def test_where_the_export_files_a_post_it_stays_whatever_it_says(said: str) -> None:
    [*_, last] = answers(*TALK, ("kim_o", said, {"question": 2}))
    assert (last.question, last.confidence) == (2, 1.0)
    assert last.evidence == ("the export files it under Q2",)


def test_a_labelled_answer_comes_under_its_label_and_says_so() -> None:
    found = answers(*TALK)
    assert [found[n].question for n in (3, 4, 8, 9, 13)] == [1, 1, 2, 2, 3]
    assert "labelled A1" in found[3].evidence


def test_a_label_that_names_no_question_of_the_chat_is_told_first() -> None:
    [*_, last] = answers(*TALK, ("kim_o", "A8: Rye, because a stranger is patient"))
    assert last.evidence[0] == "labelled A8, but the chat has no Q8"


def test_a_label_that_its_author_put_right_in_the_next_post_is_told_so() -> None:
    found = answers(*TALK, ("ana_b", "A2 Rye for him, he has time"), ("ana_b", "Oops, A3 not A2"))
    assert (found[-2].question, found[-2].evidence[0]) == (3, "put right by its author: A3")


def test_the_posts_that_ask_are_questions_under_their_own_number() -> None:
    found = answers(*TALK)
    assert [(found[n].kind, found[n].question) for n in (2, 7, 12)] == [
        ("question", 1),
        ("question", 2),
        ("question", 3),
    ]


def test_a_repost_is_a_repost_and_says_why_it_is_set_aside() -> None:
    assert (answers(*TALK)[10].kind, answers(*TALK)[10].reason) == ("repost", "repost")


@pytest.mark.parametrize(
    ("said", "is_bonus"),
    [
        ("Bonus: the one that feeds a street", True),
        ("And the bonus answer - one that keeps", True),
        ("BONUS a loaf without a name", True),
        ("Bonus points for whoever brings butter", False),
        ("My bonus is that the house is warm", False),
        ("A2 Bonus: the oven is my own", False),
    ],
)
def test_who_says_bonus_in_front_answers_the_bonus_question(said: str, is_bonus: bool) -> None:
    asked = ("loafchat", "Bonus question! Finish the sentence: A good loaf is one that ...")
    before = [*TALK[:-1], ("mira_k", "A3 Spelt."), ("ines_b", "A3 Any."), asked]
    after = (("olu_r", "one that is gone by noon"), ("mira_k", "one that sings"), TALK[-1])
    seen, _ = look(*before, ("ines_b", said), *after)
    assert seen.named == ({len(before): 4} if is_bonus else {})


@pytest.mark.parametrize(
    ("asked", "is_bonus"),
    [
        ("Q4: What bonus would you pay a baker?", False),
        ("Q4: Money is no bonus, is it?", False),
        ("Q4 (bonus): Which loaf sings?", True),
        ("Q4 BONUS: Which loaf sings?", True),
    ],
)
def test_who_asks_about_a_bonus_asks_no_bonus_question(asked: str, is_bonus: bool) -> None:
    seen, _ = look(*TALK[:-1], ("loafchat", asked), ("ines_b", "Bonus: we got cake"))
    assert list(seen.named.values()) == [4] * is_bonus


def test_of_two_bonus_questions_none_is_meant() -> None:
    two = [("loafchat", f"Q{n} (bonus): Which loaf sings in {n}?") for n in (4, 5)]
    seen, _ = look(*TALK[:-1], *two, ("ines_b", "Bonus: the one that keeps"))
    assert seen.named == {}


def test_a_reply_comes_under_the_question_of_what_it_replies_to() -> None:
    late = ("ada_w", "@tom_x behind the stove is where my cat lives", {"reply_to": "9"})
    assert answers(*TALK[:13], late, *TALK[13:])[13].question == 2  # while Q3 is open


def test_a_chat_without_questions_has_no_place_to_put_a_post() -> None:
    found = answers(("tom_x", "I bake at night."), ("mira_k", "So do I."))
    assert [answer.question for answer in found] == [None, None]
    assert found[0].evidence == ("the chat has no questions",)


def test_a_chat_without_posts_has_no_answers() -> None:
    assert answers() == []


def test_the_noise_of_the_machines_arithmetic_moves_no_post() -> None:
    echo = [(f"fan{n}", "Waiting is the only ingredient that nobody sells.") for n in range(12)]
    said = [*TALK[:6], *echo, *TALK[6:], *((h, f"{t} Twice over.") for h, t in echo)]
    seen, hosts = look(*said)
    chance = np.random.default_rng(7)
    tiny = chance.normal(scale=1e-13, size=seen.meanings.shape)  # what another BLAS rounds away
    shaken = dataclasses.replace(seen, meanings=seen.meanings + tiny)
    assert assign.answers(shaken, model.load(), hosts, frozenset()) == assign.answers(
        seen, model.load(), hosts, frozenset()
    )


@given(arrays.arrays(np.float64, (4, 3), elements=st.floats(-700, 700)))
def test_shares_are_positive_and_add_to_one(scores: np.ndarray) -> None:
    shares = assign.softmax(scores)
    assert (shares >= 0).all()
    assert shares.sum(axis=1) == pytest.approx(1)
    order = np.take_along_axis(shares, scores.argsort(axis=1), axis=1)
    assert (np.diff(order, axis=1) >= 0).all()  # the higher the score, the higher the share


def test_shares_of_nothing_are_nothing() -> None:
    assert assign.softmax(np.zeros((0, 3))).shape == (0, 3)


WORDS = st.sampled_from(
    ["A1 rye", "A2 oats", "Q1 Why rye?", "Q2 Why oats?", "@mira_k yes!", "RT @tom_x: A1 rye", "🥖",
     "Good night all", "A9 spelt"]
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), [("1. the cat", "answer"), ("the cat", "other")])
def test_who_names_a_question_by_its_number_answers_it(text: str, kind: str) -> None:
    seen, _ = look(Q1, ("tom_x", text))
    settled = assign.Settled(
        decoded=assign.decode(seen, model.load(), frozenset()),
        chances=np.array([[{"other": 0.6, "answer": 0.4}.get(k, 0.0) for k in kinds.KINDS]] * 2),
        chosen=np.array([1, 1]),
    )
    assert assign.kinds_of(seen, settled, frozenset())[1] == kind


@given(st.lists(st.tuples(st.sampled_from(["mira_k", "tom_x", "loafchat"]), WORDS), max_size=9))
def test_any_chat_is_placed_with_a_confidence_and_a_reason(said: list[tuple[str, str]]) -> None:
    seen, hosts = look(*said)
    numbers = {None, *(question.number for question in seen.questions)}
    for answer in assign.answers(seen, model.load(), hosts, frozenset()):
        assert answer.question in numbers
        least = (1 - assign.NOTHING) / len(numbers)  # the likeliest question, if not none
        assert least - 1e-4 <= answer.confidence <= 1
        assert 0 < len(answer.evidence) == len(set(answer.evidence)) <= explain.SHOWN


@pytest.mark.parametrize(
    ("text", "likeliest", "kind"),
    [
        ("A1 Start tonight, with one loaf", "answer", "answer"),
        ("A1 @tom_x start tonight, with one loaf", "reply", "reply"),
        ("A7 Start tonight, with one loaf", "answer", "host"),  # no question of the chat
        ("Start tonight, with one loaf", "answer", "host"),
        ("RT @mira_k: A1 Start tonight, with one loaf", "answer", "repost"),
        ("Q1 What does waiting do for your bread?", "answer", "question"),
    ],
)
def test_a_host_who_labels_an_answer_answers(text: str, likeliest: str, kind: str) -> None:
    seen, _ = look(Q1, ("loafchat", text))
    settled = assign.Settled(
        decoded=assign.decode(seen, model.load(), frozenset()),
        chances=np.array([[{"host": 0.5, likeliest: 0.3}.get(k, 0.0) for k in kinds.KINDS]] * 2),
        chosen=np.array([1, 1]),
    )
    assert assign.kinds_of(seen, settled, frozenset())[1] == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A1 The salt. Thank you, good night", "answer"),
        ("A7 The salt. Thank you, good night", "greeting"),  # no question of the chat
        ("The salt, then. Thank you, good night", "greeting"),
    ],
)
def test_who_labels_an_answer_answers_and_may_say_good_night(text: str, kind: str) -> None:
    seen, _ = look(Q1, ("tom_x", text))
    settled = assign.Settled(
        decoded=assign.decode(seen, model.load(), frozenset()),
        chances=np.array([[{"greeting": 0.6, "answer": 0.2}.get(k, 0.0) for k in kinds.KINDS]] * 2),
        chosen=np.array([1, 1]),
    )
    assert assign.kinds_of(seen, settled, frozenset())[1] == kind


@pytest.mark.parametrize(
    ("who", "text", "kind"),
    [
        ("loafchat", "Loving these. The fridge goes on the wall", "host"),
        ("loafchat", "A1 I start the night before", "answer"),
        ("loafchat", "@tom_x I start the night before", "answer"),
        ("tom_x", "I start the night before", "answer"),
    ],
)
def test_where_all_label_what_a_host_says_to_all_without_a_label_is_no_answer(
    who: str, text: str, kind: str
) -> None:
    seen, _ = look(Q1, ("mira_k", "A1 rye"), ("tom_x", "A1 oats"), (who, text))
    settled = assign.Settled(
        decoded=assign.decode(seen, model.load(), frozenset()),
        chances=np.array([[float(kind == "answer") for kind in kinds.KINDS]] * 4),
        chosen=np.array([1, 1, 1, 1]),
    )
    assert assign.kinds_of(seen, settled, frozenset({"loafchat"}))[3] == kind
    unlabelled, _ = look(Q1, ("mira_k", "Rye"), ("tom_x", "Oats"), (who, text.replace("A1 ", "")))
    assert assign.kinds_of(unlabelled, settled, frozenset({"loafchat"}))[3] == "answer"


@pytest.mark.parametrize(
    ("place", "text", "kind"),
    [
        (0, "Hi, Mira here, nine years at the oven", "greeting"),
        (0, "Nine years at the oven, and still I wait", "answer"),  # may read the questions ahead
        (0, "A1 Hello yeast, goodbye hurry", "answer"),
        (2, "Hello yeast, goodbye hurry", "answer"),
    ],
)
def test_who_says_hello_before_the_first_question_answers_none(
    place: int, text: str, kind: str
) -> None:
    said = [Q1, ("tom_x", "Oats")]
    seen, hosts = look(*said[:place], ("mira_k", text), *said[place:])
    settled = assign.Settled(
        decoded=assign.decode(seen, model.load(), hosts),
        chances=np.array([[float(kind == "answer") for kind in kinds.KINDS]] * 3),
        chosen=np.array([0, 0, 0]),
    )
    assert assign.kinds_of(seen, settled, hosts)[place] == kind


@pytest.mark.parametrize(
    ("beliefs", "is_answer", "asking", "column"),
    [
        ([0.6, 0.15, 0.25], True, 0.0, 2),  # an answer, and it is not sure that it is none
        ([0.6, 0.15, 0.25], False, 0.0, 0),
        ([0.6, 0.15, 0.25], True, 1.0, 0),  # may answer another guest
        ([0.9, 0.06, 0.04], True, 0.0, 0),
        ([0.1, 0.7, 0.2], False, 1.0, 1),
        ([1.0], True, 0.0, 0),  # a chat without questions
    ],
)
def test_an_answer_is_under_no_question_only_where_that_is_firmly_believed(
    beliefs: list[float], is_answer: bool, asking: float, column: int
) -> None:
    found = assign.choose(np.array([beliefs]), np.array([is_answer]), np.array([asking]))
    assert found.tolist() == [column]


def test_confidence_is_toned_down_where_few_label() -> None:
    beliefs = np.tile([0.1, 0.9], (2, 1))
    sure = assign.sureness(beliefs, np.array([0.0, 1.0]), (0.5, 1.0))
    assert sure.sum(axis=1) == pytest.approx(1)
    assert sure[0, 1] == pytest.approx(0.75)
    assert sure[1, 1] == pytest.approx(0.9)


def test_small_parts_place_as_the_whole_does(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answers(*TALK)
    monkeypatch.setattr("pipeline.cluster.evidence.AT_ONCE", 9)  # two posts at a time
    assert answers(*TALK) == whole


def test_in_a_chat_of_days_the_question_of_the_day_is_open_and_is_told_in_hours() -> None:
    own = (
        (
            "Patience is half the flavour",
            "I tidy up meanwhile",
            "Holes, mostly",
            "Nothing, honestly",
        ),
        ("Mine sleeps behind a stove", "Feed it rye", "Dry some on paper", "Salt it"),
        ("Oats, they suit anybody", "Something without nuts", "Baguette", "A tin loaf, safely"),
    )
    said: list[Said] = []
    for day, (handle, text) in enumerate((Q1, Q2, Q3)):
        said.append((handle, text, {"created_at": f"2024-05-{14 + day}T08:00:00Z"}))
        for place, words in enumerate(own[day]):
            at = {"created_at": f"2024-05-{14 + day}T{12 + 2 * place}:00:00Z"}
            said.append((f"guest_{place}", words, at))
    found = answers(*said)
    assert [answer.question for answer in found[5:9]] == [2] * 4
    assert any("6 h after Q2" in why for why in found[7].evidence)
