"""What became of a line is told from the choice itself, picked or not."""

from __future__ import annotations

import pytest

from pipeline.pick import stage
from pipeline.pick.why import OTHERWISE, why
from pipeline.records import Line, Pick
from pipeline.settings import PickSettings
from tests.pick.test_stage import line, post

POSTS = [
    post(1, "Well. Slow is a pace you can keep", "ana"),
    post(2, "Ask who would miss it", "ben"),
    post(3, "ask who would really miss it", "cem"),
    post(4, "Small worlds have short roads", "dee"),
    post(5, "Here be nothing much at all", "eve"),
    post(6, "Does anyone know a baker?", "fay"),
]
WHOLE, BEST, MISSED, AGAIN, SMALL, POOR, ASKS = LINES = [
    line(POSTS[0], 0.5),
    line(POSTS[0], 0.6, start=6),
    line(POSTS[1], 0.55),
    line(POSTS[2], 0.5),
    line(POSTS[3], 0.4),
    line(POSTS[4], 0.01),
    line(POSTS[5], 0.7, question=None),
]
SETTINGS = PickSettings().model_copy(update={"per_question": 2})


def told(one: Line, picks: list[Pick] | None = None, settings: PickSettings = SETTINGS):
    if picks is None:
        picks = stage.run(LINES, POSTS, [], [], SETTINGS)
    return why(one, LINES, POSTS, [], [], picks, settings)


def test_a_pick_has_the_reasons_that_add_up_to_what_it_added() -> None:
    words, reasons = told(BEST)
    assert words == "pick 1: it added 0.66"
    assert [reason.text for reason in reasons] == ["how quotable it is", "a person not heard yet"]
    assert sum(reason.value for reason in reasons) == pytest.approx(0.66)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (WHOLE, f'a line of the same post is, "{BEST.said}" ({BEST.id})'),
        (AGAIN, f'it says again what a pick says, "{MISSED.said}" ({MISSED.id})'),
        (SMALL, "beside the picks here, the last of which added 0.60, it would add 0.44"),
        (POOR, "its chance to be printed here is 0.010, score times 1.00 that it is an "
               "answer here; the bar is 0.03"),
        (ASKS, "what asks answers nothing"),
    ],
)  # fmt: skip
def test_what_kept_a_line_out_is_said(one: Line, words: str) -> None:
    assert told(one)[0] == f"not picked: {words}"


def test_a_doubt_where_a_line_belongs_is_in_the_chance_that_is_told() -> None:
    doubtful = line(post(9, "A kettle is no clock", "ida"), 0.1).model_copy(update={"placed": 0.2})
    lines, posts = [*LINES, doubtful], [*POSTS, post(9, "A kettle is no clock", "ida")]
    words, _ = why(
        doubtful, lines, posts, [], [], stage.run(lines, posts, [], [], SETTINGS), SETTINGS
    )
    assert "is 0.020, score times 0.20 that it is an answer here" in words


def test_a_worse_slice_of_a_post_names_the_best_one() -> None:
    few = SETTINGS.model_copy(update={"per_question": 1})
    worse = line(POSTS[1], 0.3, start=4)
    lines = [*LINES, worse]
    picks = stage.run(lines, POSTS, [], [], few)
    words, _ = why(worse, lines, POSTS, [], [], picks, few)
    assert (
        words == f'not picked: only the best line of a post can be, "{MISSED.said}" ({MISSED.id})'
    )


def test_the_bar_is_told_as_it_is_set() -> None:
    fine = SETTINGS.model_copy(update={"least_score": 0.015})
    picks = stage.run(LINES, POSTS, [], [], fine)
    assert told(POOR, picks, fine)[0].endswith("; the bar is 0.015")


def test_what_is_below_the_bar_is_not_told_to_reach_it() -> None:
    low = line(POSTS[1], 0.0299, start=4)  # .02987 to the fifth digit
    low = low.model_copy(update={"placed": 0.999})
    picks = stage.run([low], POSTS, [], [], SETTINGS)
    words, _ = why(low, [low], POSTS, [], [], picks, SETTINGS)
    assert "here is 0.029, " in words and words.endswith("the bar is 0.03")


def test_a_line_is_not_beaten_by_one_of_its_post_that_asks_and_so_cannot_be_picked() -> None:
    whole = post(7, "Who knows a baker? I never learned to fold", "gus")
    asks = line(whole, 0.7, question=None)
    plain = line(whole, 0.2, start=whole.text.index("I never"), question=None)
    lines = [*LINES, asks, plain]
    posts = [*POSTS, whole]
    picks = stage.run(lines, posts, [], [], SETTINGS)
    bar = (
        "its chance to be printed here is 0.200, score times 1.00 that it is more than "
        "chatter; the bar is 0.3"
    )
    assert why(plain, lines, posts, [], [], picks, SETTINGS)[0] == f"not picked: {bar}"
    assert why(asks, lines, posts, [], [], picks, SETTINGS)[0] == (
        "not picked: what asks answers nothing"
    )


def test_a_line_is_not_kept_out_by_what_its_post_says_to_another_question() -> None:
    two = post(8, "A1 Slow is a pace you can keep. A2: Small worlds have short roads", "hal")
    first = line(two, 0.9, start=3).model_copy(update={"end": 31, "text": two.text[3:31]})
    second = line(two, 0.01, start=36, question=2)
    lines, posts = [first, second], [two]
    picks = stage.run(lines, posts, [], [], SETTINGS)
    assert [pick.line_id for pick in picks] == [first.id]
    words, _ = why(second, lines, posts, [], [], picks, SETTINGS)
    assert words.startswith("not picked: its chance to be printed here is 0.010")


def test_picks_of_other_settings_are_not_explained_by_these() -> None:
    more = SETTINGS.model_copy(update={"per_question": 3})
    assert told(SMALL, settings=more) == (OTHERWISE, ())


def test_every_line_is_a_pick_or_has_a_cause() -> None:
    picks = stage.run(LINES, POSTS, [], [], SETTINGS)
    chosen = {pick.line_id for pick in picks}
    for one in LINES:
        assert told(one)[0].startswith("pick " if one.id in chosen else "not picked: ")
