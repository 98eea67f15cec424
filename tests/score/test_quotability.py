import numpy as np
import pytest

from pipeline.score import model, quotability
from pipeline.score.bodies import bodies_of
from pipeline.score.rows import rows, see
from pipeline.score.style import load as load_style
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


@pytest.mark.parametrize("others", [0, 29])
def test_a_tag_of_one_text_or_of_few_may_be_what_it_says(others: int):
    texts = ["#Trello keeps what waits", *(f"thought number {n} of many" for n in range(others))]
    bodies, _ = bodies_of(texts)
    assert texts[0][slice(*bodies[0])] == "#Trello keeps what waits"


def test_questions_and_texts_must_be_as_many(encoder):
    with pytest.raises(ValueError, match="1 for 2"):
        quotability(["a", "b"], ["Why?"], encoder=encoder, style=FlatStyle())


def test_no_texts_give_no_scores():
    assert quotability([]).shape == (0,)


@pytest.mark.parametrize("form", [tuple, iter, np.array])
def test_texts_and_questions_may_come_in_any_form(encoder, form):
    scores = quotability(form(["a", "b"]), form(["Why?", ""]), encoder=encoder, style=FlatStyle())
    assert scores.shape == (2,)
    assert quotability(np.array([], dtype=str)).shape == (0,)


def test_one_text_is_not_taken_for_its_letters():
    with pytest.raises(TypeError, match="put it into a list"):
        quotability("Ask who would miss it.")


def test_a_line_worth_printing_beats_chatter():
    good, chatter = quotability(
        [
            "A1: Slow growth is when the same readers come back and bring a friend. #SlowChat",
            "@ana haha yes, thanks for joining tonight! #SlowChat",
        ]
    )
    assert good > 0.3 > 0.05 > chatter


# short arguments on one topic, as people send them in, and lines that might as well be a chat's
ARGUMENTS = [
    f"we should {verb} {what} because {why}"
    for verb, what in (("ban", "fireworks"), ("ban", "zoos"), ("subsidize", "night trains"))
    for why in (
        "it costs the public more than it gives back in the long run",
        "the people who suffer from it have no say in the matter",
        "everyone should be free to choose what they do with their own money",
        "it would create jobs in regions that have lost most of theirs",
        "other countries have done so and their citizens are healthier and happier",
        "it does harm to animals and to the environment that we all depend on",
        "children copy what they see and it teaches them the wrong lesson",
    )
]
DOUBTFUL = "it is cruel and it teaches children that cruelty is fine"


def share_of(register: str, text: str, company: list[str]) -> float:
    style = load_style()
    held = rows([see(t, (0, len(t)), ()) for t in (text, *company)], style)
    ranker = model.load()
    shares = ranker.shares(ranker.standardised(held), together=True)
    return float(shares[0, model.REGISTERS.index(register)])


def test_many_texts_tell_together_where_each_comes_from():
    alone = share_of("argument", DOUBTFUL, [])
    assert len(ARGUMENTS) >= model.COMPANY
    assert share_of("argument", DOUBTFUL, ARGUMENTS) > max(0.9, alone)
    posts = [
        f"A{n}: I ask {who} first. It takes a week and I hate it #SlowChat"
        for n in range(1, 8)
        for who in ("my readers", "my aunt", "the neighbours")
    ]
    assert share_of("argument", DOUBTFUL, posts) < alone


def test_few_texts_tell_nothing_about_each_other():
    few = ARGUMENTS[: model.COMPANY - 2]
    assert share_of("argument", DOUBTFUL, few) == share_of("argument", DOUBTFUL, [])


def test_the_order_of_many_texts_changes_no_score():
    texts = [DOUBTFUL, *ARGUMENTS]
    turned = quotability(texts[::-1])[::-1]
    assert np.array_equal(quotability(texts), turned)


def test_a_score_of_few_texts_depends_on_each_alone():
    texts = [
        "Ask who would miss it if it were gone",
        "Small worlds have short roads, and long ones",
    ]
    assert np.array_equal(quotability(texts), [quotability([text])[0] for text in texts])
