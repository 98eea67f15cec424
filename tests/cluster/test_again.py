"""Askings over several posts: threads, quotes, and answers that repeat them."""

import pytest

from pipeline.cluster import people, questions
from tests.cluster.chats import Said, chat, find
from tests.conftest import within

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2: How do you keep a starter alive? #LoafChat")
TEXT = "Which loaf would you bake for a stranger?"
SAID: list[Said] = [("mira_k", "Rye, always"), ("tom_x", "Ask my nan"), ("ines_b", "Spelt")]


def test_of_a_thread_the_part_that_asks_is_the_question() -> None:
    found = find(
        Q1,
        Q2,
        ("loafchat", "Q3 1/2 A stranger knocks, and it is late. We have all been there. #LoafChat"),
        ("loafchat", f"2/2 {TEXT} #LoafChat"),
        *SAID,
    )
    assert [(q.number, q.text, q.post_id, q.also_asked) for q in found][2:] == [
        (3, TEXT, "3", ("2",))
    ]
    assert found[2].evidence[0] == "in the thread of Q3 and asked by @loafchat"


def test_a_reply_of_ones_own_that_asks_makes_a_thread() -> None:
    first = ("loafchat", "Q3 A stranger knocks, and it is late. We have all been there.")
    found = find(Q1, Q2, first, ("loafchat", TEXT, {"reply_to": "2"}), *SAID)
    assert [(q.number, q.text, q.also_asked) for q in found][2:] == [(3, TEXT, ("2",))]


def test_a_question_with_a_mark_needs_no_thread() -> None:
    more = ("loafchat", "And who feeds it when you are away?", {"reply_to": "1"})
    found = find(Q1, Q2, more, *SAID)
    assert [(q.number, q.post_id, q.also_asked) for q in found] == [(1, "0", ()), (2, "1", ())]


@pytest.mark.parametrize(
    ("first", "reply"),
    [
        ("Tell us about the loaf that went wrong.", "It was mine, I fear. Do you believe that?"),
        ("Finish the sentence: bread is ...", "Mine is love, I fear. Do you believe that?"),
        ("Give one rule of yours.", "Mine is love, I fear. Do you believe that?"),
        ("A stranger knocks, and it is late.", "I would bake rye myself. Anyone else here?"),
    ],
)
def test_what_a_host_says_to_an_own_question_is_not_the_question(first: str, reply: str) -> None:
    found = find(Q1, Q2, ("loafchat", f"Q3 {first}"), ("loafchat", reply, {"reply_to": "2"}), *SAID)
    assert [(q.number, q.text, q.also_asked) for q in found][2:] == [(3, first, ())]


def test_the_second_part_of_a_thread_that_speaks_of_the_first_is_headed_by_both() -> None:
    first = ("loafchat", "Q3 1/2 Tell us about the loaf that went wrong. #LoafChat")
    found = find(Q1, Q2, first, ("loafchat", "2/2 Who had to eat it? #LoafChat"), *SAID)
    text = "Tell us about the loaf that went wrong. / Who had to eat it?"
    assert [(q.text, q.also_asked) for q in found][2:] == [(text, ("2",))]


def announced(*later: Said) -> list[tuple[int, str | None, tuple[str, ...]]]:
    found = find(Q1, Q2, *SAID, *later)
    return [(q.number, q.post_id, q.also_asked) for q in found]


def test_a_host_asks_again_by_quoting_what_was_announced() -> None:
    later = [("loafchat", "First up!", {"quotes": "0"}), ("loafchat", "Brr", {"quotes": "1"})]
    assert announced(*later) == [(1, "0", ("5",)), (2, "1", ("6",))]


def test_only_the_first_quote_of_a_host_asks() -> None:
    later = [("loafchat", "First up!", {"quotes": "0"}), ("loafchat", "Ha", {"quotes": "0"})]
    assert announced(*later) == [(1, "0", ("5",)), (2, "1", ())]


def test_guests_who_quote_a_question_answer_it() -> None:
    later = [("mira_k", "Brr", {"quotes": "1"}), ("tom_x", "A2 Daily", {"quotes": "1"})]
    assert announced(*later) == [(1, "0", ()), (2, "1", ())]


def test_who_quotes_a_question_and_words_it_anew_asks_it_too_and_is_no_host() -> None:
    said: list[Said] = [
        Q1,
        ("lena_w", "Q1 - in my words: is patience worth its while?", {"quotes": "0"}),
        Q2,
        ("lena_w", "Q2 - or: who feeds the beast?", {"quotes": "2"}),
    ]
    posts, about = chat(*said)
    found = questions.find(posts, about)
    assert [(q.number, q.also_asked) for q in found] == [(1, ("1",)), (2, ("3",))]
    assert set(people.find_hosts(posts, found, about)) == {"loafchat"}


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        (f"for those just in, we're on it still: {TEXT.lower()} #LoafChat", True),
        (f"A2: {TEXT}", False),
        (f"{TEXT} Mine would be rye, with seeds.", False),  # answers it
        ("I did once bake for a stranger", False),
        (f"@mira_k {TEXT}", False),
    ],
)
def test_what_a_host_ends_with_once_more_is_asked_again(said: str, asks: bool) -> None:
    found = find(Q1, ("loafchat", f"Q2: {TEXT} #LoafChat"), SAID[0], ("loafchat", said), *SAID[1:])
    assert found[1].also_asked == (("3",) if asks else ())
    guest = find(Q1, ("loafchat", f"Q2: {TEXT} #LoafChat"), SAID[0], ("tom_x", said), *SAID[1:])
    assert guest[1].also_asked == ()


def test_who_repeats_the_question_and_goes_on_answers_it() -> None:
    again = ("mira_k", "Q2: How do you keep a starter alive? #LoafChat")
    answer = ("tom_x", "Q2: How do you keep a starter alive? By force, every day. #LoafChat")
    found = find(Q1, Q2, again, answer)
    assert [(q.number, q.also_asked) for q in found] == [(1, ()), (2, ("2",))]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Q1a", "Q1b"), ("Q1", "Q1b"), ("Q1.1", "Q1.2"), ("Q1 (1/2)", "Q1 (2/2)"), ("Q1", "Q1 2/2")],
)
def test_a_question_in_two_parts_has_the_words_of_both(first: str, second: str) -> None:
    found, *_ = find(
        ("loafchat", f"{first}: Tell us, what does waiting do for your bread?"),
        ("mira_k", "A1a: Rye, always."),
        ("loafchat", f"{second}: Who taught you to wait?"),
        ("mira_k", "Q1c: And who taught them?"),  # a guest's own
        ("loafchat", f"{second}: Who taught you to wait, all?"),
        ("loafchat", "Q2: Why rye?"),
    )
    assert found.text == ("Tell us, what does waiting do for your bread? / Who taught you to wait?")
    assert (found.post_id, found.also_asked) == ("0", ("2", "4"))
    assert found.evidence[1:] == ("asked in 2 parts, in a post each", "asked again once")


STOOD_IN = (
    "The main account is locked out, so 😅 Q3: Show us the loaf that you'd bake for a stranger"
)
MISSED = ("loafchat", f"If you missed it: Q3 {TEXT}")


def test_who_stands_in_for_the_host_asks_first() -> None:
    labelled = [(who, f"A3 {said}") for who, said in SAID]
    *_, third = find(Q1, Q2, ("cy_m", STOOD_IN), *labelled, MISSED)
    assert (third.text, third.handle) == (
        "Show us the loaf that you'd bake for a stranger", "cy_m"
    )  # fmt: skip
    assert (third.post_id, third.also_asked) == ("2", ("6",))
    assert third.evidence == (
        "labelled Q3 and asked by @cy_m", "answered before @loafchat asks it"
    )  # fmt: skip


@pytest.mark.parametrize(
    "first",
    [
        "Q3: I'd bake rye for you, stranger",  # an answer under the wrong letter
        "@mira_k Q3: Show us your loaf for a stranger",
        "A3 Show us your loaf first",
    ],
)
def test_who_answers_before_the_host_asks_does_not_stand_in(first: str) -> None:
    labelled = [(who, f"A3 {said}") for who, said in SAID]
    *_, third = find(Q1, Q2, ("cy_m", first), *labelled, MISSED)
    assert (third.post_id, third.handle) == ("6", "loafchat")


def test_nobody_stands_in_whom_nobody_answers() -> None:
    *_, third = find(Q1, Q2, ("cy_m", STOOD_IN), MISSED, ("mira_k", "A3 Rye"), ("tom_x", "A3 Oats"))
    assert third.handle == "loafchat"


def test_whoever_asks_under_a_number_too_early_stands_in_for_nobody() -> None:
    said = [("ana", "Q3: What are you all baking tonight?"), ("bo", "A3: Rye"), ("cy", "A3: Oats")]
    asked = ("Which flour do you trust?", "What does waiting do?", "Who taught you to fold a loaf?")
    for number, text in enumerate(asked, 1):
        said.append(("loafchat", f"Q{number}: {text}"))
        said += [(who, f"A{number}: My uncle, always") for who in ("ana", "bo", "cy")]
    assert [question.handle for question in find(*said)] == ["loafchat"] * 3


WRONG, RIGHT = (
    "Which habit keeps your starter save in summer?",
    ("Which habit keeps your starter SAFE in summer?"),
)


@pytest.mark.parametrize(
    "front",
    [
        "Sorry, that should read: ",
        "Correction two minutes late, a tired thumb: 3\ufe0f\u20e3 ",
        "Oops, typo! ",
        'I meant "',
    ],
)
@pytest.mark.parametrize("label", ["Q{}: ", "{}. ", ""], ids=["labelled", "listed", "unnumbered"])
def test_a_question_stands_in_the_words_that_put_it_right(front: str, label: str) -> None:
    asked = ["What does waiting do for your bread?", "Who taught you?", WRONG, TEXT]
    said: list[Said] = [("loafchat", "Evening all, welcome! Tonight: patience.")]
    for number, text in enumerate(asked, 1):
        said += [("loafchat", label.format(number) + text), ("mira_k", f"Rye, {number} times")]
        said += [("loafchat", front + RIGHT)] if text == WRONG else []
        said += [("tom_x", f"Ask my nan at {number}"), ("ines_b", "Spelt"), ("uma_r", "Salt")]
    found = find(*said)
    place = next(i for i, (_, text, *_) in enumerate(said) if text.endswith(WRONG))
    assert [q.text.rstrip('"') for q in found] == [*asked[:2], RIGHT, TEXT]
    assert (found[2].post_id, found[2].also_asked) == (str(place), (str(place + 2),))
    assert "put right by its asker" in found[2].evidence


@pytest.mark.parametrize(
    "later",
    [
        ("loafchat", "Sorry I am slow tonight! Which of you keeps a starter at work?"),
        ("loafchat", "I meant the flour, not the water. Is that so odd?"),
        ("mira_k", f"Sorry, that should read: {RIGHT}"),
    ],
)
def test_what_only_says_sorry_puts_no_question_right(later: Said) -> None:
    found = find(Q1, *SAID, ("loafchat", f"Q2: {WRONG}"), *SAID, later, *SAID)
    assert [(q.text, q.also_asked) for q in found][1:] == [(WRONG, ())]


def test_a_long_word_of_sorry_is_read_at_once() -> None:
    long = ("loafchat", "Sorry! " + "And: what of the rye? " * 5_000)
    posts, about = chat(Q1, *SAID, Q2, *SAID, long, *SAID)
    with within(3):
        assert len(questions.find(posts, about)) == 2
