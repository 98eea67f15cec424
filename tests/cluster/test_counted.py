"""Questions of hosts who count in a form that is no label."""

import pytest

from tests.cluster.chats import Said, find
from tests.conftest import within

ASKED = (
    "What does waiting do for your bread?",
    "How do you keep a starter alive?",
    "A story please: the loaf that went wrong, and who had to eat it.",  # asks without a mark
    "Which loaf would you bake for a stranger?",
)
ROMANS = ("I", "II", "III", "IV")
DAY_BEFORE = "Tomorrow: " + " ".join(f"{n}) {text}" for n, text in enumerate(ASKED, 1))


def answers(number: int) -> list[Said]:
    said = ("Patience, {} times over", "Is {} a lot?", "My nan would know, she is {}", "Rye, rye")
    people = ("mira_k", "tom_x", "ines_b", "uma_r")
    return [(who, text.format(number * 9)) for who, text in zip(people, said, strict=True)]


ROUND_ONE = ("Who taught you to bake?", "What do you do with crusts?", "Where is your mill?")
ROUND_TWO = ("Which oven would you save?", "How do you price a loaf?", "Why get up at four?")


def evening(form: str) -> list[Said]:
    said: list[Said] = [("ola_p", "Guten Abend zusammen, willkommen am Ofen")]
    for number, text in enumerate(ASKED, 1):
        mark = form.format(n=number, roman=ROMANS[number - 1])
        said += [("ola_p", mark + text), *answers(number)]
    return said


@pytest.mark.parametrize(
    "form",
    [
        "{n}. ",
        "{n}/ ",
        "({n}/4) ",
        "{n}\ufe0f\u20e3 ",
        "#{n} ",
        "#{n}: ",
        "Q{roman}. ",
        "Question {roman}: ",
        "Question {n} of 4: ",
        "Ok, question number {n}: ",
        "Consultation question {n}. ",
        "Time for Q{n}! ",
        "QOTD #{n}: ",
        "Day {n}: ",
        "Day {n} question: ",
        "CHAPTER {n} QUESTION - ",
        "Kysymys {n}: ",
        "F{n}: ",
        "P{n}: ",
    ],
)
def test_who_counts_in_one_form_while_others_speak_asks(form: str) -> None:
    found = find(*evening(form))
    assert [(q.number, q.text, q.handle) for q in found] == [
        (number, text, "ola_p") for number, text in enumerate(ASKED, 1)
    ]
    assert found[1].evidence == ("numbered 2 by @ola_p",)


def test_words_before_a_keycap_are_no_unit_of_its_own() -> None:
    said = evening("{n}\ufe0f\u20e3 ")
    said[16] = ("ola_p", "And the last one 4\ufe0f\u20e3 " + ASKED[3])
    assert [q.text for q in find(*said)] == list(ASKED)


def test_a_host_who_counts_asks_a_last_question_without_a_number() -> None:
    said = evening("Day {n}: ")
    said[16] = ("ola_p", "And one last question: " + ASKED[3])
    found = find(*said)
    assert [(q.number, q.post_id) for q in found] == [(1, "1"), (2, "6"), (3, "11"), (4, "16")]
    assert found[3].evidence == ("@ola_p asks it without a number, after Q3",)


def test_a_number_that_comes_again_is_asked_again() -> None:
    said = evening("Kysymys {n}: ")
    said.insert(8, ("ola_p", "Kysymys 2: Wie lebt euer Sauerteig weiter?"))
    found = find(*said)
    assert [(q.number, q.post_id, q.also_asked) for q in found][:3] == [
        (1, "1", ()),
        (2, "6", ("8",)),
        (3, "12", ()),
    ]


def test_a_list_of_all_questions_asks_none_of_them() -> None:
    announced = [("ola_p", DAY_BEFORE.removeprefix("Tomorrow: ")), *answers(7)]
    found = find(*announced, *evening("{n}) "))
    assert [q.text for q in found] == list(ASKED)


def test_of_two_who_count_alike_the_one_who_asks_more_asks() -> None:
    said = evening("{n}. ")
    for number in range(1, 5):  # in front of the host's in the order of names
        said.insert(number * 6 - 1, ("abe_l", f"{number}. {'Why?' if number == 2 else 'Bran'}"))
    assert {q.handle for q in find(*said)} == {"ola_p"}


@pytest.mark.parametrize(
    "count",
    [
        "{n} loaves in the oven, who else?",
        "I have {n} of them, is that a lot?",
        "I am on loaf {n} now. Who else?",
        "Well, what do you say to a loaf that takes you {n}. Hours, that is?",
    ],
)
def test_numbers_in_what_somebody_says_count_nothing(count: str) -> None:
    said = [post for n in range(1, 5) for post in (("abe_l", count.format(n=n)), *answers(n))]
    assert find(*said) == []


def at_once(*labels: str) -> list[Said]:
    asked = [text for text in ASKED if "?" in text]
    said = [("ola_p", f"Consultation question {n}. {text}") for n, text in enumerate(asked, 1)]
    return [*said, *((f"guest_{n}", f"{label} Patience") for n, label in enumerate(labels))]


def test_what_is_asked_all_at_once_is_known_by_those_who_name_its_numbers() -> None:
    found = find(*at_once("Response to question 1:", "Answer 1:", "A3:", "Question 3:"))
    assert [(q.number, q.post_id) for q in found] == [(1, "0"), (2, "1"), (3, "2")]


def test_a_list_that_nobody_names_asks_nothing() -> None:
    assert find(*at_once("Well,", "Hm.", "Bread?", "Yes.")) == []


def test_a_long_text_without_blanks_is_read_at_once() -> None:
    said: list[Said] = [("ola_p", "とても良いパン" * 15_000)]
    with within(5):  # it took minutes, for each letter was begun at
        assert find(*said) == []


def test_who_counts_answers_asks_nothing_though_one_has_a_question_mark() -> None:
    counted = ("Time is flavour", "Feed it at dawn", "Plain white, who would say no?", "My aunt")
    said: list[Said] = [("ola_p", "Welcome, I am your host tonight")]
    for number, text in enumerate(counted, 1):
        said += [("ola_p", f"What about loaf {number}?"), ("lee_z", f"{number}. {text}")]
        said += answers(number)
    assert [q.handle for q in find(*said)] == ["ola_p"] * 4


SECOND = ("Where do you buy flour these days?", "Whose oven do you envy?", "When do you give up?")


def again(*asked: str) -> list[Said]:
    said: list[Said] = []
    for number, text in enumerate(asked, 1):
        said += [("ola_p", f"{number}. {text}"), *answers(number + 5)]
    return said


@pytest.mark.parametrize("begun", [20, 23])  # an hour later, and the same evening
def test_who_counts_anew_asks_the_questions_of_another_session(begun: int) -> None:
    later = [
        (who, text, {"created_at": f"2024-05-14T{begun}:{minute:02d}:30Z"})
        for minute, (who, text) in enumerate(again(*SECOND))
    ]
    found = find(*evening("{n}. "), *later)
    assert [(q.number, q.text) for q in found] == [
        *enumerate(ASKED, 1),
        *enumerate(SECOND, 1001),
    ]
    assert {q.also_asked for q in found} == {()}
    assert found[4].evidence == (
        "numbered 1 by @ola_p",
        "the numbers start anew: Q1 of session 2",
    )


def test_who_counts_anew_in_the_same_words_asks_again() -> None:
    first = evening("{n}. ")
    found = find(*first, *again(*(f"For those who slept: {text}" for text in ASKED)))
    assert [(q.number, q.also_asked) for q in found] == [
        (number, (str(len(first) + 5 * number - 5),)) for number in range(1, 5)
    ]


@pytest.mark.parametrize(
    ("by", "askers"),
    [
        (["ola_p", "ola_p", "ola_p", "uma_r", "uma_r"], ["ola_p"] * 3 + ["uma_r"] * 2),
        (["ola_p", "ola_p", "ola_p", "uma_r", "tom_x"], ["ola_p"] * 3),  # guests who joke
        (["ola_p"] * 5, ["ola_p"] * 5),
    ],
)
def test_a_guest_who_counts_on_where_the_host_left_asks(by: list[str], askers: list[str]) -> None:
    asked = (*ASKED[:2], *SECOND)
    said = [
        post
        for number, (who, text) in enumerate(zip(by, asked, strict=True), 1)
        for post in ((who, f"{number}. {text}"), *answers(number))
    ]
    assert [q.handle for q in find(*said)] == askers


def test_a_guest_who_counts_on_while_the_host_is_there_jokes() -> None:
    asked = ["ola_p"] * 3 + ["uma_r"] * 2
    said = [
        post
        for number, (who, text) in enumerate(zip(asked, (*ASKED[:2], *SECOND), strict=True), 1)
        for post in ((who, f"{number}. {text}"), *answers(number))
    ]
    found = find(*said, ("ola_p", "Thank you all, and good night to your ovens"))
    assert [q.handle for q in found] == ["ola_p"] * 3


@pytest.mark.parametrize(
    "between",
    [
        [("ola_p", "1. For latecomers: why wait at all?")],
        again("Feed it, or would you?", "Wait"),  # two tips amid the questions
    ],
)
def test_no_other_session_begins_while_the_first_goes_on(between: list[Said]) -> None:
    said = evening("{n}. ")
    found = find(*said[:16], *between, *said[16:])
    assert [(q.number, q.text) for q in found] == [*enumerate(ASKED, 1)]


def test_two_who_count_on_from_each_other_take_turns() -> None:
    said: list[Said] = []
    for number, who in enumerate(("ana_h", "bo_r", "ana_h", "bo_r"), 1):
        said.append((who, f"{number}. Which loaf was number {number}?"))
        said += [(fan, f"The rye, number {number}") for fan in ("mira_k", "tom_x", "ines_b")]
    assert [(q.number, q.handle) for q in find(*said)] == [
        (1, "ana_h"), (2, "bo_r"), (3, "ana_h"), (4, "bo_r"),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["", "A{n} "])
@pytest.mark.parametrize(
    "round_two", ["", "Round two! ", "Part 2: ", "Second half - ", "Round 2, "]
)
def test_who_begins_anew_asks_those_of_another_session(round_two: str, mark: str) -> None:
    said: list[Said] = []
    for texts in (ROUND_ONE, ROUND_TWO):
        for n, text in enumerate(texts, 1):
            lead = round_two if text == ROUND_TWO[0] else ""
            said.append(("loafchat", f"{lead}{n}. {text}"))
            said += [
                (who, f"{mark.format(n=n)}Rye, says {who} of {text[:9]}")
                for who in ("mira_k", "tom_x", "ines_b")
            ]
    numbers = [1, 2, 3, 1001, 1002, 1003]
    texts = [*ROUND_ONE, *ROUND_TWO]
    found = [(q.number, q.text, q.also_asked) for q in find(*said)]
    assert found == [(n, text, ()) for n, text in zip(numbers, texts, strict=True)]
