"""In a real browser: every key, two editors, a reload, a killed server, no script, no barriers."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pipeline.records import Line, Pick, Question
from pipeline.review.desk import Desk
from pipeline.review.state import State
from pipeline.review.store import FILE_NAME, Store
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.conftest import ROOT
from tests.review import runs

pytestmark = pytest.mark.slow
AXE = ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SOON = 120_000  # milliseconds; only what never comes takes as long
TOUCH = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def free_port() -> int:
    """Return a port that no other process of these tests tries first, and no system gives away."""
    for number in range(10_000):
        port = 20_000 + (os.getpid() * 10 + number) % 10_000
        with socket.socket() as made, suppress(OSError):
            made.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


class Server:
    """`standout review` as a process of its own, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [Path(sys.executable).with_name("standout"), "review", "--runs", self.folder,
             "--port", str(self.port), "--no-browser"],
            stdout=subprocess.DEVNULL, cwd=self.folder,
        )  # fmt: skip
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"{self.url}/static/review.css", timeout=60).read()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=120)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium") or "/usr/bin/chromium"
    if not os.access(path, os.X_OK):
        pytest.skip("no chromium on PATH: install Debian's to run the browser tests")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=path, args=ARGS)
        yield made
        made.close()


@pytest.fixture
def browser(chromium: Any) -> Iterator[Any]:
    """Give the browser; pages end with their test: each that is open keeps asking for news."""
    yield chromium
    for context in chromium.contexts:
        context.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("runs"))
    yield made
    made.end()


Serve = Callable[[Path], Server]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give what starts servers of a test's own, which end with it, also where it fails."""
    made: list[Server] = []

    def start(folder: Path) -> Server:
        made.append(Server(folder))
        return made[-1]

    yield start
    for own in made:
        own.kill()


CHATS = iter(range(1000))


@pytest.fixture
def chat(server: Server) -> str:
    name = f"chat{next(CHATS)}"
    runs.make(server.folder / name, list(runs.HOSTILE.values()), lines=40)
    return name


LISTEN = """addEventListener('DOMContentLoaded', () => {
  const listen = (kept, region) => new MutationObserver(() => {
    if (region.textContent) kept.push(region.textContent);
  }).observe(region, {childList: true});
  [window.heard, window.seen] = [[], []];
  const regions = {'#said[aria-live=polite]': window.heard, 'dialog .notice': window.seen};
  for (const [place, kept] of Object.entries(regions))
    for (const region of document.querySelectorAll(place)) listen(kept, region);
});"""


def opened(
    browser: Any, server: Server, chat: str, query: str = "?question=1", **context: Any
) -> Any:
    page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **context}).new_page()
    page.set_default_timeout(SOON)
    page.add_init_script(LISTEN)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{server.url}/chat/{chat}{query}")
    if context.get("java_script_enabled", True):
        page.wait_for_selector(".line.current")
    return page


def until(page: Any, claim: str) -> None:
    """Wait until a claim about the page is true; Playwright's own way needs eval, which is off."""
    for _ in range(SOON // 50):
        if page.evaluate(claim):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not true in time: {claim}")


def settled(page: Any) -> None:
    """Wait until everything decided has been answered, and the page shows what came of it."""
    until(page, "!Number(document.getElementById('desk').dataset.pending || 0)")


def followed(page: Any, selector: str) -> None:
    """Click what leads to another page, and wait for that page with its style sheet and scripts."""
    with page.expect_navigation():
        page.click(selector)


def said(page: Any, kept: str = "heard") -> str:
    """Return what the live region said last, or was "seen" inside a dialog: for four seconds."""
    return str(page.evaluate(f"window.{kept}.at(-1)"))


def hears(page: Any, words: str) -> None:
    """Wait until the live region says such words, and forget what it said so far."""
    claim = f"(said) => said.includes({json.dumps(words)})"
    until(page, f"window.heard.splice(0, 1 + window.heard.findIndex({claim})).length > 0")


# what the page asks such an address for waits until the test calls window.letGo()
HOLD = """(part) => {
  const plain = window.fetch;
  const free = new Promise((done) => { window.letGo = done; });
  window.fetch = async (address, ...rest) => {
    if (String(address).includes(part)) await free;
    return plain(address, ...rest);
  };
}"""


FRAMES = """() => new Promise((done) => {
  let left = 5;
  const next = () => { left -= 1; if (left) requestAnimationFrame(next); else done(); };
  next();
})"""


def state(server: Server, chat: str) -> State:
    store = Store(server.folder / chat / FILE_NAME)
    try:
        return State(store.events())
    finally:
        store.close()


def decisions(server: Server, chat: str) -> dict[str, str | None]:
    return {s.anchor.line_id: s.decision for s in state(server, chat).lines.values() if s.verdicts}


def at(page: Any) -> str:
    return str(page.locator(".line.current").get_attribute("id"))


def shown(page: Any, line: str) -> str:
    return str(page.locator(f"#{line}").get_attribute("class"))


def test_keys_decide_and_undo_goes_back_without_limit(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    first = at(page)
    page.keyboard.press("j")
    second = at(page)
    assert second != first
    page.keyboard.press("k")
    assert at(page) == first
    page.keyboard.press("a")
    assert "accept" in shown(page, first)  # at once, before the server has answered
    assert at(page) == second  # and on to the next
    page.keyboard.press("x")
    page.wait_for_selector("#why[open]")
    page.keyboard.press("2")
    third = at(page)
    settled(page)
    assert "accept" not in shown(page, third)  # the 2 was the reason, and no place in the recap
    page.keyboard.press("s")
    fourth = at(page)
    page.keyboard.press("1")
    settled(page)
    assert decisions(server, chat) == {
        first: "accept", second: "reject", third: "skip", fourth: "accept",
    }  # fmt: skip
    standing = {s.anchor.line_id: s for s in state(server, chat).lines.values()}
    assert standing[second].last and standing[second].last.reason == "needs its context"
    texts = page.locator("#recap .chosen a")
    until(page, "document.querySelectorAll('#recap .chosen a').length === 2")
    assert [texts.nth(n).get_attribute("data-line") for n in range(2)] == [fourth, first]
    for _ in range(5):  # one more than there is to take back
        page.keyboard.press("u")
        settled(page)
    assert decisions(server, chat) == {}
    until(page, "!document.querySelector('.line.accept, .line.reject, .line.skip')")
    for _ in range(5):  # and all of it again
        page.keyboard.press("r")
        settled(page)
    assert decisions(server, chat) == {
        first: "accept", second: "reject", third: "skip", fourth: "accept",
    }  # fmt: skip
    until(page, "document.querySelectorAll('.line.accept, .line.reject, .line.skip').length === 4")
    assert said(page) == "There is nothing to bring back."
    heard = [words for words in page.evaluate("window.heard") if words.startswith("Brought back")]
    assert [words.split(":")[1].strip() for words in heard] == [
        "accepted", "rejected (needs its context)", "skipped", "put at place 1",
    ]  # fmt: skip
    assert all("“" in words for words in heard)  # with the words that it is about
    page.keyboard.press("u")
    settled(page)
    page.click("#redo")
    settled(page)
    assert at(page) == fourth and len(decisions(server, chat)) == 4
    page.keyboard.press("?")
    assert "redo" in page.locator("#help").inner_text()
    assert page.errors == []


def test_a_place_that_was_mistyped_is_typed_anew_and_the_help_says_that_the_line_stays(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    first = at(page)
    page.keyboard.press("a")
    second = at(page)
    page.keyboard.press("2")
    page.keyboard.press("1")  # of the same line
    settled(page)
    assert at(page) == second
    assert decisions(server, chat) == {first: "accept", second: "accept"}
    links = page.locator("#recap .part[data-question='1'] .chosen a")
    assert [link.get_attribute("data-line") for link in links.all()] == [second, first]
    page.keyboard.press("?")
    said = {row.split("\n")[-1] for row in page.locator("#help .keys > div").all_inner_texts()}
    assert {
        "accept, and on to the next line",
        "accept, at this place of the recap, and stay: another number moves it",
    } <= said
    assert page.errors == []


def test_lines_that_came_later_are_reached_and_left_by_keys(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.keyboard.press("a")
    settled(page)
    texts = list(runs.HOSTILE.values())
    with Run(server.folder / chat).rewritten() as draft:  # whole, however long it takes
        runs.make(draft.folder, texts, lines=140)  # 100 more, of which 40 stand on a page
    page.wait_for_selector("#counts [data-new]")
    assert page.locator("#counts [data-new] .tally").inner_text() == "100"
    page.keyboard.press("p")
    page.wait_for_selector("#counts [data-new][aria-current]")
    until(page, "document.querySelectorAll('.line .chip.new').length === 40")
    met = [at(page)]
    for _ in range(99):
        page.keyboard.press("j")
        until(page, f"document.querySelector('.line.current').id !== '{met[-1]}'")
        met.append(at(page))
    assert len(set(met)) == 100  # none is passed over where those before it left the list
    until(page, "!document.querySelector('#counts [data-new]')")
    page.reload()
    assert page.locator(".chip.new").count() == 0
    assert page.errors == []


@pytest.mark.parametrize("keys", ["a", "s", "xx"])
def test_a_line_stays_in_sight_whatever_is_decided_about_it(
    browser: Any, server: Server, chat: str, keys: str
) -> None:
    page = opened(browser, server, chat)
    first = at(page)
    for key in keys:
        page.keyboard.press(key)
    settled(page)
    page.keyboard.press("k")
    assert at(page) == first
    box = page.locator(f"#{first} .quote").bounding_box()
    assert box and box["x"] > 0 and box["width"] > 100
    assert page.errors == []


def test_a_key_that_is_held_down_decides_once(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat)
    first = at(page)
    for _ in range(6):  # the keyboard repeats it
        page.keyboard.down("a")
    page.keyboard.up("a")
    settled(page)
    assert decisions(server, chat) == {first: "accept"}
    second = at(page)
    for _ in range(3):
        page.keyboard.down("j")
    page.keyboard.up("j")
    place = page.locator(f"#{second}").evaluate("x => Array.from(x.parentNode.children).indexOf(x)")
    assert page.locator("#place").inner_text().startswith(f"Line {place + 1 + 3} of ")
    for _ in range(3):  # asks why once, and the repeats are no reason
        page.keyboard.down("x")
    page.keyboard.up("x")
    page.wait_for_selector("#why[open]")
    settled(page)
    assert decisions(server, chat) == {first: "accept"}
    assert page.errors == []


def test_keys_work_under_caps_lock(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat)
    first = at(page)
    page.keyboard.press("A")
    second = at(page)
    page.keyboard.press("X")
    page.keyboard.press("X")
    settled(page)
    assert decisions(server, chat) == {first: "accept", second: "reject"}
    assert page.errors == []


def test_keys_can_be_turned_off_and_the_browser_remembers_it(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    first = at(page)
    page.keyboard.press("?")
    page.click("#keys-on")
    assert said(page) == "Keys are off."
    page.keyboard.press("Escape")
    for _ in range(2):
        for key in "axs1?/jm":
            page.keyboard.press(key)
        assert at(page) == first and page.locator("dialog[open]").count() == 0
        assert page.inner_text("#ask-help").strip() == "Keys off"
        page.reload()
        page.wait_for_selector(".line.current")
    page.keyboard.press("ArrowDown")  # no letter
    second = at(page)
    assert second != first
    page.click(f"#{second} button.no")
    page.keyboard.press("x")
    assert page.locator("#why[open]").count() == 1
    page.click("#why [data-reason='2']")
    page.click(f"#{at(page)} button.yes")
    settled(page)
    assert sorted(str(d) for d in decisions(server, chat).values()) == ["accept", "reject"]
    page.click("#ask-help")
    page.click("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    settled(page)
    assert len(decisions(server, chat)) == 1
    assert page.errors == []


def test_a_deed_is_pending_until_the_page_shows_what_came_of_it(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.evaluate("""() => {
      const plain = window.fetch;
      window.fetch = async (address, ...rest) => {
        if (String(address).includes('/news')) await new Promise((done) => setTimeout(done, 500));
        return plain(address, ...rest);
      };
    }""")  # a slow line: the deed is written down long before its news come
    first = at(page)
    page.keyboard.press("a")
    page.keyboard.press("u")
    settled(page)
    assert at(page) == first and "accept" not in shown(page, first)
    page.click("#redo")  # the page does not move away under the mouse
    settled(page)
    assert "accept" in shown(page, first) and decisions(server, chat) == {first: "accept"}
    assert page.errors == []


def test_what_came_of_a_line_leaves_what_is_decided_meanwhile_about_its_post(
    browser: Any, server: Server, chat: str
) -> None:
    run = Run(server.folder / chat)
    whole, first = run.lines(run.posts())[-2:]
    at_end = {"id": "line-rest", "start": first.end + 1, "text": whole.text[first.end + 1 :]}
    rest = whole.model_copy(update={**at_end, "score": first.score})
    with run.rewritten() as draft:
        draft.write([first, rest], Line)
        draft.write([], Pick)
    page = opened(browser, server, chat, f"?question={first.question}")
    page.evaluate("""() => {
      const plain = window.fetch;
      window.fetch = async (address, given) => {
        if (String(address).endsWith('/decide')) {
          await window.free;
          window.free = new Promise((done) => { window.go = done; });
        }
        return plain(address, given);
      };
    }""")  # a slow line: the second deed is on its way when the news of the first come
    page.keyboard.press("a")
    second = at(page)
    page.keyboard.press("a")
    page.wait_for_selector("#recap .chosen li")
    assert "accept" in shown(page, second)
    page.evaluate("window.go()")
    settled(page)
    assert set(decisions(server, chat).values()) == {"accept"}
    assert "place 2" in page.locator(f"#{second} .status").inner_text()
    assert page.errors == []


def test_e_cuts_by_words_at_both_ends_and_in_the_middle(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, "?question=all&words=number+3")
    line = at(page)
    whole = page.locator(f"#{line} .quote").inner_text()
    page.keyboard.press("e")
    page.wait_for_selector("#cut[open]")
    for key in ("ArrowRight", "2", "ArrowLeft", "3", "4", "ArrowRight"):
        page.keyboard.press(key)
    preview = page.locator("#cut-preview").inner_text()
    page.keyboard.press("Enter")
    settled(page)
    until(page, f"document.querySelector('#{line} .left-out') !== null")
    assert " ".join(page.locator(f"#{line} .quote").inner_text().split()) == preview
    first, second = preview.split(" [...] ")
    assert first in whole and second in whole and not whole.startswith(first)
    pieces = next(s.pieces for s in state(server, chat).lines.values() if s.pieces)
    assert len(pieces) == 2
    assert page.errors == []


def test_words_that_come_when_another_line_is_at_hand_open_no_dialog(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.evaluate(HOLD, "/words")
    for key in ("e", "j", "x"):
        page.keyboard.press(key)
    page.evaluate("window.letGo()")
    page.wait_for_timeout(1000)
    assert page.locator("dialog[open]").get_attribute("id") == "why"  # else Enter cut this line
    assert page.errors == []


def test_enter_on_another_handle_takes_it_and_cuts_nothing(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.keyboard.press("e")
    page.wait_for_selector("#cut[open]")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # on "Ends at", as one does without a mouse
    assert page.locator("#cut [data-handle=end]").get_attribute("aria-pressed") == "true"
    assert page.locator("#cut").get_attribute("open") is not None
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("3")
    until(page, "document.activeElement.dataset.handle === 'from'")
    page.keyboard.press("0")  # nothing is left out again
    page.keyboard.press("Enter")
    settled(page)
    (cut,) = (s for s in state(server, chat).lines.values() if s.pieces)
    assert len(cut.pieces) == 1 and cut.pieces[0][1] < cut.anchor.end
    assert page.errors == []


def test_a_quote_in_arabic_is_cut_as_it_is_read(browser: Any, server: Server) -> None:
    name = f"chat{next(CHATS)}"
    text = "A1: كل شيء قديم يستحق الإصلاح قبل أن نرميه بعيدا"
    run = runs.make(server.folder / name, [text])
    posts = run.posts()
    lines = [
        line.model_copy(update={"start": 4, "text": line.text[4:]}) if line.text == text else line
        for line in run.lines(posts)
    ]
    run.write(lines, Line)
    run.write([], Pick)
    page = opened(browser, server, name, "?question=all&words=قديم")
    page.keyboard.press("e")
    page.wait_for_selector("#cut[open]")
    words = page.locator("#cut-words button")
    first, second = (words.nth(n).bounding_box()["x"] for n in (2, 3))
    assert first > second  # from the right to the left
    direction = "getComputedStyle(document.getElementById('cut-preview')).direction"
    assert page.evaluate(direction) == "rtl"
    page.keyboard.press("ArrowLeft")  # forth
    assert page.locator("#cut-preview").inner_text() == text[7:]
    page.keyboard.press("Escape")
    assert page.errors == []


def test_a_line_is_put_at_any_place_by_keyboard_and_by_pointer(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    order = []
    for _ in range(13):
        order.append(at(page))
        page.keyboard.press("a")
    settled(page)

    def printed() -> list[str]:
        links = page.locator("#recap .part[data-question='1'] .chosen a")
        return [str(link.get_attribute("data-line")) for link in links.all()]

    until(page, "document.querySelectorAll('#recap .chosen a').length === 13")
    last = at(page)
    page.keyboard.press("0")
    page.wait_for_selector("#order[open]")
    assert page.locator("#order-place option").count() == 14
    for _ in range(2):  # digits make one number only where they come within a second
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    settled(page)
    order.insert(11, last)
    until(page, "document.querySelectorAll('#recap .chosen a').length === 14")
    assert printed() == order and at(page) == last
    page.locator(f"#{last} [data-act=place]").click()
    options = page.locator("#order-place option")
    assert options.count() == 14  # itself is none of those before which it can be
    assert page.locator("#order-place").input_value() == "12"
    options.nth(10).click()
    settled(page)
    order.insert(10, order.pop(11))
    assert printed() == order
    assert page.errors == []


def test_t_moves_and_m_renames_merges_and_splits(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat)
    line = at(page)
    page.keyboard.press("t")
    page.select_option("#move-question", "2")
    page.keyboard.press("Enter")
    settled(page)
    until(page, f"!document.getElementById('{line}')")
    moved = next(s for s in state(server, chat).lines.values() if s.moved)
    assert (moved.anchor.line_id, moved.question) == (line, 2)

    page.keyboard.press("m")
    page.wait_for_selector("#themes[open]")
    page.fill("#theme-name", "What lasts")
    page.keyboard.press("Enter")
    settled(page)
    page.wait_for_selector(".line.current .theme:has-text('What lasts')")
    page.keyboard.press("m")
    page.fill("#theme-new", "Patience")
    page.keyboard.press("Enter")
    settled(page)
    page.wait_for_selector(".line.current .theme:has-text('Patience')")
    page.keyboard.press("m")
    page.select_option("#theme-into", label=page.locator("#theme-into option").nth(1).inner_text())
    page.click("[data-theme-act=merge]")
    settled(page)
    assert {e.deed.kind for e in state(server, chat).history} >= {
        "rename",
        "split",
        "merge",
        "move",
    }
    assert page.errors == []


def test_a_line_is_moved_beyond_the_questions_where_nothing_stands_yet(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    line = at(page)
    page.keyboard.press("t")
    page.keyboard.press("Enter")  # where it stands
    assert said(page) == "It stands there already."
    assert not any(standing.moved for standing in state(server, chat).lines.values())
    page.keyboard.press("t")
    page.select_option("#move-question", label="Beyond the questions")
    page.keyboard.press("Enter")
    settled(page)
    until(page, f"!document.getElementById('{line}')")
    page.click("#counts [data-question=none]")
    page.wait_for_selector(f"#{line}.current")
    page.keyboard.press("t")
    beyond = page.locator("#move-question option[value=none]")
    assert beyond.count() == 1 and page.locator("#move-question").input_value() == "none"
    page.select_option("#move-question", "1")  # and back
    page.keyboard.press("Enter")
    settled(page)
    moved = next(s for s in state(server, chat).lines.values() if s.moved)
    assert (moved.anchor.line_id, moved.question) == (line, 1)
    assert page.errors == []


def test_a_theme_is_split_by_any_of_its_lines_and_another_than_the_lines_own_too(
    browser: Any, server: Server
) -> None:
    name = f"chat{next(CHATS)}"
    run = runs.make(server.folder / name, lines=360)  # 60 in each theme, of which a third is shown
    posts = run.posts()
    texts = {post.id: post.text for post in posts}
    held = {theme.id: [texts[id_] for id_ in theme.post_ids] for theme in run.themes(posts)}
    page = opened(browser, server, name)
    own = str(page.locator(".line.current").get_attribute("data-theme"))
    quote = page.locator(".line.current .quote").inner_text()

    def listed() -> list[str]:
        until(page, "document.querySelectorAll('#theme-lines label').length === 60")
        return sorted(page.locator("#theme-lines label").all_inner_texts())

    page.keyboard.press("m")
    assert listed() == sorted(held[own])
    ticked = page.locator("#theme-lines label:has(:checked)")
    assert ticked.all_inner_texts() == [quote]
    others = page.locator("#theme-which option").evaluate_all("all => all.map(o => o.value)")
    other = next(theme for theme in others if theme not in ("", own))
    page.select_option("#theme-which", other)
    until(page, "!document.querySelector('#theme-lines :checked')")
    assert listed() == sorted(held[other])
    last = page.locator("#theme-lines label").last
    words = last.inner_text()
    last.locator("input").check()
    page.fill("#theme-new", "slow things")
    page.keyboard.press("Enter")
    settled(page)
    (split,) = (e.deed for e in state(server, name).history if e.deed.kind == "split")
    assert [anchor.text for anchor in split.lines] == [words]
    assert page.errors == []


def test_what_a_dialog_lacks_is_said_inside_it(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat, viewport={"width": 390, "height": 700})
    page.keyboard.press("m")
    for field, told in (
        ("#theme-name", "Give it a name first."),
        ("#theme-into", "Choose another theme to join."),
        ("#theme-new", "Give it a name first."),
    ):
        page.focus(field)
        page.keyboard.press("Enter")
        words, top, bottom = page.evaluate("""() => {
          const notice = document.querySelector('#themes[open] .notice');
          const box = notice.getBoundingClientRect();
          return [notice.textContent, box.top, box.bottom];
        }""")  # at once: it is soon quiet again
        assert words == told  # beside an open dialog nobody sees or hears it
        assert 0 < top < bottom < 700
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.wait_for_selector("#cut[open]")
    page.locator("#cut-words button").first.click()
    page.click("[data-handle=end]")
    page.locator("#cut-words button").first.click()
    page.click("[data-handle=from]")
    assert said(page, "seen") == "There is no middle to leave out."
    page.click("#cut-save")
    settled(page)
    assert said(page) == "Cut anew."
    assert page.errors == []


def test_no_theme_is_given_the_name_of_another(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat)
    page.keyboard.press("m")
    options = ("#theme-which option:checked", "#theme-which option:not([value='']):not(:checked)")
    own, name = (page.locator(x).last.text_content().rsplit(" (", 1)[0] for x in options)
    assert name != own
    for field, taken in (("#theme-name", name.upper()), ("#theme-new", name), ("#theme-new", own)):
        page.fill(field, taken)
        page.press(field, "Enter")
        assert "has that name already" in said(page, "seen")
        page.evaluate("window.seen.length = 0")
    page.fill("#theme-name", own)  # it may be given its own
    page.press("#theme-name", "Enter")
    settled(page)
    assert len(state(server, chat).names) == 1 and not state(server, chat).own
    assert page.errors == []


def test_after_a_move_the_line_that_followed_is_at_hand(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    for _ in range(5):
        page.keyboard.press("j")
    line = at(page)
    following = page.locator(f"#{line} + .line").get_attribute("id")
    page.keyboard.press("t")
    page.select_option("#move-question", "2")
    page.keyboard.press("Enter")
    settled(page)
    until(page, f"!document.getElementById('{line}')")
    assert at(page) == following
    assert page.evaluate("document.activeElement.closest('.line')?.id") == following
    page.keyboard.press("a")  # and not the first line of all, which nobody sees
    settled(page)
    assert decisions(server, chat) == {following: "accept"}
    assert page.errors == []


@pytest.mark.parametrize("link", ["#counts [data-question='2']", "#recap li a >> nth=4"])
def test_what_another_editor_does_meanwhile_leaves_the_link_that_one_came_to(
    browser: Any, server: Server, chat: str, link: str
) -> None:
    ana, ben = opened(browser, server, chat), opened(browser, server, chat)
    ana.locator(link).focus()
    at_link = "document.activeElement.href"
    before = ana.evaluate(at_link)
    ben.keyboard.press("a")
    settled(ben)
    until(ana, "document.querySelector('#recap .chosen')")
    until(ana, "document.querySelector('#counts [data-question=\"1\"] .tally')"
               ".textContent.includes(' 1/')")  # fmt: skip
    assert before and ana.evaluate(at_link) == before
    assert ana.errors == ben.errors == []


def test_what_another_editor_does_meanwhile_leaves_the_line_of_an_open_dialog(
    browser: Any, server: Server, chat: str
) -> None:
    ana, ben = opened(browser, server, chat), opened(browser, server, chat)
    line = at(ana)
    following = ana.locator(f"#{line} + .line").get_attribute("id")
    ana.keyboard.press("x")
    ana.wait_for_selector("#why[open]")
    ben.keyboard.press("a")  # the same line, which is drawn anew on Ana's page
    ana.wait_for_selector(f"#{line}.accept")
    ana.keyboard.press("2")
    settled(ana)
    assert decisions(server, chat) == {line: "reject"}
    assert at(ana) == following  # and on to the next
    assert ana.errors == ben.errors == []


def test_search_help_and_questions_have_keys_too(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat)
    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("number 3")
    page.keyboard.press("Enter")
    until(page, "location.search.includes('words=number')")
    until(page, "document.querySelectorAll('.line').length < 12")
    page.keyboard.press("Escape")
    page.keyboard.press("a")  # a key again, no letter in the search
    settled(page)
    assert len(decisions(server, chat)) == 1
    page.goto(f"{server.url}/chat/{chat}?question=1")
    page.wait_for_selector(".line.current")
    page.keyboard.press("n")
    until(page, "location.search.includes('question=2')")
    page.keyboard.press("p")
    until(page, "location.search.includes('question=1')")
    assert page.errors == []


def test_a_greeting_is_found_by_its_words_accepted_and_stands_in_the_recap(
    browser: Any, server: Server, chat: str
) -> None:
    runs.set_aside(Run(server.folder / chat), "Keep the glue warm. Good night, menders")
    page = opened(browser, server, chat)
    page.keyboard.press("/")
    page.keyboard.type("glue warm")
    page.keyboard.press("Enter")
    page.wait_for_selector(".line.current .chip >> text=set aside: a greeting")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    settled(page)
    until(page, "document.querySelector('#recap').textContent.includes('Keep the glue warm.')")
    recap = page.request.get(f"{server.url}/chat/{chat}/files/recap.md").text()
    assert "Keep the glue warm. Good night, menders" in recap
    assert page.errors == []


def test_a_search_asks_the_whole_chat_and_finding_nothing_is_said(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.keyboard.press("/")
    page.keyboard.type("number 8.")  # said under the second question
    page.keyboard.press("Enter")
    until(page, "location.search.includes('words=number')")
    until(page, "document.querySelector('.line.current')?.dataset.question === '2'")
    for other in ("@mender8", "number 9."):  # whom one searched before is not meant any more
        page.fill("#search", other)
        page.keyboard.press("Enter")
        until(page, "document.querySelector('.line.current')")
        until(page, f"location.search.includes('{other[-2:]}')")
    until(page, "document.querySelector('.line.current')?.dataset.question === '1'")
    page.fill("#search", "@mender8")
    page.keyboard.press("Enter")
    until(page, "location.search.includes('mender8')")
    assert page.locator("#search").input_value() == "@mender8"  # what is listed is told
    page.fill("#search", "")
    page.keyboard.press("Enter")
    until(page, "!location.search.includes('mender8')")
    page.fill("#search", "payroll")
    page.keyboard.press("Enter")
    until(page, "document.getElementById('place').textContent === 'No line'")
    page.keyboard.press("Escape")
    for key in "tmax1e":  # there is nothing that they could be about
        page.keyboard.press(key)
    assert said(page) == "There is no line here."
    page.click("summary:has-text('Filter')")
    page.select_option(".search [name=question]", "1")
    until(page, "location.search.includes('question=1')")
    page.fill("#search", "number 8.")
    page.keyboard.press("Enter")
    until(page, "location.search.includes('question=1') && location.search.includes('number')")
    assert page.locator("#place").inner_text() == "No line"  # who opened it means it
    assert page.errors == []


def test_a_filter_is_chosen_by_arrows_and_an_empty_list_is_said(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.focus(".filters summary")
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    for state_ in ("new", "open", "accept"):
        page.keyboard.press("ArrowDown")
        until(page, f"location.search.includes('state={state_}')")
        until(page, f"!document.querySelector('.line') === {str(state_ != 'open').lower()}")
        assert page.evaluate("document.activeElement.name") == "state"
    assert page.evaluate("window.heard") == ["No line.", "Line 1 of 20.", "No line."]
    assert page.inner_text(".empty a") == "Show all of this question"
    page.keyboard.press("Escape")
    page.select_option("[name=question]", "all")
    until(page, "location.search.includes('question=all')")
    assert page.inner_text(".empty a") == "Show all"
    assert page.errors == []


def test_the_fields_of_a_filter_stand_in_one_row_over_all_the_width(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, "?question=1&state=open")
    form, last = (page.locator(f".search{part}").bounding_box() for part in ("", " .fields button"))
    assert abs(form["x"] + form["width"] - last["x"] - last["width"]) < 2
    tops = {round(box.bounding_box()["y"]) for box in page.locator(".fields label").all()}
    assert len(tops) == 1


def test_who_types_a_search_while_a_list_comes_goes_on_typing(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.evaluate(HOLD, "question=2")
    page.keyboard.press("n")
    page.keyboard.press("/")
    page.keyboard.type("num")
    page.evaluate("window.letGo()")
    until(page, "location.search.includes('question=2')")
    page.keyboard.type("bar")
    assert page.locator("#search").input_value() == "numbar"
    settled(page)
    assert decisions(server, chat) == {}  # an 'a' that was meant for the search
    assert page.errors == []


@pytest.mark.parametrize(("key", "path"), [("u", "/decide"), ("e", "/words")])
def test_who_types_a_search_while_an_answer_comes_goes_on_typing(
    browser: Any, server: Server, chat: str, key: str, path: str
) -> None:
    page = opened(browser, server, chat)
    page.keyboard.press("s")
    settled(page)
    page.evaluate(HOLD, path)
    page.keyboard.press(key)
    page.keyboard.press("/")
    page.keyboard.type("num")
    page.evaluate("window.letGo()")
    page.wait_for_timeout(1000)
    page.keyboard.type("bar")
    assert page.locator("#search").input_value() == "numbar"
    settled(page)
    assert "accept" not in decisions(server, chat).values()
    assert page.errors == []


def test_of_two_lists_the_one_asked_for_last_is_shown(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.evaluate(HOLD, "question=2")
    visited = page.evaluate("history.length")
    page.click("#counts [data-question='2']")
    page.click("#counts [data-question='1']")
    until(page, f"history.length === {visited + 1}")
    page.evaluate("window.letGo()")
    page.wait_for_timeout(1000)
    assert "question=1" in page.url
    assert page.locator(".line.current").get_attribute("data-question") == "1"
    assert page.errors == []


def test_deciding_the_last_line_of_a_stretch_goes_on_to_the_next(
    browser: Any, server: Server, chat: str
) -> None:
    runs.make(server.folder / chat, lines=50, questions=1)
    page = opened(browser, server, chat)
    total = page.locator("#found").get_attribute("data-total")
    page.locator(".line").last.click()
    assert page.locator("#place").inner_text() == f"Line 40 of {total}"
    page.keyboard.press("s")
    until(page, f"document.getElementById('place').textContent === 'Line 41 of {total}'")
    settled(page)
    page.goto(f"{server.url}/chat/{chat}?question=1&state=open")
    page.wait_for_selector(".line.current")
    left = int(total) - 1
    page.keyboard.press("s")
    page.locator(".line").last.click()
    page.keyboard.press("s")  # two of this stretch are undecided no longer
    until(page, f"document.getElementById('place').textContent === 'Line 39 of {left - 2}'")
    assert page.errors == []


def test_what_is_struck_while_the_next_lines_come_takes_back_no_decision(
    browser: Any, server: Server, chat: str
) -> None:
    runs.make(server.folder / chat, lines=50, questions=1)
    page = opened(browser, server, chat)
    page.evaluate(HOLD, "/lines")
    page.locator(".line").last.click()
    line = at(page)
    for key in ("a", "s", "x"):
        page.keyboard.press(key)
    page.evaluate("window.letGo()")
    until(page, "document.getElementById('place').textContent.startsWith('Line 41 ')")
    settled(page)
    assert page.locator("dialog[open]").count() == 0
    assert decisions(server, chat) == {line: "accept"}
    assert page.errors == []


def test_who_goes_through_the_skipped_lines_passes_over_none_where_the_list_goes_on(
    browser: Any, server: Server, chat: str
) -> None:
    run = runs.make(server.folder / chat, lines=50, questions=1)
    desk = Desk(run.folder, Settings())
    for slot in desk.slots()[1]:
        desk.decide("skip", "Ana", slot.line.id, {"line": slot.line.id})
    desk.close()
    page = opened(browser, server, chat, "?question=1&state=skip")
    page.keyboard.press("a")
    page.locator(".line").last.click()
    page.keyboard.press("a")  # two of this stretch are skipped no longer
    until(page, "document.getElementById('place').textContent === 'Line 39 of 48'")
    assert page.errors == []


def test_a_line_of_the_recap_leads_to_its_place_far_down_in_one_step(
    browser: Any, server: Server, chat: str
) -> None:
    runs.make(server.folder / chat, lines=100, questions=1)
    page = opened(browser, server, chat, "?question=1&start=80")
    far = page.locator(".line").nth(9).get_attribute("id")
    page.locator(f"#{far}").click()
    page.keyboard.press("a")
    settled(page)
    page.goto(f"{server.url}/chat/{chat}?question=1")
    page.wait_for_selector(".line.current")
    visited = page.evaluate("history.length")
    page.click(f"#recap [data-line='{far}']")
    page.wait_for_selector(f"#{far}.current")
    assert page.evaluate("history.length") == visited + 1
    page.reload()
    page.wait_for_selector(f"#{far}.current")
    page.keyboard.press("j")
    assert page.locator("#place").inner_text().startswith("Line 91 of ")
    plain = opened(browser, server, chat, java_script_enabled=False)
    followed(plain, "#recap .chosen a")
    assert plain.locator(f"#{far}").is_visible()
    assert page.errors == []


def test_a_page_that_is_loaded_again_goes_on_at_the_same_line(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    for _ in range(5):
        page.keyboard.press("j")
    line = at(page)
    page.reload()
    page.wait_for_selector(".line.current")
    assert at(page) == line
    followed(page, "text=History")
    page.go_back()
    page.wait_for_selector(".line.current")
    assert at(page) == line
    page.click("#counts [data-question='2']")
    until(page, "document.querySelector('.line.current')?.dataset.question === '2'")
    page.go_back()
    page.wait_for_selector(f"#{line}.current")
    assert page.errors == []


def test_a_link_to_a_line_leads_there_also_where_one_was_at_another_line_of_its_list(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    meant = at(page)
    page.keyboard.press("j")
    left = at(page)
    followed(page, "text=History")
    page.goto(f"{server.url}/chat/{chat}?question=1#{meant}")
    page.wait_for_selector(".line.current")
    assert at(page) == meant
    page.keyboard.press("j")
    page.reload()
    page.wait_for_selector(".line.current")
    assert at(page) == left
    assert page.errors == []


def test_writing_into_the_run_folder_says_so_and_stays_at_its_line(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, "?question=2")
    page.keyboard.press("a")
    line = at(page)
    page.click("details.files summary")
    page.click("text=Write into the run folder")
    hears(page, f"{chat}.")
    assert (server.folder / chat / "recap.md").is_file()
    assert "question=2" in page.url and at(page) == line
    page.select_option("#copy-as", "list")  # which is how it is copied, not how it is written
    page.click("text=Write into the run folder")
    hears(page, "as whole posts")
    assert page.errors == []


def test_what_is_copied_holds_the_last_decision(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat, "?question=1&words=mend+slowly",
                  permissions=["clipboard-read", "clipboard-write"])  # fmt: skip
    page.evaluate(HOLD, "/decide")
    text = "mend slowly, all of you, every week"  # of one of our picks
    before = page.request.get(f"{server.url}/chat/{chat}/files/recap.md").text()
    assert text in before
    page.keyboard.press("x")
    page.keyboard.press("x")
    page.click("[data-copy='recap.md']")
    assert "First what you decided is kept" in page.inner_text("#said")
    page.evaluate("window.letGo()")
    hears(page, "Copied.")
    markdown = page.evaluate("navigator.clipboard.readText()")
    assert "# Repair café" in markdown and text not in markdown
    page.click("[data-copy='recap.html']")
    hears(page, "Copied.")
    html = page.evaluate(
        "navigator.clipboard.read().then(([i]) => i.getType('text/html')).then((b) => b.text())"
    )
    assert "<h1>Repair café</h1>" in html and "<style" not in html
    assert page.errors == []


def test_what_is_told_to_the_editor_alone_is_read_on_the_page_and_not_copied(
    browser: Any, server: Server
) -> None:
    name = f"chat{next(CHATS)}"
    runs.make(server.folder / name, lines=8)
    page = opened(browser, server, name, permissions=["clipboard-read", "clipboard-write"])
    page.click("text=Before you publish >> nth=0")
    until(page, "document.getElementById('notes').innerText.includes('Low volume')")
    page.click("text=Files")  # which takes its place
    assert not page.locator("#notes").is_visible()
    page.click("[data-copy='recap.md']")
    hears(page, "Copied.")
    markdown = page.evaluate("navigator.clipboard.readText()")
    assert "The chat in numbers" in markdown and "Low volume" not in markdown
    with page.expect_download() as taken:
        page.click(".files a[download='recap.md']")
    assert "Low volume" in Path(taken.value.path()).read_text(encoding="utf-8")
    assert page.errors == []


def test_what_the_recap_says_by_theme_is_seen_and_follows_what_editors_do(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.click("text=What people said >> nth=0")
    page.wait_for_selector("#points [data-go]")
    page.locator("#points [data-go]").first.click()
    until(page, "location.search.includes('theme=')")
    page.wait_for_selector(".line.current")
    theme = page.locator(".line.current").get_attribute("data-theme")
    assert page.url.endswith(f"?question=1&theme={theme}")
    page.keyboard.press("m")
    page.fill("#theme-name", "Slow hands")
    page.keyboard.press("Enter")
    settled(page)
    until(page, "document.querySelector('#points [data-go]').textContent === 'Slow hands'")
    example = page.locator("#points [data-line]").first
    line = example.get_attribute("data-line")
    example.click()
    until(page, f"document.querySelector('.line.current').id === '{line}'")
    page.keyboard.press("x")
    page.keyboard.press("x")
    settled(page)
    until(page, f"!document.querySelector('#points [data-line=\"{line}\"]')")
    assert page.errors == []


def test_what_people_said_is_not_told_by_an_answer_that_comes_late(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    late: list[Any] = []
    page.route("**/points", lambda route: route.continue_() if late else late.append(route))
    with page.expect_request("**/points"):
        page.click("text=What people said >> nth=0")
    page.keyboard.press("a")
    settled(page)
    page.wait_for_selector("#points [data-go]")
    with page.expect_response("**/points"):
        late[0].fulfill(body="<li>as it was before</li>", content_type="text/html")
    page.wait_for_timeout(100)
    assert "before" not in page.locator("#points").inner_text()
    assert page.errors == []


def test_on_a_telephone_a_theme_of_the_recap_leads_to_its_lines(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, **TOUCH)
    page.tap("#show-recap")
    page.tap("text=What people said >> nth=0")
    page.wait_for_selector("#points [data-go]")
    page.locator("#points [data-go]").first.tap()
    page.wait_for_selector("#recap-side:not(.shown)", state="hidden")
    until(page, "location.search.includes('theme=')")
    assert page.errors == []


def test_our_picks_are_accepted_at_once_also_beside_a_line_of_the_editor(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, "?question=1")
    part = page.locator("#recap [data-question='1']")
    ours = part.locator("[data-line]").evaluate_all("all => all.map((a) => a.dataset.line)")
    own = page.evaluate(
        "(ours) => Array.from(document.querySelectorAll('.line'))"
        ".find((line) => !ours.includes(line.id)).id", ours
    )  # fmt: skip
    page.locator(f"[id='{own}'] article").click()
    page.keyboard.press("a")
    settled(page)
    button = part.locator("[data-picks]")
    assert button.inner_text() == f"Accept our {len(ours)} picks, too"
    button.focus()
    page.keyboard.press("Enter")
    settled(page)
    until(page, "!document.querySelector(\"#recap [data-question='1'] [data-picks]\")")
    printed = part.locator("[data-line]").evaluate_all("all => all.map((a) => a.dataset.line)")
    assert printed == [own, *ours]
    assert decisions(server, chat) == dict.fromkeys(printed, "accept")
    until(page, "document.activeElement.matches('#recap a')")  # who goes by keys stays there
    page.keyboard.press("u")
    settled(page)
    assert decisions(server, chat) == {own: "accept"}  # all of it in one step
    assert said(page).endswith(f"and {len(ours) - 1} more")
    page.keyboard.press("r")
    settled(page)
    assert decisions(server, chat) == dict.fromkeys(printed, "accept")
    assert page.errors == []


def test_of_our_picks_what_another_editor_refused_meanwhile_stays_out_and_is_said(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, "?question=1")
    part = page.locator("#recap [data-question='1']")
    ours = part.locator("[data-line]").evaluate_all("all => all.map((a) => a.dataset.line)")
    page.evaluate(HOLD, "/news")
    other = opened(browser, server, chat, "?question=1")
    other.locator(f"[id='{ours[1]}'] article").click()
    other.keyboard.press("x")
    other.keyboard.press("1")
    settled(other)
    part.locator("[data-picks]").click()
    page.evaluate("window.letGo()")
    settled(page)
    told = f"Accepted {len(ours) - 1}. 1 was refused meanwhile, and stays so."
    assert said(page).startswith(told)
    accepted = dict.fromkeys([ours[0], *ours[2:]], "accept")
    assert decisions(server, chat) == {**accepted, ours[1]: "reject"}
    assert page.errors == other.errors == []


def test_what_was_done_is_told_by_the_readers_own_clock(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, timezone_id="Pacific/Auckland")
    page.keyboard.press("a")
    settled(page)
    page.keyboard.press("k")
    told = page.locator(".line.current .by-whom time")
    kept = told.get_attribute("datetime")
    assert kept.endswith("Z") and told.get_attribute("title").endswith("UTC")
    words = told.inner_text()
    there = datetime.fromisoformat(kept).astimezone(ZoneInfo("Pacific/Auckland"))
    assert words == f"{there:%Y-%m-%d %H:%M}"
    page.reload()
    page.wait_for_selector(".line.current")
    assert page.locator(".by-whom time").first.text_content() == words
    page.goto(f"{server.url}/chat/{chat}/history")
    row = page.locator(".events time").first
    assert row.inner_text() == words and row.get_attribute("datetime") == kept
    assert page.errors == []


def test_who_was_host_and_how_it_is_headed_is_said_by_keys_alone_and_taken_back_with_u(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    watching = opened(browser, server, chat, "?question=2")
    page.locator("#recap a[href$='people#printed']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/people#printed")
    page.focus("input[name=title]")
    page.keyboard.press("Control+A")
    page.keyboard.type("Mending, slowly")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.focus("select[name=person]")
    for name, value in (("person", "mender3"), ("role", "guest")):
        options = page.locator(f"select[name={name}] option")
        for _ in range(options.evaluate_all("all => all.map((one) => one.value)").index(value)):
            page.keyboard.press("ArrowDown")  # letters make one word only within a second
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("#printed .whole").inner_text() == 'guest = "mender3"'
    # who is at the lines sees both, without loading the page again
    until(watching, "document.querySelector('.rail h1').textContent === 'Mending, slowly'")
    until(watching, "document.getElementById('printed').textContent.includes('guest: Mender 3')")
    until(watching, "document.querySelector('.line .role.guest')")
    page.goto(f"{server.url}/chat/{chat}?question=2")
    page.wait_for_selector(".line.current")
    page.keyboard.press("u")
    settled(page)
    assert "credited Mender 3 (@mender3) as guest" in said(page)
    page.keyboard.press("u")
    settled(page)
    assert page.inner_text(".rail h1") == "Repair café"
    assert page.locator(".line .role.guest").count() == 0
    assert page.errors == watching.errors == []


@pytest.mark.parametrize("width", [360, 640])  # a telephone, and half of 1280: at 200 %
def test_what_is_said_of_title_and_people_fits_a_narrow_page(
    browser: Any, server: Server, chat: str, width: int
) -> None:
    page = opened(browser, server, chat, viewport={"width": width, "height": 740})
    page.goto(f"{server.url}/chat/{chat}/people#printed")
    page.fill("input[name=title]", "A title of many words, which goes on and on and on " * 3)
    followed(page, "text=Keep this title")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("title", "person", "role"):
        box = page.locator(f"[name={name}]").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width


def test_no_theme_is_offered_to_be_joined_with_itself(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, "?question=1")
    page.keyboard.press("m")
    page.wait_for_selector("#themes[open]")
    own = page.locator("#theme-which").input_value()
    offered = "#theme-into option:not([disabled])"
    values = page.locator(offered).evaluate_all("all => all.map((one) => one.value)")
    assert own and own not in values and len(values) > 1
    other = values[1]
    page.select_option("#theme-which", other)
    assert other not in page.locator(offered).evaluate_all("all => all.map((one) => one.value)")
    assert page.errors == []


def test_why_a_recap_cannot_be_copied_is_said(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat, permissions=["clipboard-read", "clipboard-write"])
    folder = server.folder / chat
    folder.rename(folder.with_name(f"{chat}-aside"))
    page.click("[data-copy='recap.md']")
    hears(page, "no such run folder")
    folder.with_name(f"{chat}-aside").rename(folder)
    page.click("[data-copy='recap.md']")
    hears(page, "Copied.")
    assert page.errors == []


def test_a_recap_is_copied_with_whole_posts_or_the_lines_as_cut_as_the_editor_chose(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, "?question=1&words=number+8",
                  permissions=["clipboard-read", "clipboard-write"])  # fmt: skip
    whole = page.locator(".line.current .quote").inner_text()

    def copied() -> str:
        page.click("[data-copy='recap.txt']")
        hears(page, "Copied.")
        return str(page.evaluate("navigator.clipboard.readText()"))

    page.keyboard.press("a")
    page.keyboard.press("k")
    page.keyboard.press("e")
    page.wait_for_selector("#cut[open]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    settled(page)
    cut = whole.partition(" ")[2]
    assert page.locator("#copy-as").input_value() == "embeds"  # as the run's setting
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    text = copied()
    assert cut in text and whole not in text  # what was cut out is printed in no style
    assert asked and "style=embeds" in next(url for url in asked if "/files/" in url)
    page.select_option("#copy-as", "list")
    page.reload()
    page.wait_for_selector(".line.current")
    assert page.locator("#copy-as").input_value() == "list"
    asked.clear()
    text = copied()
    assert "style=list" in next(url for url in asked if "/files/" in url)
    assert cut in text and whole not in text and "<" not in text.partition("http")[0]
    page.locator(".files summary").click()
    with page.expect_download() as taken:
        page.click(".files a[download='recap.md']")
    markdown = Path(taken.value.path()).read_text(encoding="utf-8")
    assert cut in markdown and whole not in markdown
    assert page.errors == []


def test_the_recap_of_the_question_at_hand_is_seen_from_its_heading_on(
    browser: Any, server: Server
) -> None:
    name = f"chat{next(CHATS)}"
    runs.make(server.folder / name, lines=60, questions=6)
    page = opened(browser, server, name, "?question=4")
    head = page.locator(".recap-head").bounding_box()
    heading = page.locator("#recap [data-question='4'] h3").bounding_box()
    below = heading["y"] - head["y"] - head["height"]
    assert page.locator("#recap-side").evaluate("side => side.scrollTop") > 0
    assert 0 <= below < 40
    page = opened(browser, server, name, "?question=1")  # and above the first how it is headed
    head = page.locator(".recap-head").bounding_box()
    assert page.locator("#printed").bounding_box()["y"] >= head["y"] + head["height"]


def test_what_is_printed_of_the_page_is_the_whole_recap(browser: Any, server: Server) -> None:
    name = f"chat{next(CHATS)}"
    runs.make(server.folder / name, lines=60, questions=6)
    for width in (718, 1280):  # paper is as narrow as a telephone
        page = opened(browser, server, name, viewport={"width": width, "height": 700})
        page.emulate_media(media="print")
        assert page.locator("h1").is_visible() and page.locator(".recap li").last.is_visible()
        assert not page.locator(":is(.top, .queue, .thumb, .take, #counts):visible").count()
        assert not page.get_by_text("Copied with it").is_visible()  # nor is it on the paper
        side = page.locator("#recap-side")
        assert side.evaluate("side => side.scrollHeight - side.clientHeight") <= 1


@pytest.mark.parametrize("is_telephone", [False, True])
def test_what_a_decision_did_to_the_recap_is_seen_at_once(
    browser: Any, server: Server, is_telephone: bool
) -> None:
    name = f"chat{next(CHATS)}"
    runs.make(server.folder / name, lines=60, questions=2)
    page = opened(browser, server, name, "?question=2", **(TOUCH if is_telephone else {}))
    for _ in range(12):  # more than fit beside the queue
        line = at(page)
        page.keyboard.press("a")
        settled(page)
    if is_telephone:
        page.tap("#show-recap")
    printed = page.locator("#recap .latest")
    assert printed.locator("a").get_attribute("data-line") == line
    top, box = page.locator(".recap-head").bounding_box(), printed.bounding_box()
    end = page.locator(".thumb").bounding_box()["y"] if is_telephone else 900
    assert top["y"] + top["height"] <= box["y"] and box["y"] + box["height"] <= end
    page.keyboard.press("u")  # what is taken back is marked no more
    settled(page)
    assert printed.count() == 0
    page.keyboard.press("r")
    settled(page)
    until(page, "document.querySelectorAll('#recap .latest').length === 1")
    assert printed.locator("a").get_attribute("data-line") == line
    assert page.errors == []


def test_mouse_and_touch_do_it_too(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat, viewport={"width": 360, "height": 740}, has_touch=True,
                  is_mobile=True)  # fmt: skip
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    first = at(page)
    page.tap(".thumb [data-key=a]")
    second = at(page)
    page.tap(".thumb [data-key=x]")
    page.tap("#why [data-reason='3']")
    settled(page)
    assert decisions(server, chat) == {first: "accept", second: "reject"}
    page.tap("#show-recap")
    page.wait_for_selector("#recap-side.shown .chosen")
    assert page.locator(".thumb [data-key=a]").is_disabled()  # its line is out of sight
    page.locator(".teach summary").tap()  # its end can be scrolled to, above the bar
    assert page.locator("#lesson button").is_visible()
    page.tap("#recap .chosen a")
    assert page.locator("#show-recap").get_attribute("aria-expanded") == "false"
    assert at(page) == first and page.locator(".thumb [data-key=a]").is_enabled()
    assert page.locator("button:has-text('Undo'):visible").count() == 1  # at the thumb only
    page.tap(".thumb [data-key=u]")
    settled(page)
    assert decisions(server, chat) == {first: "accept"}
    page.tap(".thumb [data-key=r]")
    settled(page)
    assert decisions(server, chat) == {first: "accept", second: "reject"}
    page.tap(".thumb [data-key=u]")
    settled(page)
    page.locator(".line.current [data-act=edit]").tap()
    page.locator("#cut-words button").nth(1).tap()
    page.tap("#cut-save")
    settled(page)
    assert any(s.pieces for s in state(server, chat).lines.values())
    assert page.errors == []


def test_on_a_telephone_each_next_line_comes_below_the_questions_which_stay_in_sight(
    browser: Any, server: Server
) -> None:
    name = f"chat{next(CHATS)}"
    long = [f"{runs.said(n)} {'And then we wait for the glue. ' * 9}" for n in range(40)]
    runs.make(server.folder / name, long, lines=40, questions=8)
    page = opened(browser, server, name, "?question=2", **TOUCH)
    box = "document.querySelector('%s').getBoundingClientRect()"
    tops = []
    for key in "asa":
        page.tap(f".thumb [data-key={key}]")
        settled(page)
        page.evaluate(FRAMES)  # lines out of sight are drawn a frame later
        tops.append(page.evaluate(box % ".line.current article" + ".top"))
    row = page.evaluate(box % "#counts" + ".bottom")
    assert max(tops) - min(tops) < 4 and row < min(tops) < row + 40, (tops, row)
    page.tap("#counts [data-question='8']")
    until(page, "location.search.includes('question=8')")
    until(page, "document.querySelector('#counts [aria-current]').dataset.question === '8'")
    link = page.evaluate(box % "#counts [aria-current]")
    assert link["left"] >= 0 and link["right"] <= 360 and link["top"] >= 0
    page.tap("#ask-help")
    assert page.evaluate("document.getElementById('help').scrollTop") == 0
    page.tap("#help button")
    page.tap("#show-recap")
    assert page.evaluate(box % "#recap-side" + ".bottom") == 740  # nothing shows between the two
    page.tap(".files summary")
    files = page.evaluate(box % ".files ul")
    assert files["left"] >= 0 and files["right"] <= 360
    assert page.errors == []


def test_to_go_back_from_the_recap_on_a_telephone_leads_to_the_lines(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, **TOUCH)
    page.keyboard.press("j")
    line, address = at(page), page.url
    for close in (page.go_back, lambda: page.tap("#show-recap")):
        page.tap("#show-recap")
        page.wait_for_selector("#recap-side.shown")
        close()
        page.wait_for_selector("#recap-side:not(.shown)", state="hidden")
        assert (page.url, at(page)) == (address, line)
        assert page.locator(".thumb [data-key=a]").is_enabled()
    assert page.errors == []


def test_keys_decide_nothing_about_a_line_that_the_recap_lies_over(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, viewport={"width": 640, "height": 450})  # at 200 %
    page.keyboard.press("j")
    line = at(page)
    page.keyboard.press("c")
    page.wait_for_selector("#recap-side.shown")
    for key in "as1xem":
        page.keyboard.press(key)
    assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("Escape")
    page.wait_for_selector("#recap-side:not(.shown)", state="hidden")
    assert at(page) == line and decisions(server, chat) == {}
    page.keyboard.press("a")
    settled(page)
    assert decisions(server, chat) == {line: "accept"}
    page.keyboard.press("c")
    page.set_viewport_size({"width": 1280, "height": 900})  # the recap stands beside it again
    page.wait_for_selector("#show-recap", state="hidden")
    line = at(page)
    page.keyboard.press("a")
    settled(page)
    assert decisions(server, chat)[line] == "accept"
    assert page.errors == []


def to_next_question_in_recap(page: Any) -> None:
    page.tap("#show-recap")
    page.keyboard.press("n")
    until(page, "location.search === '?question=2'")


def test_to_go_back_after_the_recap_leaves_the_line_and_leads_to_the_list_of_the_address(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, **TOUCH)
    page.keyboard.press("j")
    page.tap("#show-recap")
    page.tap("#recap [data-question='1'] li:last-child a")
    line = at(page)
    page.go_back()
    page.wait_for_timeout(500)  # as long as a list might take to come
    assert at(page) == line
    to_next_question_in_recap(page)
    page.go_back()
    page.wait_for_selector(".line.current[data-question='1']")
    assert page.locator("#recap-side.shown").count() == 0
    to_next_question_in_recap(page)
    page.tap("#show-recap")  # closes it
    page.wait_for_timeout(500)
    assert "question=2" in page.url
    assert page.errors == []


def test_on_a_telephone_a_cut_stands_beside_its_button_and_no_key_is_told(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, "?question=2", **TOUCH)
    page.locator(".line:has(.cuts button) article").nth(1).click()
    cut = page.locator(".current .cuts li")
    button, words = (cut.locator(part).bounding_box() for part in ("button", "bdi"))
    assert words["x"] >= button["x"] + button["width"] and words["height"] > 30  # lines of words
    page.locator(".current [data-act=edit]").click()
    page.wait_for_selector("#cut[open]")
    assert not page.locator("#cut kbd").filter(visible=True).count()
    assert page.errors == []


def test_of_a_long_post_the_quoted_words_are_in_sight_and_other_cuts_to_their_ends(
    browser: Any, server: Server
) -> None:
    name = f"chat{next(CHATS)}"
    text = f"{'We wait for the glue. ' * 60}The lamp is lit again."
    other = f"First {'and then ' * 12}we mend. Slow hands see more."
    run = runs.make(server.folder / name, [text, other], lines=2, questions=1, picks=0)
    whole, *others = run.lines(run.posts())
    start = text.index("The lamp")
    own = {"id": "line-last", "start": start, "text": text[start:], "score": 0.99}
    run.write([whole.model_copy(update=own), whole, *others], Line)
    page = opened(browser, server, name)
    page.wait_for_selector(".current .whole mark")
    box = "document.querySelector('.current %s').getBoundingClientRect()"
    until(page, f"{box % '.whole'}.bottom >= {box % '.whole mark'}.bottom")
    assert page.evaluate(f"{box % '.whole'}.top < {box % '.whole mark'}.top")
    page.locator(".line:has-text('Slow hands') article").click()
    cut = page.locator(".current .cuts li")
    assert cut.evaluate("li => li.scrollHeight - li.clientHeight") <= 1
    assert page.errors == []


def test_who_skips_to_the_lines_comes_past_the_questions_to_the_first(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "location.hash === '#found'")
    page.keyboard.press("Tab")
    assert page.locator(".line.current a:focus").count() == 1
    page.keyboard.press("a")
    settled(page)
    assert page.errors == []


def test_c_leads_to_the_recap_to_copy_it(browser: Any, server: Server, chat: str) -> None:
    for context in ({}, TOUCH):
        page = opened(browser, server, chat, **context)
        page.keyboard.press("c")
        until(page, "document.activeElement.dataset.copy === 'recap.md'")
        assert page.locator("[data-copy='recap.md']").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.closest('.line.current') !== null")
        assert page.errors == []


def test_with_many_questions_a_telephone_shows_no_more_than_its_width(
    browser: Any, server: Server
) -> None:
    name = f"chat{next(CHATS)}"
    runs.make(server.folder / name, list(runs.HOSTILE.values()), lines=60, questions=9)
    page = opened(browser, server, name, viewport={"width": 360, "height": 740}, has_touch=True,
                  is_mobile=True)  # fmt: skip
    assert page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [360, 360]
    bar = page.locator(".thumb").bounding_box()
    assert bar["y"] + bar["height"] <= 740  # at the thumb, not below the page
    for path in ("people", "history", "report"):
        page.goto(f"{server.url}/chat/{name}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path


def test_the_name_of_a_question_of_a_later_session_stands_on_one_line(
    browser: Any, server: Server
) -> None:
    name = f"chat{next(CHATS)}"
    run = runs.make(server.folder / name, lines=60)
    run.write([q.model_copy(update={"number": 1000 + q.number}) if q.number == 2 else q
               for q in run.questions()], Question)  # fmt: skip
    page = opened(browser, server, name)
    called = page.locator("#counts b:has-text('Q2 of session 2')")
    assert called.bounding_box()["height"] < 30
    assert page.errors == []


def test_two_editors_see_each_other_and_differ_in_the_open(
    browser: Any, server: Server, chat: str
) -> None:
    ana, ben = opened(browser, server, chat), opened(browser, server, chat)
    line = at(ana)
    ana.keyboard.press("a")
    ben.wait_for_selector(f"#{line}.accept")  # without a reload
    assert at(ben) == line
    ben.keyboard.press("x")
    ben.keyboard.press("1")
    ana.wait_for_selector(f"#{line}.conflict")
    standing = next(s for s in state(server, chat).lines.values() if s.verdicts)
    assert sorted(v.decision for v in standing.verdicts.values()) == ["accept", "reject"]
    ana.goto(f"{server.url}/chat/{chat}/history")
    assert "Editors differ" in ana.content()
    assert ana.errors == ben.errors == []


def test_a_line_that_takes_a_place_tells_its_place_at_those_behind_and_disturbs_nobody_there(
    browser: Any, server: Server, chat: str
) -> None:
    ana, ben = opened(browser, server, chat), opened(browser, server, chat)
    first = at(ana)
    ana.keyboard.press("a")
    ben.wait_for_selector(f"#{first}.accept")
    until(ben, f"document.querySelector('#{first} .status').textContent === 'accepted, place 1'")
    ben.locator(f"#{first} .quote bdi").select_text()
    marked = ben.evaluate("getSelection().toString()")
    ana.keyboard.press("1")
    settled(ana)
    for page in (ana, ben):
        told = f"document.querySelector('#{first} .status').textContent"
        until(page, f"{told} === 'accepted, place 2'")
    assert marked and ben.evaluate("getSelection().toString()") == marked
    assert ana.errors == ben.errors == []


def test_a_reload_in_mid_work_loses_nothing(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat)
    lines = []
    for _ in range(6):
        lines.append(at(page))
        page.keyboard.press("a")
    page.reload()  # most of them are not answered yet
    page.wait_for_selector(".line.current")
    settled(page)
    assert decisions(server, chat) == dict.fromkeys(lines, "accept")
    kinds = [e.deed.kind for e in state(server, chat).history]
    assert kinds.count("accept") == 6  # sent again, counted once


def test_what_another_tab_decides_counts_after_a_new_name(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    other = page.context.new_page()
    other.goto(f"{server.url}/chat/{chat}?question=1")
    other.click("details.you summary")
    other.fill("details.you [name=name]", "Zoe")
    followed(other, "details.you button")
    line = at(page)
    page.keyboard.press("a")
    settled(page)
    assert decisions(server, chat) == {line: "accept"}
    verdicts = state(server, chat).lines.values()
    assert [name for s in verdicts for name in s.verdicts] == ["Zoe"]


def test_a_page_that_is_signed_out_keeps_its_decisions_until_it_is_loaded_again(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    lines = []
    page.context.clear_cookies()  # as when the key of the server is deleted
    for _ in range(2):
        lines.append(at(page))
        page.keyboard.press("a")
    settled(page)
    assert "signed out" in page.locator("#said").inner_text()
    assert decisions(server, chat) == {}
    page.reload()
    page.wait_for_selector(".line.current")
    settled(page)
    assert decisions(server, chat) == dict.fromkeys(lines, "accept")


def test_the_first_accepted_line_of_a_question_is_said_to_take_the_place_of_our_picks(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    page.keyboard.press("a")
    assert "our picks no more" in said(page)
    settled(page)
    assert "in place of our picks" in page.inner_text("#recap [data-question='1'] .source >> nth=0")
    page.keyboard.press("a")
    assert said(page) == "Accepted."
    settled(page)
    for line in ("open", "accept"):  # to move what is accepted does the same there
        page.locator(f".line.{line} article").first.click()
        page.keyboard.press("t")
        page.select_option("#move-question", "2")
        page.keyboard.press("Enter")
        assert said(page).startswith("Moved.")
        assert ("our picks no more" in said(page)) == (line == "accept")
        settled(page)


def test_a_pick_that_is_moved_to_lines_of_the_editors_is_said_to_be_printed_no_more(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat)
    for question, is_printed in (("none", True), ("2", True), ("2", False)):
        pick = page.locator("#recap [data-question='1'] .picks a").first
        line = str(pick.get_attribute("data-line"))
        pick.click()
        page.keyboard.press("t")
        page.select_option("#move-question", question)
        page.keyboard.press("Enter")
        assert ("accept it, too" in said(page)) != is_printed
        settled(page)
        until(page, f"!document.querySelector(\"#recap [data-question='1'] [data-line='{line}']\")")
        if question == "2" and is_printed:  # now it has lines of the editors
            page.locator(f"#recap [data-line='{line}']").click()
            until(page, f"document.querySelector('.line.current')?.id === '{line}'")
            page.keyboard.press("a")
            settled(page)
            page.click("#counts [data-question='1']")
            page.wait_for_selector(".line.current[data-question='1']")
    assert page.locator(f"#recap [data-line='{line}']").count() == 0
    assert page.errors == []


def test_what_is_refused_does_not_look_decided(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat)
    line = at(page)
    (server.folder / chat).rename(server.folder / "away")  # made again, or moved
    page.keyboard.press("a")
    settled(page)
    words = page.locator(f"#{line} .status").inner_text()
    (server.folder / "away").rename(server.folder / chat)
    assert words == "not decided" and "accept" not in shown(page, line)
    assert page.errors == []


def test_why_a_decision_was_refused_stays_to_be_read(
    browser: Any, server: Server, chat: str
) -> None:
    ana, ben = opened(browser, server, chat), opened(browser, server, chat)
    ben.keyboard.press("j")
    ben.keyboard.press("a")
    settled(ben)
    ana.wait_for_selector(".line.accept")  # what Ben did is old news by now
    ana.evaluate("document.querySelector('.line.current').id = 'line-gone'")  # by another run
    ana.keyboard.press("a")
    settled(ana)
    assert "no such line any more" in ana.locator("#said").inner_text()
    assert ana.errors == ben.errors == []


def test_a_server_killed_between_two_decisions_loses_none(
    browser: Any, serve: Serve, tmp_path: Path
) -> None:
    runs.make(tmp_path / "chat", lines=30)
    own = serve(tmp_path)
    page = opened(browser, own, "chat")
    lines = [at(page)]
    page.keyboard.press("a")
    settled(page)
    own.kill()
    lines.append(at(page))
    page.keyboard.press("a")  # nobody is there to hear it
    page.wait_for_timeout(400)
    own.start()
    settled(page)  # the page, still open and signed in, sends it
    lines.append(at(page))
    page.keyboard.press("a")
    settled(page)
    assert own.end() in (0, -signal.SIGINT)
    assert decisions(own, "chat") == dict.fromkeys(lines, "accept")
    written = (tmp_path / "chat" / "decisions.jsonl").read_text().splitlines()
    assert {json.loads(line)["line_id"] for line in written} >= set(lines)


def test_news_that_break_off_are_asked_for_again(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat)
    asked: list[str] = []

    def answered(route: Any) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            route.continue_()
        else:  # the server was killed in the middle of it
            route.fulfill(status=200, content_type="application/json", body='{"number": 3, "li')

    page.route("**/news?**", answered)
    page.keyboard.press("a")
    settled(page)
    page.wait_for_selector("#recap .chosen")
    page.keyboard.press("u")
    settled(page)
    assert decisions(server, chat) == {}
    assert page.locator("#recap .chosen").count() == 0
    assert page.errors == []


def test_while_the_server_is_away_the_page_says_so_all_the_time(
    browser: Any, serve: Serve, tmp_path: Path
) -> None:
    runs.make(tmp_path / "chat", lines=30)
    own = serve(tmp_path)
    page = opened(browser, own, "chat")
    own.kill()
    first = at(page)
    page.keyboard.press("a")
    until(page, "document.getElementById('said').textContent.includes('does not answer')")
    second = at(page)
    page.keyboard.press("a")
    words = page.locator("#said").inner_text()
    assert words.startswith("Accepted. ") and "does not answer" in words
    page.keyboard.press("e")
    page.wait_for_timeout(4500)  # other words are quiet by then
    assert "does not answer" in page.locator("#said").inner_text()
    own.start()
    settled(page)
    assert "does not answer" not in page.locator("#said").inner_text()
    assert decisions(own, "chat") == {first: "accept", second: "accept"}
    assert page.errors == []
    assert own.end() in (0, -signal.SIGINT)


def test_the_page_teaches_the_ranking_while_one_decides(
    browser: Any, serve: Serve, tmp_path: Path
) -> None:
    runs.decided(tmp_path)
    own = serve(tmp_path)
    page = opened(browser, own, "chat0", "?question=2")
    page.locator(".teach summary").click()
    page.click("text=Teach the ranking from these decisions")
    page.wait_for_selector("#lesson [role=status]:has-text('A lesson is at work')")
    assert page.locator("#lesson button").count() == 0  # one at a time
    until(page, "document.activeElement.matches('.lesson-words')")  # and the focus is not lost
    line = at(page)
    page.keyboard.press("s")
    settled(page)
    (standing,) = (s for s in state(own, "chat0").lines.values() if s.anchor.line_id == line)
    # written beside the word of the other editor, which a skip leaves
    assert "skip" in [verdict.decision for verdict in standing.verdicts.values()]
    page.wait_for_selector("#lesson [role=status]:has-text('Adopted.')")
    words = page.locator("#lesson .lesson-words").inner_text()
    assert "of 16 questions" in words or "of 15 questions" in words, words
    assert "to score with it: standout score RUN -S score.house=models/house" in words
    assert (tmp_path / "models" / "house" / "manifest.json").is_file()
    other = opened(browser, own, "chat1", java_script_enabled=False)
    other.goto(f"{own.url}/")
    followed(other, "text=Teach the ranking from these decisions")
    while "A lesson is at work" in other.locator("#lesson").inner_text():
        assert "Load the page again" in other.locator("#lesson").inner_text()
        other.reload()
    assert "Adopted." in other.locator("#lesson").inner_text()
    assert page.errors == other.errors == []
    assert own.end() in (0, -signal.SIGINT)


def test_without_script_one_can_read_and_decide(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat, java_script_enabled=False)
    assert page.locator(".line").count() >= 20
    assert not page.locator("kbd").filter(visible=True).count()  # no key does anything
    line = page.locator(".line").first
    name = line.get_attribute("id")
    line.locator("summary").click()
    assert line.locator(".whole").is_visible()
    with page.expect_navigation():
        line.locator("button[value=accept]").click()
    assert decisions(server, chat) == {name: "accept"}
    page.locator(f"#{name} select[name=reason]").select_option("off topic")
    with page.expect_navigation():
        page.locator(f"#{name} button[value=reject]").click()
    assert decisions(server, chat) == {name: "reject"}
    followed(page, "#undo")
    assert decisions(server, chat) == {name: "accept"}
    followed(page, "#redo")
    assert decisions(server, chat) == {name: "reject"}
    followed(page, "#undo")
    assert page.locator("#recap .chosen").count() == 1


ARTICLE = f"""<meta charset="utf-8"><p style="color: red">What they said:</p>
<blockquote><p>{runs.said(8).replace("number ", "")}</p>
<p>— Mender 3 (<a href="https://x.com/mender3/status/1015" onclick="x()">@mender3</a>)</p>
</blockquote>
<p>And “{runs.said(13)}” (<a href="https://x.com/mender8/status/1020">Mender 8</a>)</p>
<script>document.title = "owned"</script>"""
CLIPBOARD = """(html) => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], {type: "text/html"}),
  "text/plain": new Blob(["What they said: seen as text"], {type: "text/plain"}),
})])"""


def test_an_article_is_pasted_with_its_block_quotes_and_links_and_its_quotes_are_checked(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, permissions=["clipboard-read", "clipboard-write"])
    followed(page, "nav.pages >> text=Check")
    page.wait_for_selector("html.js textarea")  # its script is there
    page.evaluate(CLIPBOARD, ARTICLE)
    page.focus("textarea")
    page.keyboard.press("Control+V")
    until(page, "document.getElementById('pasted').textContent.startsWith('With its links')")
    assert page.input_value("textarea") == "What they said: seen as text"  # and no tags
    followed(page, "main button.yes")
    assert page.inner_text("#result h2") == "2 quotes: 1 exact and rightly credited, 1 to mend."
    assert page.locator("#result mark").all_inner_texts() == ["number"]
    assert not page.locator("details .quote").is_visible()  # the sound one is folded
    page.locator("[data-copies]").nth(0).click()
    until(page, "document.querySelector('[data-copies]').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == runs.said(8)
    page.locator("[data-copies]").nth(1).click()
    until(page, "document.querySelectorAll('[data-copies]')[1].textContent === 'Copied'")
    credit = "— Mender 3 (@mender3), 14 May 2024 https://x.com/mender3/status/1015"
    assert page.evaluate("navigator.clipboard.readText()") == credit
    page.locator("textarea").press("End")  # what is typed into it then is read as it stands there
    page.keyboard.type(" and “nobody ever wrote this”")
    until(page, "document.getElementById('pasted').textContent.startsWith('Changed here')")
    followed(page, "main button.yes")
    assert "Nobody wrote that in this chat" in page.inner_text("#result")
    assert page.locator("#result li").count() == 1
    assert page.title() != "owned" and page.errors == []


def test_without_script_an_article_is_checked_as_plain_text(
    browser: Any, server: Server, chat: str
) -> None:
    page = opened(browser, server, chat, "/check", java_script_enabled=False, **TOUCH)
    page.fill("textarea", f"“{runs.said(8).replace('number ', '')}” (@mender3)")
    followed(page, "main button.yes")
    assert page.locator("#result mark").all_inner_texts() == ["number"]
    assert not page.locator("[data-copies]").filter(visible=True).count()
    box = page.locator("textarea").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360


def test_hostile_posts_do_nothing(browser: Any, server: Server, chat: str) -> None:
    page = opened(browser, server, chat, "?question=all")
    page.wait_for_timeout(200)
    assert "owned" not in page.title()
    assert page.locator(".line img, .line script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    tall = page.evaluate(
        "Math.max(...Array.from(document.querySelectorAll('.line .quote'), q => q.offsetHeight))"
    )
    assert tall < 900  # 100 kB of marks fill no page
    assert page.errors == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_no_barrier_but_small_ones(
    browser: Any, server: Server, chat: str, width: int, scheme: str
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: run 'make axe'")
    page = opened(browser, server, chat, color_scheme=scheme, bypass_csp=True,
                  viewport={"width": width, "height": 900})  # fmt: skip
    page.keyboard.press("a")
    page.keyboard.press("s")
    settled(page)
    found = _barriers(page, "lines")
    for key, dialog in (
        ("x", "why"),
        ("e", "cut"),
        ("0", "order"),
        ("t", "move"),
        ("m", "themes"),
        ("?", "help"),
    ):
        page.keyboard.press(key)
        page.wait_for_selector(f"#{dialog}[open]")
        found += _barriers(page, dialog)
        page.keyboard.press("Escape")
    if width == 360:
        page.click("#show-recap")
    for panel in ("points", "notes"):
        page.evaluate(f"document.getElementById('{panel}').parentElement.open = true")
        page.wait_for_selector(f"#{panel} li:not(:text('One moment'))")
        found += _barriers(page, panel)
    if width == 1280:
        for path in ("", f"chat/{chat}/people", f"chat/{chat}/history", "nowhere"):
            page.goto(f"{server.url}/{path}")
            found += _barriers(page, path)
    page.goto(f"{server.url}/chat/{chat}/check")
    changed, tall = runs.said(8).replace("number ", ""), "long" * 300
    page.fill("textarea", f"“{changed}” and “{runs.said(13)}” and “{tall} words that nobody wrote”")
    followed(page, "main button.yes")
    found += _barriers(page, "check")
    assert found == []


def _barriers(page: Any, where: str) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{where}: {v['id']} ({v['impact']}): {v['nodes'][0]['html'][:120]}"
        for v in result["violations"]
        if v["impact"] != "minor"
    ]
