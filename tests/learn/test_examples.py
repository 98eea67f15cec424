"""Graded posts as rows: what they are held against, and what is learned from."""

import numpy as np
import pytest

from pipeline.learn import carried, examples
from pipeline.learn.graded import Grade, GradedChat
from pipeline.normalize import stage as normalize
from pipeline.records import Chat, Post
from pipeline.score.traits import NAMES
from pipeline.settings import NormalizeSettings
from tests.score.posts import FlatStyle

FIT = NAMES.index("on_question")
TALK = [
    ("1", "host", "Q1 What makes bread rise?", 1, "question", 0),
    ("2", "mira", "Patience makes bread rise", 1, "answer", 3),
    ("3", "olu", "Does anybody know a mill near Leeds?", None, "question", 0),
    ("4", "tom", "Anybody near Leeds has a mill, know it", None, "reply", 1),
]


def graded_chat(questions: tuple[str, ...] = ()) -> GradedChat:
    posts = [Post(id=i, handle=who, text=text, source="talk:1") for i, who, text, *_ in TALK]
    posts, chat = normalize.run(posts, Chat(chat="bread", questions=questions), NormalizeSettings())
    grades = {
        i: Grade(id=i, question=number, kind=kind, grade=grade, start=None, end=None)
        for i, _, _, number, kind, grade in TALK
    }
    return GradedChat("bread", chat, posts, grades)


@pytest.fixture
def fits(encoder):
    def of(chat: GradedChat) -> list[float]:
        return examples.judged(chat, FlatStyle(), encoder).values[:, FIT].tolist()

    return of


def test_a_post_under_no_question_is_not_held_against_a_guests_own(fits):
    unknown = fits(graded_chat())[1]
    under_none = graded_chat()
    under_none.posts[2] = under_none.posts[2].model_copy(update={"text": "Q9"})
    assert unknown == fits(under_none)[1]
    assert fits(graded_chat())[0] > unknown


def test_a_question_that_only_the_export_words_is_held_against_its_answers(fits):
    chat = graded_chat(("Q1: What makes bread rise?",))
    asked = fits(chat)[0]
    silent = GradedChat("bread", chat.chat, chat.posts[1:], chat.grades)
    assert fits(silent)[0] == asked


def test_what_is_learned_is_the_mean_of_all_readers_and_what_is_measured_the_first(
    encoder, tmp_path, monkeypatch
):
    monkeypatch.setattr(carried, "home", lambda _: tmp_path)
    read_again = '{"id": "2", "grades": [4, 2]}\n{"id": "4", "grades": [0]}\n'
    (tmp_path / "bread.jsonl").write_text(read_again, encoding="utf-8")
    judged = examples.judged(graded_chat(), FlatStyle(), encoder)
    assert judged.grades.tolist() == [3, 1]
    assert judged.wanted.tolist() == [3.0, 0.5]
    assert judged.wanted.dtype == np.float64
