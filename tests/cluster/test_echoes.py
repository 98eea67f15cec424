"""Echoes: rare words that a post takes up from an earlier one, whoever wrote it."""

import numpy as np
import pytest

from pipeline.cluster import echoes, links, phrases, surroundings
from tests.cluster.chats import Said, chat
from tests.cluster.test_scene import Q1, Q2, look

HOTEL = ("mira_k", "A1 Mine went to a sourdough hotel in August.")
LATER = ("tom_x", "A hotel, of all things! who would pay for one?")
FILLER = [("ines_b", f"Bread number {'abcdefghij'[n]} of the evening") for n in range(10)]


def shared(*said: Said, held: list[int] | None = None) -> list[dict[int, float]]:
    posts, _ = chat(*said)
    sessions = np.array(held or [0] * len(posts))
    return [dict(found) for found in echoes.find(posts, sessions)]


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


def test_an_echo_says_so() -> None:
    seen = look(Q1, HOTEL, *FILLER, Q2, LATER)
    last = len(seen.posts) - 1
    beliefs = np.full((last + 1, 3), [0.1, 0.8, 0.1])
    pull = np.zeros(len(links.FEATURES) + len(links.ALONE))
    decoded = surroundings.Decoded(beliefs, beliefs, surroundings.find(seen, pull))
    said = phrases._linked_phrase(seen, last, 1, decoded)
    assert said == 'shares "hotel" with @mira_k who answers Q1'
