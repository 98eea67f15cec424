"""HTML, Markdown and pasted text are the same lines."""

import pytest

from pipeline.check.article import Row, read

MARKDOWN = """# Slow bread

Nan said it with *care*: [her post](https://x.com/nan_p/status/4).

> First line \\*so\\*
> second
>
> — Nan (@nan\\_p)

1. one item
   goes on
"""
HTML = """<h1>Slow bread</h1><p>Nan said it with <em>care</em>:
<a href="https://x.com/nan_p/status/4">her post</a>.</p>
<blockquote><p>First line *so*<br>second</p>— Nan (@nan_p)</blockquote>
<ul><li>one item</li></ul><script>alert("no text")</script>"""


def told(rows: list[Row]) -> list[tuple[str, bool, bool]]:
    return [(row.text.replace("*", ""), row.is_quoted, row.is_heading) for row in rows]


def test_markdown_and_html_say_the_same() -> None:
    markdown, html = read(MARKDOWN), read(HTML)
    assert told(markdown)[:-1] == told(html) == [
        ("Slow bread", False, True),
        ("Nan said it with care: her post.", False, False),
        ("First line so", True, False),
        ("second", True, False),
        ("— Nan (@nan_p)", True, False),
        ("one item", False, False),
    ]  # fmt: skip
    assert markdown[1].links == html[1].links == ("https://x.com/nan_p/status/4",)
    assert [row.is_item for row in markdown[-2:]] == [True, True]
    assert len({row.block for row in markdown[2:5]}) == 1  # the quotation is one


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "<p>", "<" * 5000, "> " * 5000, "[" * 5000, "\x0e\x0f a"]
)
def test_anything_is_read(text: str) -> None:
    assert len(read(text)) <= 1


def test_what_stands_in_further_goes_on_from_an_item_only() -> None:
    rows = read("  before\n1. one item\n   goes on\nand behind")
    assert [row.is_item for row in rows] == [False, True, True, False]


def test_plain_text_keeps_its_signs() -> None:
    assert [row.text for row in read("2 < 3 & 4 > 3\n@anselm_paper_ says so")] == [
        "2 < 3 & 4 > 3", "@anselm_paper_ says so",
    ]  # fmt: skip
