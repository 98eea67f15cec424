from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.pick import shortlist
from pipeline.pick.shortlist import Candidate
from pipeline.records import Line
from pipeline.settings import PickSettings

SETTINGS = PickSettings()


def line(number: int, text: str, score: float, theme: str | None = None) -> Line:
    return Line(
        id=f"line-{number}", post_id=str(number), start=0, end=len(text), text=text, question=1,
        theme=theme, score=score, stands_alone=1.0, reasons=(),
    )  # fmt: skip


def candidate(
    number: int, text: str, score: float, *, author: str = "", role: str = "community",
    theme: str | None = None, share: float = 0.0, thread: str = "",
) -> Candidate:  # fmt: skip
    return Candidate(
        line=line(number, text, score, theme), author=author or f"author{number}", role=role,
        thread=thread or str(number), theme_share=share, words=shortlist.words(text),
    )  # fmt: skip


def texts(candidates: list[Candidate], **changes: object) -> list[str]:
    chosen = shortlist.choose(candidates, SETTINGS.model_copy(update=changes))
    return [one.line.text for one in chosen]


def test_the_best_lines_come_in_the_order_of_choice():
    found = [
        candidate(1, "Slow is a pace you can keep", 0.5),
        candidate(2, "A waiting list is a promise", 0.7),
        candidate(3, "Ask who would miss it", 0.6),
    ]
    assert texts(found, per_question=2) == ["A waiting list is a promise", "Ask who would miss it"]


def test_the_guest_opens_and_the_community_stands_beside_it():
    found = [
        candidate(1, "Readers can smell a rented opinion", 0.4, role="guest"),
        candidate(2, "A waiting list is a promise", 0.7),
    ]
    assert texts(found)[0] == "Readers can smell a rented opinion"
    assert len(texts(found)) == 2
    assert texts(found, guest_first=1.0)[0] == "A waiting list is a promise"


def test_a_host_does_not_open():
    found = [
        candidate(1, "Slow is a pace you can keep", 0.5, role="host"),
        candidate(2, "A waiting list is a promise", 0.7),
    ]
    assert texts(found, guest_first=0.0)[0] == "A waiting list is a promise"


def test_a_line_that_just_reaches_the_bar_is_picked():
    found = [candidate(1, "Slow is a pace you can keep", 0.25)]
    assert texts(found, least_score=0.25) == ["Slow is a pace you can keep"]
    assert texts(found, least_score=0.26) == []


def test_a_guest_whose_best_line_is_poor_beside_the_others_has_to_earn_its_place():
    found = [
        candidate(1, "It is all about passion, really", 0.2, role="guest"),
        candidate(2, "A waiting list is a promise", 0.7),
        candidate(3, "Ask who would miss it", 0.5),
    ]
    assert texts(found)[-1] == "It is all about passion, really"
    assert "the guest's best line opens" not in [
        reason.text for one in shortlist.choose(found, SETTINGS) for reason in one.reasons
    ]
    assert texts(found, guest_first=0.0)[0] == "It is all about passion, really"


def test_a_guest_who_says_nothing_worth_printing_does_not_open():
    found = [
        candidate(1, "Good evening from a rainy harbour", 0.02, role="guest"),
        candidate(2, "A waiting list is a promise", 0.7),
    ]
    assert texts(found) == ["A waiting list is a promise"]


def test_nothing_is_picked_where_nothing_deserves_it():
    found = [candidate(n, f"Hello {n}, so glad to be here", 0.02) for n in range(8)]
    assert texts(found) == []


def test_a_good_line_that_may_answer_something_else_stands_back():
    sure = candidate(1, "Slow is a pace you can keep", 0.4)
    unsure = candidate(2, "A waiting list is a promise", 0.6)
    unsure = replace(unsure, line=unsure.line.model_copy(update={"placed": 0.5}))
    assert texts([sure, unsure])[0] == "Slow is a pace you can keep"
    doubt = shortlist.choose([unsure], SETTINGS)[0].reasons[1]
    assert doubt.text == "unsure that it is an answer here" and doubt.value < 0
    assert texts([sure, unsure], certainty=0.0)[0] == "A waiting list is a promise"


def test_what_is_hardly_an_answer_is_not_picked_however_well_it_is_put():
    chatter = candidate(1, "Great evening, this is where friends are made", 0.8)
    chatter = replace(chatter, line=chatter.line.model_copy(update={"placed": 0.03}))
    assert texts([chatter]) == []


def test_a_short_line_whose_small_words_stand_all_over_a_long_one_repeats_nothing():
    short = candidate(1, "The wood is not the clock", 0.3)
    scattered = (
        "I keep a clock of my own in a shed: my father would not rest until the roof of the shed "
        "was dry, and it is the reason that I dry my wood"
    )
    assert len(texts([short, candidate(2, scattered, 0.7)])) == 2
    within = candidate(3, f"{scattered}, and a sign says that the wood is never the clock", 0.7)
    assert texts([short, within]) == [within.line.text]


def test_near_repeats_are_never_chosen_together():
    found = [
        candidate(1, "Slow growth is a pace you can keep for years", 0.8),
        candidate(2, "Slow growth is a pace that you can keep for years!", 0.79),
        candidate(3, "Ask who would miss it", 0.2),
    ]
    assert texts(found) == ["Slow growth is a pace you can keep for years", "Ask who would miss it"]


def test_a_line_is_a_repeat_from_the_share_on_that_is_set():
    found = [
        candidate(1, "Patience pays the rent", 0.6),
        candidate(2, "Patience pays the bills", 0.5),
    ]
    assert texts(found, repeat_share=0.75) == ["Patience pays the rent"]
    assert len(texts(found, repeat_share=0.76)) == 2


def test_a_line_without_a_word_repeats_nothing():
    found = [
        candidate(1, "🐌 🐌 🐌 🐌 🐌", 0.6),
        candidate(2, "A waiting list is a promise", 0.5),
        candidate(3, "🎈 🎈 🎈 🎈", 0.4),
    ]
    assert len(texts(found)) == 3


def test_one_part_of_an_answer_is_chosen_unless_two_earn_it():
    parts = [
        candidate(1, "First I wrote to forty strangers", 0.6, thread="t", author="ana"),
        candidate(2, "Then half of them wrote back to me", 0.55, thread="t", author="ana"),
    ]
    other = candidate(3, "Small worlds have short roads", 0.45)
    assert texts([*parts, other], per_question=2)[1] == "Small worlds have short roads"
    weak = candidate(3, "Small worlds have short roads", 0.2)
    assert texts([*parts, weak], per_question=2)[1] == "Then half of them wrote back to me"


def test_a_point_not_made_yet_wins_between_equals():
    found = [
        candidate(1, "Patience pays the rent late", 0.6, theme="patience", share=0.5),
        candidate(2, "Waiting is half of the work", 0.5, theme="patience", share=0.5),
        candidate(3, "Price lists keep friends", 0.5, theme="money", share=0.3),
    ]
    assert texts(found)[1] == "Price lists keep friends"


def test_a_person_not_heard_yet_wins_between_equals():
    found = [
        candidate(1, "Patience pays the rent late", 0.6, author="ana"),
        candidate(2, "Waiting is half of the work", 0.5, author="ana"),
        candidate(3, "Price lists keep friends", 0.5, author="ben"),
    ]
    assert texts(found)[1] == "Price lists keep friends"


def test_a_doubtful_line_gains_little_by_standing_apart():
    mine = candidate(1, "Patience pays the rent late", 0.6, author="ana", theme="t", share=0.5)
    second = candidate(2, "Waiting is half of the work", 0.25, author="ana", theme="t", share=0.5)
    doubtful = candidate(3, "Price lists keep friends", 0.3, author="ben", theme="u", share=0.5)
    doubtful = replace(doubtful, line=doubtful.line.model_copy(update={"placed": 0.6}))
    assert texts([mine, second, doubtful])[1] == "Waiting is half of the work"
    sure = replace(doubtful, line=doubtful.line.model_copy(update={"placed": 1.0}))
    assert texts([mine, second, sure])[1] == "Price lists keep friends"


def test_a_better_line_on_a_point_that_the_guest_made_adds_what_it_is_better():
    found = [
        candidate(1, "Wait for the bread", 0.4, role="guest", theme="patience", share=0.25),
        candidate(2, "A waiting list is a promise", 0.6, theme="patience", share=0.25),
        candidate(3, "Waiting is half of the work", 0.5, theme="patience", share=0.25),
    ]
    first, second, third = shortlist.choose(found, SETTINGS)
    told = {reason.text: reason.value for reason in second.reasons}
    assert [one.line.score for one in (first, second, third)] == [0.4, 0.6, 0.5]
    assert told["a point made better"] == pytest.approx(SETTINGS.theme_weight * 0.5 * 0.2)
    assert "a point not made yet" not in told
    assert not any("point" in reason.text for reason in third.reasons)


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from("abc"), st.sampled_from("tuv"),
                  st.sampled_from("xyz")),
        min_size=2, max_size=9,
    )
)  # fmt: skip
def test_what_a_line_adds_only_shrinks_as_more_is_chosen(drawn):
    words = ("zips", "clocks", "boots", "harps", "kettles", "lutes", "maps", "nets", "oars")
    found = [
        candidate(n, words[n], score, author=author, theme=theme, share=0.4, thread=thread)
        for n, (score, author, theme, thread) in enumerate(drawn)
    ]
    gains = [one.gain for one in shortlist.choose(found, SETTINGS)]
    assert all(later <= earlier + 0.0005 for earlier, later in pairwise(gains))
    assert all(gain > 0 for gain in gains)


def test_gain_is_the_sum_of_its_reasons():
    found = [candidate(1, "Patience pays the rent late", 0.6, theme="t", share=0.4)]
    chosen = shortlist.choose(found, SETTINGS)[0]
    assert chosen.gain == pytest.approx(sum(reason.value for reason in chosen.reasons))


def test_the_best_line_of_a_post_is_the_highest_then_the_longest():
    whole, piece = line(1, "Patience pays. Late.", 0.5), line(1, "Patience pays.", 0.5)
    assert shortlist.best_of_each_post([piece, whole]) == [whole]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.randoms())
def test_the_order_of_the_candidates_changes_nothing(scores, random):
    found = [candidate(n, f"line number {n} of many", score) for n, score in enumerate(scores)]
    shuffled = list(found)
    random.shuffle(shuffled)
    assert texts(found) == texts(shuffled)
