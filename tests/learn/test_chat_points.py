"""Sorted answers of chats, as debates to learn from and to measure on."""

from pathlib import Path

import pytest

from pipeline.learn import chat_points, graded, keypoints, tangled
from pipeline.learn.chat_points import Point
from pipeline.records import Post, Question

SAID = ("mend on Mondays", "a mending Monday", "rent", "rent, twice", "cake", "not asked")
POSTS = [Post(id=f"p{n}", handle="ana", text=text) for n, text in enumerate(SAID)]
ASKED = [Question(number=1, text="What keeps the shop open?")]
POINTS = [
    Point(question=1, point="rent", post_ids=("p3", "p2")),
    Point(question=1, point="mending", post_ids=("p0", "p1")),
    Point(question=1, point=None, post_ids=("p4",)),
]


def test_a_question_is_a_debate_of_its_answers_in_the_order_of_the_chat():
    (debate,) = chat_points.debates(POINTS, POSTS, ASKED)
    assert debate.topic == "What keeps the shop open?"
    assert debate.texts == SAID[:5]
    assert debate.points == ("rent", "mending")
    assert debate.labels.tolist() == [[0, 1], [0, 1], [1, 0], [1, 0], [0, 0]]


def test_where_groups_are_measured_who_stands_alone_counts_too():
    (debate,) = chat_points.debates(POINTS, POSTS, ASKED, whole=True)
    assert debate.single.tolist() == [0, 1, 2, 3, 4]
    apart = keypoints.grouping([debate], [debate.themes])
    assert (apart.ari, apart.groups) == (1.0, 3)
    joined = debate.themes.copy()
    joined[4] = joined[0]
    assert keypoints.grouping([debate], [joined]).ari < 1


def test_a_question_with_one_point_teaches_nothing():
    assert not chat_points.debates(POINTS[:1], POSTS, ASKED)


def test_lessons_are_of_all_written_chats_and_every_answer_stands_once():
    both = [*(lesson.chat for lesson in tangled.lessons()), *tangled.unseen()]
    chats = {chat.name: chat for chat in both}
    folder = Path(__file__).parents[2] / "corpora" / "points" / "lessons"
    assert {file.stem for file in folder.glob("*.jsonl")} == chats.keys()
    for name, chat in chats.items():
        kinds = {post.id: chat.grades[post.id] for post in chat.posts}
        points = chat_points.read("lessons", name)
        held = [post_id for point in points for post_id in point.post_ids]
        assert len(held) == len(set(held))
        for point in points:
            assert {kinds[post_id].question for post_id in point.post_ids} == {point.question}
            assert {kinds[post_id].kind for post_id in point.post_ids} == {"answer"}
            assert point.point is None or (point.point.strip() and len(point.post_ids) > 1)


@pytest.mark.parametrize("chat", graded.CHATS)
def test_both_readers_sort_the_same_answers(chat):
    first, other = (
        {post_id for point in chat_points.read(part, chat) for post_id in point.post_ids}
        for part in chat_points.READERS
    )
    assert first == other
