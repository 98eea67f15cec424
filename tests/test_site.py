"""The site builds without a warning, leads nowhere wrong, and asks nothing of any other place."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

LOADED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}
SECONDS = 300


class Page(HTMLParser):
    """What a page loads by itself, where its links lead, and the anchors that it has."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if LOADED.get(tag) in given and given.get("rel") not in ("canonical", "next", "prev"):
            self.loads.append(given[LOADED[tag]])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT, capture_output=True, text=True, timeout=SECONDS,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {file: Page(file) for file in sorted(site.rglob("*.html")) if file.name != "404.html"}


def test_nothing_is_loaded_from_elsewhere(pages: dict[Path, Page]) -> None:
    strangers = [(file.name, at) for file, page in pages.items() for at in page.loads
                 if urlsplit(at).netloc]  # fmt: skip
    assert len(pages) > 20
    assert strangers == []


def test_every_link_within_the_site_leads_to_a_page_and_its_anchor(pages: dict[Path, Page]) -> None:
    wrong = []
    for file, page in pages.items():
        for link in (*page.links, *page.loads):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            lost = anchor and target in pages and anchor not in pages[target].anchors
            if not target.is_file() or lost:
                wrong.append((file.name, link))
    assert wrong == []


def test_links_to_elsewhere_are_whole_addresses(pages: dict[Path, Page]) -> None:
    outside = {link for page in pages.values() for link in page.links if urlsplit(link).scheme}
    assert any("jinja" in link for link in outside)
    assert [link for link in sorted(outside)
            if not re.fullmatch(r"https?://[\w.-]+\.\w+(/[^\s<>\"]*)?|mailto:\S+@\S+", link)
            ] == []  # fmt: skip


def test_no_address_of_this_workplace_is_shown(site: Path) -> None:
    shown = [file.name for file in site.rglob("*.html") if str(ROOT) in file.read_text("utf-8")]
    assert shown == []


def test_what_commands_print_is_told_apart(site: Path) -> None:
    text = (site / "tutorial.html").read_text(encoding="utf-8")
    assert 'class="prints highlight"' in text
    assert "<!-- prints -->" not in text


def test_the_figures_are_those_of_the_evaluation(site: Path) -> None:
    evaluation = (ROOT / "metrics" / "evaluation.md").read_text(encoding="utf-8")
    row = re.search(r"^\| boundary F1 \| (\S+) \|", evaluation, re.MULTILINE)
    assert row is not None
    page = (site / "language.html").read_text(encoding="utf-8")
    assert re.search(rf"<td>boundary F1</td>\s*<td>{re.escape(row[1])}</td>", page)


def test_every_page_can_be_found_by_its_words(site: Path, pages: dict[Path, Page]) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {file.relative_to(site).as_posix() for file in pages} <= found


def test_search_works_on_a_page_opened_from_the_disk(site: Path) -> None:
    browser_path = shutil.which("chromium")
    if browser_path is None:
        pytest.skip("no chromium on PATH: search was not tried")
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("/")
        page.keyboard.type("shortlist")
        page.wait_for_selector("a.md-search-result__link[href*='pick.html']", timeout=60_000)
        browser.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
