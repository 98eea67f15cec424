from __future__ import annotations

import pytest

from pipeline.readers import signature


@pytest.mark.parametrize(
    ("line", "name", "handle", "before"),
    [
        ("— Ann (@ann) May 2, 2024", "Ann", "ann", ""),
        (
            "— Ann – on-call | she/her (x) (@ann) 2 mai 2024",
            "Ann – on-call | she/her (x)",
            "ann",
            "",
        ),
        ("Yes. #T— Ann (@ann) May 2, 2024", "Ann", "ann", "Yes. #T"),
        (
            "Yes—no. #T— Ann — the writer (@ann) May 2, 2024",
            "Ann — the writer",
            "ann",
            "Yes—no. #T",
        ),
        ("> — Ann (@ann) [May 2, 2024](https://x.com/ann/status/12)", "Ann", "ann", ""),
        ("— Ann (@ann@mastodon.example) May 2, 2024", "Ann", "ann@mastodon.example", ""),
        ("— Ann (@ann.bsky.social) May 2, 2024 at 3:02 PM", "Ann", "ann.bsky.social", ""),
    ],
)
def test_a_signature_names_its_author(line: str, name: str, handle: str, before: str) -> None:
    signed = signature.read(line)
    assert signed is not None
    assert (signed.name, signed.handle, signed.before) == (name, handle, before)
    assert signed.day == "2024-05-02"


@pytest.mark.parametrize(
    "line",
    ["We met Ann (@ann) in 2024", "— Ann (@ann)", "— as Ann said in 2024", "(@ann) — May 2, 2024"],
)
def test_prose_that_looks_a_little_like_a_signature_is_none(line: str) -> None:
    assert signature.read(line) is None
