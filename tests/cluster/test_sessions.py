"""Sessions: two chats in one export, whose hosts count from one each time."""

import json
import random
import time

import pytest

from pipeline import jsonl
from pipeline.cluster import questions, sessions
from pipeline.errors import InputError
from pipeline.records import Answer, Question, own_number, question_name
from tests.cluster.chats import Said, chat
from tests.cluster.test_assign import answers
from tests.cluster.test_scene import look

FIRST = [
    ("loafchat", "Q1 What does waiting do for your bread? #LoafChat"),
    ("loafchat", "Q2 How do you keep a starter alive? #LoafChat"),
]
SECOND = [
    ("loafchat", "Q1 Who taught you to bake, and where? #LoafChat"),
    ("loafchat", "Q2 What would you never put into an oven again? #LoafChat"),
]


def on(day: int, minute: int, said: tuple[str, str]) -> Said:
    return (*said, {"created_at": f"2024-05-{day:02d}T19:{minute:02d}:00Z"})


def find(*said: Said) -> list[Question]:
    return questions.find(*chat(*said))


def both(day: int) -> list[Said]:
    return [on(14, 0, FIRST[0]), on(14, 10, FIRST[1]), on(day, 0, SECOND[0]), on(day, 9, SECOND[1])]


def test_numbers_that_start_anew_are_another_session() -> None:
    found = find(*both(15))
    assert [(q.session, own_number(q.number), q.number) for q in found] == [
        (1, 1, 1),
        (1, 2, 2),
        (2, 1, 1001),
        (2, 2, 1002),
    ]
    assert found[2].text == "Who taught you to bake, and where?"
    assert "the numbers start anew: Q1 of session 2" in found[2].evidence


def test_a_question_without_a_mark_is_one_in_each_session() -> None:
    story = ("loafchat", "Q3 I want a small story now, the loaf that went wrong #LoafChat")
    other = ("loafchat", "Q3 And mine again: the oven of your childhood, please #LoafChat")
    said = both(15)
    found = find(*said[:2], on(14, 20, story), *said[2:], on(15, 20, other))
    assert [(q.number, q.post_id) for q in found if own_number(q.number) == 3] == [
        (3, "2"),
        (1003, "5"),
    ]


def test_the_same_questions_for_another_time_zone_are_asked_again() -> None:
    again = [on(15, 0, FIRST[0]), on(15, 10, FIRST[1])]
    found = find(on(14, 0, FIRST[0]), on(14, 10, FIRST[1]), *again)
    assert [(q.number, q.also_asked) for q in found] == [(1, ("2",)), (2, ("3",))]


def test_a_session_that_opens_with_the_usual_question_is_still_another() -> None:
    usual = ("loafchat", "Q1 Who are you, and what is in your oven tonight? #LoafChat")
    knife = ("loafchat", "Q3 What is the best knife for a loaf? #LoafChat")
    oats = ("loafchat", "Q3 Rye or oats, and why? #LoafChat")
    first = [on(14, 0, usual), on(14, 9, FIRST[1]), on(14, 20, knife)]
    found = find(*first, on(15, 0, usual), *both(15)[3:], on(15, 20, oats))
    assert [q.number for q in found] == [1, 2, 3, 1001, 1002, 1003]


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("Who’s baking?", "WHO'S BAKING?", True),
        ("Which loaf, and why?", "", True),  # in a picture: its words are not known
        ("Which loaf, and why?", "Who taught you, and why?", False),
    ],
)
def test_a_question_is_the_same_however_it_is_typed(one: str, other: str, are_alike: bool) -> None:
    assert sessions.alike(one, other) is sessions.alike(other, one) is are_alike


def test_who_gathers_before_a_session_belongs_to_it_and_who_lingers_to_the_one_before() -> None:
    lingers = on(14, 59, ("tom_x", "Good night, all"))
    gathers = ("ines_b", "Here already!", {"created_at": "2024-05-15T18:40:00Z"})
    early = ("ada_w", "Ovens on?", {"created_at": "2024-05-14T17:00:00Z"})
    first, second = both(15)[:2], both(15)[2:]
    assert look(early, *first, lingers, gathers, *second).held.tolist() == [1] * 4 + [2] * 3
    soon = [on(14, 30 + n, asked) for n, asked in enumerate(SECOND)]
    between = [on(14, minute, ("tom_x", f"{minute} minutes in")) for minute in (15, 25)]
    assert look(*first, *between, *soon).held.tolist() == [1, 1, 1, 2, 2, 2]


def test_without_a_clock_the_numbering_tells_it() -> None:
    untimed = [(handle, text, {"created_at": None}) for handle, text in (*FIRST, *SECOND)]
    assert [q.number for q in find(*untimed)] == [1, 2, 1001, 1002]


@pytest.mark.parametrize(
    "late",
    [
        ("tom_x", "Q2 My nan's. She never named it. #LoafChat"),  # an answer under the wrong letter
        ("tom_x", "Q1 Who else bakes at night? #LoafChat"),  # one lone question of somebody else's
        ("loafchat", "Q3 Which loaf would you bake for a stranger? #LoafChat"),  # goes on
    ],
)
def test_what_comes_a_day_later_need_not_be_a_session(late: tuple[str, str]) -> None:
    found = find(on(14, 0, FIRST[0]), on(14, 10, FIRST[1]), on(15, 12, late))
    assert {q.session for q in found} == {1}


@pytest.mark.parametrize(
    "asked",
    [
        ("loafchat", "Q1 for latecomers: why is patience good for a baker? #LoafChat"),
        ("loafchat", "Q1b: And who taught you? #LoafChat"),
        ("tom_x", "Q1: How did you all get into this? #LoafChat"),
    ],
)
@pytest.mark.parametrize("at", [{}, {"created_at": None}], ids=["clock", "no clock"])
def test_a_question_asked_again_in_other_words_does_not_start_the_numbers_anew(
    asked: tuple[str, str], at: dict[str, object]
) -> None:
    later = [
        ("loafchat", "Q3 Which loaf would you bake for a stranger? #LoafChat"),
        ("loafchat", "Q4 What do you do with stale bread? #LoafChat"),
    ]
    found = find(*((*said, at) for said in (*FIRST, asked, *later)))
    assert [(q.number, q.post_id) for q in found] == [(1, "0"), (2, "1"), (3, "3"), (4, "4")]


def test_an_answer_joins_the_question_of_its_own_session() -> None:
    said = [
        *both(15)[:2],
        on(14, 12, ("tom_x", "A1 Waiting makes the crust.")),
        on(14, 13, ("mira_k", "A2 I feed mine on Sundays.")),
        *both(15)[2:],
        on(15, 12, ("tom_x", "A1 My nan, on a boat.")),
        on(15, 13, ("mira_k", "A2 A plastic spoon.")),
    ]
    found = answers(*said)
    assert [found[n].question for n in (2, 3, 6, 7)] == [1, 2, 1001, 1002]
    assert "labelled A1" in found[6].evidence


def test_a_late_reply_may_belong_to_the_session_of_what_it_answers() -> None:
    late = on(15, 12, ("mira_k", "@tom_x it still does"))
    seen = look(
        *both(15)[:2],
        on(14, 12, ("tom_x", "A1 Waiting makes the crust.")),
        *both(15)[2:],
        (*late[:2], {**late[2], "reply_to": "2"}),
        on(15, 13, ("ines_b", "@tom_x and who made yours?")),
    )
    assert seen.is_open[5:].tolist() == [[True] * 4, [False, False, True, True]]


def test_each_session_has_its_own_habit_of_labelling() -> None:
    first = [on(14, 12 + n, ("tom_x", f"A1 Rye, {n} of it")) for n in range(4)]
    second = [on(15, 12 + n, ("tom_x", f"Rye, {n} of it")) for n in range(4)]
    seen = look(*both(15)[:2], *first, *both(15)[2:], *second)
    assert seen.habit.tolist() == [1.0] * 6 + [0.0] * 6


@pytest.mark.parametrize("letter", ["T", "t"])
def test_tasks_of_a_host_who_asks_under_t_are_questions(letter: str) -> None:
    tasks = [
        on(15, 0, ("loafchat", f"{letter}1. Please share your loaf of the week #LoafChat")),
        on(15, 5, ("tom_x", f"{letter}1 here is mine, burnt")),
        on(15, 9, ("loafchat", f"{letter}2 Your turn now: a task for us all #LoafChat")),
    ]
    found = find(*both(15)[:2], *tasks)
    assert [(q.number, q.text) for q in found][2:] == [
        (1001, "Please share your loaf of the week"),
        (1002, "Your turn now: a task for us all"),
    ]


@pytest.mark.parametrize(
    ("number", "name"), [(0, "Q0"), (7, "Q7"), (1002, "Q2 of session 2"), (2000, "Q0 of session 3")]
)
def test_a_question_is_called_by_its_own_number(number: int, name: str) -> None:
    assert question_name(number) == name


def test_files_give_the_hosts_own_number_and_the_session(tmp_path) -> None:
    placed = Answer(post_id="1", question=1002, kind="answer", confidence=0.5, evidence=())
    asked = Question(number=1002, text="Who taught you to bake?")
    for record, field in ((placed, "question"), (asked, "number")):
        jsonl.write(tmp_path / "file.jsonl", [record])
        written = json.loads((tmp_path / "file.jsonl").read_text())
        assert (written[field], written["session"]) == (2, 2)
        assert list(jsonl.read(tmp_path / "file.jsonl", type(record))) == [record]


def test_a_first_session_is_not_named_in_files() -> None:
    assert "session" not in Question(number=2, text="Why?").model_dump(mode="json")


def test_a_session_before_the_first_is_refused() -> None:
    with pytest.raises(InputError, match="session"):
        jsonl.validate({"number": 2, "text": "Why?", "session": 0}, Question, where="here")


def of_years(sessions_: int, seed: int, words: int) -> list[sessions.Asking]:
    """Askings of many sessions in few words, some of them asked again."""
    rng = random.Random(seed)
    askings: list[sessions.Asking] = []
    for session in range(sessions_):
        day = session * rng.choice((50.0, 2_000.0))
        for number in range(rng.choice((0, 1, 1, 4)), rng.choice((2, 5, 8))):
            text = " ".join(f"w{rng.randrange(words)}" for _ in range(rng.choice((0, 1, 5, 9, 9))))
            before = [each.text for each in askings if each.number == number]
            text = rng.choice(before) if before and rng.random() < 0.4 else text
            asker = rng.choice(("loafchat", "loafchat", "olu_r"))
            askings.append(sessions.Asking(day + 8 * number, number, asker, text))
    return sorted(askings, key=lambda each: each.minute)


@pytest.mark.parametrize("has_clock", [True, False])
def test_no_session_that_holds_a_block_is_passed_over(
    has_clock: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats = [of_years(25, seed, words) for seed in range(60) for words in (3, 8, 30)]
    found = [sessions.split(askings, has_clock=has_clock) for askings in chats]
    monkeypatch.setattr(sessions._Known, "candidates", lambda self, *_: range(len(self.sessions)))
    assert found == [sessions.split(askings, has_clock=has_clock) for askings in chats]


def test_years_of_sessions_are_told_apart_at_once() -> None:
    rng = random.Random(0)
    askings = [
        sessions.Asking(
            2_000.0 * session + number,
            number,
            "loafchat",
            # the third question of each stands in a picture
            "What of " + " ".join(f"w{rng.randrange(3_000)}" for _ in range(8))
            if number != 2
            else "",
        )
        for session in range(1_000)
        for number in range(8)
    ]
    started = time.process_time()
    found = sessions.split(askings, has_clock=True)
    assert time.process_time() - started < 5  # each against each took twenty-three seconds
    assert max(found) == 1_000
