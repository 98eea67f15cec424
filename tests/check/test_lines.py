"""A whole line of an article as a quote, with its credit and its marks."""

from time import process_time

import pytest

from pipeline.check import check, read
from pipeline.check.lines import parted
from tests.check.chats import POSTS, findings, only


@pytest.mark.parametrize(
    "article",
    [
        "'Every no is last year's yes being defended' — @nan_p",
        "- ‘Every no is last year’s yes being defended’ – Nan Pereira (@nan_p)",
        "> 'Every no is last year's yes being defended'\n> — @nan_p",
    ],
)
def test_single_marks_around_a_line_are_no_change_of_it(article: str) -> None:
    assert only(article).is_sound


def test_what_is_wrong_with_a_line_in_single_marks_is_told_without_them() -> None:
    changed = only("'Every no is last week's yes being defended' — @nan_p")
    assert changed.words == ["not as it was written: “week's” for “year's”"]
    assert only("'I gave up on bread for the summer' — @nan_p").verdict == "unknown"


def test_two_quotes_in_single_marks_on_a_line_are_two() -> None:
    both = findings(
        "'Every no is last year's yes being defended' — @nan_p, and "
        "'I cannot bake on a Monday' — @tom_x"
    )
    assert [found.is_sound for found in both] == [True, True]


def test_a_credit_is_what_follows_the_last_long_dash() -> None:
    assert parted("We – and @bo – left — Ana (@ana_b), May") == (
        "We – and @bo – left", "— Ana (@ana_b), May",
    )  # fmt: skip
    assert parted("Yes – @ana – and – @bo") == ("Yes", "– @ana – and – @bo")


def test_an_article_without_line_breaks_is_read_in_seconds() -> None:
    began = process_time()
    said = "'Every no is last year's yes being defended' said Nan (@nan_p). "
    check(read(said * 150), POSTS)
    check(read("–@" * 10_000 + "—"), POSTS)
    assert process_time() - began < 8  # each end with each took twice as long
