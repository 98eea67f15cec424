"""What is told of a post itself: only what is so, and in plain words."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.cluster import evidence, explain
from pipeline.cluster.model import Field
from pipeline.cluster.outcome import Outcome
from pipeline.cluster.surroundings import MESSAGES
from pipeline.records import AnswerKind
from tests.cluster.chats import Said
from tests.cluster.test_hearsay import RYE, outcome
from tests.cluster.test_scene import Q1, Q2, look


def told(out: Outcome, index: int, feature: str, rival: int = 0) -> str | None:
    values = evidence.tensor(out.scene, out.hosts)[index]
    return explain._phrase(out, index, rival, feature, values)


def of_none(said: Said, detail: str, *before: Said) -> str | None:
    """Return what a last post under no question is told for one kind of evidence."""
    seen = look(Q1, *before, said)
    last = len(seen.posts) - 1
    return told(outcome(seen, [1] * last + [0]), last, f"none.{detail}", rival=1)


@pytest.mark.parametrize("detail", ["unlabelled", "habit"])
def test_most_answers_carry_a_label_only_where_more_than_half_do(detail: str) -> None:
    plain = [("tom_x", "Oats, for the horse."), ("ines_b", "Spelt, because of its name.")]
    assert of_none(("kim_o", "Late!"), detail, RYE, *plain) == "carries no label"
    labelled = [(handle, f"A1 {text}") for handle, text in plain]
    usual = "carries no label where most answers do"
    assert of_none(("kim_o", "Late!"), detail, RYE, *labelled) == usual


@pytest.mark.parametrize(
    ("text", "detail", "found"),
    [
        ("#LoafChat 🍞", "repost", "says nothing in words"),
        ("@mira_k @tom_x you two!", "mention_start", "starts with a name"),
        ("The loveliest moon tonight", "logistics",
         'says "tonight", as words about the chat itself do'),
        ("What do you all bake?", "asks", "asks something of its own"),
        ("What do you all bake?", "asks_amid", "asks something of its own"),
        ("@mira_k what do you bake?", "asks", "asks something"),
        ("What do you all bake?", "asks_many", "guests talk among themselves"),
    ],
)  # fmt: skip
def test_what_speaks_for_no_question_is_told_as_it_is(text: str, detail: str, found: str) -> None:
    asked = ("tom_x", "Who has a peel?"), ("tom_x", "Who has a stone?")
    before = asked if detail == "asks_many" else ()
    if before:  # who asks them does not matter: questions are counted
        found += ": 3 of 4 posts ask something of their own"
    assert of_none(("kim_o", text), detail, *before) == found


def test_where_guests_ask_little_it_is_not_told() -> None:
    assert of_none(("kim_o", "Late!"), "asks_many") is None


def test_of_a_post_under_a_question_nothing_is_told_that_speaks_for_none() -> None:
    seen = look(Q1, ("tom_x", "Rye, and thanks for having me"))
    assert told(outcome(seen, [1, 0]), 1, "none.thanks", rival=1) == "says thanks"
    assert told(outcome(seen, [1, 1]), 1, "none.thanks") is None


def test_minutes_are_counted_from_the_latest_asking_before_a_post() -> None:
    again = (Q1[0], f"Once more, {Q1[1].replace('Q1', 'Q1:')}")
    seen = look(Q1, RYE, ("tom_x", "Oats."), again, ("ines_b", "Spelt."))
    out = outcome(seen, [1] * 5)
    assert [told(out, at, "clock.lag_2") for at in (2, 4)] == ["2 min after Q1", "1 min after Q1"]


def test_who_answers_at_once_answers_right_after_the_question() -> None:
    at_once = ("tom_x", "Oats.", {"created_at": "2024-05-14T19:00:20Z"})
    asked = (*Q1, {"created_at": "2024-05-14T19:00:00Z"})
    assert told(outcome(look(asked, at_once), [1, 1]), 1, "clock.lag_2") == "right after Q1"


def test_what_was_asked_later_was_not_asked_yet() -> None:
    assert told(outcome(look(Q1, RYE, Q2), [1, 1, 2]), 1, "clock.not_yet", rival=2) == (
        "Q2 was not asked yet"
    )


def test_when_a_question_was_asked_that_no_post_asks_is_only_about_so() -> None:
    out = outcome(look(RYE, ("tom_x", "A1 Oats.")), [1, 1])
    assert told(out, 1, "clock.lag_2") == "about 2 min after Q1, which no post of the export asks"


def nothing_but(label: float, chosen: int, sure: float = 0.9) -> list[str]:
    """Return what is told of a post with A1 that is believed under Q1, then Q2, where evidence
    weighs nothing but its label."""
    seen = look(Q1, Q2, RYE)
    out = outcome(seen, [1, 2, chosen])
    out.decoded.beliefs[2] = [0.2, 0.5, 0.3]
    weights = np.zeros((3, len(evidence.FEATURES)))
    weights[1, evidence.COLUMN["label"]] = label
    heard = np.zeros((3, len(MESSAGES)))
    field = Field(weights, np.zeros((len(MESSAGES), 2)), np.zeros(0))
    return explain.words(out, 2, (evidence.tensor(seen, out.hosts)[2], heard), field, sure)


def test_weak_evidence_is_none_and_the_likeliest_other_place_is_named() -> None:
    assert nothing_but(1.0, chosen=1) == ["labelled A1"]
    weak = "nothing speaks clearly; it might be under {}"
    assert nothing_but(0.1, chosen=1) == [weak.format("Q2")]
    assert nothing_but(0.1, chosen=2) == ["labelled A1, but the rest outweighs it"]


def test_of_a_place_that_is_less_than_half_sure_the_other_one_is_told() -> None:
    assert nothing_but(1.0, chosen=1, sure=0.49) == ["labelled A1", "it might be under Q2"]
    assert nothing_but(1.0, chosen=1, sure=0.5) == ["labelled A1"]
    weak = "nothing speaks clearly; it might be under Q2"
    assert nothing_but(0.1, chosen=1, sure=0.2) == [weak]


def test_a_post_without_a_time_is_told_no_minutes() -> None:
    timeless = ("tom_x", "Oats, for the horse.", {"created_at": None})
    seen = look(Q1, RYE, Q2, timeless, ("ines_b", "Spelt."))
    at = next(i for i, post in enumerate(seen.posts) if post.created_at is None)
    out = outcome(seen, [1] * 5)
    assert told(out, at, "clock.lag_2") == "stands after Q1 in the export"
    assert told(out, 1, "clock.lag_2") == "1 min after Q1"


def test_after_a_question_without_a_time_no_minutes_are_told() -> None:
    seen = look(("tom_x", "Ovens on"), (*Q1, {"created_at": None}), RYE, ("ines_b", "Spelt."))
    last = outcome(seen, [0, 1, 1, 1])
    assert told(last, 2, "clock.lag_2") == "stands after Q1 in the export"


def test_who_asks_a_question_does_not_stand_after_it() -> None:
    out = outcome(look(Q1, RYE, Q2), [1, 1, 2], ["question", "answer", "question"])
    assert told(out, 0, "clock.lag_2") == "asks Q1"
    assert told(out, 0, "fit.words") is None  # the words are its own


def shared(*labels: str, said: str = "The stove is where mine sleeps") -> str | None:
    answers = [(f"fan{n}", text) for n, text in enumerate(labels)]
    fill = [("ines_b", f"Bread {'abcdefgh'[n]}") for n in range(8)]
    seen = look(Q1, Q2, *answers, *fill, ("tom_x", said))
    out = outcome(seen, [1, 2, *[2] * len(answers), *[0] * 8, 2])
    return told(out, len(seen.posts) - 1, "fit.words", rival=1)


def test_words_are_shared_with_answers_that_hold_them_or_with_the_question() -> None:
    assert shared("A2 Mine lives behind the stove.") == "shares words with the answers to Q2"
    assert shared(said="My starter sleeps") == "shares words with Q2"
    assert shared(said="Mine sleeps") is None


def words_of(said: str, *labels: str) -> str | None:
    """Return with what of Q2 a last post has words in common, whatever else speaks for it."""
    answers = [(f"fan{n}", text) for n, text in enumerate(labels)]
    fill = [("ines_b", f"Bread {'abcdefgh'[n]}") for n in range(8)]
    seen = look(Q1, Q2, *answers, *fill, ("tom_x", said))
    last = len(seen.posts) - 1
    return outcome(seen, [0] * len(seen.posts)).shares_words(last, 2)


def test_no_words_are_shared_that_all_use_that_are_the_posts_own_or_that_are_none() -> None:
    assert words_of("The stove hums", "A2 Behind the stove") == "the answers to Q2"
    assert words_of("Bread forever", "A2 Bread") is None
    assert words_of("A2 The stove hums") is None
    assert words_of("Mine hums") is None


def test_words_that_the_other_question_has_more_of_are_not_told() -> None:
    fill = [("ines_b", f"Loaf {'abcdefgh'[n]}") for n in range(8)]
    seen = look(Q1, Q2, *fill, ("tom_x", "Waiting is for bread, and a starter"))
    out = outcome(seen, [1, 2, *[0] * 8, 2])
    assert out.shares_words(10, 2) == "Q2"
    assert told(out, 10, "fit.words", rival=1) is None


def fits(column: int, rival: int, value: float) -> str | None:
    values = np.zeros((3, len(evidence.FEATURES)))
    values[1, evidence.COLUMN["fit.kin"]] = value
    out = outcome(look(Q1, RYE, Q2), [1, column, 2])
    return explain._fit_phrase(out, column, rival, values)


def test_nothing_fits_no_question() -> None:
    assert fits(1, 2, 0.24) == "fits Q1 better than Q2 by 0.24"
    assert fits(1, 0, 0.24) == "fits Q1 better than the average question by 0.24"
    assert fits(0, 1, -0.24) == "does not fit Q1"
    assert fits(0, 1, 0.24) is None


def label(text: str, column: int, feature: str = "label") -> Sequence[str | None]:
    seen = look(Q1, Q2, ("tom_x", text))
    kinds: list[AnswerKind] = ["question", "question", "answer"]
    out = outcome(seen, [1, 2, column], kinds)
    return explain._overruled(out, 2, column), told(out, 2, feature)


def test_a_label_that_is_overruled_is_told_first_of_all() -> None:
    assert label("A8: Rye, at last", 1) == ("labelled A8, but the chat has no Q8", None)
    assert label("A1: Rye, at last", 2) == ("labelled A1, but the rest outweighs it", None)
    assert label("A1: Rye, at last", 0)[0] == "labelled A1, but the rest outweighs it"
    assert label("A1: Rye, at last", 1) == (None, "labelled A1")
    assert label("Rye, at last", 1)[0] is None


def test_a_label_of_two_questions_is_told_as_both() -> None:
    assert label("A1 & A2: Rye, at last", 2) == (None, "labelled A1 and A2")
