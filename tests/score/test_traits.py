import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.score import joined, traits
from pipeline.score.rows import see
from tests.score.posts import post, sight


def value(name: str, line: str) -> float:
    return traits.matrix([sight(line)])[0, traits.NAMES.index(name)]


@pytest.mark.parametrize(
    "line",
    [
        "It's not a funnel. It's a kitchen table.",
        "Slow growth is a choice, not a failure",
        "Less noise, more post",
        "Ask a better question instead of a louder one",
    ],
)
def test_a_contrast_is_seen(line: str):
    assert value("contrast", line) == 1


def test_a_sentence_without_a_turn_has_no_contrast():
    assert value("contrast", "We send a letter every second Sunday") == 0


@pytest.mark.parametrize("mark", ["?", "？", "؟"])
def test_a_line_ends_asking_in_whatever_script(mark: str):
    assert value("ends_asking", f"Who made the maps{mark}") == value("asks", f"Who{mark}") == 1


def test_rare_words_count_by_their_place_in_the_vocabulary():
    plain = value("rare_mean", "we have to go to the house and see it")
    rare = value("rare_mean", "bookbinders hoard marbled endpapers")
    assert rare > plain


def test_a_list_of_tools_is_seen():
    assert value("list", "Trello, Notion, Slack, Airtable and Zapier") > value(
        "list", "We use one notebook for everything we try"
    )


def test_lines_to_one_person_are_seen_by_what_stands_before_them():
    row = traits.matrix([sight("That is how we did it too", before="@ben ")])[0]
    assert row[traits.NAMES.index("to_person")] == 1


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("very_short", "Wait for it", 4 / 7),
        ("short", "Wait for it", 10 / 13),
        ("short", "a " * 13, 0),
        ("long", "a " * 26, 0),
        ("long", "a " * 38, 1),
        ("handy", "a " * 7, 0),
        ("handy", "a " * 8, 1),
        ("handy", "a " * 22, 1),
        ("handy", "a " * 23, 0),
        ("they", "they and them", 1),
        ("echo", "Bread, more bread", 1 / 2),
        ("echo", "You and you and not you", 0),  # small words are said again anyway
        ("alliteration", "Bakers bring it by boat", 2 / 3),
        ("capitals", "ABcd 12", 1 / 2),
        ("starts_lower", '"the oven', 1),
        ("starts_lower", "3 Ovens", 0),
        ("long_words", "trays", 1 / 2),
        ("variety", "Bread and bread", 2 / 3),
        ("list", "Rye, oats, spelt", 1),
        ("list", "Keep the oven on, then go", (1 / 6 - 0.08) * 4),
        ("superlative", "Late bread is the best", 1 / 2),
        ("general_words", "We gave it to everybody", 1 / 2),
        ("a_an", "Bread is a gift", 1 / 2),
        ("list", "Keep the oven on, then wait until the last of us are up", 0),
        ("names", "we met Anna, Carl and Cleo", 3 / 4),
        ("sentences", "Ask. Wait! Go", 1 / 2),
        ("sentences", "Ask", 1 / 4),
        ("exclaims", "Ask!", 1 / 2),
        ("commas", "Ask, wait, go", 1 / 2),
        ("link", "See https://ex.am/p", 1),
        ("mention", "As @ana says", 1 / 2),
        ("hashtag", "We #bake at night", 1 / 3),
        ("final_stop", "Ask. ", 1),
        ("final_stop", "Ask", 0),
    ],
)
def test_what_a_trait_is_of_a_line(name: str, line: str, expected: float):
    assert value(name, line) == pytest.approx(expected)  # the ranker has learned what it weighs


def test_what_stands_around_a_line_is_counted_beside_it_only():
    around = {"before": "@bo @cy ", "after": " #slow #bread https://ex.am/p"}
    seen = traits.matrix([sight("@ana and #oven https://ex.am/q", **around)])[0]
    row = dict(zip(traits.NAMES, seen, strict=True))
    beside = [row[f"{kind}_beside"] for kind in ("link", "mention", "hashtag")]
    within = [row[kind] for kind in ("link", "mention", "hashtag")]
    assert beside == pytest.approx([1, 2 / 3, 2 / 3])
    assert within == pytest.approx([1, 1 / 2, 1 / 3])


def test_names_of_traits_are_used_once():
    assert len(set(traits.NAMES)) == len(traits.NAMES)


@given(st.text(max_size=300))
def test_every_text_has_finite_traits(line: str):
    row = traits.matrix([sight(line)])
    assert row.shape == (1, len(traits.TRAITS))
    assert np.isfinite(row).all() and np.abs(row).max() <= 3


def test_a_label_with_a_mark_is_no_hashtag_beside_the_line():
    one = post("#A1 Slow is a pace that you can keep #SlowChat")
    assert see(one.text, one.span, one.entities).around("hashtag") == ["#SlowChat"]


def test_a_line_is_said_to_people_whether_its_text_or_its_export_names_them():
    named = post("@ben Slow is a pace that you can keep")
    beside = post("Slow is a pace that you can keep").model_copy(update={"speaks_to": "ben"})
    rows = traits.matrix([joined.sight([(one, one.span)]) for one in (named, beside)])
    for trait in ("mention_beside", "to_person"):
        told = rows[:, traits.NAMES.index(trait)]
        assert told[0] == told[1] > 0
