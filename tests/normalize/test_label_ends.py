"""Labels at the end of a post, and labels that their author puts right."""

import pytest

from tests.normalize.chats import label_of


def test_an_answer_may_end_in_the_label_that_it_forgot() -> None:
    text = "Could we be lost for a week first? sorry that's A6 #mapchat"
    label = label_of(text)
    assert label is not None and (label.kind, label.question) == ("A", 6)
    assert text[label.start : label.end] == "sorry that's A6"


@pytest.mark.parametrize(
    "text",
    [
        "My list is long. I fold it on the bus A2 #mapchat",
        "I agree with Ben, see A1 #mapchat",
        "All of it fits on one side of A4",
        "We fold an A3",
        "Please begin with A1, A2",
        "We do maps in Q4",
        "Always fold it to a4",
        "I keep all my maps in an Audi A3",
        "Our class is CEFR A2 #mapchat",
        "We meet at gate A4 #mapchat",
        "So we moved to plan A2",
        "I teach year 2, set A3",
        "Put the total into cell A1",
        "My son got A1!",
        "Ich fahre lieber auf der A7",
    ],
)
def test_not_every_post_that_ends_so_is_labelled(text: str) -> None:
    assert label_of(text) is None


@pytest.mark.parametrize(
    ("text", "number", "span"),
    [
        ("A4 one map for all, then a second (sorry that's A5!!) #mapchat", 5, "A4"),
        ("A3: I fold on Sundays, sorry, A4", 4, "A3:"),
        ("A3 oops A4: I fold on Sundays", 4, "A3 oops A4:"),
        ("A3. Sorry, I meant A4. I fold on Sundays", 4, "A3. Sorry, I meant A4."),
        ("A2 sorry A1 took me so long", 2, "A2"),
        ("A3 Sorry, slow. Fold it like A4", 3, "A3"),
        ("A2: I took the A3, oops, A4", 2, "A2:"),
    ],
)
def test_a_label_is_put_right(text: str, number: int, span: str) -> None:
    label = label_of(text)
    assert label is not None and (label.kind, label.question) == ("A", number)
    assert text[label.start : label.end] == span


@pytest.mark.parametrize("word", ["so early", "Belated"])
def test_a_label_is_announced_as_early_or_late(word: str) -> None:
    label = label_of(f"{word} A3: never fold it twice")
    assert label is not None and (label.kind, label.question) == ("A", 3)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Q1 (A): Who folds it?", "a"),
        ("Q1 (a) Who folds it?", "a"),
        ("Q1 (A) or (B)?", None),
        ("Q1 (A): Who folds it? (B): Who reads it?", None),
        ("A1 (A) - fold it (B) - roll it", None),
    ],
)
def test_a_part_may_stand_in_brackets(text: str, part: str | None) -> None:
    label = label_of(text)
    assert label is not None and label.part == part
