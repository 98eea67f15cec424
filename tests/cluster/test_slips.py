"""Numbers that an asker got wrong, and what only looks so."""

import pytest

from pipeline.cluster import questions, stage
from pipeline.settings import ClusterSettings
from tests.cluster.chats import Said, chat, find
from tests.conftest import WordEncoder

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2: How do you keep a starter alive? #LoafChat")
TEXT = "Which loaf would you bake for a stranger?"
SAID: list[Said] = [("mira_k", "Rye, always"), ("tom_x", "Ask my nan"), ("ines_b", "Spelt")]
Q4 = ("loafchat", "Q4: What do you do with stale bread?")
Q5 = ("loafchat", "Q5: What do you do with stale bread?")
AS_THIRD: list[Said] = [("mira_k", "A3 rye"), ("tom_x", "A3: for a stranger? my nan's"), SAID[2]]


def test_a_wrong_number_that_is_soon_put_right_asks_under_the_right_one() -> None:
    found = find(
        Q1,
        Q2,
        ("loafchat", f"Q2: {TEXT}"),
        ("loafchat", "Sorry, that was three"),
        ("loafchat", f"Q3: {TEXT}"),
        *SAID,
    )
    assert [(q.number, q.post_id, q.also_asked) for q in found] == [
        (1, "0", ()),
        (2, "1", ()),
        (3, "2", ("4",)),
    ]


def test_who_takes_over_and_begins_with_the_number_before_means_the_next() -> None:
    bo = [("bo_r", "Q3: Who taught you to fold a loaf?"), ("bo_r", "Q5: Which oven is it?")]
    slip: list[Said] = [
        ("bo_r", f"q2 {TEXT}"),
        ("bo_r", f"argh that's Q4, ana did a Q2. Q4! {TEXT.lower()}"),
    ]
    found = find(Q1, Q2, bo[0], *slip, bo[1], *SAID)
    assert [(q.number, q.post_id, q.also_asked) for q in found] == [
        (1, "0", ()), (2, "1", ()), (3, "2", ()), (4, "3", ("4",)), (5, "5", ()),
    ]  # fmt: skip


def test_a_second_host_who_asks_again_makes_no_slip() -> None:
    again = ("bo_r", "Q2: How do you keep a starter alive?")
    found = find(Q1, Q2, again, ("bo_r", f"Q3: {again[1][4:]}"), ("bo_r", f"Q4: {TEXT}"), *SAID)
    assert [(q.number, q.post_id, q.also_asked) for q in found][1:3] == [
        (2, "1", ("2",)), (3, "3", ()),
    ]  # fmt: skip


def test_the_second_of_two_equal_numbers_is_the_missing_one_behind_them() -> None:
    posts, about = chat(Q1, Q2, *SAID, ("loafchat", f"Q2: {TEXT}"), *SAID, Q4)
    found = questions.find(posts, about)
    assert [(q.number, q.post_id, q.also_asked) for q in found] == [
        (1, "0", ()),
        (2, "1", ()),
        (3, "5", ()),
        (4, "9", ()),
    ]
    assert found[2].evidence == ("asked by @loafchat under Q2, which must be a slip",)
    made = stage.run(posts, about, ClusterSettings(), WordEncoder())
    assert made.answers[5].question == 3


@pytest.mark.parametrize("later", [[Q5], []])
def test_what_people_answer_under_the_number_behind_has_that_number(later: list[Said]) -> None:
    found = find(Q1, Q2, *SAID, ("loafchat", f"Q2: {TEXT}"), *AS_THIRD, *later)
    told = [(q.number, q.post_id, q.text) for q in found[1:3]]
    assert told == [(2, "1", "How do you keep a starter alive?"), (3, "5", TEXT)]
    assert found[2].evidence == ("asked by @loafchat under Q2, which must be a slip",)


@pytest.mark.parametrize(
    "answers",
    [
        AS_THIRD[:1],  # one may mistype
        [*AS_THIRD, ("ines_b", "A2 spelt"), ("olu_r", "A2: none, I never share")],
        [("mira_k", "A3 rye"), ("mira_k", "A3: and spelt")],
    ],
)
def test_a_few_labels_make_no_slip_of_a_number_that_comes_again(answers: list[Said]) -> None:
    found = find(Q1, Q2, *SAID, ("loafchat", f"Q2: {TEXT}"), *answers, Q5)
    assert "5" in next(q.asking for q in found if q.number == 2)


@pytest.mark.parametrize(
    ("lead", "number"), [("And ", 2), ("Follow-up: ", 2), ("And now: ", 3), ("", 3)]
)
def test_what_goes_on_with_a_question_keeps_its_number(lead: str, number: int) -> None:
    found = find(Q1, Q2, *SAID, ("loafchat", f"Q2: {lead}{TEXT}"), *SAID, Q4)
    assert "5" in next(q.asking for q in found if q.number == number)


@pytest.mark.parametrize(
    "said",
    [
        [("loafchat", "Q2: So, how do you keep a starter alive?"), Q4],  # the same again
        [("loafchat", f"Q2b: {TEXT}"), Q4],  # its second part
        [("loafchat", "Q2: Keep them coming, all of you"), Q4],
        [("loafchat", f"Q2: {TEXT}"), ("loafchat", "Q5: What do you do with stale bread?")],
    ],
)
def test_a_number_that_comes_again_is_mostly_asked_again(said: list[Said]) -> None:
    found = find(Q1, Q2, *SAID, said[0], *SAID, *said[1:])
    assert [q.number for q in found if q.post_id][:3] == [1, 2, 4 if said[1] is Q4 else 5]


def test_questions_that_share_most_words_stay_two() -> None:
    twin = ("loafchat", "Q2: How do you keep a customer alive?")
    found = find(Q1, Q2, twin, ("loafchat", "Q3: How do you keep a customer awake?"))
    assert [(q.number, q.also_asked) for q in found] == [(1, ()), (2, ("2",)), (3, ())]


def test_who_says_in_words_what_a_picture_holds_does_not_mistype() -> None:
    found = find(
        Q1,
        ("loafchat", "Q2 (it's in the picture, sorry, I got fancy) 👇 pic.twitter.com/loaf2"),
        ("loafchat", "Sorry! In words, Q2: How do you keep a starter alive? #LoafChat"),
        *SAID,
        ("loafchat", f"Q4: {TEXT} #LoafChat"),
    )
    assert [(q.number, q.text, q.also_asked) for q in found][1:] == [
        (2, "How do you keep a starter alive?", ("1",)), (4, TEXT, ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "nudge", ["Any more answers before we move on?", "What else? Who is next?"]
)
def test_the_same_nudge_under_every_number_is_no_slip(nudge: str) -> None:
    asked = ["Which loaf was yours?", "Who taught you to fold?", "Where is your mill?"]
    said: list[Said] = []
    for number, text in enumerate(asked, 1):
        said += [("loafchat", f"Q{number}: {text}"), ("mira_k", f"A{number}: Rye, {number} times")]
        said += [("loafchat", f"Q{number}: {nudge}"), ("tom_x", f"A{number}: Oats, {number} days")]
    assert [q.text for q in find(*said)] == asked
