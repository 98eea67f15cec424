from __future__ import annotations

import pytest

from tests.cluster.test_scene import Q1, look


def test_what_the_export_names_is_the_parent() -> None:
    seen = look(
        Q1,
        ("mira_k", "A1 Rye."),
        ("tom_x", "Why rye?", {"reply_to": "1"}),
        ("ines_b", "Ha!", {"reply_to": "1", "quotes": "0"}),
        ("olu_r", "Ha!", {"reply_to": "99"}),  # not in the export
        ("olu_r", "Me again", {"reply_to": "5"}),  # itself
    )
    assert seen.parents[2:] == (((1, 1.0),), ((1, 0.5), (0, 0.5)), (), ())
    assert seen.is_explicit.tolist() == [False, False, True, True, False, False]


def test_a_numbered_part_goes_on_with_the_part_before_it() -> None:
    seen = look(
        Q1,
        ("mira_k", "A1 1/3 Rye waits for me."),
        ("tom_x", "A1 Oats."),
        ("mira_k", "@tom_x so do oats"),
        ("mira_k", "2/3 Wheat does not."),
        ("mira_k", "A2 3/3 So I bake on Mondays."),  # its own label tells
    )
    assert seen.parents[4] == ((1, 1.0),)
    assert seen.is_explicit.tolist() == [False, False, False, False, True, False]


def test_a_mention_answers_what_the_mentioned_said_last() -> None:
    seen = look(
        ("mira_k", "A1 Rye."),
        ("mira_k", "A1 Also, oats and patience."),
        ("tom_x", "@Mira_K patience and oats, yes"),
        ("ines_b", "@nobody_here hello"),
        ("tom_x", "note to @tom_x: buy oats"),
    )
    weights = dict(seen.parents[2])
    assert sum(weights.values()) == pytest.approx(1)
    assert weights[1] > weights[0]  # later, and more alike
    assert seen.parents[3] == seen.parents[4] == ()
    assert not seen.is_explicit.any()


@pytest.mark.parametrize("name", ["@mira_k", "@mira_k@rye.example"])
def test_a_mention_on_mastodon_leaves_out_the_server(name: str) -> None:
    said = ("mira_k@rye.example", "A1 Rye."), ("tom_x@oat.example", f"{name} patience, yes")
    assert dict(look(*said).parents[1]) == {0: 1}


def test_a_mention_of_what_was_said_long_ago_answers_nothing() -> None:
    hours_later = {"created_at": "2024-05-14T22:00:00Z"}
    assert look(("mira_k", "A1 Rye."), ("tom_x", "@mira_k hi", hours_later)).parents[1] == ()


def test_the_parent_talks_to_the_author_sooner_than_to_others() -> None:
    seen = look(
        ("mira_k", "@tom_x which flour?"),
        ("mira_k", "@ines_b which flour?"),
        ("tom_x", "@mira_k the grey one"),
    )
    weights = dict(seen.parents[2])
    assert weights[0] > weights[1]


@pytest.mark.parametrize("mention", ["@MiraKowal", "@mirakowal", "@Mira Kowal"])
def test_a_mention_is_of_the_person_whose_name_it_is_without_blanks(mention: str) -> None:
    said = ("Mira Kowal", "A1 Rye."), ("Tom Oduya", f"{mention} patience, yes")
    assert dict(look(*said).parents[1]) == {0: 1}


def test_who_speaks_of_somebody_by_a_name_is_answered_by_them() -> None:
    seen = look(
        ("Tom Oduya", "A1 oats, as @Mira Kowal says"),
        ("Tom Oduya", "A1 rye, as the miller says"),
        ("Mira Kowal", "@Tom Oduya I never said so"),
    )
    weights = dict(seen.parents[2])
    assert weights[0] > weights[1]
