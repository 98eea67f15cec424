import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import cluster
from pipeline.cluster import themes
from pipeline.records import Answer, Entity, Post, Question
from pipeline.settings import ClusterSettings
from tests.conftest import WordEncoder

QUESTION = "What do you do when a newsletter stops growing?"
PAUSE = [
    "Take a month off and sleep",
    "I take a month off, every time",
    "A month off. Take it.",
]
ASK = [
    "Write to ten subscribers by name",
    "I write to ten readers by name",
]


def test_answers_that_make_one_point_share_a_theme_and_the_largest_is_0(encoder):
    labels = cluster.group([*ASK, *PAUSE], QUESTION, encoder=encoder, distance=0.6)
    assert labels.tolist() == [1, 1, 0, 0, 0]


def test_nothing_is_left_over_a_lone_answer_is_a_theme_of_its_own(encoder):
    labels = cluster.group([*PAUSE, "Goats."], QUESTION, encoder=encoder, distance=0.6)
    assert labels.tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("texts", "themes_found"),
    [
        ([], 0),
        (["Only one answer"], 1),
        ([""], 1),
        (["", "  ", "\n"], 1),  # nothing said, three times
        (["Same again"] * 500, 1),
        (["Same again", "same  AGAIN"], 1),  # capitals and blanks make no other point
        (["🐐🐐🐐", "🐐🐐🐐", "\ud800 lone surrogate"], 2),
        ([QUESTION, QUESTION], 1),  # nothing but the question
    ],
)
@pytest.mark.parametrize("question", [QUESTION, None, ""])
def test_odd_answers_get_a_theme_too(encoder, texts, themes_found, question):
    labels = cluster.group(texts, question, encoder=encoder)
    assert labels.shape == (len(texts),)
    assert labels.dtype.kind == "i"
    assert len(set(labels.tolist())) == themes_found


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("abcd ", max_size=12), max_size=12), st.sampled_from([QUESTION, None]))
def test_every_answer_has_one_theme_numbered_by_size_and_again_the_same(texts, question):
    labels = cluster.group(texts, question, encoder=WordEncoder())
    sizes = np.bincount(labels) if len(labels) else np.zeros(0)
    assert len(labels) == len(texts)
    assert all(sizes > 0)
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)
    assert labels.tolist() == cluster.group(texts, question, encoder=WordEncoder()).tolist()


def test_a_text_fits_the_point_that_it_makes_best(encoder):
    points = ["Take a month off", "Write to readers by name"]
    scores = cluster.match([PAUSE[0], ASK[0]], points, QUESTION, encoder=encoder)
    assert scores.argmax(axis=1).tolist() == [0, 1]
    assert scores.max() <= 1


@pytest.mark.parametrize(("texts", "points"), [([], ["a"]), (["a"], []), ([], [])])
def test_matching_with_nothing_has_the_shape_of_nothing(encoder, texts, points):
    assert cluster.match(texts, points, encoder=encoder).shape == (len(texts), len(points))


@pytest.mark.parametrize("form", [tuple, iter, np.array, lambda texts: np.array(texts, object)])
def test_texts_may_come_in_any_form(encoder, form):
    assert cluster.group(form([*PAUSE]), encoder=encoder).shape == (len(PAUSE),)
    assert cluster.match(form([*PAUSE]), form([*ASK]), encoder=encoder).shape == (
        len(PAUSE), len(ASK))  # fmt: skip


def test_one_text_is_not_taken_for_its_letters(encoder):
    with pytest.raises(TypeError, match="put it into a list"):
        cluster.group(PAUSE[0], encoder=encoder)
    with pytest.raises(TypeError, match="at place 1, found nan"):
        cluster.match(PAUSE, [PAUSE[0], np.nan], encoder=encoder)


def post(number: int, text: str, handle: str, **more: object) -> Post:
    return Post(id=str(number), handle=handle, text=text, **more)


def answer(number: int, question: int | None = 1, kind: str = "answer") -> Answer:
    return Answer(
        post_id=str(number), question=question, kind=kind, confidence=1.0, evidence=("label",)
    )


def found(posts, answers, encoder):
    asked = [Question(number=1, text=QUESTION)]
    meanings = encoder.encode([p.said for p in posts])
    setting = ClusterSettings(theme_distance=0.6)
    return themes.find(posts, answers, asked, meanings, setting, encoder)


def test_voices_are_distinct_authors_and_repeats_count_with_what_they_repeat(encoder):
    posts = [
        post(1, PAUSE[0], "ida"),
        post(2, PAUSE[1], "Ida"),  # the same author, whatever the capitals
        post(3, PAUSE[2], "tom"),
        post(4, PAUSE[0], "lou", duplicate_of="1", set_aside="duplicate"),
        post(5, ASK[0], "mo"),
        post(6, f"RT @ida: {PAUSE[0]}", "cleo", duplicate_of="1", set_aside="repost"),  # no voice
    ]
    first, second = found(posts, [answer(n) for n in range(1, 7)], encoder)
    assert set(first.post_ids) == {"1", "2", "3", "4", "6"}
    assert first.voices == 3
    assert first.medoid in {"1", "2", "3"}
    assert (second.post_ids, second.voices, second.medoid) == (("5",), 1, "5")


def test_only_answers_are_grouped_each_under_its_own_question(encoder):
    posts = [post(n, PAUSE[0], f"p{n}") for n in range(1, 5)]
    answers = [answer(1), answer(2, None), answer(3, 1, "greeting"), answer(4)]
    assert [(t.question, t.post_ids) for t in found(posts, answers, encoder)] == [
        (None, ("2",)),
        (1, ("1", "4")),
    ]


def test_a_theme_is_named_by_the_phrases_that_its_posts_share(encoder):
    texts = ["The volunteers are not coming back", "Ours aren't. The hirers: not coming back"]
    posts = [post(n, text, f"p{n}") for n, text in enumerate(texts)]
    (theme,) = found(posts, [answer(n) for n in range(2)], encoder)
    assert theme.keywords == ("not coming back",)


def test_what_names_the_bonus_question_names_no_theme(encoder):
    posts = [post(n, f"Bonus: {text}", f"p{n}") for n, text in enumerate(PAUSE)]
    (theme,) = found(posts, [answer(n) for n in range(3)], encoder)
    assert "month" in " ".join(theme.keywords)
    assert "bonus" not in " ".join(theme.keywords).casefold()


def test_the_hashtag_of_the_chat_names_no_theme(encoder):
    texts = [f"#SlowChat {text}" for text in PAUSE]
    tag = Entity(kind="hashtag", text="#SlowChat", start=0, end=9)
    posts = [post(n, text, f"p{n}", entities=(tag,)) for n, text in enumerate(texts)]
    (theme,) = found(posts, [answer(n) for n in range(3)], encoder)
    assert "month" in " ".join(theme.keywords)
    assert "slowchat" not in " ".join(theme.keywords)


@pytest.mark.parametrize(
    ("handle", "name", "named", "is_barred"),
    [
        ("otto_b", "Ottoline Brand", "Ottoline", True),
        ("PatDogBramble", None, "Bramble", True),
        ("otto_b@bramble.example", "Ottoline (@otto@bramble.example)", "Bramble", False),
        ("BoxLady", None, "box", False),  # posts write it small: a thing
        ("seo_sorcha", None, "SEO", False),  # in capitals: no name of a person
    ],
)
def test_who_posts_names_no_theme(encoder, handle, name, named, is_barred):
    posts = [post(n, f"{text} {named} knows", f"p{n}") for n, text in enumerate(PAUSE)]
    posts.append(post(9, "Goats.", handle, name=name))
    themed = found(posts, [answer(int(one.id)) for one in posts], encoder)
    shown = " ".join(word for theme in themed for word in theme.keywords)
    assert (named not in shown.split()) == is_barred


def test_a_name_that_is_a_form_of_what_they_talk_of_bars_nothing(encoder):
    texts = ["Grants pay for it", "All on grants, Grant", "Without grants"]
    posts = [post(n, text, f"p{n}") for n, text in enumerate(texts)]
    posts.append(post(9, "Goats.", "grant_b"))
    themed = found(posts, [answer(int(one.id)) for one in posts], encoder)
    assert "grants" in [word for theme in themed for word in theme.keywords]


def test_a_tag_of_one_answer_may_name_its_theme(encoder):
    tag = Entity(kind="hashtag", text="#Trello", start=0, end=7)
    posts = [
        *(post(n, text, f"p{n}") for n, text in enumerate(PAUSE)),
        post(9, "#Trello, whatever else you try", "mo", entities=(tag,)),
    ]
    themed = found(posts, [answer(int(one.id)) for one in posts], encoder)
    [theme] = [theme for theme in themed if theme.post_ids == ("9",)]
    assert "trello" in theme.keywords


@pytest.mark.parametrize(
    ("pausing", "asking", "first"),
    [
        (["ida", "ida", "ida"], ["mo", "lou"], ["4", "5"]),  # more people, fewer posts
        (["ida", "ida", "ida"], ["mo", "mo"], ["1", "2", "3"]),
        (["ida", "ida"], ["mo", "mo", "mo"], ["3", "4", "5"]),
    ],
)
def test_themes_of_more_people_come_first_then_those_of_more_posts(encoder, pausing, asking, first):
    asks = [*ASK, "Write to ten readers, by name"]
    said = [*zip(PAUSE, pausing, strict=False), *zip(asks, asking, strict=False)]
    posts = [post(n, text, handle) for n, (text, handle) in enumerate(said, 1)]
    themed = found(posts, [answer(n) for n in range(1, len(said) + 1)], encoder)
    assert len(themed) == 2
    assert [*themed[0].post_ids] == first


def test_no_answers_no_themes(encoder):
    assert found([], [], encoder) == []


def many(count: int) -> list[str]:
    chance = np.random.default_rng(7)
    words = [
        f"{a}{b}" for a in ("gro", "sta", "wri", "rea", "pau") for b in ("ta", "ni", "lo", "ve")
    ]
    topics = [chance.choice(words, 6, replace=False) for _ in range(30)]
    return [
        f"{' '.join(chance.choice(topics[n % 30], 5))} {' '.join(chance.choice(words, 2))} {n}"
        for n in range(count)
    ]


@pytest.mark.slow
def test_thousands_of_answers_stay_small_and_come_out_the_same(encoder):
    texts = many(5_000)
    tracemalloc.start()
    labels = cluster.group(texts, QUESTION, encoder=encoder)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * len(texts) ** 2  # bytes of the likeness of all pairs
    assert len(labels) == len(texts)
    assert 1 < len(set(labels.tolist())) < 1000
    assert (labels == cluster.group(texts, QUESTION, encoder=encoder)).all()


@pytest.mark.slow
def test_the_learned_head_sees_one_point_in_other_words():
    texts = [
        "Slow growth gave me time to learn the craft",
        "I got better at the work because nobody was rushing me",
        "Rent does not wait, and slow money nearly sank us",
        "We almost ran out of cash",
    ]
    points = ["You have time to get better", "Money runs short"]
    scores = cluster.match(texts, points, "What did slow growth do for your business?")
    assert scores.argmax(axis=1).tolist() == [0, 0, 1, 1]


def test_a_text_makes_its_own_point_and_not_more_than_that():
    texts = ["Write each morning.", "Walk before you write.", "I deleted the analytics."]
    scores = cluster.match(texts * 3, texts, "How do you write?")
    assert scores.diagonal() == pytest.approx(1)
    assert scores.max() <= 1  # not by float noise, either
