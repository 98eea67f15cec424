"""What only excuses a line, or says where it belongs, is no part of it."""

import pytest

from pipeline.language import without_preface


@pytest.mark.parametrize(
    ("preface", "rest"),
    [
        ("(slow typing) ", "kneading it twice, so that I do not have to think"),
        ("(from the train): ", "ask the caretaker, he has all the keys"),
        ("(also A5): ", "everybody scores alone, then we talk"),
        ("behind as ever: ", "I print each map three times"),
        ("catching up - ", "our choir says yes, our organist says no"),
        ("still 2 qs behind, sorry. ", "I bring soup"),
        ("still running behind you! ", "The accent. They like it in shops"),
        ("late to this, but ", "with us the neighbours decide"),
        ("so late to the party but ", "I keep all of mine"),
        ("late with q1, ", "I was building a boat"),
        ("forgot to say: ", "bring your own chair"),
        ("p.s. ", "it was raining the whole week"),
        ("like I said, ", "ask them first"),
        ("on Q4: ", "meetings! go to the dull ones"),
        ("A: ", "I love the way it reads aloud"),
        ("T2: ", "draw three reasons to meet"),
        ("5. ", "keep nothing, drives are cheap"),
        ("re kids: ", "we have posters for schools"),
    ],
)
def test_a_preface(preface: str, rest: str) -> None:
    text = preface + rest
    assert without_preface(text, 0, len(text)) == (len(preface), len(text))


@pytest.mark.parametrize(
    "said",
    [
        "Late nights are no badge of honour",
        "Late submissions, in my experience, cost nothing",
        "slow is smooth, smooth is fast",
        "slow, steady work wins",
        "Slow down. Read it aloud.",
        "behind every good chat is a host",
        "Forgot how much I enjoy this",
        "(most of the time) it works",
        "(Good) questions matter most of all",
        "for me: rest",
        "1. sow 2. wait 3. water",
        "A bee, a bee!",
    ],
)
def test_no_preface(said: str) -> None:
    assert without_preface(said, 0, len(said)) == (0, len(said))
