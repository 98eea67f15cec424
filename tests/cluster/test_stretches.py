"""Stretches: many sessions in one export cost no more than each alone, and lose nobody."""

import numpy as np
import pytest

from pipeline.cluster import questions, stage, stretches
from pipeline.records import Answer
from pipeline.settings import ClusterSettings
from tests.cluster.chats import Said, chat
from tests.conftest import WordEncoder

ASKED = (
    ("Which flour forgives a beginner?", "What do you bake when nobody is looking?"),
    ("Who taught your hands to knead?", "When is a crust too dark for you?"),
    ("Why weigh salt at all?", "How much of baking is listening?"),
    ("Where does your oven lie to you?", "What would you never bake twice?"),
    ("Is hurry a spice or a thief?", "Which tool earned its drawer?"),
    ("Do you sleep while dough works?", "Whose loaf do you still envy?"),
)
WEEKS = len(ASKED)


def weeks(names: str = "reply_to") -> list[Said]:
    """Six sessions a week apart; in each the host counts from one again. In the third a post names
    one of the first as what it answers, or quotes."""
    said: list[Said] = []
    for week, (first, second) in enumerate(ASKED):
        day = {"created_at": f"2024-0{1 + week}-10T20:{{:02}}:00Z"}
        posts: list[tuple[str, str]] = [
            ("loafchat", f"Q1 {first} #LoafChat"),
            ("mira_k", f"A1 Rye in week {week}, it has a mind of its own."),
            ("tom_x", f"A1 My aunt, and she was {60 + week}."),
            ("loafchat", f"Q2 {second} #LoafChat"),
            ("ines_b", f"A2 More than {week + 2} of them, I admit."),
            ("olu_r", f"My neighbour had {week + 1} of those, salt and all."),
        ]
        said.extend(
            (who, text, {"created_at": day["created_at"].format(minute * 4)})
            for minute, (who, text) in enumerate(posts)
        )
    # a month later somebody answers what was said in the first session
    said[13] = ("tom_x", "@mira_k of its own, and a temper", {**said[13][2], names: "1"})
    return said


def placed() -> list[Answer]:
    posts, about = chat(*weeks())
    return stage.run(posts, about, ClusterSettings(), WordEncoder()).answers


def test_one_session_is_one_stretch_with_nobody_beside() -> None:
    posts, about = chat(*weeks()[:6])
    found = questions.find(posts, about)
    (only,) = stretches.split(posts, found)
    assert only.own.tolist() == list(range(6))
    assert only.asked.tolist() == [0, 1]
    assert not len(only.beside)


def test_each_post_is_placed_in_exactly_one_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "AT_ONCE", 1)
    posts, about = chat(*weeks())
    found = questions.find(posts, about)
    split = stretches.split(posts, found)
    assert len(split) == WEEKS
    assert np.concatenate([each.own for each in split]).tolist() == list(range(len(posts)))
    assert max(len(each.asked) for each in split) == 4  # two of its own, two of the one replied to


@pytest.mark.parametrize("names", ["reply_to", "quotes"])
def test_a_late_reply_sees_the_post_it_replies_to_and_who_asked(
    names: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretches, "AT_ONCE", 1)
    posts, about = chat(*weeks(names))
    third = stretches.split(posts, questions.find(posts, about))[2]
    assert third.beside.tolist() == [0, 1, 3]


def test_sessions_placed_one_by_one_come_under_the_same_questions_as_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    together = placed()
    monkeypatch.setattr(stretches, "AT_ONCE", 1)
    alone = placed()
    assert [answer.post_id for answer in alone] == [answer.post_id for answer in together]
    labelled = [n for n, said in enumerate(weeks()) if said[1].startswith("A")]
    assert [alone[n].question for n in labelled] == [together[n].question for n in labelled]


def test_no_posts_are_no_stretch() -> None:
    assert stretches.split([], []) == []
