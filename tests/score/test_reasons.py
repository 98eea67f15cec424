import numpy as np
import pytest

from pipeline.records import Reason
from pipeline.score import ranking, reasons, style
from pipeline.score.house import House
from pipeline.score.rows import TRAITS, WIDTH
from pipeline.score.traits import NAMES
from tests.score.posts import FlatStyle, sight

LINES = [
    "Growth isn't a ladder. It's a garden, and you have to like weeding.",
    "Yep, agreed! Thanks all, see you next week :)",
    "Trello, Notion, Slack & Zapier http://example.org/list",
    "BIG NEWS",
    "",
    "😂😂😂",
    "no punctuation no capitals just a thought about readers who stay for years",
]


@pytest.mark.parametrize("line", LINES)
def test_the_reasons_of_a_line_add_up_to_its_score(line: str):
    verdict = ranking.score([sight(line)], FlatStyle())[0]
    total = verdict.start + sum(reason.value for reason in verdict.reasons)
    assert total == pytest.approx(verdict.score, abs=0.003)  # rounded to four digits, each


def test_reasons_quote_the_words_that_they_are_about():
    verdict = ranking.score([sight(LINES[0])], FlatStyle())[0]
    assert any("'isn't" in reason.text for reason in verdict.reasons)


def test_what_a_line_leans_on_is_told():
    verdict = ranking.score([sight("But they never told us why it happened")], FlatStyle())[0]
    alone = [r for r in verdict.reasons if r.text.startswith(("stands alone", "does not stand"))]
    assert len(alone) == 1


@pytest.mark.parametrize("line", LINES)
def test_only_the_strongest_reasons_are_shown_and_sums_of_small_ones_are_not(line: str):
    verdict = ranking.score([sight(line)], FlatStyle())[0]
    shown = verdict.foremost
    assert len(shown) <= 2 * ranking.SHOWN
    assert all(abs(reason.value) >= ranking.LEAST_SHOWN for reason in shown)
    assert reasons.REST not in {reason.text for reason in shown}
    assert list(shown) == sorted(shown, key=lambda reason: -reason.value)


def test_the_strongest_for_and_against_are_shown():
    values = (0.3, 0.2, 0.1, 0.05, -0.05, -0.1, -0.2, -0.3)
    found = [Reason(text=str(value), value=value) for value in values]
    shown = reasons.foremost(found, 2, 0.01)
    assert [reason.value for reason in shown] == [0.3, 0.2, -0.2, -0.3]


class AnyStyle(FlatStyle):
    """A style encoder to which every text reads in another way."""

    def encode(self, texts):
        chance = np.random.default_rng(7)
        return chance.normal(size=(len(texts), style.DIMENSION))


def test_how_a_line_reads_is_told_as_it_counts():
    verdicts = ranking.score([sight(f"Slow trains taught {n} of us") for n in range(9)], AnyStyle())
    for_it, against = (
        [r.value for verdict in verdicts for r in verdict.reasons if r.text == words]
        for words in reasons.READS_LIKE
    )
    assert for_it and min(for_it) >= 0
    assert against and max(against) <= 0


def test_a_long_aside_is_quoted_in_short():
    aside = f"(of {'all the people who wrote to us and ' * 4} stayed)"
    texts = told(f"We keep a list {aside} and we read it")
    [quote] = [text.partition("'")[2] for text in texts if "(of all" in text]
    assert len(quote) <= reasons.LONGEST_QUOTE + 1 and quote.endswith("…'")


def test_length_is_one_reason_and_not_five():
    verdict = ranking.score([sight("Short and small")], FlatStyle())[0]
    told = [r.text for r in verdict.reasons]
    lengths = {"says enough", "says much", "says little", "very short", "short", "not too short",
               "a handy length", "a middling length", "not so short"}  # fmt: skip
    assert len(lengths & set(told)) == 1


PLAIN = "It is what we do when we have time and they let us do it"
RARE = "Serendipitous marginalia outlive bureaucratic spreadsheets; librarians quietly applaud."


def told(line: str) -> set[str]:
    return {reason.text for reason in ranking.score([sight(line)], FlatStyle())[0].reasons}


def test_what_is_said_of_a_lines_words_is_true_of_them_whichever_way_it_counts():
    too_much = {"unusual words", "uncommon words", "a very rare word", "a rare word", "long words",
                "weighty words", "several sentences"}  # fmt: skip
    assert not told(PLAIN) & too_much
    too_little = {"everyday words", "short words", "no rare word"}
    assert not told(RARE) & too_little
    assert told(PLAIN) & too_little and told(RARE) & too_much


@pytest.mark.parametrize(
    "line, trait, weight, words",
    [
        ("Write less", "short", 0.3, "short"),
        ("Write less", "very_short", 0.3, "very short"),
        ("We keep one list of all the books that matter in here", "short", 0.9, "not so short"),
        (" ".join(["slow trains"] * 20), "long", 0.3, "long"),
        ("We keep one list of all the books that matter here", "handy", -0.3, "a middling length"),
        ("But we keep a list", "opens_loose", 0.3, "opens with a joining word: 'But'"),
        ("We find paper easier", "stands_alone", 0.3, "stands alone"),  # a little is no lack
        ("You must keep one list", "principle", -0.3, "a principle: 'must'"),
    ],
)
def test_a_taste_against_the_shipped_ranker_says_what_is_true_of_the_line(
    line, trait, weight, words
):
    weights = np.zeros(WIDTH)
    weights[NAMES.index(trait)] = weight
    taste = House(weights, np.zeros(TRAITS))
    reasons = ranking.score([sight(line)], FlatStyle(), house=taste)[0].reasons
    assert f"{ranking.TASTE}: {words}" in [reason.text for reason in reasons]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("They show the knots in a video", "a word of chats and posts: 'video'"),
        ("Two oars for all who row here", "a general word: 'all'"),
        ("I painted the word 'hi' on my boat and waved", "a word of courtesy: 'hi'"),
        ("What Hana says, I do", "opens with a question word: 'What'"),
        ("I once had a boat that sang", "says when or if: 'once had a boat that sang'"),
        ("It stands on https://slow.example.org/2019 and there it stays", "a number, in its link"),
        ("Do you darn at night, or by the window?", "opens as what tells what to do: 'Do'"),
        ("Do your darning at night, by the window", "tells what to do: 'Do'"),
        ("They’re what the town eats, and it isn't much", "says how things are: 'They’re'"),
        ("The baker's the one who'll never sleep", "says how things are: 'baker's'"),
        ("So you'll wait, and then you will wait again", "says what might be: 'you'll'"),
        ("It isn't late, but the oven sleeps", "says how things are: 'isn't'"),
        ("Our staff eats first", "about people one works for or with: 'staff'"),
        ("We ate a spelling bee", "a word in -ing: 'spelling'"),
        ("In 7 days read https://slow.example.org/2019 again", "a number: '7'"),
    ],
)
def test_a_word_that_is_looked_for_tells_no_more_than_that_it_is_there(line: str, words: str):
    assert words in told(line)


@pytest.mark.parametrize(
    ("line", "is_list"),
    [
        ("Needles, thread, buttons, tape", True),
        ("Bread and salt and wine", True),
        ("Not as elegant, though", False),
        ("Yes, but we all mend and darn them", False),
        ("Menders need cloth and patience, even where light is poor", False),
        ("Read https://slow.example.org/a/b/c", False),
    ],
)
def test_a_list_has_several_items_and_a_link_is_none(line: str, is_list: bool):
    words = told(line) & {"a list", "names several", reasons.PARTED}
    assert words == ({"a list"} if is_list else {reasons.PARTED})


def test_words_come_back_only_where_they_do():
    once, twice = "Slow trains taught my brother patience", "brave, brave man"
    assert not told(once) & {"repeats words", "says a word again"}
    assert not told(twice) & {"varied words", "says no word twice"}


@pytest.mark.parametrize(
    "line, words",
    [
        ("Ask who would miss it. Then wait. Then ask again. And wait.", "several sentences"),
        ("Ask who would miss it and then ask again", "one sentence"),
        ("Ask who would miss it and then ask again!!!!", "several marks or line breaks"),
        ("Ask on http://slow.example.org/who.html first", "several marks or line breaks"),
        ("Who would miss it? Then ask again", "few marks between sentences"),
    ],
)
def test_one_sentence_is_not_several_whatever_marks_it_has(line, words):
    every = {"several sentences", "one sentence", "several marks or line breaks",
             "few marks between sentences"}  # fmt: skip
    assert told(line) & every == {words}


def test_one_comma_is_not_several_steps_nor_many_commas():
    words = told("Wait for the dough, it knows when the oven may be lit and who is hungry")
    assert not any("many" in text or "several" in text for text in words if "comma" in text)


def test_all_that_a_post_says_is_no_piece_of_it():
    asked = sight("Wait for it", before="@ana_k @bo_l @cy_m ", after=" #SlowLoaf #Rye #Spelt")
    texts = {r.text for r in ranking.score([asked], FlatStyle())[0].reasons}
    assert "less of its post than usual" in texts and not any("piece" in text for text in texts)


def test_what_ends_with_another_mark_is_not_told_of_a_full_stop():
    assert not any("full stop" in text for text in told("Who would miss it?"))


def test_a_smile_is_quoted_whole():
    assert not any(text.endswith(": ')'") for text in told("Never trust a tidy desk, ever :)"))
