"""Which lines are said to another guest: they answer that guest, and the question by the way."""

import pytest

from pipeline.normalize import stage as normalize
from pipeline.records import Chat, Post, Question
from pipeline.score import stage
from pipeline.settings import NormalizeSettings, ScoreSettings
from tests.score.posts import FlatStyle, answer

QUESTION = Question(number=1, text="How do you mend a net?", post_id="1", also_asked=("0",))
OPENING = [
    Post(id="0", handle="beth", text="Q1 How do you mend a net?"),
    Post(id="1", handle="host", text="Q1 How do you mend a net, friends?"),
    Post(id="2", handle="tom", text="A1 By hand, in winter, with a wooden needle"),
]


def placed(
    encoder, text: str, question: int | None = 1, asked: Question = QUESTION, **more: str
) -> float:
    """Return how likely ana's post answers the question; cluster is sure that it does."""
    post = Post(id="3", handle="ana", text=text, **more)
    posts, _ = normalize.run([*OPENING, post], Chat(chat="nets"), NormalizeSettings())
    answers = [answer(one, question) for one in posts]
    lines = stage.run(posts, [asked], answers, [], ScoreSettings(), encoder, FlatStyle())
    return next(line.placed for line in reversed(list(lines)) if line.post_id == "3")


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("@tom your needle would split my twine in an hour", 0.5),
        ("A1 @tom your needle would split my twine in an hour", 0.5),
        ("@tom he did it in the dark and never looked", 0.5),  # who?
        ("@tom Nylon twine wants a needle of bone", 1.0),  # understood without tom's words
        ("@host your nets want a needle of bone", 1.0),  # who asks is answered
        ("@ana your nets want a needle of bone", 1.0),  # goes on with her own post
        ("@shop your nets want a needle of bone", 1.0),  # is none of the chat
        ("Your nets want a needle of bone", 1.0),
    ],
)
def test_what_leans_on_another_guest_is_less_sure_to_answer_the_question(encoder, text, likely):
    assert placed(encoder, text) == likely


def test_a_reply_is_said_to_whoever_wrote_what_it_replies_to(encoder):
    text = "Your needle would split my twine in an hour"
    assert placed(encoder, text, reply_to="2") == 0.5
    assert placed(encoder, text, reply_to="1") == 1
    assert placed(encoder, text, reply_to="0") == 1  # a second host asked the same


def test_a_reply_is_said_to_whom_the_export_tells_beside_the_text(encoder):
    text = "Your needle would split my twine in an hour"
    assert placed(encoder, text, speaks_to="tom") == 0.5
    assert placed(encoder, text, speaks_to="host") == 1
    assert placed(encoder, text, speaks_to="ana") == 1


def test_beyond_the_questions_guests_may_talk_to_each_other(encoder):
    assert placed(encoder, "@tom your needle would split my twine in an hour", None) == 1


def test_where_nobody_asks_guests_may_talk_to_each_other_too(encoder):
    segment = Question(number=1, text="nets, needles", is_segment=True)
    assert placed(encoder, "@tom your needle would split my twine", asked=segment) == 1
