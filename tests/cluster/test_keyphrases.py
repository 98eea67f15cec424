import numpy as np
import pytest

from pipeline.cluster import keyphrases
from pipeline.cluster.lexicon import UNKNOWN, Lexicon
from tests.conftest import within


def said(name: str, *texts: str, lexicon: Lexicon = UNKNOWN) -> str:
    labels = np.zeros(len(texts), int)
    (found,) = keyphrases.in_phrases([tuple(name.split(", "))], texts, labels, lexicon)
    return ", ".join(found)


@pytest.mark.parametrize(
    ("word", "text", "shown"),
    [
        ("hips", "Hands on hips, we waited", "hands on hips"),
        ("counselling", "Pay for the counselling. Before, not after", "pay for the counselling"),
        ("blame", "Checklists and no blame reports, but it took years", "no blame reports"),
        ("pen", "they each have a pen on a string and it matters", "pen on a string"),
        ("caseworker", "shadow a caseworker for once", "shadow a caseworker"),
        ("suppress", "It is noise that we suppress", "suppress"),
        ("creativity", "Some rules suppress creativity. They all do", "creativity"),
        ("creativity", "We suppress creativity. We all do", "suppress creativity"),
        ("boiler", "Somebody's boiler manual!", "boiler manual"),
        ("lanterns", "the old lanterns you gave us", "lanterns"),  # does it end there?
        ("dusk", "everyone shot vividly in dusk", "dusk"),
        ("storm", "of course storm warnings", "storm warnings"),
        ("storm", "🙂 storm 🙂 warnings", "storm"),
        ("meetings", "the meetings of a farmers' market", "meetings"),
        ("trolley", "Literally on a trolley", "trolley"),
        ("moss", "My 6k moss", "moss"),
        ("sound", "The discord ping sound happens", "sound"),  # where is the verb?
        ("mats", "Cork mats under the kitchen table", "cork mats"),
        ("died", "the requests died on page one", "died"),
    ],
)
def test_a_word_of_one_post_stands_in_its_phrase(word: str, text: str, shown: str):
    assert said(word, text, "Legs") == shown


@pytest.mark.parametrize(
    ("name", "texts", "shown"),
    [
        ("nights", ("they were working nights", "was working nights, too"), "working nights"),
        (
            "coming",
            ("volunteers not coming back", "the hirers? Not coming back"),
            "not coming back",
        ),
        ("words", ("tell it in your own words", "her own words, slightly wrong"), "own words"),
        ("thing", ("a hard thing, at length", "the hard thing"), "hard thing"),
        (
            "pay",
            ("pay for postage", "they pay in stamps", "pays for postage", "pay me", "pay!"),
            "pay",
        ),
        ("box", ("the cereal box is shiny", "a box of gears", "any box"), "box"),
    ],
)
def test_a_word_of_several_posts_stands_in_the_phrase_that_they_share(name, texts, shown):
    assert said(name, *texts) == shown


def test_what_a_phrase_has_already_is_not_told_again():
    assert said("museum, job", "The job of museum curator", "Legs") == "job of museum curator"


def test_a_phrase_takes_no_word_that_is_told_already_and_no_barred_one():
    text = "We walked with lanterns on the ferry, and with blankets from Idaberg."
    assert said("ferry, lanterns", text) == "lanterns on the ferry"
    assert said("walked, ferry", text) == "walked with lanterns, ferry"
    assert said("blankets", text, lexicon=Lexicon.of([], barred={"Idaberg"})) == "blankets"


def test_a_name_stays_short():
    text = "hands on hips, nose to the line, back of the van, legs under the table"
    assert said("hips, nose, legs", text) == "hands on hips, nose to the line, legs"


def test_a_phrase_is_shown_as_it_is_written_but_for_capitals_that_tell_nothing():
    lexicon = Lexicon(shouted=frozenset({"board"}), proper=frozenset({"boston"}))
    assert said("board", "Head of the BOARD", lexicon=lexicon) == "head of the board"
    assert said("clubs", "STEM clubs, always") == "STEM clubs"
    assert said("tea", "Boston tea party, again", lexicon=lexicon) == "Boston tea party"
    assert said("pans", "Dog Man pans, always") == "Dog Man pans"


def test_a_theme_without_a_name_has_none():
    assert said("", "Yes!") == ""


def test_a_word_of_many_posts_is_read_at_once():
    texts = [f"a{n:x}q b{n:x}q c{n:x}q bread d{n:x}q e{n:x}q f{n:x}q" for n in range(10_000)]
    with within(4):  # all phrases so far were copied for each post
        assert said("bread", *texts) == "bread"
