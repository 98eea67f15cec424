import shutil
from dataclasses import replace

import numpy as np
import pytest

from pipeline import shelf
from pipeline.errors import InputError
from pipeline.learn import graded, ranker
from pipeline.learn import ranker_figures as figures
from pipeline.learn.examples import Judged, Pairs, Rated
from pipeline.learn.ranker import Corpora
from pipeline.learn.ranker_card import card
from pipeline.learn.ridge import centred, moments, solve
from pipeline.score import model
from pipeline.score.model import CERTAIN
from pipeline.score.rows import TRAITS, WIDTH
from pipeline.score.traits import NAMES

CONTRAST = NAMES.index("contrast")
ROWS = 60


def invented(seed: int, at: float) -> np.ndarray:
    """Return rows around `at`, so that each kind of text lies somewhere else."""
    rows = np.random.default_rng(seed).normal(scale=0.5, size=(ROWS, WIDTH))
    rows[:, -1] += at
    return rows


@pytest.fixture(scope="module")
def corpora() -> Corpora:
    """Graded chats in which a contrast is what editors print, and three other corpora."""
    chats = []
    for number in range(3):
        rows = invented(number, at=0)
        ranked = np.argsort(np.argsort(rows[:, CONTRAST]))
        chats.append(
            Judged(
                name=f"chat{number}",
                values=rows,
                bare=rows,
                grades=ranked * 5 // ROWS,
                wanted=ranked * 5 // ROWS * 1.0,
                questions=np.arange(ROWS) % 3,
                lines=("Slow is a pace",) * ROWS,
            )
        )
    groups = tuple(str(row // 2) for row in range(ROWS))
    return Corpora(
        chats=tuple(chats),
        film=Pairs(invented(11, 4), invented(12, 4), groups),
        headline=Pairs(invented(13, -4), invented(14, -4), groups),
        argument=Rated(invented(15, 8), np.linspace(0, 1, ROWS), groups),
    )


def test_what_the_graders_liked_ranks_a_chat_that_was_left_out(corpora):
    made = ranker.Learner(corpora).ranker(without="chat0")
    left_out = corpora.chats[0]
    scores = made.log_odds(left_out.values, CERTAIN)
    assert figures.mean(figures.rankings(scores, left_out)).rho > 0.4


def test_the_same_corpora_give_the_same_bytes(corpora):
    assert ranker.fit(corpora).to_json() == ranker.fit(corpora).to_json()


def test_a_text_is_told_by_how_it_looks(corpora):
    made = ranker.fit(corpora)
    shares = made.shares(made.standardised(corpora.film.better)).mean(axis=0)
    assert model.REGISTERS[int(shares.argmax())] == "film"


@pytest.mark.parametrize("name", ["film", "headline", "argument"])
def test_what_a_kind_of_text_gets_is_told_by_what_a_chats_expert_would_give_it(corpora, name):
    made = ranker.Learner(corpora).ranker()
    texts = {
        "film": np.vstack([corpora.film.better, corpora.film.worse]),
        "headline": np.vstack([corpora.headline.better, corpora.headline.worse]),
        "argument": corpora.argument.values,
    }
    x, own = made.standardised(texts[name]), model.REGISTERS.index(name)
    usual, special = x @ made.experts[0], x @ made.experts[own] + made.offsets[own]
    assert special.mean() - usual.mean() == pytest.approx(ranker.RAISED[name])
    assert special.std() / usual.std() == pytest.approx(ranker.OWN_SPREAD[name])


def test_what_is_told_adds_up_to_the_log_odds_of_a_chat_line(corpora):
    made = ranker.fit(corpora)
    rows = corpora.chats[0].values
    told, rest = made.told(rows)
    assert told.shape == (ROWS, TRAITS + 1)
    log_odds = made.log_odds(rows, CERTAIN)
    assert told.sum(axis=1) + rest == pytest.approx(log_odds)


def test_chances_are_calibrated_on_chats_that_were_left_out(corpora):
    learner, made = ranker.Learner(corpora), ranker.fit(corpora)
    raw = np.concatenate([learner.held_out(chat) for chat in corpora.chats])
    printed = np.concatenate([chat.grades >= ranker.PRINTED for chat in corpora.chats])
    chances = 1 / (1 + np.exp(-(made.slope * raw + made.bias)))
    assert chances.mean() == pytest.approx(printed.mean(), abs=0.02)


def test_the_shipped_model_never_saw_the_measured_chats():
    chats = shelf.check(model.MODEL, model.MODEL.folder).data["chats"]
    assert not {"guildchat", "lthechat45"} & set(chats)
    assert set(chats) == set(graded.EIGHT)


def test_the_card_is_the_one_of_the_manifest():
    manifest = shelf.check(model.MODEL, model.MODEL.folder)
    assert (model.MODEL.folder / shelf.CARD).read_text(encoding="utf-8") == card(manifest)


def test_a_model_that_was_changed_is_refused(tmp_path):
    folder = tmp_path / "quotability"
    shutil.copytree(model.MODEL.folder, folder)
    text = (folder / model.WEIGHTS).read_text(encoding="utf-8")
    (folder / model.WEIGHTS).write_text(text.replace('"slope"', '"slope" '), encoding="utf-8")
    with pytest.raises(InputError, match="damaged"):
        model.load(folder)


def test_a_folder_without_a_model_says_how_to_make_one(tmp_path):
    with pytest.raises(InputError, match="standout train ranker"):
        model.load(tmp_path)


def test_only_what_differs_inside_a_group_counts():
    x, y = centred(np.array([[1.0], [3.0], [10.0]]), np.array([1.0, 2.0, 9.0]), ["a", "a", "b"])
    assert x[:, 0].tolist() == [-1.0, 1.0, 0.0]
    assert y.tolist() == [-0.5, 0.5, 0.0]


def test_a_ridge_shrinks_with_its_penalty():
    known = moments(np.array([[1.0], [2.0]]), np.array([2.0, 4.0]))
    assert solve(known, np.array([1e-9]))[0] == pytest.approx(2.0)
    assert solve(known, np.array([5.0]))[0] == pytest.approx(1.0)


def test_ndcg_is_one_for_the_best_order_and_where_nothing_is_to_be_gained():
    grades = np.array([4, 0, 2])
    assert figures.ndcg(np.array([3.0, 1.0, 2.0]), grades) == 1
    assert figures.ndcg(np.array([1.0, 2.0, 3.0]), np.zeros(3, dtype=int)) == 1
    assert figures.ndcg(np.array([1.0, 3.0, 2.0]), grades) < 1


def test_equal_grades_count_in_part_towards_agreement():
    grades = np.array([4, 3, 3, 3, 0, 0])
    assert figures.agreement(np.array([9.0, 8, 0, 0, 0, 0]), grades, k=2) == pytest.approx(2 / 3)


def test_a_question_with_few_posts_or_one_grade_is_not_ranked(corpora):
    chat = corpora.chats[0]
    flat = replace(chat, grades=np.full(ROWS, 2))
    assert len(list(figures.by_question(chat))) == 3
    assert list(figures.by_question(flat)) == []
