"""What Markdown shows is what the author wrote: read back by a CommonMark reader."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.normalize import entities
from pipeline.recap import markdown, plain, quotes
from pipeline.records import Post
from tests.conftest import within

reader = MarkdownIt("js-default", {"html": True})  # with tables and strikethrough, as on GitHub


def passage(text: str) -> quotes.Passage:
    post = Post(id="1", handle="a", text=text, entities=tuple(entities.extract(text)))
    return quotes.passage(post, 0, len(text))


def lines_shown(page: str) -> list[str]:
    """The lines of a page of HTML, without tags and blank lines."""
    text = re.sub(r"\n|<(?!br|/p|p)[^>]*>", "", page.replace("<br>\n", "<br />\n"))
    text = re.sub(r"<br />|</?p>", "\n", text)
    return [line for line in html.unescape(text).split("\n") if line.strip()]


def lines_written(text: str) -> list[str]:
    return [line for line in plain.displayable(text).split("\n") if line.strip()]


SPECIAL = st.text(alphabet="\\`*_{}[]()<>#+-.!|~^=&;:'\"@$%/ \t\n1aé😀\r", max_size=40)
POSTS = [
    "I <3 my #1 tool & the *other* one",
    "snake_case and _this_ and __init__ and trailing_",
    "¯\\_(ツ)_/¯",
    "# not a heading\n#RepairCafe opens a line",
    "1. Look\n2) Listen\n- mend\n+ add\n> quote\n| a | b |\n|---|---|",
    "A title?\n===\nno\n---",
    "~~gone~~ ~5 minutes, ~6 metres ^_^ ==marked==",
    "&lt; stays &amp; so does &#60; AT&T",
    "<script>alert(1)</script> <b>bold</b> <!-- x --> <3",
    "[link](javascript:alert(1)) ![img](x) [^1] [ ] ```code``` `tick`",
    "    four blanks open it\n\n    and again\n\ttab ",
    "see https://mend.example.com/_a_b_?x=1&copy;=2*3* and http://x.example.org/a_(b)_c.",
    "*https://mend.example.com* _https://mend.example.com/a_ <https://mend.example.com>",
    "write to <3zips@mend.example.com>, 1<2@3>4",
    "www.mend.example.com/_zips_ and http://localhost/_x_ C:\\new",
    "{{< tweet 1 >}} {{% x %}} {% raw %} {{ x }}",
    "term\n: not its definition",
    "ends with a backslash\\\nand goes on  ",
    "para one\n\n\n\npara two",
    "e\u0301 \u202eright to left\u202c עברית",
]


@pytest.mark.parametrize("text", POSTS)
def test_a_post_is_read_back_to_the_letter_from_a_blockquote(text):
    page = reader.render(markdown.quoted(passage(text)))
    assert page.count("<blockquote>") == 1
    assert lines_shown(page.replace("<blockquote>", "").replace("</blockquote>", "")) == (
        lines_written(text)
    )


@pytest.mark.parametrize("text", POSTS)
def test_a_post_is_read_back_to_the_letter_from_a_list(text):
    item = f"10. {markdown.indented(passage(text), 4)}  \n    — somebody\n"
    page = reader.render(item)
    assert page.count("<li>") == 1
    assert lines_shown(page) == [*lines_written(text), "— somebody"]


@given(SPECIAL | st.text(max_size=40))
@example("a\n-")
@example("-\n")
@example("<\nhttp://a.example")
def test_any_text_is_read_back_to_the_letter(text):
    written = lines_written(text)
    page = reader.render(markdown.quoted(passage(text)) + "\n>\n> — somebody\n")
    shown = lines_shown(page.replace("<blockquote>", "").replace("</blockquote>", ""))
    assert shown == [*written, "— somebody"]


@given(SPECIAL)
def test_a_heading_stays_a_heading_with_all_its_letters(text):
    title = plain.one_line(text)
    page = reader.render(f"## Q1: {markdown.heading(title)}")
    assert page.startswith("<h2>") and page.rstrip().endswith("</h2>")
    assert html.unescape(re.sub(r"<[^>]*>", "", page)).strip() == f"Q1: {title}".strip()


@pytest.mark.parametrize(
    "text",
    [
        'Slow & steady, 5 < 6 > 4: it\'s 100% "fine" - really!',
        "1.5 hours, -5 degrees, +1 to that, snake_case",
        "I <3 this (a lot); see https://mend.example.com/zips?a=1&b=2",
        "~5 minutes, x^2, a = b, {curly}",
    ],
)
def test_what_markdown_would_not_change_is_left_as_it_is(text):
    assert markdown.passage(passage(text)) == text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("{{< tweet 1 >}}", "{{<"),  # a shortcode: Hugo would run it, or fail
        ("{{% figure %}}", "{{%"),
        ("{{ site.title }}", "{{"),  # Jekyll
        ("{% include x %}", "{%"),
        ("#heading in Ghost", "\n#"),
        ("==marked== in Ghost", "=="),
    ],
)
def test_what_only_hugo_jekyll_or_ghost_would_change_is_escaped(written, kept):
    assert kept not in f"\n{markdown.passage(passage(written))}"


@pytest.mark.parametrize("unit", ["#", "http://", "http://\\", "www.", "[", "\\", "<a@"])
def test_long_rows_of_marks_take_no_time(unit):
    text = unit * (60_000 // len(unit)) + "!"
    with within(2):  # each mark that looked to the end took a minute
        markdown.heading(text)
        markdown.quoted((quotes.Piece(text),))


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://mend.example.com/_a_(b)", "https://mend.example.com/_a_(b)"),
        ("https://mend.example.com/?a=1&copy;=2", "https://mend.example.com/?a=1&amp;copy;=2"),
    ],
)
def test_an_address_with_special_letters_still_leads_there(url, href):
    for shown in (markdown.passage(passage(url)), f"[zips]({markdown.target(url)})"):
        assert f'href="{href}"' in reader.render(shown)


def test_an_address_within_a_sentence_leads_there_and_all_letters_are_shown():
    page = reader.render(markdown.told("check (https://x.com/_ines_/status/7, *and* more)"))
    assert 'href="https://x.com/_ines_/status/7"' in page
    shown = re.sub(r"<[^>]*>", "", page).strip()
    assert shown == "check (https://x.com/_ines_/status/7, *and* more)"
