"""Several questions in one post."""

import pytest

from pipeline.cluster.several import split
from tests.cluster.chats import Said, find

ASKED = {
    1: "What does waiting do for your bread?",
    2: "How do you keep a starter alive?",
    3: "Which loaf would you bake for a stranger?",
}
HELLO: list[Said] = [("mira_k", "Good evening all"), ("tom_x", "Evening, oven is on")]


def test_two_questions_in_one_post_of_a_chat_stand_apart() -> None:
    two = ("loafchat", f"Q2: {ASKED[2]} Q3) {ASKED[3]} #LoafChat")
    answers = [(f"fan{n}", f"A3 rye for all {n} of them") for n in range(4)]
    found = find(("loafchat", f"Q1: {ASKED[1]} #LoafChat"), *HELLO, two, *answers)
    assert [(q.number, q.post_id, q.text) for q in found] == [
        (1, "0", ASKED[1]), (2, "3", ASKED[2]), (3, "3", ASKED[3]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "What did you say under Q1: do you still bake?",
        "What do you bake? See Q2: it comes soon",
        "Q2: Q3: all on one page",
        "Who feeds it? Q3: and who eats it?",  # it is the next number that goes on
    ],
)
def test_what_speaks_of_other_numbers_is_one_question(text: str) -> None:
    assert split(text, 1) == [text]


def test_what_stands_below_a_list_is_no_part_of_it() -> None:
    text = "Who?\nQ2: Why?\nQ3: Where to?"
    assert split(f"{text}\nSee you at 8!", 1) == ["Who?", "Why?", "Where to?"]
    assert split("Who,\nand when?\nQ2: Why?\nQ3: Where\nto?", 1)[-1] == "Where\nto?"
