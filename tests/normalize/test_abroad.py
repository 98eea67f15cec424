"""Chats whose answers are labelled R1, and labels that are written out in other languages."""

import pytest

from pipeline.normalize import labels, stage
from pipeline.records import Chat, Label, Post
from pipeline.settings import NormalizeSettings

ANSWERS = [
    ("ana", "R1 : La farine d'abord #PainChat"),
    ("bob", "@host R1: du temps"),
    ("eva", "« R2) Du sel »"),
]


def labelled(*said: tuple[str, str]) -> list[Label | None]:
    posts = [
        Post(id=str(n), handle=who, text=text, created_at=f"2024-05-14T19:{n:02d}:00Z")
        for n, (who, text) in enumerate(said)
    ]
    return [p.label for p in stage.run(posts, Chat(chat="painchat"), NormalizeSettings())[0]]


def names(found: list[Label | None]) -> list[str | None]:
    return [label and f"{label.kind}{label.question}" for label in found]


def test_where_several_people_label_answers_with_r_they_are_answers() -> None:
    assert names(labelled(*ANSWERS)) == ["A1", "A1", "A2"]


def test_such_a_label_is_cut_where_it_stands() -> None:
    [first, second, _] = labelled(*ANSWERS)
    assert first and second
    assert (first.start, first.end, second.start, second.end) == (0, 4, 6, 9)


@pytest.mark.parametrize(
    ("text", "named", "span"),
    [
        ("R3 Rien que le temps", "A3", "R3"),
        ("@host #R3 Rien que le temps", "A3", "#R3"),
        ("R3b : rien que le temps", "A3", "R3b :"),
        ("P3: ¿Qué harina compras?", "Q3", "P3:"),
        ("P2P lending aime le pain", None, None),
        ("R2D2 aime le pain", None, None),
        ("#R3pain aime le pain", None, None),
    ],
)
def test_there_a_label_is_spelled_as_freely_as_one_with_a(
    text: str, named: str | None, span: str | None
) -> None:
    *_, found = labelled(*ANSWERS, ("ola", text))
    assert names([found]) == [named]
    assert (found and text[found.start : found.end]) == span


@pytest.mark.parametrize(
    "said",
    [
        ANSWERS[:2],  # two people
        [(who, text.replace("R2", "R1")) for who, text in ANSWERS],  # one number: round 1
        [*ANSWERS, *((f"p{n}", f"A{n}: du temps") for n in range(1, 4))],
        [(who, text.replace("R", "the R")) for who, text in ANSWERS],
    ],
)
def test_a_letter_that_is_not_the_chats_own_labels_nothing(said: list[tuple[str, str]]) -> None:
    assert names(labelled(*said))[:2] == [None, None]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Antwort 3: Geduld", "A3"),
        ("@ola antwort 3) Geduld", "A3"),
        ("Réponse 2 : la patience", "A2"),
        ("Respuesta 2 - la paciencia", "A2"),
        ("Risposta 4. La pazienza", "A4"),
        ("Resposta 4: paciência", "A4"),
        ("Antwoord 1: geduld", "A1"),
        ("Frage 3: Was macht das Warten mit eurem Brot?", "Q3"),
        ("Pregunta 2: ¿Por qué centeno?", "Q2"),
        ("Pergunta 2: por quê?", "Q2"),
        ("Domanda 2: perché?", "Q2"),
        ("Vraag 1: waarom?", "Q1"),
        ("Frage 3 war die beste", None),
        ("Meine Frage 3 Stunden lang gestellt", None),
        ("Nachfrage 3: wie viel?", None),
        ("Beitrag 3: Roggen", None),
    ],
)
def test_labels_that_are_written_out_in_other_languages(text: str, named: str | None) -> None:
    assert names([labels.parse(text, [])]) == [named]
