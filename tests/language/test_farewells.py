"""A farewell, or a kiss, behind what somebody says is no part of a line."""

import pytest

from pipeline.language.farewells import is_farewell, without_farewell
from tests.conftest import within


@pytest.mark.parametrize(
    ("said", "farewell"),
    [
        ("A kiln is patient, and so is clay.", " Good night"),
        ("Nobody fires twice.", " gnight"),
        ("That was all of my glaze!", " Night, all 🌙"),
        ("The kiln is cold (at last)", " ok bye everyone!"),
        ("The kiln is cold…", " Thanks all, goodnight"),
        ("The kiln is cold.", " Night x"),
        ("My nan fired them in the bread oven", " x"),
        ("My nan fired them in the bread oven!", " xx"),
        ("El horno está frío.", " Buenas noches a todos"),
        ("El horno está frío.", " Gracias, hasta mañana!"),
        ("O forno está frio.", " Boa noite, pessoal!"),
        ("O forno está frio.", " Obrigada, até logo"),
        ("Il forno è freddo.", " Buonanotte a tutti"),
        ("Il forno è freddo.", " Grazie, a presto!"),
        ("Le four est froid.", " Bonne soirée à tous"),
        ("Le four est froid.", " Merci, à bientôt"),
        ("Der Ofen ist kalt.", " Gute Nacht zusammen"),
        ("Der Ofen ist kalt.", " Danke, tschüss!"),
        ("De oven is koud.", " Welterusten allemaal"),
        ("De oven is koud.", " Tot morgen!"),
    ],
)
def test_a_farewell_behind_what_is_said(said: str, farewell: str) -> None:
    text = said + farewell
    assert without_farewell(text, 0, len(text)) == (0, len(said))


@pytest.mark.parametrize(
    "said",
    [
        "We fire at night",
        "It cools all night. Nobody sleeps",
        "Would I show it to my teacher? bye",
        "I say good night",
        "The class that I teach is called Good night",
        "It was the end of the day, and good night",
        "One door says ciao",
        "Let them solve for x",
        "The unknown is x",
        "Two times x",
        "I sign every card with love and an x",
        "We are all gen x",
        "I slept well since I left x",
        "Max",
        "Generation X",
        "She said 'see you'. We never saw her again",
        "Thank you for the kiln.",  # thanks may be the point, and are left out elsewhere
    ],
)
def test_what_is_said_stays(said: str) -> None:
    assert without_farewell(said, 0, len(said)) == (0, len(said))
    assert not is_farewell(said, 0, len(said))


@pytest.mark.parametrize(
    "said",
    [
        "Good night, all!",
        "Thank you all and good night",
        "Goodnight everyone, thanks for the hour 🌙",
        "Buenas noches a todos, gracias por esta charla tan bonita",
        "Muchas gracias por todo. Hasta la próxima",
        "Boa noite a todos e obrigada",
        "Obrigado pela conversa, até amanhã!",
        "Grazie a tutti, buonanotte",
        "Arrivederci, a presto!",
        "Merci pour cette heure, bonne nuit à tous",
        "Danke, tschüss.",
        "Vielen Dank an alle und gute Nacht",
        "Bedankt allemaal, tot de volgende keer",
    ],
)
def test_nothing_but_a_farewell(said: str) -> None:
    assert is_farewell(said, 0, len(said))


@pytest.mark.parametrize(
    "said",
    [
        "Good night stories keep the little ones at the wheel",
        "Ciao is what the kiln says when it cracks",
        "Tot morgen is geen antwoord op een vraag",
        "Gracias a la arcilla aprendí a esperar",
        "Gute Nacht steht auf jeder Tasse, die ich verkaufe",
        "A presto, dice sempre chi non torna",
        "Bye-laws: read them before you dig",
    ],
)
def test_what_is_more_than_a_farewell(said: str) -> None:
    assert not is_farewell(said, 0, len(said))


@pytest.mark.parametrize(
    "said",
    [
        "thanks " * 9_000,
        ". night" * 9_000,
        "bye " * 9_000,
        "bye" + " all" * 20_000 + "1",
        "x " * 20_000,
        "ok " * 9_000,
    ],
)
def test_no_length_takes_long(said: str) -> None:
    with within(2):
        without_farewell(said, 0, len(said))
        is_farewell(said, 0, len(said))
        is_farewell(said, 0, 118)
