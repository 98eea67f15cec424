"""Chats written as tangled as real ones: what teaches what."""

import re

import pytest

from pipeline.cluster import questions
from pipeline.errors import InputError
from pipeline.learn import assignment, carried, graded, tangled
from pipeline.learn.assignment import Example


@pytest.fixture(scope="module")
def lessons() -> list[tangled.Written]:
    return tangled.lessons()


@pytest.fixture(scope="module")
def unseen():
    return tangled.unseen()


def test_lessons_and_unseen_chats_are_others(lessons, unseen):
    taught = {lesson.chat.name for lesson in lessons}
    assert len(taught) == len(unseen) == 24
    assert not taught & {chat.name for chat in unseen}
    texts = {post.text for lesson in lessons for post in lesson.chat.posts if len(post.text) > 40}
    assert not texts & {post.text for chat in unseen for post in chat.posts}


def test_they_are_as_tangled_as_real_chats(lessons, unseen):
    chats = [*(lesson.chat for lesson in lessons), *unseen]
    for chat in chats:
        grades = [chat.grades[post.id] for post in chat.posts]
        none = sum(g.question is None for g in grades) / len(grades)
        assert 0.1 < none < 0.7, chat.name
        asked = {g.question for g in grades if g.kind == "question"} - {None}
        assert {g.question for g in grades} - {None} == asked, chat.name
        assert len(asked) >= 4, chat.name
    assert sum(len(chat.posts) for chat in chats) == 12186


def test_every_question_is_found_with_a_post_that_asks_it(lessons, unseen):
    for chat in [*(lesson.chat for lesson in lessons), *unseen]:
        found = {q.number: q for q in questions.find(chat.posts, chat.chat)}
        assert found.keys() == {g.question for g in chat.grades.values()} - {None}, chat.name
        for number, question in found.items():
            asked = chat.grades[question.post_id or ""]
            assert asked.question == number, chat.name
            assert asked.kind in ("question", "repost"), chat.name


def test_no_writer_had_seen_a_measured_chat(lessons):
    assert lessons
    for lesson in lessons:
        assert lesson.seen
        assert lesson.seen <= set(graded.CHATS)


def test_a_lesson_does_not_teach_what_is_measured_on_a_chat_that_its_writer_had_seen():
    def invented(name: str, *seen: str) -> Example:
        return Example(name, *(None,) * 6, seen=frozenset(seen))  # type: ignore[arg-type]

    real = [invented("oven"), invented("mill")]
    written = [invented("a", "oven"), invented("b", "mill"), invented("c")]
    examples, taught = assignment.all_but("oven", real, written)
    assert [e.name for e in examples] == ["mill"]
    assert [e.name for e in taught] == ["b", "c"]


def test_a_writers_post_is_an_export_like_any_other(lessons):
    chat = lessons[0].chat
    labelled = [post for post in chat.posts if post.label is not None]
    assert labelled
    assert all(re.search(r"\d", post.text) for post in labelled)


def test_lessons_that_are_missing_are_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(carried, "home", lambda _: tmp_path)
    with pytest.raises(InputError, match=r"seen\.toml"):
        tangled.lessons()
