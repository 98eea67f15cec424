"""Posts with a question's label: those that ask, and those that only look so."""

import pytest

from tests.cluster.chats import Said, find

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2: How do you keep a starter alive? #LoafChat")
TEXT = "Which loaf would you bake for a stranger?"
Q3 = ("loafchat", f"Last one! Q3) {TEXT} #LoafChat")
IMPERATIVE = (
    "Q1: Tell us what waiting does for your bread.",
    "Q2: Your worst starter, in one line, go",
    "Q3: The loaf of last winter: a story please",
)


@pytest.mark.parametrize(
    "labelled",
    [
        "Q2 I feed mine on Sundays, like the cat #LoafChat",  # an answer under the wrong letter
        "Q2 My nan's. She never named it. #LoafChat",
        "@mira_k Q2 is coming up, have you slept? #LoafChat",
        "Q2 was my favourite tonight #LoafChat",
    ],
)
def test_an_answer_labelled_q_does_not_become_the_question(labelled: str) -> None:
    found = find(Q1, Q2, ("tom_x", labelled), Q3)
    assert [(q.number, q.post_id, q.also_asked) for q in found] == [
        (1, "0", ()),
        (2, "1", ()),
        (3, "3", ()),
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "Q3: I'm still laughing. A small scene now: the loaf that went wrong. #LoafChat",
        "Q3 one bake you'll never forget. go",
        "Q3: My neighbour has flour and no clue. You get one sentence before her bus leaves.",
    ],
)
@pytest.mark.parametrize("host", ["loafchat", "LoafChat"])
def test_a_known_host_asks_without_a_question_mark_and_says_i(asked: str, host: str) -> None:
    early = ("tom_x", "A2 By force.")
    said = ("mira_k", "A3 The one with salt twice.")
    asks = [(host, Q1[1]), (host, Q2[1]), early, (host, asked)]
    found = find(*asks, said, ("tom_x", "Q3 I never bake, sorry all"))
    assert [(q.number, q.post_id, q.also_asked) for q in found] == [
        (1, "0", ()),
        (2, "1", ()),
        (3, "3", ()),
    ]


def test_a_host_who_never_asks_with_a_mark_is_known_by_opening_every_number() -> None:
    said = [("mira_k", "A{} It makes me tidy."), ("tom_x", "Q{} By force, daily, ha")]
    chat = [
        [("loafchat", asked), *((who, text.format(n)) for who, text in said)]
        for n, asked in enumerate(IMPERATIVE, 1)
    ]
    found = find(*(post for row in chat for post in row))
    assert [(q.post_id, q.handle, q.also_asked) for q in found] == [
        ("0", "loafchat", ()),
        ("3", "loafchat", ()),
        ("6", "loafchat", ()),
    ]


@pytest.mark.parametrize(
    "said",
    [
        [
            (f"Q{n} " + text)
            for n, text in enumerate(("Tidy as ever", "Rye, rye, rye", "By force"), 1)
        ],
        [f"Q{n}: My nan would tell us" for n in (1, 2, 3)],
        [IMPERATIVE[2], *IMPERATIVE[:2]],
    ],
    ids=["answers", "of me", "out of order"],
)
def test_who_is_first_to_label_every_answer_is_no_host(said: list[str]) -> None:
    assert all(q.post_id is None for q in find(*(("tom_x", text) for text in said)))


@pytest.mark.parametrize("before", [[("tom_x", "A2 By force.")], []], ids=["later", "at once"])
def test_a_host_who_answers_under_the_letter_q_does_not_ask_again(before: list[Said]) -> None:
    own = ("loafchat", "Q2 I keep mine next to the boiler and talk to it #LoafChat")
    found = find(Q1, Q2, *before, own, Q3)
    assert [(q.number, q.also_asked) for q in found] == [(1, ()), (2, ()), (3, ())]


@pytest.mark.parametrize(
    "answer",
    [
        "Q2: Is a jar on the fridge an answer? Mine has survived two moves and a divorce.",
        "Q2 - does flour on the ceiling count? Mine took a year to dry.",
    ],
)
def test_an_answer_that_begins_with_a_question_does_not_ask_again(answer: str) -> None:
    found = find(Q1, Q2, ("zora_q", answer), ("tom_x", Q2[1]), Q3)
    assert [(q.post_id, q.also_asked) for q in found] == [("0", ()), ("1", ("3",)), ("4", ())]


def test_a_host_may_say_in_words_what_a_picture_asks() -> None:
    said = [
        ("loafchat", "Q1: see the image, folks pic.twitter.com/a1"),
        ("mira_k", "Q1: What a loaf? Is that mine?"),
        ("loafchat", "Q1 in words: What does waiting do for your bread?"),
        ("loafchat", "Q2: another picture for you pic.twitter.com/a2"),
        ("loafchat", "Q3 (again): Which loaf would you bake for a stranger?"),
    ]
    found = find(*said)
    assert [(q.post_id, q.text) for q in found] == [
        ("2", "What does waiting do for your bread?"),
        ("3", ""),
        ("4", "Which loaf would you bake for a stranger?"),
    ]
    assert "0" in found[0].also_asked
    assert not any("picture" in said for said in found[0].evidence)


def test_a_label_written_as_a_tag_is_no_other_chat() -> None:
    bare = [("loafchat", "#" + q[1].removesuffix(" #LoafChat")) for q in (Q1, Q2)]
    late = ("mira_k", "Q1 tidy me #LoafChat")
    found = find(bare[0], late, ("tom_x", "A1 Rye #LoafChat"), bare[1], hashtag="#LoafChat")
    assert [(q.number, q.post_id, q.handle) for q in found] == [
        (1, "0", "loafchat"),
        (2, "3", "loafchat"),
    ]


def test_a_task_keeps_what_closes_it() -> None:
    found = find(Q1, Q2, ("loafchat", "T3. Share a loaf (or the picture of one ;) #LoafChat"))
    assert found[-1].text == "Share a loaf (or the picture of one ;)"


def test_who_asks_one_question_back_sets_no_task() -> None:
    back = [("tom_x", "Q2: Does the fridge count as winter?"), ("tom_x", "T3. Share your fridge")]
    assert [q.number for q in find(Q1, Q2, *back)] == [1, 2]
    assert [q.number for q in find(Q1, Q2, *back, host=("tom_x",))] == [1, 2, 3]
