import pytest

from pipeline.cluster import lexicon


def test_emoji_written_as_words_name_nothing_and_what_stands_between_colons_does():
    assert list(lexicon.words("Rye :melting_face: rules :+1::tada:")) == ["Rye", "rules"]
    assert list(lexicon.words("Bread:rye:oats 10:30:pm")) == ["Bread", "rye", "oats", "pm"]


@pytest.mark.parametrize("before", ["🙂", '"', "-"])
def test_what_begins_behind_a_mark_is_no_name(before):
    assert lexicon.proper([f"we ask {before} Jars are dear"] * 3) == set()


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["UK bread beats most", "uk bread is dear", "LOUD bread", "loud bread"], {"loud"}),
        (["STEM bread beats most", "STEM bread is dear"], set()),  # never written small
    ],
)
def test_short_words_in_capitals_are_no_shouts(texts: list[str], found: set[str]):
    assert lexicon.shouted(texts) == found


def test_titles_and_a_single_capital_make_no_names():
    assert lexicon.proper(["The Loaf Of The Year", "The Smell Of The Loaf"] * 2) == set()
    assert lexicon.proper(["We went to Boston by boat"]) == set()
