"""Echoes: rare words that a post takes up from an earlier one, whoever wrote it."""

import numpy as np
import pytest

from pipeline.cluster import echoes, hearsay, links
from tests.cluster.chats import Said, chat
from tests.cluster.test_hearsay import outcome
from tests.cluster.test_scene import Q1, Q2, look

HOTEL = ("mira_k", "A1 Mine went to a sourdough hotel in August.")
LATER = ("tom_x", "A hotel, of all things! who would pay for one?")
FILLER = [("ines_b", f"Bread number {'abcdefghij'[n]} of the evening") for n in range(10)]


def shared(*said: Said, held: list[int] | None = None) -> list[dict[int, float]]:
    posts, _ = chat(*said)
    sessions = np.array(held or [0] * len(posts))
    return [{other: much for other, (much, _) in f.items()} for f in echoes.find(posts, sessions)]


def test_a_word_that_only_two_posts_hold_ties_them() -> None:
    found = shared(HOTEL, *FILLER, LATER)
    assert found[-1] == {0: pytest.approx(1, abs=1e-6)}
    assert found[0] == {}  # what comes later is no echo yet


def test_words_are_the_same_by_their_stem_and_in_any_case() -> None:
    assert 0 in shared(("a", "We COLLABORATE on crusts"), ("b", "collaboration, always"))[1]


def test_what_many_say_ties_nobody() -> None:
    found = shared(HOTEL, *FILLER)
    assert all(not any(other.values()) for other in found)  # "bread", "number", "evening"


def test_handles_and_links_are_no_words() -> None:
    one = ("mira_k", "@flourpower see https://example.org/sourdough")
    assert shared(one, ("tom_x", "@flourpower or https://example.org/sourdough"))[1] == {}


def test_a_repeat_makes_no_word_common_and_other_sessions_say_nothing() -> None:
    repeats = [(f"fan{n}", f"RT @{HOTEL[0]}: {HOTEL[1]}") for n in range(9)]
    found = shared(HOTEL, *repeats, LATER)
    assert found[-1][0] == pytest.approx(1, abs=1e-6)
    assert shared(HOTEL, LATER, held=[0, 1])[1] == {}


def test_what_was_said_too_far_back_is_forgotten() -> None:
    far = [("ines_b", "...")] * echoes.BACK
    assert shared(HOTEL, *far[1:], LATER)[-1]
    assert not shared(HOTEL, *far, LATER)[-1]


def test_words_that_mean_nothing_by_themselves_tie_nobody() -> None:
    assert shared(("a", "Should that have been rye?"), ("b", "That should have been oats"))[1] == {}


def test_what_is_repeated_fifty_times_is_tied_to_the_one_who_said_it() -> None:
    repeats = [(f"fan{n}", f"RT @{HOTEL[0]}: {HOTEL[1]}") for n in range(50)]
    seen = look(Q1, HOTEL, *repeats, LATER)
    assert seen.links.parent[seen.links.child == len(seen.posts) - 1].tolist() == [1]
    assert len(seen.links.child) == len(repeats) + 1  # each repeat, and what it repeats


def test_a_post_is_tied_to_a_few_others_at_most() -> None:
    seen = look(Q1, *((f"fan{n}", "Hotels, hotels") for n in range(20)), *FILLER, LATER)
    assert (seen.links.child == len(seen.posts) - 1).sum() <= links.MOST_ECHOES


def told(said: str, *before: Said, column: int = 1) -> str | None:
    """Return what is told of a last post that goes on with what is about a question."""
    seen = look(*before, ("tom_x", said))
    last = len(seen.posts) - 1
    return hearsay.linked(outcome(seen, [column] * (last + 1)), last, column)


def test_who_names_nobody_may_go_on_with_what_shares_rare_words() -> None:
    seen = look(Q1, HOTEL, *FILLER, Q2, LATER)
    pairs = [
        (int(parent), dict(zip(links.FEATURES, row, strict=True)))
        for child, parent, row in zip(
            seen.links.child, seen.links.parent, seen.links.values, strict=True
        )
        if child == len(seen.posts) - 1
    ]
    assert [parent for parent, _ in pairs] == [1]
    assert pairs[0][1]["echo"] and pairs[0][1]["shared_words"] == pytest.approx(1, abs=1e-6)


def test_an_echo_says_which_word_as_the_other_spelled_it() -> None:
    both = "A1 My sourdough hotels, that evening."
    evening = [(f"fan{n}", f"Evening number {n} goes on") for n in range(3)]
    found = told("A hotel, that very evening?", Q1, ("mira_k", both), *evening, *FILLER, Q2)
    assert found == 'takes up "hotels" of @mira_k who answers Q1'  # more rarely said


def test_an_echo_tells_the_rarer_of_two_words() -> None:
    quiet = [(f"fan{n}", "🍞") for n in range(40)]
    both, again = ("mira_k", "A1 A caravan with hotels"), ("ada_w", "My caravan leaks")
    found = told("Caravan hotels", Q1, both, again, *quiet)
    assert found == 'takes up "hotels" of @mira_k who answers Q1'


def test_an_echo_says_both_words_where_neither_begins_the_other() -> None:
    found = told("How sourdoughy of you", Q1, HOTEL, *FILLER, Q2)
    assert found == 'takes up "sourdough" of @mira_k who answers Q1'
    south = ("mira_k", "A1 The direction of the oven matters.")
    found = told("I went directly to bed", Q1, south, *FILLER, Q2)
    assert found == 'says "directly" after the "direction" of @mira_k who answers Q1'


def test_an_echo_of_ones_own_words_says_whose_they_are() -> None:
    mine = ("tom_x", HOTEL[1])
    found = told(LATER[1], Q1, mine, *FILLER, Q2)
    assert found == 'takes up "hotel" of another post of its author, which answers Q1'


def test_an_echo_of_the_question_says_who_asks_it() -> None:
    asked = ("loafchat", "Q2 How do you keep a starter alive in a caravan? #LoafChat")
    found = told("My caravan is cold", Q1, *FILLER, asked, *FILLER, column=2)
    assert found == 'takes up "caravan" of @loafchat who asks Q2'
