"""What can be a handle of some network, what is a display name, and what a phone number."""

import pytest

from pipeline.records import at_name, is_phone_number, name_alone
from tests.conftest import within


@pytest.mark.parametrize(
    "handle",
    [
        "ana_bakes",
        "okonjo.letter",  # Discord, Threads
        "ana-ruiz",  # Slack
        "ana@solder.example",  # Mastodon
        "ana@localhost:3000",
        "mira.example.com",  # Bluesky
        "mira#1234",  # Discord of old
        "20240514",  # an account of digits
        "renée",
    ],
)
def test_a_handle_of_any_network_has_its_sign(handle: str) -> None:
    assert at_name(handle) == f"@{handle}"


@pytest.mark.parametrize(
    "name",
    [
        "Temi A.",
        "Ana Bakes",
        "O'Brien",
        "~Temi",  # how WhatsApp marks a name that is not saved
        "ana@solder@example",
        "Priya (she/her)",
        "mira kessler#1234",
        "did:plc:eve",  # Bluesky, where the export does not hold the handle
        "+44 7700 900123",
        "+447700900123",
        "555-010-4477",
    ],
)
def test_what_can_be_no_handle_is_shown_as_it_is(name: str) -> None:
    assert at_name(name) == name


def test_a_name_that_stands_in_place_of_a_handle_has_no_sign() -> None:
    assert at_name("Ana", "Ana") == "Ana"
    assert at_name("ana", "Ana") == "@ana"


@pytest.mark.parametrize(
    ("handle", "is_number"),
    [
        ("+44 7700 900123", True),
        ("\u202a+44\u00a07700\u00a0900123\u202c", True),  # as WhatsApp writes it
        ("+1 (555) 010\u20114477", True),
        ("(555) 123-4567", True),
        ("07700900123", True),
        ("+290 2345", True),  # of an island, as short as any
        ("+290 234", False),
        ("447700900123", False),  # it may be the number of an account
        ("2024-05-14", False),
        ("+1", False),  # agreement
        ("Temi +44 7700 900123", False),
        ("ana_bakes", False),
        ("", False),
    ],
)
def test_a_phone_number_is_known(handle: str, is_number: bool) -> None:
    assert is_phone_number(handle) == is_number


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Ana Ruiz (she/her)", "Ana Ruiz"),
        ("Prof. Dr. Ana Ruiz, RD", "Ana Ruiz"),
        ("Ana Ruiz - Mill Lane", "Ana Ruiz"),
        ("Ana Ruiz-Stone", "Ana Ruiz-Stone"),
        ("Drew", "Drew"),
    ],
)
def test_a_name_alone_has_nothing_around_it(shown: str, name: str) -> None:
    assert name_alone(shown) == name


def test_no_length_of_a_name_takes_long() -> None:
    with within(2):
        assert name_alone(" " * 100_000 + "Ana") == "Ana"
