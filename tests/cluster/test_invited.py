"""Guests of chats in other languages: who is called one, and of whom only something is told."""

import pytest

from tests.cluster.chats import Said
from tests.cluster.test_people import named, roles

ASKED = ("panchat", "P1: ¿Qué hace la espera con el pan?"), ("panchat", "P2: ¿Y con la paciencia?")
SAID = (
    ("mira_k", "R1: Me hace ordenada."),
    ("bo_horno", "R1: La harina es barata"),
    ("bo_horno", "R2: Nada"),
    ("tess_v", "R1: Pan de ayer"),
    ("tess_v", "R2: Mucha, y un buen gorro"),
    ("mira_k", "R2: Domingos."),
    ("mira_k", "Y sal."),
)


def role(*said: str, after: str = "") -> str:
    before = tuple(("panchat", text) for text in said)
    behind: tuple[Said, ...] = (("panchat", after),) if after else ()
    return roles(*before, *ASKED, *SAID, *behind)["mira_k"][0]


@pytest.mark.parametrize(
    "said",
    [
        "Hoy: pan lento. Invitada: @mira_k",
        "¡Buenas! Invitada especial de hoy: Mira Keller (@mira_k)",
        "Nuestra invitada de hoy es la panadera @mira_k",
        "Hoy va de pan, con @mira_k como invitada",
        "A nossa convidada de hoje é @mira_k",
        "Convidada: @mira_k, padeira",
        "Notre invitée ce soir : @mira_k",
        "Ce soir @mira_k est notre invitée",
        "L'ospite di oggi è la fornaia @mira_k",
        "La nostra ospite: @mira_k",
        "Heute über Brot. Zu Gast ist @mira_k, die nachts backt",
        "Unser heutiger Gast: Mira Keller @mira_k",
        "Heute über Brot: @mira_k ist bei uns zu Gast",
        "Onze gast vanavond is @mira_k",
        "Vanavond te gast: @mira_k",
    ],
)
def test_whom_the_host_calls_the_guest_is_guest(said: str) -> None:
    assert role(said) == "guest"


@pytest.mark.parametrize(
    "said",
    [
        "La próxima semana, invitada: @mira_k",
        "Unser Gast nächste Woche ist @mira_k",
        "Pregunta para nuestra invitada: @mira_k quiere saber qué harina usa",
        "Und weiter, der Gast fragt: @mira_k, wie lange?",
        "Gracias a nuestra invitada y a @mira_k",
        "Frage an unseren Gast: @mira_k will es wissen",
    ],
)
def test_of_whom_something_else_is_told_is_no_guest(said: str) -> None:
    assert role(said) == "community"


@pytest.mark.parametrize(
    ("said", "after", "expected"),
    [
        ("Hoy nos acompaña @mira_k, panadera", "Mil gracias a @mira_k y a todos", "guest"),
        ("Ce soir, on accueille @mira_k", "Merci à @mira_k pour ses réponses", "guest"),
        ("Heute begrüßen wir @mira_k", "Vielen Dank an @mira_k", "guest"),
        ("Hoy nos acompaña @mira_k, panadera", "", "community"),  # once, as of a newcomer
        ("Hoy, pan", "Mil gracias a @mira_k por el enlace", "community"),
    ],
)
def test_who_is_announced_and_thanked_is_guest(said: str, after: str, expected: str) -> None:
    assert role(said, after=after) == expected


def test_a_guest_may_be_told_by_name_alone() -> None:
    assert named("Mira Keller", "Nuestra invitada de hoy es Mira Keller") == "guest"
    assert named("Mira Keller", "Frage an unseren Gast: Mira Keller will es wissen") == "community"
