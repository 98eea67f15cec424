"""Texts as they can be shown: what is too long for its place ends in dots, and not in a comma."""

import pytest

from pipeline.recap import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rye, oats", "rye, oats"),  # just as long as there is room
        ("rye, spelt", "rye, spe…"),
        ("oats rye, spelt", "oats rye…"),  # cut behind the comma
    ],
)
def test_a_text_that_is_too_long_is_cut_and_says_so(text: str, shown: str) -> None:
    assert plain.shortened(text, 9) == shown
