"""What a line is held against: the next better line under its question, and a better one of its
own post."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.records import Line, Question, Reason
from pipeline.score import explain, stage
from pipeline.settings import ScoreSettings
from tests.conftest import WordEncoder
from tests.score.posts import FlatStyle, answer, post

ASKED = [
    Question(number=1, text="What does slow growth look like?"),
    Question(number=2, text="Which flour forgives a beginner in a hurry?"),
]
SAID = "Slow growth is when the same readers come back."
POSTS = [post(f"A1 {SAID} And they bring a friend, too.", number=n) for n in range(1, 6)]


def line(name: str, number: int, score: float, question: int = 1) -> Line:
    """Return a line of one of the posts."""
    return Line(
        id=name, post_id=str(number), start=3, end=3 + len(SAID), text=SAID, question=question,
        theme=None, score=score, stands_alone=1.0, reasons=(Reason(text=name, value=score),),
    )  # fmt: skip


def told(lines: Sequence[Line]):
    return explain(lines[0].id, lines, POSTS, ASKED, WordEncoder(), FlatStyle())


def test_the_rival_is_the_next_better_line_of_another_post_under_the_question():
    own, better = line("own", 1, 0.3), line("better", 1, 0.32)
    best, near, far = line("best", 1, 0.7), line("near", 2, 0.4), line("far", 3, 0.9)
    other, worse = line("other", 4, 0.35, question=2), line("worse", 5, 0.2)
    found = told([own, better, best, near, far, other, worse])
    assert (found.rival, found.better) == (near, best)
    assert found.rival_reasons == near.reasons


def test_a_piece_of_a_post_that_has_a_better_line_is_no_rival():
    own, piece, whole = line("own", 1, 0.3), line("piece", 2, 0.32), line("whole", 2, 0.8)
    near = line("near", 3, 0.4)
    assert told([own, piece, whole, near]).rival == near
    assert told([own, piece, whole]).rival == whole


def test_of_two_lines_that_score_alike_the_same_is_named_in_whatever_order_they_stand():
    own, two = line("own", 1, 0.3), [line("b", 2, 0.4), line("a", 3, 0.4)]
    mine = [line("d", 1, 0.5), line("c", 1, 0.5)]
    one, other = told([own, *two, *mine]), told([own, *two[::-1], *mine[::-1]])
    assert (one.rival, one.better) == (other.rival, other.better)


def test_the_reasons_of_the_rival_add_up_to_its_score(encoder):
    said = (POSTS[0], post("@ana Agreed! Love that :)", number=9, handle="ben"))
    answers = [answer(one) for one in said]
    lines = list(stage.run(said, ASKED, answers, [], ScoreSettings(), encoder, FlatStyle()))
    low = min((one for one in lines if one.post_id == "9"), key=lambda one: one.score)
    found = explain(low.id, lines, said, ASKED, encoder, FlatStyle())
    assert found.is_current and found.rival is not None
    total = sum(reason.value for reason in found.rival_reasons)
    assert total == pytest.approx(found.rival.score, abs=0.003)


class Listening(WordEncoder):
    """An encoder that keeps what it was asked."""

    def __init__(self) -> None:
        self.heard: set[str] = set()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.heard |= set(texts)
        return super().encode(texts)


@pytest.mark.parametrize("question", [1, 2])
def test_a_line_is_measured_again_by_what_it_was_measured_by(question: int):
    ear = Listening()
    lines = list(stage.run(POSTS[:1], ASKED, [answer(POSTS[0], question)], [], ScoreSettings(),
                           ear, FlatStyle()))  # fmt: skip
    before, ear.heard = ear.heard, set()
    explain(lines[-1].id, lines, POSTS, ASKED, ear, FlatStyle())
    assert ear.heard == before == {ASKED[question - 1].text, POSTS[0].said}


def test_flags_are_told_first(encoder):
    said = [post("A1 Write to ben@example.org, and he grows it slowly", number=8)]
    lines = list(stage.run(said, ASKED, [answer(said[0])], [], ScoreSettings(), encoder,
                           FlatStyle()))  # fmt: skip
    found = explain(lines[0].id, lines, said, ASKED, encoder, FlatStyle())
    assert found.reasons[0].text == "flag: e-mail address inside"
