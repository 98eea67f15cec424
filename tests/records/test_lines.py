"""Lines that may be printed as they are, and picks that an editor cut."""

import pytest
from pydantic import ValidationError

from pipeline.records import Line, Pick, Reason, answer_apart
from pipeline.records.lines import FLAG, FOREIGN

SAID = "Maps lie, we forgive them"
IN_EARLIER_RUNS = "flag: not in English, or not all of it; the score was learned on English"
PART = {"post_id": "2", "start": 0, "end": 9, "text": "Every day"}


def line(score: float = 0.5, *reasons: str, **more: object) -> Line:
    told = tuple(Reason(text=text, value=0.0) for text in reasons)
    made = {
        "id": "line-1", "post_id": "1", "start": 0, "end": 25, "text": SAID, "question": 1,
        "theme": None, "score": score, "stands_alone": 1.0, "reasons": told, **more,
    }  # fmt: skip
    return Line.model_validate(made)


def pick(*pieces: tuple[int, int], **more: object) -> Pick:
    made = {
        "question": 1, "rank": 1, "line_id": "line-1", "post_id": "1", "start": 0, "end": 25,
        "text": SAID, "handle": "ana", "name": None, "url": None, "role": "guest", "score": 0.5,
        "gain": 0.5, "reasons": (), "pieces": pieces, **more,
    }  # fmt: skip
    return Pick.model_validate(made)


@pytest.mark.parametrize(
    ("score", "reasons", "is_sound"),
    [
        (0.5, ("a turn of phrase",), True),
        (0.0, ("a turn of phrase",), False),
        (0.5, (f"{FLAG}perhaps meant the other way round",), False),
        (0.5, (FLAG + FOREIGN,), True),  # doubts the score, not the line
        (0.5, (IN_EARLIER_RUNS,), True),
        (0.5, (FLAG + FOREIGN, f"{FLAG}names a person"), False),
    ],
)
def test_a_line_with_a_flag_is_looked_at_first(
    score: float, reasons: tuple[str, ...], is_sound: bool
) -> None:
    assert line(score, *reasons).is_sound is is_sound


@pytest.mark.parametrize("pieces", [(), ((0, 25),), ((0, 9), (14, 25))])
def test_the_pieces_of_a_pick_go_from_its_start_to_its_end(
    pieces: tuple[tuple[int, int], ...],
) -> None:
    assert pick(*pieces).pieces == pieces


@pytest.mark.parametrize(
    "pieces",
    [
        ((14, 25), (0, 9)),
        ((0, 9), (9, 25)),  # nothing is cut between them
        ((0, 14), (9, 25)),  # says some of it twice
        ((1, 25),),
        ((0, 9),),
    ],
)
def test_pieces_in_another_order_or_of_another_line_are_refused(
    pieces: tuple[tuple[int, int], ...],
) -> None:
    with pytest.raises(ValidationError, match="its pieces are not in order"):
        pick(*pieces)


def test_a_line_of_several_posts_names_them_all_and_shows_that_something_is_between() -> None:
    joined = line(joined=[PART])
    assert joined.post_ids == ("1", "2")
    assert joined.said == f"{SAID} [...] Every day"
    assert pick(joined=[PART]).post_ids == ("1", "2")


def test_what_one_post_says_to_two_questions_may_be_quoted_twice_unless_it_is_joined() -> None:
    assert answer_apart(line(), line(question=2))
    assert not answer_apart(line(), line())
    assert not answer_apart(line(), line(question=2, joined=[PART]))
