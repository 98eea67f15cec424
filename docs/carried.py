"""What the site shows beyond docs/: pages that lie beside what they describe, and their figures.

MkDocs calls these functions. Links of all pages lead where they lead in the repository; a link to
a file that is not on the site becomes plain words.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[1]
EVALUATION = "metrics/evaluation.md"
CARRIED = (
    EVALUATION,
    "benchmarks/README.md",
    "corpora/chats/README.md",
    *(f"models/{name}/README.md" for name in (
        "assignment", "language", "quotability", "static", "themes")),
)  # fmt: skip
LINK = re.compile(r"(!?)\[([^\]\n]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")
FIGURES = re.compile(r"<!-- figures: (.+?) -->")
PRINTS = re.compile(r"<!-- prints -->\n( *)```text$", re.MULTILINE)
FENCE = re.compile(r"^( *)(`{3,})[^\n]*\n.*?^\1\2 *$", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: Any) -> Files:
    """Return the files of the site with the pages that lie elsewhere."""
    for name in CARRIED:
        if not (ROOT / name).is_file():
            raise PluginError(f"{name} is missing: standout evaluate writes metrics/.")
        files.append(File.generated(config, name, abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Return the text of a page with its links turned to the site, and figures where asked for."""
    markdown = FIGURES.sub(lambda found: figures(found[1]), markdown)
    place = page.file.src_uri
    home = place if place in CARRIED else f"docs/{place}"
    parts, end = [], 0
    for fence in FENCE.finditer(markdown):
        parts += [linked(markdown[end : fence.start()], place, home), fence[0]]
        end = fence.end()
    text = "".join([*parts, linked(markdown[end:], place, home)])
    return PRINTS.sub(r"\1```{ .text .prints }", text)


def linked(text: str, place: str, home: str) -> str:
    """Return a text whose links are those of the site; `place` is its page there, `home` here."""

    def turned(link: re.Match[str]) -> str:
        picture, words, address, anchor = link.groups()
        if ":" in address or picture:
            return link[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(home), address))
        if f"{target}/README.md" in CARRIED:
            target += "/README.md"
        if not (ROOT / target).exists():
            return link[0]  # MkDocs says so, and where
        if target not in CARRIED and not target.startswith("docs/"):
            return str(words)
        there = posixpath.relpath(target.removeprefix("docs/"), posixpath.dirname(place) or ".")
        return f"[{words}]({there}{anchor or ''})"

    return LINK.sub(turned, text)


def figures(family: str) -> str:
    """Return the part of the evaluation about one family, its heading left out."""
    text = (ROOT / EVALUATION).read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(family)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    if found is None:
        raise PluginError(f"{EVALUATION} has no part '{family}'.")
    return found[1].strip()
