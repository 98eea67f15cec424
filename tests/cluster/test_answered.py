"""Questions that their host numbers nowhere, known by the labels of the answers."""

from pipeline.cluster import answered
from pipeline.records import Question
from tests.cluster.chats import Said, find
from tests.conftest import within

ASKED = (
    "Which jar has lived longest in your kitchen?",
    "Who taught you to salt by eye?",
    "What would you never ferment again?",
    "Where does the smell go in winter?",
)
SAID = (
    "The blue one, since 1994",
    "My aunt, by shouting",
    "Celery, ever",
    "Into the coats",
)
PEOPLE = ("mira_k", "tom_x", "ines_b", "uma_r")
ALOUD: tuple[Said, ...] = (
    ("pickle_pat", "Anybody else's cabbage gone pink tonight?"),
    ("mira_k", "Yes, mine, every single October"),
    ("brine_desk", "We begin soon. Who is bringing which vegetable?"),  # a welcome that asks
    ("tom_x", "Two turnips and a grudge"),
    ("uma_r", "A lemon, and it is a brave one"),
    ("ines_b", "Whatever the garden left me"),
)


def answers(number: int) -> list[Said]:
    """Return answers under a number, and what guests ask amid them."""
    said: list[Said] = [(who, f"A{number} {text}") for who, text in zip(PEOPLE, SAID, strict=True)]
    return [*said[:2], ("pickle_pat", "Does anyone weigh their salt at all?"), *said[2:]]


def told(*askers: str, **known: object) -> list[Question]:
    said = list(ALOUD)
    for number, text in enumerate(ASKED, 1):
        said += [(askers[number % len(askers)], text), *answers(number)]
    return find(*said, **known)


def numbered(found: list[Question]) -> list[tuple[int, str]]:
    return [(question.number, question.text) for question in found]


def test_what_a_host_asks_without_a_number_has_that_of_the_labels_behind_it() -> None:
    found = told("brine_desk")
    assert numbered(found) == list(enumerate(ASKED, 1))
    assert found[0].evidence[0] == "@brine_desk asks it right before the answers under Q1"


def test_so_do_the_questions_of_hosts_in_turn() -> None:
    assert numbered(told("brine_desk", "salt_sam")) == list(enumerate(ASKED, 1))


def test_only_a_given_host_asks() -> None:
    found = told("brine_desk", host=("salt_sam",))
    assert numbered(found) == [(number, "") for number in range(1, 5)]


def test_an_early_answer_and_a_question_on_the_way_move_nothing() -> None:
    early: Said = ("olu_r", "Cannot stay, so early: A3 Garlic scapes")
    more: Said = ("brine_desk", "And did your aunt salt twice, Tom and all?")
    said = [early, *ALOUD]
    for number, text in enumerate(ASKED, 1):
        own = answers(number)
        said += [("brine_desk", text), *own[:3], *([more] if number == 2 else []), *own[3:]]
    assert numbered(find(*said)) == list(enumerate(ASKED, 1))


def test_guests_who_ask_long_before_the_answers_are_no_hosts() -> None:
    said: list[Said] = []
    for number in range(1, 5):
        said += [("pickle_pat", "Has anyone a spare lid in that size?")]
        said += [("mira_k", f"Only a dented one, number {turn}") for turn in range(20)]
        said += [(who, f"A{number} {text}") for who, text in zip(PEOPLE, SAID, strict=True)]
    assert numbered(find(*said)) == [(number, "") for number in range(1, 5)]


def test_the_labels_of_a_long_chat_are_not_read_again_for_each_asking() -> None:
    asking, answers = range(1, 400_000, 8), {1: range(0, 400_000, 4)}
    with within(10):  # a minute and more where all labels are counted at each
        assert answered._asked(asking, answers) == {1: 1}
