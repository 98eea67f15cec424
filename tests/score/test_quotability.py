import numpy as np
import pytest

from pipeline.score import quotability
from pipeline.score.bodies import bodies_of
from tests.score.posts import FlatStyle

ODD = [
    "STOP SELLING. START LISTENING.",
    "no punctuation no capitals just a thought about readers who stay",
    "😂😂😂",
    "",
    "@ana @ben",
    "Großartig, wir machen es genauso",
    "a lone surrogate \ud83d here",
    "x" * 5000,
]


def test_odd_texts_get_a_chance_between_none_and_certain(encoder):
    scores = quotability(ODD, encoder=encoder, style=FlatStyle())
    assert scores.shape == (len(ODD),)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores[2] == scores[3] == scores[4] == 0  # they say nothing


def test_edges_of_a_post_are_not_judged():
    bodies, _ = bodies_of(["@ana A3: Ask who would miss it. #SlowChat https://example.org/a"])
    assert bodies == [(9, 31)]


def test_a_tag_that_many_texts_carry_is_cut_in_front_too():
    texts = [f"#SlowChat thought number {n} of many" for n in range(30)]
    bodies, _ = bodies_of(texts)
    assert texts[0][slice(*bodies[0])] == "thought number 0 of many"


def test_questions_and_texts_must_be_as_many(encoder):
    with pytest.raises(ValueError, match="1 for 2"):
        quotability(["a", "b"], ["Why?"], encoder=encoder, style=FlatStyle())


def test_no_texts_give_no_scores():
    assert quotability([]).shape == (0,)


def test_a_line_worth_printing_beats_chatter():
    good, chatter = quotability(
        [
            "A1: Slow growth is when the same readers come back and bring a friend. #SlowChat",
            "@ana haha yes, thanks for joining tonight! #SlowChat",
        ]
    )
    assert good > 0.3 > 0.05 > chatter


def test_a_score_depends_on_its_text_alone():
    texts = [
        "Ask who would miss it if it were gone",
        "Small worlds have short roads, and long ones",
    ]
    assert np.array_equal(quotability(texts), [quotability([text])[0] for text in texts])
