"""Chats that ask and answer under topics: T1 in place of Q1 and A1."""

import pytest

from pipeline.normalize import stage
from pipeline.records import Chat, Label, Post
from pipeline.settings import NormalizeSettings

HELD = [
    ("host", "Tonight: T1 to T4 #PawChat"),
    ("host", "T1: Who wakes you in the morning? #PawChat"),
    ("ana", "T1 My cat, at four #PawChat"),
    ("bob", "@host T1a. The dog next door #PawChat"),
    ("host", "T2: Tell us about a vet who listened #PawChat"),
    ("eva", "#T2 Ours kneels down first #PawChat"),
]


def labelled(*said: tuple[str, str]) -> list[Label | None]:
    posts = [
        Post(id=str(n), handle=who, text=text, created_at=f"2024-05-14T19:{n:02d}:00Z")
        for n, (who, text) in enumerate(said)
    ]
    return [p.label for p in stage.run(posts, Chat(chat="pawchat"), NormalizeSettings())[0]]


def names(found: list[Label | None]) -> list[str | None]:
    return [label and f"{label.kind}{label.question}{label.part or ''}" for label in found]


def test_who_opens_the_topics_asks_and_the_others_answer() -> None:
    assert names(labelled(*HELD)) == [None, "Q1", "A1", "A1a", "Q2", "A2"]


def test_next_week_the_host_asks_anew_but_answers_late_in_a_word() -> None:
    week = [*HELD, ("host", "T2: Ours hums #PawChat")]
    posts = [
        Post(id=f"{day}{n:02d}", handle=who, text=text, created_at=f"2024-05-{day}T19:{n:02d}:00Z")
        for day, said in ((14, week), (15, [("host", "T1 Mine is a parrot")]), (21, week))
        for n, (who, text) in enumerate(said)
    ]
    found = stage.run(posts, Chat(chat="pawchat"), NormalizeSettings())[0]
    once = [None, "Q1", "A1", "A1a", "Q2", "A2", "A2"]
    assert names([each.label for each in found]) == [*once, "A1", *once]


def test_the_label_is_cut_where_it_stands() -> None:
    found = labelled(*HELD)
    assert [(each.start, each.end) for each in found if each] == [
        (0, 3), (0, 2), (6, 10), (0, 3), (0, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "text", "named"),
    [
        ("ola", "t2 the one with the beard #PawChat", "A2"),
        ("ola", "Back. T1: nobody, I live alone #PawChat", "A1"),
        ("host", "T1: Mine is a parrot #PawChat", "A1"),  # asked already: the host answers
        ("host", "T1 again: who wakes you? #PawChat", "Q1"),
        ("host", "Two minutes. T3 up next! #PawChat", None),
        ("ola", "RT @host: T2: Tell us about a vet who listened", "Q2"),
        ("ola", "T1 diabetes in cats is no joke #PawChat", None),
        ("ola", "The T2 shuttle to the vet #PawChat", None),
    ],
)
def test_there_a_label_is_read_as_q1_and_a1_are(who: str, text: str, named: str | None) -> None:
    assert names(labelled(*HELD, (who, text)))[-1] == named


def test_one_host_answers_under_the_topics_of_the_other() -> None:
    other = [("jo", "T3: Who walks you?"), ("jo", "T4: Who loves you?")]
    said = [*HELD, *other, ("jo", "T2 Ours hums"), ("host", "T3 My feet"), ("jo", "T3 My dog")]
    assert names(labelled(*said))[-5:] == ["Q3", "Q4", "A2", "A3", "A3"]


def test_a_host_who_asks_without_a_stop_is_no_answer_to_who_writes_one() -> None:
    said = [("host", "T1 Who wakes you?"), ("ana", "T1: My cat"), ("bob", "T1 A dog")]
    more = [("host", "T2 Who feeds you?"), ("ana", "T2: The same cat"), ("eva", "T2 My mother")]
    assert names(labelled(*said, *more)) == ["Q1", "A1", "A1", "Q2", "A2", "A2"]


def test_where_the_host_spells_topics_otherwise_answers_need_a_stop() -> None:
    said = [("host", "Topic 1: Who wakes you?"), ("ana", "T1: My cat"), ("bob", "T1: A dog")]
    assert names(labelled(*said, ("eva", "T2 - Ours kneels")))[1:] == ["A1", "A1", "A2"]
    assert names(labelled(*said, ("eva", "T2 is what my doctor says")))[1:3] == [None, None]


@pytest.mark.parametrize(
    "said",
    [
        HELD[:4],  # one number
        [*HELD, *((f"p{n}", f"A{n}: a cat") for n in range(1, 6))],  # answers are A1
        [("ana", "T1 here since 1999"), ("bob", "T2, no insulin"), ("eva", "T1 as well")],
    ],
)
def test_a_letter_that_is_not_the_chats_own_labels_nothing(said: list[tuple[str, str]]) -> None:
    assert names(labelled(*said))[:3] == [None, None, None]
