"""Who is let in: what browsers say of a request, and what people type as the token."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.review import deeds, guard

HERE = "127.0.0.1:8014"


@pytest.mark.parametrize(
    ("said", "is_ours"),
    [
        ({}, True),  # a program, or a browser of years ago
        ({"origin": f"http://{HERE}"}, True),
        ({"origin": f"https://{HERE}"}, True),  # behind a proxy
        ({"origin": "http://evil.example"}, False),  # a browser that says no more than this
        ({"origin": "null"}, False),
        ({"origin": f"http://{HERE}", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "http://127.0.0.1:9000", "sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
    ],
)
def test_only_our_own_page_posts(said: dict[str, str], is_ours: bool) -> None:
    assert guard.is_same_origin({"host": HERE, **said}.get) is is_ours


@pytest.mark.parametrize(
    ("said", "is_followed"),
    [
        ({"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, True),
        ({"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, False),
        ({"sec-fetch-mode": "no-cors", "sec-fetch-dest": "document"}, False),
        ({}, False),
    ],
)
def test_a_link_is_followed_into_a_page_of_its_own(said: dict[str, str], is_followed: bool) -> None:
    assert guard.is_followed_link(said.get) is is_followed


@pytest.mark.parametrize(
    ("header", "bound", "is_allowed"),
    [
        ("localhost:8014", "127.0.0.1", True),
        ("[::1]:8014", "127.0.0.1", True),
        ("[::1]", "::1", True),
        ("[::1]evil.example", "127.0.0.1", False),
        ("evil.example:8014", "127.0.0.1", False),
        ("192.168.0.7:8014", "127.0.0.1", False),  # on loopback only loopback
        ("192.168.0.7:8014", "0.0.0.0", True),  # an address that nobody can point elsewhere
        ("Attic.local:8014", "attic.local", True),
        ("evil.example", "0.0.0.0", False),
    ],
)
def test_only_names_of_this_server_are_answered(header: str, bound: str, is_allowed: bool) -> None:
    assert guard.is_allowed_host(header, bound) is is_allowed


def test_a_token_that_was_copied_with_a_blank_is_the_token(tmp_path: Path) -> None:
    keys = guard.Keys.of(tmp_path)
    assert keys.is_token(f" {keys.token}\n")
    assert not keys.is_token(keys.token[:-1]) and not keys.is_token("")
    assert guard.Keys.of(tmp_path).token == keys.token  # of the same folder, after a restart


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        ("/chat/repair?question=2", "/chat/repair?question=2"),
        ("https://evil.example/chat/repair", "/"),
        ("//evil.example/chat", "/"),
        ("javascript:alert(1)", "/"),
        ("chat/repair", "/"),  # would hang below the page that posts
        ("/\\evil.example", "/"),
        ("", "/"),
    ],
)
def test_a_form_leads_back_to_a_page_of_ours(back: str, leads: str) -> None:
    assert deeds.back_to({"back": back}) == leads
