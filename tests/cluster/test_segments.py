"""Segments: a chat without numbered questions, cut by topic and time and named from its words."""

from pipeline.cluster import segments, stage
from pipeline.settings import ClusterSettings
from tests.cluster.chats import Said, chat
from tests.conftest import WordEncoder

PEOPLE = ("mira_k", "tom_x", "ines_b", "olu_r", "ada_w")
RYE = [
    "rye takes its time and so do I",
    "my rye starter is older than my dog",
    "rye flour clings to the spoon",
    "dark rye with caraway, every Friday",
    "a rye crust keeps for a week",
    "rye dough is a paste and not a dough",
    "I soak the rye grain before baking",
    "rye again, because wheat is boring",
    "whole rye needs a hotter oven",
    "rye and honey were made together",
]
KNIVES = [
    "a serrated knife ruins a soft crumb",
    "I sharpen the knife before each loaf",
    "my knife came from a flea market",
    "knife first, then the butter",
    "a long knife makes an even slice",
    "blunt knife, flat bread, sad face",
    "the knife should do the sawing",
    "an electric knife frightens my cat",
    "wash the knife by hand and only by hand",
    "the best knife is the one you own",
]


def talk(minute: int, lines: list[str]) -> list[Said]:
    return [
        (PEOPLE[n % 5], line, {"created_at": f"2024-05-14T{19 + (minute + n) // 60}:"
                                             f"{(minute + n) % 60:02d}:00Z"})
        for n, line in enumerate(lines)
    ]  # fmt: skip


def run(*said: Said) -> stage.Clustering:
    return stage.run(*chat(*said), ClusterSettings(), WordEncoder())


def test_a_chat_without_numbers_is_told_in_segments_that_say_so() -> None:
    made = run(*talk(0, RYE), *talk(15, KNIVES))
    assert [q.number for q in made.questions] == [1, 2]
    assert all(q.is_segment and q.post_id is None for q in made.questions)
    assert "rye" in made.questions[0].text and "knife" in made.questions[1].text
    first = "no numbered questions were found: a segment by topic and time"
    assert {q.evidence[0] for q in made.questions} == {first}


def test_every_answer_lies_in_one_segment_and_says_which() -> None:
    made = run(*talk(0, RYE), *talk(15, KNIVES))
    placed = [answer for answer in made.answers if answer.kind == "answer"]
    assert placed
    assert {answer.question for answer in placed} <= {1, 2}
    order = [answer.question for answer in made.answers if answer.question]
    assert order == sorted(order)  # a segment is a stretch of the chat
    assert all(f"posted in segment {a.question}" in a.evidence for a in placed)


def test_a_pause_of_hours_is_a_border_whatever_is_said() -> None:
    mixed = [line for pair in zip(RYE, KNIVES, strict=True) for line in pair]
    later = [
        (h, t, {"created_at": f"2024-05-15T19:{n:02d}:00Z"})
        for n, (h, t, _) in enumerate(talk(0, mixed[10:]))
    ]
    made = run(*talk(0, mixed[:10]), *later)
    assert len(made.questions) == 2
    assert made.questions[1].asked_at == "2024-05-15T19:00:00Z"


def test_the_same_chat_is_cut_the_same_again() -> None:
    said = [*talk(0, RYE), *talk(15, KNIVES)]
    assert run(*said) == run(*said)


def test_little_talk_is_not_cut() -> None:
    made = run(*talk(0, RYE[:6]))
    assert made.questions == []
    assert {answer.question for answer in made.answers} == {None}


def test_a_chat_that_numbers_has_no_segments() -> None:
    made = run(("loafchat", "Q1 What is in your oven, and why?"), *talk(1, RYE), *talk(15, KNIVES))
    assert [(q.number, q.is_segment) for q in made.questions] == [(1, False)]


def test_a_long_talk_has_a_dozen_segments_at_most() -> None:
    hours = 6
    said = [
        (PEOPLE[n % 5], f"{(RYE + KNIVES)[n % 20]}, part {part}",
         {"created_at": f"2024-05-{14 + part * hours // 24}T{part * hours % 24:02d}:{n:02d}:00Z"})
        for part in range(segments.MOST + 2)
        for n in range(segments.SHORTEST)
    ]  # fmt: skip
    assert len(run(*said).questions) == segments.MOST


def test_a_word_of_the_whole_chat_names_no_segment() -> None:
    boats = [line.replace("knife", "boat").replace("loaf", "lake") for line in KNIVES]
    said = [f"{line}, says #PowerBake" for line in (*RYE, *KNIVES, *boats)]
    made = run(*talk(0, said[:10]), *talk(110, said[10:20]), *talk(220, said[20:]))
    assert len(made.questions) == 3
    assert not any("powerbake" in question.text.casefold() for question in made.questions)
