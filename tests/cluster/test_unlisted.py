"""Questions that a host who numbers asks beside the numbers."""

import pytest

from tests.cluster.chats import Said, find

SAID = ("Patience, mostly", "Ask my nan", "I never counted", "Rye, always rye")
PEOPLE = ("mira_k", "tom_x", "ines_b", "uma_r")
Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2: How do you keep a starter alive? #LoafChat")
TEXT = "Which loaf would you bake for a stranger?"


def answers() -> list[Said]:
    return list(zip(PEOPLE, SAID, strict=True))


@pytest.mark.parametrize(
    "name",
    [
        "Bonus question: ",
        "⭐ BONUS QUESTION ⭐ ",
        "Bonus! ",
        "And the final question: ",
        "LAST BREAD QUESTION 👇 ",
        "Our very last question... ",
        "One last question.\n",
        "Closing question – ",
        "Last one: ",
        "That was quick! Last one: ",
        "And here is our last question: ",
        "Bonus round ⭐ ",
        "One last question for all of you: ",
        "An extra question, and it is a short one: ",
    ],
)
def test_what_a_host_calls_the_last_question_follows_the_numbers(name: str) -> None:
    found = find(Q1, *answers(), Q2, *answers(), ("loafchat", name + TEXT), *answers())
    assert [(q.number, q.post_id) for q in found] == [(1, "0"), (2, "5"), (3, "10")]
    assert found[2].text == TEXT
    assert found[2].evidence == ("@loafchat asks it without a number, after Q2",)


@pytest.mark.parametrize("name", ["BONUS Q!!! ", "Bonus question: ", "An extra question: "])
def test_a_bonus_between_the_numbers_follows_them_all(name: str) -> None:
    found = find(Q1, *answers(), ("loafchat", name + TEXT), *answers(), Q2, *answers())
    assert [(q.number, q.post_id) for q in found] == [(1, "0"), (2, "10"), (3, "5")]
    assert found[2].text == TEXT
    assert found[2].evidence == ("@loafchat asks it without a number, after Q1",)


def test_what_is_called_the_last_before_the_last_is_none() -> None:
    last = ("loafchat", f"Last question before the break: {TEXT}")
    found = find(Q1, *answers(), last, *answers(), Q2, *answers())
    assert [q.number for q in found] == [1, 2]


def test_an_aside_with_a_colon_sets_the_last_question_apart() -> None:
    last = ("loafchat", "One last question for all of you: which loaf would you never sell?")
    found = find(Q1, *answers(), Q2, *answers(), last, *answers())
    assert [q.text for q in found][2:] == ["which loaf would you never sell?"]


@pytest.mark.parametrize(
    "text",
    [
        "What will you bake next week?",
        "What will you talk about with your baker next time?",
        "What did you learn? And who joins us next week?",
        "What topics do you teach next month, and in which oven?",
        "What should we cover next time we teach this unit?",
        "Which topics would you like to see next month in your library?",
    ],
)
def test_a_last_question_about_what_people_do_next_is_one(text: str) -> None:
    found = find(Q1, *answers(), Q2, *answers(), ("loafchat", f"Last one: {text}"), *answers())
    assert [(q.number, q.text) for q in found][2:] == [(3, text)]


@pytest.mark.parametrize(
    "text",
    [
        'Finish the sentence: "Nobody leaves a kitchen where..."',
        "Tell us about the loaf that you would never sell.",
        "Name one tool that you could not bake without",
        "Please share the best mistake of your oven.",
    ],
)
def test_a_bonus_question_may_ask_without_a_mark(text: str) -> None:
    said = f"You were quick, so: BONUS QUESTION! 🎉 {text}"
    found = find(Q1, *answers(), Q2, *answers(), ("loafchat", said), *answers())
    assert [(q.number, q.text) for q in found][2:] == [(3, text)]


@pytest.mark.parametrize("name", ["Warm-up question: ", "Icebreaker! ", "Opening question: "])
def test_a_warm_up_before_the_first_number_is_question_0(name: str) -> None:
    found = find(("loafchat", name + TEXT), *answers(), Q1, *answers(), Q2, *answers())
    assert [(q.number, q.post_id) for q in found] == [(0, "0"), (1, "5"), (2, "10")]


def test_the_last_question_has_the_number_that_its_answers_carry() -> None:
    labelled = [(who, f"A3: {said}") for who, said in answers()]
    found = find(Q1, *answers(), Q2, *answers(), ("loafchat", f"Last question! {TEXT}"), *labelled)
    assert [(q.number, q.post_id) for q in found] == [(1, "0"), (2, "5"), (3, "10")]


@pytest.mark.parametrize(
    "last",
    [
        ("loafchat", "Last question coming up, is the kettle on?"),
        ("loafchat", f"@tom_x last question: {TEXT}"),  # to one person
        ("tom_x", f"Last question: {TEXT}"),  # no host
        ("loafchat", "Last question: how do you keep a starter alive?"),  # Q2 again
        ("loafchat", "Last question was the best, wasn't it?"),
        ("loafchat", "The last one for me was a surprise: who would have baked that?"),
        ("loafchat", "Great answers to the last question today: did you see the one on rye?"),
        ("loafchat", "Loving all your replies to the last question! Who wants a recap?"),
        ("loafchat", "Last one from me: list of all links is on our blog"),
        ("loafchat", "Last one! Share this chat with a friend who bakes"),
        ("loafchat", "Last one! Please share the recap with a friend who bakes"),
        ("loafchat", "That was our last question! Did you enjoy it?"),
        ("loafchat", "Last one: who joins us next week?"),
        ("loafchat", "Last one: tell us, who joins us next week?"),
        ("loafchat", "And the final question: who’s in for next Tuesday? 🙌"),
        ("loafchat", "Last one: what should we talk about next time?"),
        ("loafchat", "One last question: which topic would you like for the next chat?"),
        ("loafchat", "Last question – same time next week?"),
        ("loafchat", "And that’s the very last one. Who comes again next week?"),
        ("loafchat", "We are through tonight's last question! Who hosts next week?"),
    ],
)
def test_talk_about_the_last_question_asks_none(last: Said) -> None:
    found = find(Q1, *answers(), Q2, *answers(), last, *answers())
    assert [q.number for q in found] == [1, 2]


def test_a_bonus_that_nobody_has_time_for_is_none() -> None:
    found = find(Q1, *answers(), Q2, *answers(), ("loafchat", f"Bonus question: {TEXT}"))
    assert [q.number for q in found] == [1, 2]


def test_a_bonus_that_hangs_under_the_other_questions_is_one_beside_them() -> None:
    asked = (
        "Warm-up question: who taught you to bake?",
        "Q1: What does waiting do for your bread?",
        "Q2: Story time: the loaf that went wrong.",  # asks without a mark
        "Q3: Which loaf would you bake for a stranger?",
        "Bonus question! Which loaf would you never share?",
    )
    said: list[Said] = []
    for number, text in enumerate(asked):
        above = {"reply_to": str(4 * (number - 1))} if number else {}
        said.append(("loafchat", text, above))
        said += [(who, f"Rye, {number} times") for who in ("mira_k", "tom_x", "ines_b")]
    assert [(q.number, q.post_id) for q in find(*said)] == [
        (0, "0"), (1, "4"), (2, "8"), (3, "12"), (4, "16")
    ]  # fmt: skip
