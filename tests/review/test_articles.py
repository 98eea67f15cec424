"""A finished article is pasted, and the page says what of its quotes is to mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.review import articles, checking, sheet
from pipeline.review.app import create
from pipeline.review.checking import Checked
from pipeline.review.guard import Keys
from pipeline.review.office import Office
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.review import runs

HERE = "http://127.0.0.1:8765"
PAGE = "/chat/repair/check"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    runs.make(tmp_path / "repair", list(runs.HOSTILE.values()))
    with TestClient(create(Office(tmp_path, Settings()), Keys.of(tmp_path)), base_url=HERE) as made:
        yield made


def token(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', client.get(PAGE).text)
    assert found
    return found[1]


def pasted(client: TestClient, article: str, **more: str) -> str:
    """Return what the page says of an article, without its tags."""
    answer = client.post(PAGE, data={"csrf": token(client), "article": article, **more})
    assert answer.status_code == 200, answer.text
    [_, result] = answer.text.split('<section id="result"')
    return " ".join(unescape(re.sub("<[^>]*>", " ", result)).split())


def test_what_is_to_mend_stands_first_with_the_authors_words_and_credit(client: TestClient) -> None:
    sound = runs.said(13)  # by mender8, as post 1020
    changed = runs.said(8).replace("number ", "")
    told = pasted(client, f"“{sound}” (@mender8)\n\n“{changed}” (@mender3)\n\n“{sound}” (@mender8)")
    assert "3 quotes: 2 exact and rightly credited, 1 to mend." in told
    assert "left out: “number”" in told and "— Mender 3 (@mender3) , 14 May 2024" in told
    assert told.index("think of 8.") < told.index("2 sound quotes") < told.index("number 13")


def test_the_words_that_differ_are_marked_and_their_post_is_linked(client: TestClient) -> None:
    form = {"csrf": token(client), "article": f"“{runs.said(8).replace('number ', '')}”"}
    shown = client.post(PAGE, data=form).text
    assert "<mark>number</mark>" in shown and 'href="https://x.com/mender3/status/1015"' in shown
    assert "Put the author&#39;s own words in its place" in shown


@pytest.mark.parametrize(
    ("article", "words"),
    [
        (f"“{runs.said(13)}” (@mender8)", "1 quote, exact and rightly credited."),
        (f"“{runs.said(13)}” (@mender8)\n\n" * 2, "2 quotes, all exact and rightly credited."),
        ("We met and mended things.", "No quotes of this chat were found."),
        ("“Nobody ever said this here”", "Say where it is from, or take it out."),
    ],
    ids=["one", "all", "none", "unknown"],
)
def test_it_is_counted_in_a_sentence(client: TestClient, article: str, words: str) -> None:
    assert words in pasted(client, article)


def test_html_that_the_browser_had_is_read_in_place_of_the_text(client: TestClient) -> None:
    html = f"<p>Said:</p><blockquote>{runs.said(8).replace('then ', '')}</blockquote>"
    told = pasted(client, "Said: what the browser made of it", html=html)
    assert "1 quote: 0 exact and rightly credited, 1 to mend." in told
    assert "left out: “then”" in told


@pytest.mark.parametrize("name", runs.HOSTILE)
def test_what_is_pasted_is_shown_as_text(client: TestClient, name: str) -> None:
    hostile = runs.HOSTILE[name].encode(errors="replace").decode()
    article = f"</textarea>{hostile}\n\n“{hostile[:3000]} and more of the same”"
    for html in ("", f'<blockquote>{hostile[:3000]} and more</blockquote>"><script>x()</script>'):
        form = {"csrf": token(client), "article": article, "html": html}
        shown = client.post(PAGE, data=form).text
        assert shown.count("<script") == shown.count("/static/check.js") == 1
        assert "<img" not in shown and shown.count("</textarea>") == 1


def test_what_is_pasted_comes_back_in_its_box_and_lies_nowhere(
    client: TestClient, tmp_path: Path
) -> None:
    form = {"csrf": token(client)}
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    form["article"] = "\nA line above, <b>tags</b> & “a quote that nobody wrote”"
    shown = client.post(PAGE, data=form).text
    box = re.search(r'autocomplete="off">\n(.*?)</textarea>', shown, re.DOTALL)
    assert box and unescape(box[1]) == form["article"]
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_long_article_is_read_and_a_longer_one_refused_with_a_reason(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "checked", lambda *_: list[Checked]())  # its time is not at stake
    widest = "界" * checking.LONGEST  # nine bytes each, as a form sends them
    assert "No quotes" in pasted(client, widest, html=widest)
    monkeypatch.undo()
    form = {"csrf": token(client), "article": "a" * (checking.LONGEST + 1)}
    answer = client.post(PAGE, data=form)
    assert answer.status_code == 422
    assert "500,001 characters, and 500,000 are read at most" in answer.text
    assert f">\n{form['article']}</textarea>" in answer.text  # to be pared down there
    form["article"] = "a" * 10_100_000
    assert client.post(PAGE, data=form).status_code == 413
    assert client.post("/chat/repair/decide", data=form).status_code == 413


def test_only_a_page_of_the_session_may_send_an_article(client: TestClient) -> None:
    form = {"csrf": token(client), "article": "“Nobody ever said this here”"}
    assert client.post(PAGE, data={**form, "csrf": "0" * 32}).status_code == 403
    foreign = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    assert client.post(PAGE, data=form, headers=foreign).status_code == 403
    client.cookies.clear()
    assert client.post(PAGE, data=form).status_code == 403


def test_the_page_is_reached_from_the_menu_and_from_the_recap_and_says_who_reads(
    client: TestClient,
) -> None:
    shown = client.get("/chat/repair").text
    assert shown.count(f'href="{PAGE}"') == 2
    assert "sent to this server only, and kept nowhere" in client.get(PAGE).text


def test_of_very_many_quotes_the_first_are_shown_and_the_others_counted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "MOST_SHOWN", 2)
    posts = run.posts()
    found = checking.checked("\n\n".join(f"“{post.text}”" for post in posts[7:12]), posts, [])
    result = articles.result(found, sheet.load(run))
    assert (len(result.to_mend), result.unshown) == (2, 3)
    assert result.words == "5 quotes: 0 exact and rightly credited, 5 to mend."
