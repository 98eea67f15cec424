"""A number in front of a post, or words with one, may name the question that it answers."""

import pytest

from pipeline.language.naming import question, without_last_name, without_name
from tests.conftest import within


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("3 - ", 3),
        ("3: ", 3),
        ("3) ", 3),
        ("(3) ", 3),
        ("3. ", 3),
        ("3️⃣: ", 3),
        ("for 4: ", 4),
        ("re 5 - ", 5),
        ("And for 8: ", 8),
        ("On 2 again: ", 2),
        ("on Q2 again, ", 2),
        ("1 late but: ", 1),
        ("late to 4, ", 4),
        ("Answer to 4. ", 4),
        ("back to question 2, ", 2),
        ("Going back to the first one: ", 1),
        ("Back to the tenth question: ", 10),
        ("question 2, ", 2),
        ("Number 3: ", 3),
        ("Answer three: ", 3),
        ("Question two - ", 2),
        ("one more for 3: ", 3),
        ("(from bed) for 4: ", 4),
    ],
)
def test_a_name_is_cut_from_the_line(name: str, number: int) -> None:
    text = name + "keep nothing, drives are cheap"
    assert question(text, 0, len(text)) == (number, len(name))
    assert without_name(text, 0, len(text), number, is_labelled=False) == (len(name), len(text))


@pytest.mark.parametrize(
    "said",
    [
        "3 - 4 times a week, and never on Mondays",
        "10 - year olds love the stairs",
        "2 - nil, and then it rained",
        "3-2 in the end",
        "10:30 is too early for choirs",
        "for 4: people, mostly",
        "Of the drives we keep 3. Nobody asks for more",
        "Of the drives we keep three, for 4: nobody asks",
        "for 4 people it is plenty",
        "On 2 wheels you see more",
        "Number 1: never fold it twice",
        "My number one tip: bring soup",
        "For one: people never read it",
        "Question one thing at a time",
        "6 to 1, because I keep the pauses",
        "A first one: nobody came",
        "1: sow 2: wait",
        "1. sow in spring\n\n2. wait for rain",
        "1. sow 2. wait 3. water",
        "1️⃣ sow 2️⃣ wait 3️⃣ water",
        "3️⃣ things: soup, sleep, songs",
        "2️⃣ days a week, from the kitchen",
    ],
)
def test_a_number_that_counts_is_no_name(said: str) -> None:
    assert question(said, 0, len(said)) is None


def test_a_figure_on_a_key_names_a_question_before_a_capital() -> None:
    assert question("3️⃣ Keep nothing", 0, 16) == (3, 4)


def test_a_name_with_a_stop_is_cut_under_its_question_before_a_capital_too() -> None:
    said = "3. Kept: the night class. Everybody said to cut it"
    for named in (said, "3. Decide early what goes", "3. Marketing owns the words"):
        assert without_name(named, 0, len(named), 3, is_labelled=False) == (3, len(named))
    assert without_name(said, 0, len(said), 4, is_labelled=False) == (0, len(said))


@pytest.mark.parametrize(
    "said",
    [
        "4. Oktober ist bei uns immer frei",
        "7. That is how many drafts it took",
    ],
)
def test_a_date_or_a_count_stays_in_the_line_under_another_question(said: str) -> None:
    assert without_name(said, 0, len(said), 3, is_labelled=False) == (0, len(said))


@pytest.mark.parametrize("said", ["61. knows every tree", "(12) on the roof"])
def test_a_high_number_counts_unless_it_is_the_one_asked(said: str) -> None:
    number, end = question(said, 0, len(said)) or (0, 0)
    assert without_name(said, 0, len(said), 3, is_labelled=False) == (0, len(said))
    assert without_name(said, 0, len(said), number, is_labelled=False) == (end, len(said))


def test_behind_a_label_a_number_counts() -> None:
    for said in ("3 - one for each child", "3 - one for each child, and 1) soup is cheap"):
        assert without_name(said, 0, len(said), 3, is_labelled=True) == (0, len(said))
    listed = "3) one for each child"
    assert without_name(listed, 0, len(listed), 3, is_labelled=True) == (3, len(listed))


@pytest.mark.parametrize("asked", [6, None])
def test_under_another_question_a_number_counts(asked: int | None) -> None:
    said = "5 - my team and two of the night shift"
    assert without_name(said, 0, len(said), asked, is_labelled=False) == (0, len(said))


@pytest.mark.parametrize("said", ["(" + "x" * 50_000, "and " * 20_000, "3" + " " * 50_000])
def test_no_length_takes_long(said: str) -> None:
    with within(2):
        question(said, 0, len(said))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Half of them come by bus", " A2"),
        ("Half of them come by bus.", " A2."),
        ("they come by bus, if it comes", " (a2)"),
        ('One wrote "I came for the soup"', " A2"),
    ],
)
def test_a_name_behind_the_answer_is_cut(said: str, name: str) -> None:
    text = said + name
    assert without_last_name(text, 0, len(text), 2) == (0, len(said))
    assert without_last_name(text, 0, len(text), 3) == (0, len(text))  # it stands elsewhere
    assert without_last_name(text, 0, len(text), None) == (0, len(text))


@pytest.mark.parametrize(
    "said",
    [
        "They ask twice, see A2",
        "Two sides of A2",
        "We drive the A2",
        "I said so in my A2",
        "It fits on A2",
        "Room B A22",
        "The answer is A2",
        "A2",
    ],
)
def test_a_name_that_is_spoken_of_stays(said: str) -> None:
    assert without_last_name(said, 0, len(said), 2) == (0, len(said))
