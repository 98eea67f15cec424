"""The page is for its editors only, and shows hostile posts as what they are: text."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from pipeline.recap.plain import displayable
from pipeline.records import Answer, Line, Pick, Post, Reason
from pipeline.records.lines import FOREIGN
from pipeline.review import guard, reading, views
from pipeline.review.app import create
from pipeline.review.desk import Desk
from pipeline.review.guard import Keys, Pace, Session
from pipeline.review.office import Office
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.readonly import read_only
from tests.review import runs

HERE = "http://127.0.0.1:8765"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    runs.make(tmp_path / "repair", list(runs.HOSTILE.values()))
    runs.make(tmp_path / "garden & café")
    return tmp_path


def app_of(folder: Path) -> FastAPI:
    """Return the page over the runs of a folder."""
    return create(Office(folder, Settings()), Keys.of(folder))


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(app_of(folder), base_url=HERE) as made:
        yield made


def page(client: TestClient, path: str = "/chat/repair?question=all") -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def csrf(client: TestClient) -> str:
    found = re.search(r'data-csrf="(\w+)"', page(client))
    assert found
    return found[1]


def a_line(client: TestClient) -> str:
    found = re.search(r'id="(line-\w+)"', page(client))
    assert found
    return found[1]


def decide(client: TestClient, **more: object) -> int:
    form = {"kind": "accept", "line": a_line(client), "csrf": csrf(client), **more}
    return client.post("/chat/repair/decide", data=form, follow_redirects=False).status_code


def test_what_to_look_at_is_read_out_with_the_line(client: TestClient, folder: Path) -> None:
    run = Run(folder / "repair")
    lines = run.lines(run.posts())
    flags = tuple(Reason(text=f"flag: {why}", value=0) for why in ("odd one", "odd two"))
    run.write([lines[0].model_copy(update={"reasons": flags}), *lines[1:]], Line)
    shown = page(client)
    [named] = re.findall(r' aria-describedby="([^"]+)"', shown)
    told = [re.search(rf'id="{flag}">(.*?)</span>', shown) for flag in named.split()]
    assert [re.sub("<[^>]*>", "", one[1]) for one in told if one] == ["odd one", "odd two"]


def test_what_only_doubts_the_score_is_a_reason_in_plain_words(
    client: TestClient, folder: Path
) -> None:
    run = Run(folder / "repair")
    lines = run.lines(run.posts())
    doubt = Reason(text=f"flag: {FOREIGN}", value=0)
    run.write([lines[0].model_copy(update={"reasons": (doubt,)}), *lines[1:]], Line)
    shown = page(client)
    assert "not in English" in shown and "flag: " not in shown and "+0.00" not in shown


def test_the_recap_beside_the_queue_tells_what_else_is_copied(client: TestClient) -> None:
    assert "also from lines that nobody decided about" in page(client)


def test_who_names_a_theme_is_told_which_themes_the_recap_lists(client: TestClient) -> None:
    told = Settings().recap
    words = f"lists {told.themes} themes of a question at most: those with most voices, from"
    assert f"{words} {told.theme_voices} on." in page(client)


def test_the_list_names_all_chats_and_one_chat_opens_at_once(folder: Path) -> None:
    def first(chosen: dict[str, Path] | None) -> str:
        app = create(Office(folder, Settings(), chosen), Keys.of(folder))
        with TestClient(app, base_url=HERE) as client:
            return str(client.get("/").url)

    assert first(None) == f"{HERE}/"
    assert first({"repair": folder / "repair"}) == f"{HERE}/chat/repair"


def test_a_chat_with_an_odd_name_has_a_page(client: TestClient) -> None:
    link = re.search(r'href="(/chat/garden[^"]+)"', page(client, "/"))
    assert link
    assert "Repair café" in page(client, unescape(link[1]))


@pytest.mark.parametrize("name", sorted(runs.HOSTILE))
def test_a_hostile_post_is_shown_as_text(client: TestClient, name: str) -> None:
    text = runs.HOSTILE[name]
    html = page(client)
    start = displayable(text)[:60].replace('"', "&#34;")
    escaped = start.replace("&#34;", '"').replace("&", "&amp;").replace("<", "&lt;")
    escaped = escaped.replace(">", "&gt;").replace('"', "&#34;").replace("'", "&#39;")
    assert escaped in html
    for quote in re.findall(r"<bdi[^>]*>(.*?)</bdi>", html, re.DOTALL):
        assert re.fullmatch(r"(?:[^<>]|</?mark>|</?span[^>]*>)*", quote), quote[:80]


def test_no_page_carries_a_script_or_style_of_its_own(client: TestClient) -> None:
    for path in ("/", "/chat/repair", "/chat/repair/people", "/chat/repair/report",
                 "/chat/repair/history", "/chat/repair/check"):  # fmt: skip
        html = page(client, path)
        assert all(' src="/static/' in tag for tag in re.findall(r"<script[^>]*>", html))
        tags = re.findall(r"<[a-z][^>]*>", html)
        odd = re.compile(r"""^<style|\s(?:style|on\w+)=|(?:href|src)="javascript:""", re.IGNORECASE)
        assert [tag for tag in tags if odd.search(tag)] == []
        ours = re.compile(r"""(?:src|href|action)="(?!/|#|\?|https://x\.com/|data:,)""")
        assert [tag for tag in tags if ours.search(tag)] == []
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_a_link_that_runs_code_is_no_link(tmp_path: Path) -> None:
    runs.make(tmp_path / "repair", url="javascript:alert(1)")
    with TestClient(app_of(tmp_path), base_url=HERE) as c:
        assert "javascript:" not in page(c)


def test_what_is_downloaded_is_not_run(client: TestClient) -> None:
    csrf(client)
    answer = client.get("/chat/repair/files/recap.html")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "%2e%2e",
        "..%2f..%2fetc",
        "repair%2f..%2frepair",
        "repair%00",
        ".review.key",
        "C:",
        "~",
    ],
)
def test_a_name_that_is_no_chat_leads_nowhere(client: TestClient, name: str) -> None:
    csrf(client)
    for rest in ("", "/people", "/files/recap.md", "/files/..%2fposts.jsonl"):
        assert client.get(f"/chat/{name}{rest}").status_code in (200, 404)
        assert "Repair café" not in client.get(f"/chat/{name}{rest}").text or name == ".."
    assert client.get("/chat/repair/files/..%2fposts.jsonl").status_code == 404
    assert client.get("/static/..%2f..%2fguard.py").status_code == 404


def test_a_script_is_one_whatever_the_system_takes_it_for(folder: Path) -> None:
    mimetypes.add_type("text/plain", ".js")  # as programs write it into the registry of Windows
    with TestClient(app_of(folder), base_url=HERE) as client:
        kind = client.get("/static/review.js").headers["content-type"]
    assert kind.startswith("text/javascript")


def test_the_cookie_is_for_no_script_and_comes_along_only_with_links(client: TestClient) -> None:
    cookie = client.get("/chat/repair").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie  # strict: a link would sign out


def test_a_decision_needs_the_token_of_its_own_session(client: TestClient) -> None:
    assert decide(client) == 303
    assert decide(client, csrf="") == 403
    assert decide(client, csrf="0" * 32) == 403
    other = Keys(b"x" * 32).csrf(Session("a", "b"))
    assert decide(client, csrf=other) == 403
    client.cookies.clear()
    form = {"kind": "accept", "line": "line-1", "csrf": other}
    assert client.post("/chat/repair/decide", data=form).status_code == 403


def test_a_new_name_leaves_the_token_of_open_pages_good(client: TestClient) -> None:
    before = csrf(client)
    form = {"name": "  Zoe  of the bench ", "csrf": before}
    assert client.post("/name", data=form, follow_redirects=False).status_code == 303
    assert csrf(client) == before
    assert decide(client, csrf=before) == 303
    assert "Zoe of the bench" in page(client)


def test_what_was_done_before_a_new_name_can_be_undone_after_it(client: TestClient) -> None:
    decide(client)
    client.post("/name", data={"name": "Zoe", "csrf": csrf(client)})
    assert 'class="line accept' in page(client)
    client.post("/chat/repair/decide", data={"kind": "undo", "csrf": csrf(client)})
    assert 'class="line accept' not in page(client)


def test_a_name_that_another_browser_has_is_given_with_a_number_or_shared_knowingly(
    folder: Path,
) -> None:
    app = app_of(folder)

    def named(client: TestClient, name: str, **more: str) -> str:
        client.post("/name", data={"name": name, "csrf": csrf(client), **more})
        box = re.search(r'<details class="you">.*?</details>', page(client), re.DOTALL)
        assert box
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", box[0])).split())

    other = TestClient(app, base_url=HERE)
    with TestClient(app, base_url=HERE) as ana:
        assert named(ana, "Ana").startswith("You are Ana ")
        assert named(ana, " ana ").startswith("You are ana ")  # one's own name is free
        box = named(other, "ANA")
        assert box.startswith("You are ANA 2 ") and "If it is yours" in box
        box = named(other, "ana", shared="yes")
        assert box.startswith("You are ana twice ") and "If it is not yours" in box
        assert "If it is not yours" in named(ana, "ana", shared="yes")
        assert decide(other) == 303
        told = ana.get("/chat/repair/news", headers={"accept": "application/json"}).json()["told"]
        assert len(told) == 1  # of the same name, and done in the other browser
        assert named(other, "Bo").startswith("You are Bo ")
        assert "Another browser" not in named(ana, "Ana")


def test_a_name_under_which_somebody_decided_is_no_other_browsers_later(folder: Path) -> None:
    app = app_of(folder)

    def called(client: TestClient, name: str) -> str:
        client.post("/name", data={"name": name, "csrf": csrf(client)})
        found = re.search(r"You are <strong><bdi>(.*?)</bdi></strong>", page(client))
        assert found
        return found[1]

    with TestClient(app, base_url=HERE) as one:
        assert called(one, "Ana") == "Ana"
        assert decide(one) == 303
        assert called(one, "Bea") == "Bea"
        other = TestClient(app, base_url=HERE)
        assert called(other, "ana") == "ana 2"  # whose accepted line would be Ana's, too
        assert called(other, "ana 2") == "ana 2"  # saved as it stands
        assert called(one, "ana") == "ana"
        assert called(other, "Cy") == "Cy" and called(one, "Di") == "Di"
        assert called(other, "Bea") == "Bea"  # nothing was decided under it


def test_after_a_restart_a_name_is_free_again_and_both_browsers_are_told(folder: Path) -> None:
    with TestClient(app_of(folder), base_url=HERE) as ana:
        ana.post("/name", data={"name": "Ana", "csrf": csrf(ana)})
        assert decide(ana) == 303
    app = app_of(folder)  # the server was started again
    with TestClient(app, base_url=HERE) as other:
        other.post("/name", data={"name": "ana", "csrf": csrf(other)})
        assert "Accepted by <bdi>Ana</bdi>" in page(other)
        other.post("/chat/repair/decide", data={"kind": "undo", "csrf": csrf(other)})
        assert "Accepted by" not in page(other)
        again = TestClient(app, base_url=HERE, cookies=ana.cookies)
        assert "You are <strong><bdi>Ana</bdi>" in page(again)
        for browser in (again, other):
            assert "What both decide counts, and is taken back, as one editor" in page(browser)


@pytest.mark.parametrize(
    "header",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_site_cannot_post(client: TestClient, header: dict[str, str]) -> None:
    form = {"kind": "accept", "line": a_line(client), "csrf": csrf(client)}
    assert client.post("/chat/repair/decide", data=form, headers=header).status_code == 403


def test_half_a_letter_becomes_no_name(client: TestClient) -> None:
    made = {"x-csrf": csrf(client), "content-type": "application/json"}
    assert client.post("/name", content='{"name": "a\\ud800"}', headers=made).status_code == 400
    assert client.get("/chat/repair").status_code == 200


@pytest.mark.parametrize(
    ("mode", "dest"), [("no-cors", "empty"), ("no-cors", "image"), ("navigate", "iframe")]
)
def test_what_another_site_asks_for_behind_the_reader_becomes_no_editor(
    folder: Path, mode: str, dest: str
) -> None:
    app = app_of(folder)
    asked = {"sec-fetch-site": "cross-site", "sec-fetch-mode": mode, "sec-fetch-dest": dest}
    with TestClient(app, base_url=HERE) as client:
        answer = client.get("/chat/repair", headers=asked)
        assert answer.status_code == 403 and "set-cookie" not in answer.headers
        link = {**asked, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
        assert client.get("/chat/repair", headers=link).status_code == 200
        assert client.post("/lesson", headers=link).status_code == 403
        assert not re.search(r"You are <strong><bdi>[^<]* \d+</bdi>", page(client))


def test_a_name_pointed_at_this_machine_is_refused(client: TestClient) -> None:
    for host in ("evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "[::1].evil"):
        assert client.get("/chat/repair", headers={"host": host}).status_code == 421
    for host in ("localhost:8765", "127.0.0.1:8765", "[::1]:8765"):
        assert client.get("/chat/repair", headers={"host": host}).status_code == 200


def test_beyond_this_machine_the_token_is_asked_for(folder: Path) -> None:
    keys = Keys.of(folder)
    app = create(Office(folder, Settings()), keys, host="0.0.0.0")
    with TestClient(app, base_url="http://192.168.0.7:8765", follow_redirects=False) as client:
        for path in ("/", "/chat/repair", "/chat/repair/news", "/chat/repair/files/recap.md"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["location"]) == (303, "/enter")
        assert client.post("/enter", data={"token": "guess", "name": "Eve"}).status_code == 403
        assert client.get("/chat/repair").status_code == 303
        entered = client.post("/enter", data={"token": keys.token, "name": "Ana"})
        assert entered.status_code == 303
        assert client.get("/chat/repair").status_code == 200
        client.post("/enter", data={"token": keys.token, "name": "ana"})  # once more
        assert "You are <strong><bdi>ana</bdi></strong>" in page(client)
        wrong = [client.post("/enter", data={"token": f"guess {n}"}).status_code for n in range(9)]
        assert wrong[-1] == 429  # nobody tries tokens by the thousand


def test_sizes_have_limits(client: TestClient) -> None:
    form = {"kind": "accept", "line": a_line(client), "csrf": csrf(client)}
    assert client.post("/chat/repair/decide", data={**form, "reason": "x" * 70_000}
                       ).status_code == 413  # fmt: skip
    endless = (b"reason=" + b"x" * 1000 for _ in range(100))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/chat/repair/decide", content=endless, headers=kind).status_code == 413
    assert decide(client, reason="x" * 200) == 422
    assert client.request("DELETE", "/chat/repair").status_code == 405


def test_a_flood_of_requests_is_slowed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PER_SECOND", 0.001)
    monkeypatch.setattr(guard, "BURST", 5.0)
    with TestClient(app_of(folder), base_url=HERE) as client:
        codes = [client.get("/static/review.css").status_code for _ in range(8)]
    assert codes == [200] * 5 + [429] * 3


def test_a_pace_is_given_back_with_time() -> None:
    now = [0.0]
    pace = Pace(1, 2, clock=lambda: now[0])
    assert [pace.allows("Ana") for _ in range(3)] == [True, True, False]
    assert pace.allows("Ben")
    now[0] = 1.0
    assert [pace.allows("Ana") for _ in range(2)] == [True, False]


def test_a_session_that_we_did_not_seal_opens_nothing() -> None:
    keys = Keys(b"k" * 32)
    sealed = keys.seal(Session("1", "Ana"))
    assert keys.open(sealed) == Session("1", "Ana")
    for odd in ("", "x", sealed[:-1], "e30." + sealed.partition(".")[2], Keys(b"o" * 32).seal(
            Session("1", "Ana")), "é.ü"):  # fmt: skip
        assert keys.open(odd) is None


def test_odd_requests_are_answered_with_words_and_not_with_a_crash(client: TestClient) -> None:
    token, line = csrf(client), a_line(client)
    for odd in (
        {"kind": "dance"}, {"kind": "order", "place": "first"}, {"kind": "skip", "line": "line-0"},
        {"kind": "edit", "pieces": "a-b"}, {"kind": "edit", "pieces": "0-99999"}, {"kind": "edit"},
        {"kind": "move", "theme": "theme-of-nobody"}, {"kind": "undo", "undoes": "-3"},
        {"kind": "merge", "theme": "a", "into": "a"}, {"kind": "split", "lines": "x"},
        {"kind": "edit", "pieces": "7"}, {"kind": "edit", "pieces": "1-2-3"},
        {"kind": "dance", "kind[]": ["accept", "skip"]},
    ):  # fmt: skip
        form = {"line": line, "csrf": token, **odd}
        assert client.post("/chat/repair/decide", data=form).status_code == 422, odd
    headers = {"x-csrf": token, "content-type": "application/json"}
    for body in ("[1]", "{", '{"kind":' + "[" * 5000, '{"kind": "edit", "pieces": [[1]]}',
                 '{"kind": "edit", "pieces": 7}', '{"kind": {"a": 1}}', "{}",
                 *(f'{{"kind": "edit", "line": "{line}", "pieces": {pieces}}}' for pieces in
                   ("[1]", "[[]]", '[["a", "b"]]', "[[1.5, 2]]", "[[null, 1]]", "[[1, 2, 3]]")),
                 *(f'{{"kind": "{kind}", "line": "{line}", "theme": {theme}, "name": "x"}}'
                   for kind in ("move", "rename") for theme in ("[]", "[1]", "{}")),
                 f'{{"kind": "undo", "undoes": {10**30}}}'):  # fmt: skip
        for way in ("decide", "seen"):
            code = client.post(f"/chat/repair/{way}", content=body, headers=headers).status_code
            assert code in (400, 422, 204), body[:40]
    for query in ("question=9999999999999", "start=-5", "start=99999999", "words=" + "a" * 900,
                  "state=odd", "theme=%00", "person=%F0%9F"):  # fmt: skip
        assert client.get(f"/chat/repair?{query}").status_code == 200
    for query in ("after=-5", "after=99999999999999999999"):
        assert client.get(f"/chat/repair/news?{query}").status_code == 200


def test_news_of_another_run_bring_its_recap_and_counts(client: TestClient, folder: Path) -> None:
    version = re.search(r'id="desk".*?data-version="([\w-]+)"', page(client))
    assert version
    ask = f"/chat/repair/news?after=0&version={version[1]}"
    assert "recap" not in client.get(ask).json()
    run = Run(folder / "repair")
    gone, *picks = run.picks(run.posts())
    with run.rewritten() as draft:
        draft.write(picks, Pick)
    found = client.get(ask).json()
    assert gone.line_id not in found["recap"] and picks[0].line_id in found["recap"]
    assert "counts" in found and found["version"] != version[1]


def test_what_came_later_is_counted_and_marked_on_the_page(
    client: TestClient, folder: Path
) -> None:
    link = "/chat/repair?question=all&amp;state=new"
    number = decide(client) and client.get("/chat/repair/news").json()["number"]
    assert link not in page(client)
    runs.make(folder / "repair", lines=26)
    assert link in page(client) and "<strong>2 new</strong>" in page(client, "/")
    listed = page(client, "/chat/repair?question=all&state=new")
    assert len(re.findall('<span class="chip new"', listed)) == 2
    [one, _] = re.findall(r'<li class="line[^>]*id="(line-\w+)"', listed)
    headers = {"accept": "application/json", "x-csrf": csrf(client)}
    client.post("/chat/repair/seen", json={"lines": [one]}, headers=headers)
    told = client.get(f"/chat/repair/news?after={number}").json()
    assert re.search(r'state=new".*?class="tally">1<', told["counts"])
    joined = runs.join(Run(folder / "repair"), 12, is_picked=False)  # its second post came later
    assert re.search(r'state=new".*?class="tally">2<', page(client))
    client.post("/chat/repair/seen", json={"lines": [joined.id]}, headers=headers)
    told = client.get(f"/chat/repair/news?after={told['number']}").json()
    assert re.search(r'state=new".*?class="tally">1<', told["counts"])


def test_what_was_decided_and_reads_otherwise_now_leads_to_its_new_words_and_can_be_taken_back(
    tmp_path: Path,
) -> None:
    before = ["The clock needs patience", "Glue needs a night", "Screws need a jar", "Oil the wood"]
    after = ["The clock needs some patience", "Glue needs one night", "Screws need a jar"]
    runs.make(tmp_path / "garden")
    run = runs.make(tmp_path / "repair", before, lines=4, questions=1)
    with TestClient(app_of(tmp_path), base_url=HERE) as client:
        kinds = ("accept", "reject", "reject", "accept")
        for line, kind in zip(run.lines(run.posts()), kinds, strict=True):
            decide(client, line=line.id, kind=kind)
        assert '<b class="warn">Gone' not in page(client)
        runs.make(run.folder, after, lines=3, questions=1)
        news = run.lines(run.posts())[0]
        tally = r'Gone</b>.*?class="tally">(\d)<'
        assert re.findall(tally, page(client)) == ["3"]
        assert re.findall(r"(\d) gone", page(client, "/")) == ["3"]
        told = page(client, "/chat/repair/history")
        listed = unescape(told[told.index("No longer there") : told.index("newest first")])
        assert listed.count("Its post reads otherwise now.") == 2
        assert listed.count("Its post is gone.") == 1
        link = re.search(rf'href="([^"#]*)#{news.id}"><bdi dir="auto">{news.text}<', listed)
        assert link and f'id="{news.id}"' in page(client, link[1])
        for number in re.findall(r'name="undoes" value="(\d+)"', listed):
            assert decide(client, kind="undo", line="", undoes=int(number)) == 303
        assert not re.findall(tally, page(client))


def test_news_tell_the_places_that_accepted_lines_have_now(client: TestClient) -> None:
    shown = re.findall(r'id="(line-\w+)"', page(client, "/chat/repair?question=1"))
    first, second, other = shown[:3]
    assert decide(client, line=first) == decide(client, line=other) == 303

    def places(**deed: object) -> dict[str, int]:
        number = client.get("/chat/repair/news").json()["number"]
        assert decide(client, **deed) == 303
        found: dict[str, int] = client.get(f"/chat/repair/news?after={number}").json()["places"]
        return found

    assert places(kind="order", line=second, place=1) == {second: 1, first: 2, other: 3}
    assert places(kind="move", line=second, question="") == {second: 1, first: 1, other: 2}


def test_a_redo_brings_back_what_was_undone_and_the_history_tells_it(client: TestClient) -> None:
    line = a_line(client)
    headers = {"accept": "application/json", "x-csrf": csrf(client)}

    def send(kind: str, **more: object) -> dict[str, object]:
        answer = client.post("/chat/repair/decide", json={"kind": kind, **more}, headers=headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, object] = answer.json()
        return found

    accepted = send("accept", line=line)
    send("undo")
    assert f'class="line accept" id="{line}"' not in page(client)
    assert send("redo")["line"] == line  # the page goes there
    assert f'class="line accept" id="{line}"' in page(client)
    assert send("redo") == {"number": None, "line": None, "count": 0}
    rows = re.findall(r"<li( class=\"undone\")?><time[^>]*>[^<]*</time> <bdi[^>]*>([^<]*)<",
                      page(client, "/chat/repair/history"))  # fmt: skip
    told = [(bool(undone), unescape(words).partition(": “")[0]) for undone, words in rows]
    name = told[-1][1].partition(" ")[0]
    assert told == [
        (False, f"{name} brought back: {name} accepted"),
        (True, f"{name} took back: {name} accepted"),
        (False, f"{name} accepted"),
    ]
    assert accepted["number"] == 2  # after the first look


def test_an_undo_leads_to_the_line_under_the_id_that_it_has_in_the_run_made_since(
    client: TestClient, folder: Path
) -> None:
    run = Run(folder / "garden & café")
    first, *others = run.lines(run.posts())
    address = "/chat/garden%20%26%20caf%C3%A9/decide"
    headers = {"accept": "application/json", "x-csrf": csrf(client)}
    client.post(address, json={"kind": "skip", "line": first.id}, headers=headers)
    run.write([first.model_copy(update={"id": "line-anew"}), *others], Line)
    run.write([], Pick)
    told = client.post(address, json={"kind": "undo"}, headers=headers).json()
    assert told["line"] == "line-anew"


def test_without_a_script_undo_and_redo_are_forms(client: TestClient) -> None:
    decide(client)
    html = page(client)
    for button, accepted in (("undo", 0), ("redo", 1)):
        assert re.search(rf'name="kind" value="{button}">.*?<button id="{button}">', html, re.S)
        form = {"kind": button, "csrf": csrf(client), "back": "/chat/repair?question=all"}
        answer = client.post("/chat/repair/decide", data=form)
        assert answer.url == f"{HERE}/chat/repair?question=all"
        assert len(re.findall('class="line accept', answer.text)) == accepted


def test_a_form_leads_back_to_our_own_page_only(client: TestClient) -> None:
    form = {"kind": "accept", "line": a_line(client), "csrf": csrf(client)}
    for back, leads in (
        ("/chat/repair?question=2", "/chat/repair?question=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/x", "/"),
        ("/\\evil.example", "/"),
    ):
        answer = client.post("/chat/repair/decide", data={**form, "back": back},
                             follow_redirects=False)  # fmt: skip
        assert answer.headers["location"].partition("#")[0] == leads


def test_search_finds_words_people_themes_and_states(client: TestClient) -> None:
    decide(client)

    def found(query: str) -> int:
        total = re.search(r'data-total="(\d+)"', page(client, f"/chat/repair?question=all&{query}"))
        assert total
        return int(total[1])

    everything = found("")
    assert found("state=accept") == 1
    assert found("state=open") == everything - 1
    assert found("words=number 3") >= 1
    assert found("words=NUMBER%203") == found("words=number%203") < everything
    assert found("person=@mender3") == 2
    assert found("words=nowhere-to-be-found") == 0


def test_the_recap_and_the_decisions_can_be_taken_home(client: TestClient) -> None:
    decide(client)
    assert "# " in client.get("/chat/repair/files/recap.md").text
    assert '"decision": "accept"' in client.get("/chat/repair/files/decisions.jsonl").text
    answer = client.post("/chat/repair/write", data={"csrf": csrf(client)})
    assert answer.status_code == 200


def test_a_recap_that_was_changed_by_hand_is_kept_and_told_of(
    client: TestClient, folder: Path
) -> None:
    def write() -> dict[str, str]:
        headers = {"accept": "application/json", "x-csrf": csrf(client)}
        answer = client.post("/chat/repair/write", json={}, headers=headers)
        return dict(answer.json())

    assert write() == {"written": str(folder / "repair"), "kept": ""}
    recap = folder / "repair" / "recap.md"
    recap.write_text("ours", encoding="utf-8")
    told = f"{recap} was changed since it was written: kept as recap.edited.md"
    assert write()["kept"] == told
    assert recap.with_name("recap.edited.md").read_text(encoding="utf-8") == "ours"


@pytest.mark.parametrize("is_decided", [False, True])
def test_a_run_that_can_only_be_read_is_shown_and_says_that_nothing_can_be_decided(
    folder: Path, is_decided: bool
) -> None:
    def server() -> TestClient:
        return TestClient(app_of(folder), base_url=HERE)

    if is_decided:
        with server() as client:
            decide(client)
    before = sorted(path.name for path in (folder / "repair").iterdir())
    with read_only(folder / "repair"), server() as client:
        html = page(client)
        why = re.search(r'role="note">(Nothing can be decided here:.*?)</p>', html)
        assert why and "repair</bdi> can only be read" in why[1]
        assert html.count('class="line accept') == is_decided
        for path in ("/", "/chat/repair/people", "/chat/repair/history", "/chat/repair/report",
                     "/chat/repair/news", "/chat/repair/files/recap.md"):  # fmt: skip
            assert client.get(path).status_code == 200, path
        form = {"kind": "accept", "line": a_line(client), "csrf": csrf(client)}
        answer = client.post("/chat/repair/decide", data=form)
        assert answer.status_code == 422 and "can only be read, so nothing" in answer.text
        seen = client.post("/chat/repair/seen", json={"lines": [a_line(client)]},
                           headers={"x-csrf": csrf(client)})  # fmt: skip
        assert seen.status_code == 204
        answer = client.post("/chat/repair/write", data={"csrf": csrf(client)})
        assert answer.status_code == 422 and "cannot be written" in answer.text
    assert sorted(path.name for path in (folder / "repair").iterdir()) == before


def test_a_run_that_can_be_written_again_is_decided_about(client: TestClient, folder: Path) -> None:
    with read_only(folder / "repair"):
        assert decide(client) == 422
    assert decide(client) == 303
    assert "Nothing can be decided" not in page(client)
    with read_only(folder / "repair"):  # and the page stays open
        assert "Nothing can be decided" in page(client) and decide(client) == 422
        assert page(client).count('class="line accept') == 1


def test_without_a_script_writing_leads_back_to_where_one_was(client: TestClient) -> None:
    form = {"csrf": csrf(client), "back": "/chat/repair?question=2"}
    answer = client.post("/chat/repair/write", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/chat/repair?question=2")


def test_a_long_address_in_the_cut_is_marked_as_not_all_of_it(tmp_path: Path) -> None:
    address = f"https://example.org/{'mend-' * 40}it"
    runs.make(tmp_path / "repair", [f"Read {address} and mend slowly"])
    with TestClient(app_of(tmp_path), base_url=HERE) as client:
        line = re.search(r'id="(line-\w+)"', page(client, "/chat/repair?question=1"))
        assert line
        found = client.get("/chat/repair/words", params={"line": line[1]}).json()["words"]
    assert [word[2] for word in found][:3] == ["Read", address[:79] + "…", "and"]
    assert found[1][1] - found[1][0] == len(address)


def test_only_loopback_is_loopback() -> None:
    assert guard.is_loopback("127.0.0.1") and guard.is_loopback("::1")
    assert not guard.is_loopback("0.0.0.0") and not guard.is_loopback("example.org")


def test_a_joined_line_shows_both_posts_whole_and_both_originals(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair")
    line = runs.join(run)
    with TestClient(app_of(tmp_path), base_url=HERE) as client:
        html = page(client)
        item = html.split(f'id="{line.id}"')[1].split('<li class="line')[0]
        words = client.get(
            f"/chat/repair/words?line={line.id}", headers={"accept": "application/json"}
        )
        recap = client.get("/chat/repair/files/recap.json").json()
    posts = {post.id: post for post in run.posts()}
    for post_id, name in zip(line.post_ids, ("original", "continued"), strict=True):
        assert f"<mark>{posts[post_id].text}</mark>" in item  # whole, what is printed marked
        assert f'<a href="{posts[post_id].url}" ' in item and f">{name}</a>" in item
    assert "joins 2 posts" in item and 'data-act="edit"' not in item
    assert words.status_code == 422 and "printed whole" in words.json()["error"]
    assert line.said in {q["text"] for q in recap["questions"][0]["quotes"]}


def test_a_pick_that_is_left_out_with_a_rejected_line_says_so(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair")
    joined = runs.join(run)
    alone = next(line for line in run.lines(run.posts()) if joined.post_id == line.post_id)
    with TestClient(app_of(tmp_path), base_url=HERE) as client:
        told = "left out: its words were refused"
        assert told not in page(client)
        form = {"kind": "reject", "line": alone.id, "csrf": csrf(client)}
        client.post("/chat/repair/decide", data=form)
        assert told in client.get("/chat/repair/news?after=0").json()["lines"][joined.id]  # at once
        shown = page(client).split('<li class="line')
        assert [f'id="{joined.id}"' in line for line in shown if told in line] == [True]
        client.post("/chat/repair/decide", data={**form, "kind": "accept", "line": joined.id})
        assert told not in page(client)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_line_that_answers_somebody_shows_whom_and_what(tmp_path: Path, is_there: bool) -> None:
    run = runs.make(tmp_path / "repair", ["Disagree a little. Maps last", "Maps <i>wear</i> out"])
    first, other, *rest = run.posts()
    own = first.model_copy(update={"reply_to": other.id if is_there else "77"})
    run.write([own, other, *rest], Post)
    with TestClient(app_of(tmp_path), base_url=HERE) as client:
        html = page(client)
    told = re.findall(r'<p class="answered">(.*?)</p>', html)
    assert len(told) == 1
    if is_there:
        assert "Answers" in told[0] and f"@{other.handle}" in told[0]
        assert "Maps &lt;i&gt;wear&lt;/i&gt; out" in told[0] and f'href="{other.url}"' in told[0]
    else:
        assert told[0] == "Answers a post that is not in this export"


@pytest.mark.parametrize(
    "way",
    [
        {"is_private": True, "set_aside": "private"},
        {"is_private": True, "set_aside": "duplicate"},
        {"set_aside": "disputed author"},
    ],
)
def test_beside_a_line_stands_no_post_that_may_not_be_shown(
    tmp_path: Path, way: dict[str, object]
) -> None:
    run = runs.make(tmp_path / "repair")
    desk = Desk(run.folder, Settings())
    line = next(line for line in desk.sheet.lines if line.post_id == "1000")
    (theme,) = (theme for theme in desk.sheet.themes if theme.id == line.theme)
    own, *near = (post for post in run.posts() if post.id in theme.post_ids)
    at = {"reply_to": own.id, "thread": "t"}  # a reply, in its thread, and what it answers
    hidden = [post.model_copy(update={**way, **at}) for post in near]
    own = own.model_copy(update={"thread": "t", "reply_to": near[-1].id})
    others = [post for post in run.posts() if post.id not in theme.post_ids]
    assert views.item(desk, line, None, {}).siblings
    answers = {answer.post_id: answer for answer in run.answers(run.posts())}
    now = [own, *hidden, *others]
    run.write(now, Post)
    run.write([answers[post.id] for post in now], Answer)
    with desk.fresh():
        shown = views.item(desk, line, None, {})
    assert (shown.thread, shown.siblings) == ((), ())
    desk.close()


def test_a_long_history_is_told_to_its_first_deed(
    client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_TOLD", 4)
    words = ["a lie", "a lesson", "a promise", "a debt", "a joke", "a key", "a loan", "a cure"]
    line = a_line(client)
    for reason in words:
        decide(client, kind="reject", line=line, reason=reason)
    seen, path = [], "/chat/repair/history"
    while path:
        shown = page(client, path)
        seen += re.findall(r"rejected \((.+?)\)", shown)
        onward = re.search(r'href="([^"]+before=\d+)"', shown)
        path = onward[1] if onward else ""
    assert seen == words[::-1]


def test_when_something_was_decided_is_told_with_its_clock(client: TestClient) -> None:
    decide(client)
    told = r">\d{4}-\d\d-\d\d \d\d:\d\d UTC</time>"
    assert re.search(told, page(client)) and re.search(told, page(client, "/chat/repair/history"))


def test_what_editors_differ_about_is_told_in_words(client: TestClient) -> None:
    line = a_line(client)
    decide(client, line=line)
    named = {"csrf": csrf(client), "back": "/", "name": "Bea"}
    client.post("/name", data=named, follow_redirects=False)
    decide(client, kind="reject", line=line)
    told = page(client, "/chat/repair/history").partition("Editors differ")[2].partition("</ul>")[0]
    words = " ".join(re.sub(r"<[^>]+>", "", told).split())
    assert " accepted · " in words and "Bea rejected" in words and ": accept" not in words
