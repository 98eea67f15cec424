import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.score import quotes


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotes.quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They say “wait. then wait.” and leave", ["“wait. then wait.”"]),
        ('"Busy" is not "important"', ['"Busy"', '"important"']),  # short ones pair, too
        ('Set @("one","two") first', ['"one"', '"two"']),
        ('a 27" bench and a 44" door', []),  # inches
        ('a 5"x7" print and a "good" frame', ['"good"']),
        ('"Wait is what I heard of the word "fast" here', ['"fast"']),  # the first is left open
        ('" mend it now " - a sign', ['" mend it now "']),
        ("”Mend it” she wrote, in Turku", ["”Mend it”"]),
        ("the dogs' bowls, the cats' beds and the hens' door", []),  # apostrophes
        ("in the '90s nobody mended a roof of the pupils' school", []),
        ("We wait, 'cause nobody mends a roof in the rain with the pupils' tools", []),
        ('A1:"Mend it twice", she said', ['"Mend it twice"']),
        ('"Mend it twice,"she said', ['"Mend it twice,"']),  # no blank behind it
        ('a 5-" pipe under a 27" bench', []),
        (
            "„Wer flickt, der bleibt“, sagt Oma, “and mends”",
            ["„Wer flickt, der bleibt“", "“and mends”"],
        ),
        ("«Чини дважды» и «спи»", ["«Чини дважды»", "«спи»"]),
        (
            "»Wer flickt, der bleibt«, und 「急がば回れ」",
            ["»Wer flickt, der bleibt«", "「急がば回れ」"],
        ),
        ("« left open, and 5 » 4", ["« left open, and 5 »"]),
        ("„ left open", []),
        ("We read ‘nobody mends a roof in the rain’ aloud", ["‘nobody mends a roof in the rain’"]),
    ],
)
def test_marks_are_paired_from_the_left(text, found):
    assert quoted(text) == found


@pytest.mark.parametrize(
    ("behind", "is_credited"),
    [
        (" - Ottilie Brandvold", True),
        (" — E. Cantor, 1940", True),
        ("- grace hopper 😊 #SlowChat", True),  # small letters
        (" Oscar Wilde", True),  # without a dash
        (", Maya Angelou #SlowChat", True),
        (" (Covey, 1989)", True),
        (" - Chinese proverb", True),
        (" – @ottobrandvold_k said it", True),
        (" - my grandmother", True),
        ("\n- Oscar Wilde", True),
        (" - Ottilie Field", True),  # a surname of everyday
        (" (and it never once held)", False),
        (" - seven costly words", False),
        (" - Seven words that close a shop", False),
        (" - my favourite line", False),
        (" - simple rule", False),  # two small words as in a name, and neither is rare
        (" - her hopper", False),
        (" So True", False),
        (" Yes!", False),
        (" Tom agreed at once", False),
        ("", False),
    ],
)
def test_who_is_credited_is_told_from_what_is_said_about_it(behind, is_credited):
    text = '"Mend it while it holds"' + behind
    assert quotes.is_credited(text, text.rindex('"') + 1) is is_credited


def test_a_slice_that_leaves_one_mark_cuts():
    text = 'He said "go. now." twice'
    (pair,) = quotes.quotations(text)
    assert quotes.cuts((0, 12), [pair]) and quotes.cuts((13, len(text)), [pair])
    assert not quotes.cuts((0, len(text)), [pair]) and not quotes.cuts((0, 7), [pair])
    assert not quotes.cuts((9, 12), [pair])  # inside


@given(st.text(alphabet="ab \"“”‘’'.(,-", max_size=60))
def test_every_quotation_begins_and_ends_with_a_mark(text):
    for start, end in quotes.quotations(text):
        assert text[start] in "\"“”‘'" and text[end - 1] in "\"”’'" and end - start >= 2
