"""Clauses: the parts of a sentence that make a better line than the whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import clauses, without_connective
from tests.conftest import within

PARTS = "I think that|trust is slow|;|:| - |, but we|ask first|😀 You|not|#tea|@ana|A1:|For me,|…"
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PARTS.split("|"))).map(" ".join))


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Here is the rule: ask before you tell", ["ask before you tell"]),
        ("We meet at 10:30 and we are kind", []),  # a time, no colon between clauses
        ("A1: trust is slow; fear is quick", ["trust is slow", "fear is quick"]),
        ("Trust is slow; yet fear is quick", ["Trust is slow", "fear is quick"]),
        ("Great hour - we do listen better now", ["we do listen better now"]),
        ("It is not a tool - it is a habit", []),  # a contrast is worth more whole
        ("We can't buy trust, but we can lend it", []),
        ("I ask a lot, but we can ask more", ["I ask a lot", "we can ask more"]),
        ("Silence is fine 😀 You can wait", ["Silence is fine", "You can wait"]),
        ("Starting is hard... but we can begin small", ["Starting is hard", "we can begin small"]),
        ("I think that trust is slow #teatalk", ["trust is slow"]),
        ("I really believe silence is golden", ["silence is golden"]),
        ("For me, teaching is listening", ["teaching is listening"]),
        ("@ana yes, feedback is a gift", ["feedback is a gift"]),
        ("Trust is slow", []),  # the sentence itself is no clause of it
        ("A2 Trust is slow https://ex.am/p", []),  # nor is it without its label and link
        ("My list: tea, cake, biscuits", []),  # no verb
        ("I feel like a gardener today", []),  # what follows is no clause of its own
        ("It seems like rain is near", []),
        ("I hope that readers come back", []),  # a hope is not what it hopes for
    ],
)
def test_a_clause_is_offered_where_it_says_more_alone(text: str, expected: list[str]) -> None:
    offered = found(text)
    assert set(expected) <= set(offered)
    assert bool(expected) == bool(offered)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Here is the rule: ask before you tell", "ask before you tell"),  # it only announces
        ("Trust is slow; we agree", "Trust is slow"),  # two words
        ("See https://ex.am/p before we start; fear is quick", "fear is quick"),  # has a link
    ],
)
def test_what_makes_no_line_of_its_own_is_not_offered_beside_what_does(
    text: str, clause: str
) -> None:
    assert found(text) == [clause]


@settings(deadline=None)
@given(TEXTS)
def test_clauses_are_sorted_slices_inside_the_sentence(text: str) -> None:
    spans = clauses(text, 0, len(text))
    assert spans == sorted(set(spans)) == clauses(text, 0, len(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


def test_only_the_given_sentence_is_looked_at() -> None:
    text = "Tea is on. I think that trust is slow. Bye; we are off now"
    start = text.index("I think")
    assert [text[a:b] for a, b in clauses(text, start, text.index(" Bye"))] == ["trust is slow."]


@pytest.mark.parametrize(
    "unit", ["a, but i am ", "a; ", "#a ", "!", "I think ", "I wait" + 99_000 * " "]
)
def test_a_text_of_200_000_characters_goes_through(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    with within(30):
        spans = clauses(text, 0, len(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("But there is no recipe. We can only ask.", "there is no recipe. We can only ask."),
        ("and of course waiting is work", "waiting is work"),
        ("Yes, and readers notice", "readers notice"),
        ("so we ask them twice", "we ask them twice"),
        ("So many readers wait for it", None),
        ("well you may wait a year", "you may wait a year"),
        ("Well played, all of you", None),
        ("And to think that it was free", None),
        ("1. Ask them by name", "Ask them by name"),
        ("1. Ask them by name\n2. Wait for them", None),  # half a list would be numbered
        ("2. Wait for them", "Wait for them"),
        ("T2: Draw what you mean", "Draw what you mean"),
        ("28. Anything longer is a sulk", None),  # says how many
        ("Y12: sign it in September", None),  # the years of a school
        ("#tea if you wait, and they come", None),  # the tag may be what was asked for
        ("I think that trust is slow", None),  # says how sure its author is
        ("Button up before you bake", None),
    ],
)
def test_a_line_goes_without_what_only_connects_it(text: str, expected: str | None) -> None:
    start, end = without_connective(text, 0, len(text))
    assert text[start:end] == (text if expected is None else expected)
