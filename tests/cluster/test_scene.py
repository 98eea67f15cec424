"""The scene: the clock, who answers whom, what comes before and after, and what texts share."""

import numpy as np
import pytest

from pipeline.cluster import questions, scene
from pipeline.records import Chat, Post
from tests.cluster.chats import Said, chat
from tests.conftest import WordEncoder

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2 How do you keep a starter alive? #LoafChat")


def look(*said: Said, **known: object) -> scene.Scene:
    posts, about = chat(*said, **known)
    return of(posts, about)


def of(posts: list[Post], about: Chat) -> scene.Scene:
    found = questions.find(posts, about)
    encoder = WordEncoder()
    meanings = encoder.encode([post.said for post in posts])
    return scene.build(posts, found, meanings, encoder.encode([q.text for q in found]))


def test_each_asking_is_on_the_clock() -> None:
    seen = look(
        Q1,
        ("mira_k", "A1 Rye."),
        Q2,
        ("loafchat", "Once more, Q1: What does waiting do for bread?"),
    )
    assert seen.asks == ((0.0, 0), (2.0, 1), (3.0, 0))


def test_a_question_that_no_post_asks_stands_where_its_answers_suggest() -> None:
    seen = look(("mira_k", "A1 Rye."), ("tom_x", "A1 Oats."))
    assert (len(seen.questions), seen.asks, seen.supposed) == (1, ((-1.0, 0),), {0})
    assert not seen.fits.any()  # it has no words to fit, either


def test_a_question_that_a_post_asks_is_not_supposed() -> None:
    assert look(Q1, ("mira_k", "A1 Rye."), Q2).supposed == frozenset()


def test_an_authors_neighbouring_posts_are_known_whatever_the_spelling() -> None:
    seen = look(("mira_k", "A1 Rye."), ("tom_x", "A1 Oats."), ("Mira_K", "And salt."))
    assert seen.before.tolist() == [-1, -1, 0]
    assert seen.after.tolist() == [2, -1, -1]


def test_a_post_is_nearest_to_the_answers_that_share_its_words() -> None:
    seen = look(
        Q1,
        Q2,
        ("mira_k", "A1 patience makes the crust"),
        ("tom_x", "A1 patience, patience"),
        ("ines_b", "A2 feed it sugar on Sundays"),
        ("olu_r", "A2 sugar and Sundays"),
        ("ada_w", "patience and crust"),
        ("ben_w", "sugar on Sundays"),
    )
    assert seen.kin[6].argmax() == 0
    assert seen.kin[7].argmax() == 1
    assert np.allclose(seen.kin.sum(axis=1), 0)  # centred for each post


def test_a_post_does_not_vouch_for_itself() -> None:
    seen = look(
        Q1, Q2, ("mira_k", "A1 patience"), ("tom_x", "A2 sugar"), ("olu_r", "A2 sugar cubes")
    )
    assert seen.kin[2, 0] < seen.kin[3, 1]  # nobody else says patience
    alone = look(Q1, ("mira_k", "A1 patience"), ("tom_x", "hello"))
    assert alone.kin[1, 0] == 0


def test_an_empty_chat_has_an_empty_scene() -> None:
    seen = of([], Chat(chat="loafchat"))
    assert (len(seen.posts), seen.fits.shape, seen.kin.shape) == (0, (0, 0), (0, 0))


def test_products_are_the_same_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(7).normal(size=(50, 8)).astype(np.float32)
    mean, others = rows.mean(axis=0, dtype=np.float64), rows[:3].astype(np.float64).T
    whole = scene._products(rows, others, mean)
    monkeypatch.setattr(scene, "AT_ONCE", 16)
    assert np.abs(scene._products(rows, others, mean) - whole).max() < 1e-12
    assert np.allclose(whole, (rows - mean) @ others, atol=1e-12) and whole.dtype == np.float64


def test_a_post_is_kin_of_what_is_labelled_and_worded_alike_whichever_question_that_is() -> None:
    seen = look(
        Q1,
        Q2,
        ("loafchat", "Q3 Which tin would you give away? #LoafChat"),
        ("mira_k", "A1 waiting makes rye sour"),
        ("tom_x", "A1 waiting makes oats sour"),
        ("mira_k", "A2 feed it honey daily"),
        ("tom_x", "A2 feed it flour daily"),
        ("mira_k", "A3 my dented square one"),
        ("tom_x", "A3 my rusty square one"),
        ("ines_b", "waiting makes spelt sour"),
        ("ole", "feed it sugar daily"),
        ("kim", "my grey square one"),
    )
    assert seen.kin[9:].argmax(axis=1).tolist() == [0, 1, 2]


def slow(*hours: float) -> scene.Scene:
    """Return the scene of a chat with a question at each of these hours, and an answer soon."""
    said: list[Said] = []
    for number, hour in enumerate(hours, 1):
        for minute, (who, text) in enumerate(
            [("loafchat", "Q{}: Why rye?"), ("tom_x", "A{} Oats")]
        ):
            seconds = round(hour * 3600) + minute * 60
            day, left = divmod(seconds, 86_400)
            at = f"2024-05-{14 + day}T{left // 3600:02d}:{left % 3600 // 60:02d}:00Z"
            said.append((who, text.format(number), {"created_at": at}))
    return look(*said)


def test_a_chat_of_days_runs_at_the_pace_of_an_hour_and_is_told_in_hours() -> None:
    seen = slow(0, 24, 48, 72)
    assert [minute for minute, _ in seen.asks] == pytest.approx([0, 8, 16, 24])
    assert seen.told(8) == "24 h"
    assert seen.told(8 / 72) == "20 min"


@pytest.mark.parametrize("hours", [(0, 0.2, 0.4), (0, 20, 20.2), (0, 48)])
def test_one_long_pause_makes_no_chat_of_days(hours: tuple[float, ...]) -> None:
    seen = slow(*hours)
    assert [minute for minute, _ in seen.asks] == pytest.approx([60 * hour for hour in hours])
    assert seen.told(8) == "8 min"
