"""Hostile posts are shown as text and do no harm: the page is read back by an HTML reader."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.recap import html, plain
from tests.recap.chats import Records, chat_of, post, repair_cafe
from tests.recap.chats import people as people_of

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "article", "h1", "h2", "h3", "p",
    "em", "strong", "blockquote", "bdi", "br", "a", "ul", "ol", "li", "aside",
}  # fmt: skip


class Page(HTMLParser):
    """Tags, addresses and the text of blockquotes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.quotes: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "br" and "p" in self.open:
            self.quotes[-1:] = [f"{self.quotes[-1]}\n"] if self.quotes else []
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "blockquote":
            self.quotes.append("")
        for name, value in attrs:
            self.handlers += [name] if name.startswith("on") or name == "style" else []
            self.addresses += [value] if name in ("href", "src", "cite") else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "p" and "blockquote" in self.open:
            self.quotes[-1] += "\n"

    def handle_data(self, data):
        if "blockquote" in self.open and "p" in self.open:
            self.quotes[-1] += data


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


HOSTILE = [
    "<script>alert(document.cookie)</script>",
    "<img src=x onerror=alert(1)> </p></blockquote></article>",
    "javascript:alert(1) and data:text/html,<b>x</b>",
    "[click](javascript:alert(1))",
    "\u202egnp.exe is a picture \u2066 unclosed",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324algo",
    "nul \x00 bell \x07 escape \x1b[31m",
    "half a pair \ud83d of surrogates",
    "{{ recap.title }} {% raw %}",
    "]]> --> &lt;script&gt; &#x3c;script&#x3e;",
]


def test_the_numbers_of_a_list_are_not_cut_away():
    style = chat_of("Mend it twice.").run()["recap.html"].split("</style>")[0]
    rules = [line for line in style.splitlines() if line.startswith("li ")]
    assert rules and "overflow" not in rules[0]  # a marker stands outside of its item


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("style", ["embeds", "list"])
def test_a_hostile_post_is_shown_as_text(text, style):
    files = chat_of(text).run(style=style)
    page = Page(files["recap.html"])
    assert page.tags <= ALLOWED
    assert not page.handlers
    assert page.open == []
    assert all(address.startswith("https://x.com/mender1/") for address in page.addresses)
    if style == "embeds":
        assert lines(page.quotes[0]) == lines(plain.displayable(text))
    for name, content in files.items():
        content.encode("utf-8")
        if not name.endswith(".json"):
            assert "\x00" not in content and "\x1b" not in content


def test_no_bracket_opens_a_shortcode_and_all_are_shown():
    text = '[gallery ids="1"] [[embed]]https://mend.example.com/[a][/embed] [sic] [...] [ ]'
    made = Records(chat_of("x").chat.model_copy(update={"title": "[video src=a]"}))
    made.said(post("1", "mender", text, name="[audio src=b]"), None)
    files = made.run()
    for name in ("recap.html", "report.html"):
        assert not re.search(r"\[/?\w", files[name])
    page = Page(files["recap.html"])
    assert lines(page.quotes[0])[0] == text
    assert "&#91;audio src=b]" in files["recap.html"]
    assert "[..." in files["recap.html"]  # what was left out is no shortcode
    assert "&#91;" not in files["recap.md"]


@settings(deadline=None)  # the first example compiles the templates
@given(st.text(alphabet=st.characters(codec=None), min_size=1, max_size=60).filter(str.strip))
def test_any_post_is_read_back_to_the_letter(text):
    page = Page(chat_of(text).run()["recap.html"])
    assert page.tags <= ALLOWED
    assert lines(page.quotes[0]) == lines(plain.displayable(text))


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example.com",
     "https://", "https://a b.example.com", "https://x.com/\"onmouseover=alert(1)", "ftp://x.org",
     "https://x.com/\ud800", "https://x.com/\u202egnp", "http://[::1", "\x01https://x.com/"],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(url):
    made = Records(chat_of("x").chat)
    made.said(post("1", "mender", "I mended the gate.", url=url), None)
    files = made.run()
    assert Page(files["recap.html"]).addresses == []
    assert "](" not in files["recap.md"]
    assert "I mended the gate." in files["recap.md"]


def test_a_name_cannot_turn_the_letters_beside_it():
    made = Records(chat_of("x").chat)
    made.said(
        post("1", "mender", "I mended the gate.", name="Eve\u202e\n# <b>Evil</b>\u2066"), None
    )
    made.people = people_of(made.posts)
    files = made.run()
    assert "<bdi>Eve # &lt;b&gt;Evil&lt;/b&gt;</bdi>" in files["recap.html"]
    assert "— Eve # \\<b>Evil\\</b> (@mender)" in files["recap.md"]
    assert not any("\u202e" in content for name, content in files.items() if name != "recap.json")


def test_a_name_that_runs_from_right_to_left_keeps_its_handle_behind_it():
    made = Records(chat_of("x").chat)
    made.said(post("1", "mender", "I mended the gate.", name="أمل | Amal <R>"), None)
    made.people = people_of(made.posts, mender="guest")
    files = made.run()
    shown = "أمل | Amal &lt;R&gt; (@mender)"  # in one <bdi> the handle would stand between both
    assert f"<li><strong>Guest:</strong> {shown}</li>" in files["recap.html"]
    assert f"<dd>{shown}</dd>" in files["report.html"]


def test_an_address_in_the_notes_for_the_editor_is_a_link():
    made = html.told("May be cut off: check (https://x.com/ana/status/1, https://x.com/b/2). <b>")
    links = [f'<a href="{url}" rel="nofollow ugc">{url}</a>'
             for url in ("https://x.com/ana/status/1", "https://x.com/b/2")]  # fmt: skip
    assert made == f"May be cut off: check ({links[0]}, {links[1]}). &lt;b&gt;"


def test_a_post_on_x_is_marked_so_that_its_script_can_take_over():
    page = repair_cafe().run()["recap.html"]
    assert '<blockquote class="twitter-tweet" cite="https://x.com/tomasz_fixes/status/2">' in page
    assert "<script" not in page


def test_a_credit_in_a_list_has_the_commas_of_the_markdown():
    files = repair_cafe().run(style="list")
    assert "(@tomasz_fixes), [6 March 2024](" in files["recap.md"]
    assert '(<bdi>@tomasz_fixes</bdi>), <a href="' in files["recap.html"]


def test_a_post_elsewhere_is_a_plain_quote():
    made = Records(chat_of("x").chat)
    made.said(post("1", "mira@mend.example.com", "I mended the gate.",
                   url="https://mend.example.com/@mira/1"), None)  # fmt: skip
    assert '<blockquote cite="https://mend.example.com/@mira/1">' in made.run()["recap.html"]


def test_line_breaks_and_paragraphs_are_kept():
    page = chat_of("Look.\nListen.\n\nMend.").run()["recap.html"]
    assert "<bdi>Look.<br>Listen.</bdi></p>" in page
    assert "<bdi>Mend.</bdi></p>" in page


def test_links_inside_a_quote_can_be_followed():
    page = chat_of("The guide: https://mend.example.com/a?b=1&c=2 is good").run()["recap.html"]
    assert '<a href="https://mend.example.com/a?b=1&amp;c=2" rel="nofollow ugc">' in page
