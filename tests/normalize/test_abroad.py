"""Chats whose labels have other letters than Q and A, and labels written out in other languages."""

import re

import pytest

from pipeline.normalize import abroad, labels, stage
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


ASKED = [
    ("wirt", "F1: Welches Mehl kauft ihr? #BrotRunde"),
    ("ana", "A1: Roggen, das reicht"),
    ("bob", "@wirt A1 - Dinkel"),
    ("wirt", "F2: Wie lange darf der Teig ruhen?"),
    ("eva", "A2: Eine Nacht"),
]


def test_in_an_english_chat_who_answers_under_r_in_another_language_labels_so() -> None:
    found = labelled(
        ("host", "Q1: Which flour do you buy?"),
        ("bob", "A1: Rye, and that is enough for me"),
        ("eva", "R1: La masa no es perezosa, pero duerme más que yo"),
        ("eva", "R2: ¡Sal!"),
        ("tom", "R1: the first round of the cup was ours"),
    )
    assert names(found) == ["Q1", "A1", "A1", "A2", None]


@pytest.mark.parametrize(
    ("text", "is_spanish"),
    [
        ("R1: LA MASA NO ES PEREZOSA, PERO DUERME MÁS QUE YO", True),
        ("A1: La masa no es perezosa, pero duerme más que yo", False),  # labels as all do
        ("R1: the dough is not lazy, but it sleeps more than I do", False),
    ],
)
def test_only_who_answers_under_r_in_another_language_is_read_so(
    text: str, is_spanish: bool
) -> None:
    assert abroad.answering([("eva", text)], [None]) == ({"eva"} if is_spanish else set())


def test_a_small_letter_in_front_labels_too_and_none_behind() -> None:
    said = labelled(*ANSWERS, ("ola", "@host r2 : du sel"), ("ola", "J'habite au r2, sans four"))
    assert names(said)[-2:] == ["A2", None]


def in_letters(asks: str, answers: str) -> list[tuple[str, str]]:
    spelled = {"F": asks, "A": answers}
    return [
        (who, re.sub(r"[FA](?=\d)", lambda match: spelled[match[0]], text)) for who, text in ASKED
    ]


@pytest.mark.parametrize("own", ["FA", "VA", "DR", "PR", "SC", "RA", "ВО"])
def test_a_letter_under_which_one_person_asks_and_several_answer_is_of_questions(own: str) -> None:
    assert names(labelled(*in_letters(*own))) == ["Q1", "A1", "A1", "Q2", "A2"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("F3: eine Geschichte, bitte", "Q3"),  # asks without a mark
        ("a2 zwei Tage", "A2"),
        ("Bin spät dran, aber A2: zwei Tage", "A2"),
        ("Noch zu F2: wer friert, braucht länger", "Q2"),
        ("Fünf F2-Wägen standen vor der Bäckerei", None),
        ("Wir fragen mit F1, F2 usw., ihr antwortet mit A1, A2 usw.", None),
    ],
)
def test_there_it_is_spelled_as_freely_as_q(text: str, named: str | None) -> None:
    assert names(labelled(*ASKED, ("ola", text)))[-1] == named


@pytest.mark.parametrize(
    "said",
    [
        [(who, text.replace("?", ".")) for who, text in ASKED],  # facts, counted
        [each for each in ASKED if each[0] != "eva"],  # two people
        [(who, text.replace("F2", "F1").replace("A2", "A1")) for who, text in ASKED],  # one race
        [*ASKED, ("wirt", "Q1: Welches Mehl?"), ("wirt", "Q2: Wie lange?")],  # asks under Q
        [*ASKED, ("chef", "Q1: Welches Mehl?"), ("chef", "Q2: Wie lange?")],  # so does the host
        [*ASKED, *(("tom", f"A{n}: Sauerteig, wie immer") for n in range(3, 6))],  # two of five
    ],
)
def test_without_questions_and_answers_it_is_none(said: list[tuple[str, str]]) -> None:
    assert names(labelled(*said))[0] is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Llego tarde, pero A2: media hora", "A2"),
        ("J'arrive, mais A2 : une nuit", "A2"),
        ("Ik ben laat, maar A2: een nacht", "A2"),
        ("Volviendo a la Q2: media hora basta", "Q2"),
        ("Pour revenir à la Q2 : une nuit", "Q2"),
        ("Sobre a Q2: uma noite", "Q2"),
        ("Nog over Q2: een nacht", "Q2"),
        ("Dazu gibt es mehr in Q2: eine Nacht", None),
        ("Pero la Q2: media hora, cómo no", None),
    ],
)
def test_what_leads_to_a_label_in_other_languages(text: str, named: str | None) -> None:
    assert names([labels.parse(text, [])]) == [named]


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
