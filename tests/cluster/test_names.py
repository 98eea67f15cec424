import unicodedata

import numpy as np
import pytest

from pipeline.cluster import chatter, names
from pipeline.cluster.lexicon import Lexicon, proper, shouted

QUESTION = "How do you keep a newsletter going?"
TEXTS = [
    "I batch interviews on Monday mornings",
    "Monday mornings are for batching interviews, nothing else",
    "Thanks! Really good question. Monday mornings @ida https://t.example/abc",
    "Keep an AI draft, rewrite it by hand",
    "AI drafts, rewritten by hand &amp; read aloud",
]
LABELS = np.array([0, 0, 0, 1, 1])


def named(count: int = 4, **more: object) -> list[tuple[str, ...]]:
    return names.name(TEXTS, LABELS, QUESTION, count, **more)


def test_two_words_that_stand_side_by_side_are_one_name():
    assert named()[0][0] == "monday mornings"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_word_with_accents_is_one_however_they_are_stored(form):
    said = [unicodedata.normalize(form, text) for text in ("Contándoselo a la abuela", "Rye")]
    assert "contándoselo" in names.name(said, np.array([0, 1]), QUESTION, 4)[0]


@pytest.mark.parametrize("host", ["pic.twitter.com", "pic.x.com"])
def test_the_address_of_a_picture_names_nothing(host: str):
    said = [f"Rye needs night {host}/aB3dE5fG7h", f"Night is for rye {host}/hG7fE5dB3a", "Salt"]
    assert names.name(said, np.array([0, 0, 1]), QUESTION, 4)[0] == ("night", "rye")


def test_forms_of_a_word_are_counted_together():
    assert "batch interviews" in named()[0]  # once batched, once batching
    assert sum("draft" in word for word in named()[1]) == 1


def test_short_forms_without_their_apostrophe_name_nothing():
    said = ["Theres rye, ppl didnt ask", "Rye, they didnt say theres more", "Salt"]
    assert names.name(said, np.array([0, 0, 1]), QUESTION, 4)[0] == ("rye",)


def test_capitals_stay_where_the_word_is_written_in_them():
    assert any("AI" in word.split() for word in named()[1])


def test_names_keep_their_capital_and_first_words_of_a_sentence_gain_none():
    texts = [
        "We sold jam in Boston. Jars were all we had",
        "All of Boston wanted jars. Market stalls came later",
        "Rain at the market, rain in the jars",
        "The Rain And Wind Of Market Mornings: A Memoir",
    ]
    lexicon = Lexicon.of(texts)
    assert lexicon.proper == {"boston"}
    found = names.name(texts, np.array([0, 0, 1, 1]), "", 9, lexicon)
    assert "Boston" in found[0]
    assert {"market", "jars"} <= {word for name in found for word in name}


def test_a_name_of_two_words_lends_neither_its_capital():
    texts = ["Meet me on Station Road", "We walked up Station Road", "The road was wet"] * 2
    assert proper(texts) == set()
    found = names.name(texts, np.array([0, 0, 1, 0, 0, 1]), "", 4)
    assert (found[0][0], found[1][0]) == ("Station Road", "wet")
    assert found[1][1:] == ("road",)


def test_names_in_capitals_are_no_shouts_of_them():
    texts = ["See you in DECEMBER", "We meet in December again", "and on in December"]
    found = names.name(texts, np.array([0, 0, 0]), "", 4, Lexicon.of(texts))
    assert "December" in found[0]


def test_chatter_the_question_handles_links_and_entities_name_nothing():
    seen = {part for name in named(20) for word in name for part in word.split()}
    assert not seen & {
        "thanks",
        "good",
        "keep",
        "newsletter",
        "going",
        "ida",
        "https",
        "abc",
        "amp",
    }


def test_barred_words_name_nothing():
    assert "monday" not in " ".join(named(lexicon=Lexicon.of([], barred={"#Monday"}))[0])


def test_no_more_names_than_asked_for():
    assert [len(name) for name in named(2)] == [2, 2]


def test_a_theme_without_a_telling_word_has_no_name():
    assert names.name(["Yes!", "ok 👍"], np.array([0, 0]), QUESTION, 4) == [()]


def test_a_word_of_the_question_bars_its_family():
    texts = ["Growth needs compost", "Growers need compost, and growth"]
    (only,) = names.name(texts, np.array([0, 0]), "How do you grow?", 4)
    assert only == ("compost",)


def test_labels_and_words_that_fit_any_theme_come_last_or_not_at_all():
    texts = ["A3: a year of compost", "a3 one more year, one more compost heap"]
    (only,) = names.name(texts, np.array([0, 0]), QUESTION, 4)
    assert only[:2] == ("compost", "year")
    assert "a3" not in only


def test_words_of_one_post_name_a_theme_only_where_posts_share_no_telling_word():
    texts = ["Compost and laundrettes", "Compost, sadly, worms"]
    (only,) = names.name(texts, np.array([0, 0]), QUESTION, 4)
    assert only == ("compost",)
    texts = ["A year of laundrettes", "Sadly a year of worms"]
    (only,) = names.name(texts, np.array([0, 0]), QUESTION, 4)
    assert only == ("year", "laundrettes", "worms")
    texts = ["In March somebody wrote of laundrettes", "Came in March, somebody's worms"]
    (only,) = names.name(texts, np.array([0, 0]), QUESTION, 4)
    assert only == ("march", "laundrettes", "worms")


def of_one_theme(*texts: str, loud: frozenset[str] = frozenset()) -> tuple[str, ...]:
    lexicon = Lexicon(shouted=loud)
    (only,) = names.name(texts, np.zeros(len(texts), int), QUESTION, 4, lexicon)
    return only


def test_helping_verbs_and_laughter_name_nothing():
    said = (
        "Should've kept the compost, haha! It mustn't dry out, ain't it so",
        "AIN'T MINE, she should’ve mulched. Hehehe, LOOOL, jajaja. It mustn’t: compost",
    )
    assert of_one_theme(*said) == ("compost",)


def test_a_verb_that_hangs_on_to_a_word_is_no_part_of_it():
    said = ("The worms'll eat it", "My worms've eaten it, o'clock by o'clock")
    assert of_one_theme(*said)[0] == "worms"


def test_a_language_makes_no_point():
    said = ("Ganz leicht: ich habe nicht gezählt", "Ich lese hier nur mit, ich bin nicht von da")
    assert "ich" not in of_one_theme(*said) and "nicht" not in of_one_theme(*said)


def test_a_shout_is_shown_in_small_letters_and_an_abbreviation_as_it_is():
    said = ("They should PRINT it for STEM, on CTRL-P", "PRINT it! STEM clubs love paper, CTRL-P")
    loud = shouted([*said, "I print all of it", "Print", "stem", "ctrl-p", "ctrl-p"])
    assert loud == {"print"}
    assert {"print", "STEM"} <= set(of_one_theme(*said, loud=loud))


def test_a_family_of_words_names_a_theme_once():
    texts = [
        "Innovate or fade",
        "Innovation needs time, innovative people more",
        "We innovate late",
    ]
    assert (
        sum(word.startswith("innov") for word in names.name(texts, np.zeros(3, int), "", 6)[0]) == 1
    )


def test_what_an_article_parts_is_no_name():
    said = ["Je préfère m'informer", "Préfère m’informer aussi"]
    [name] = names.name(said, np.array([0, 0]), QUESTION, 4, languages=["fr", "fr"])
    assert "préfère informer" not in name


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        ("es", "Los mostradores son para los libros, y ya está", {"mostradores", "libros"}),
        ("fr", "L'erreur est plus qu’une faute, c'est tout", {"erreur", "faute"}),
        ("de", "Die Süßkartoffel ist nie wieder ohne Mulch", {"süßkartoffel", "mulch"}),
        ("in", "Kompos adalah untuk bayam dan juga tanah", {"kompos", "bayam", "tanah"}),
        ("en", "Die Süßkartoffel", {"die", "süßkartoffel"}),
        ("xx-tagged/../..", "Los libros", {"los", "libros"}),
        (None, "Los libros", {"los", "libros"}),
    ],
)
def test_small_words_of_the_language_of_a_text_name_nothing(language, said, found):
    [name] = names.name([said], np.array([0]), QUESTION, 4, languages=[language])
    assert set(" ".join(name).split()) == found


def test_stop_words_are_those_of_the_library():
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    assert chatter.stop_words() == ENGLISH_STOP_WORDS


def test_english_words_are_no_small_words_of_another_language():
    texts = ["Check the wiring first", "Old wiring burns", "Wired it again myself"]
    assert any("wir" in word for word in names.name(texts, np.zeros(3, dtype=int), "", 4)[0])
    texts = ["DEI has to lead hiring", "Fund DEI teams", "DEI budgets first"]
    assert "DEI" in names.name(texts, np.zeros(3, dtype=int), "", 4)[0]
    texts = ["onion bhaji", "best bhaji"]
    assert any("bhaji" in word for word in names.name(texts, np.zeros(2, dtype=int), "", 4)[0])


def test_of_words_that_tell_as_well_those_that_mean_what_the_theme_does_come_first():
    texts = [
        "lost my envelope at the ferry",
        "posting letters from a lighthouse",
        "rye, always rye",
    ]
    asked: list[str] = []

    def near(words):
        asked.extend(words)
        return np.array([[0.9 if word in ("letters", "envelope") else 0.0, 0.0] for word in words])

    found = names.name(texts, np.array([0, 0, 1]), "", 4, near=near)
    assert set(found[0][:2]) == {"letters", "envelope"}  # not the longest: lighthouse
    assert asked == sorted(set(asked))  # each word once, whichever theme comes first
    assert found[1] == ("rye",)


def test_what_several_posts_say_names_a_theme_before_what_one_means():
    texts = ["the ferry left", "a ferry of letters", "rye, always rye"]

    def near(words):
        return np.array([[0.9 if word == "letters" else 0.0, 0.0] for word in words])

    assert names.name(texts, np.array([0, 0, 1]), "", 4, near=near)[0] == ("ferry",)


def near_all(words):
    return np.zeros((len(words), 9))


def test_two_words_of_one_post_side_by_side_are_a_phrase():
    texts = ["Notice periods! Nobody warns you", "I never saw their legs"]
    (found,) = names.name(texts, np.zeros(2, int), "", 4, near=near_all)
    assert found[0] == "notice periods" and "legs" in found


@pytest.mark.parametrize("mark", ["&", "/", "+", "=", "🙂", '"', "3", "\n"])
def test_nothing_stands_between_the_words_of_a_phrase(mark):
    texts = [f"Blankets {mark} candles", "Legs"]
    (found,) = names.name(texts, np.zeros(2, int), "", 4, near=near_all)
    assert sorted(found) == ["blankets", "candles", "legs"]


def test_a_word_said_twice_is_no_phrase():
    texts = ["Lanterns lanterns everywhere", "Legs"]
    (found,) = names.name(texts, np.zeros(2, int), "", 4, near=near_all)
    assert sorted(found) == ["lanterns", "legs"]


def test_a_word_that_tells_nothing_makes_no_phrase():
    said = ["Old lanterns", "Lanterns instead", "Legs away"]
    assert names.name(said, np.arange(3), "", 4, near=near_all) == [
        ("lanterns", "old"),
        ("lanterns",),
        ("legs",),
    ]


def test_a_word_that_means_what_the_theme_does_stays_without_its_neighbour():
    def near(words):
        return np.array([[0.9 if word == "ferry" else 0.0] for word in words])

    (found,) = names.name(["Ferry lanterns", "Legs"], np.zeros(2, int), "", 4, near=near)
    assert found[0] == "ferry"


def test_a_phrase_of_two_posts_comes_before_its_words_where_it_means_more():
    def near(words):
        return np.array([[0.9 if word == "property tax" else 0.0] for word in words])

    texts = ["Cut the property tax", "A property tax hits renters", *["Tax me", "No tax"] * 2]
    (found,) = names.name(texts, np.zeros(6, int), "", 4, near=near)
    assert found == ("property tax",)


def test_words_that_weigh_the_same_stand_in_one_order_the_longer_first():
    said = ["mango, cherry, kiwi, apricot, plum, banana"] * 2
    (found,) = names.name(said, np.array([0, 0]), "", 6)
    assert sorted(found, key=lambda word: (-len(word), word)) == [*found] and len(found) == 6


def test_labels_and_whose_it_is_name_nothing():
    said = ["see A3 for the baker's oven", "as A3 says, a baker's oven"]
    (found,) = names.name(said, np.array([0, 0]), "", 6)
    assert "baker oven" in found and not any("a3" in word.casefold() for word in found)
