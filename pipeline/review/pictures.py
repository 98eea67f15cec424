"""The report's pictures, with a way from each question, point and answer into the queue."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup, escape

from pipeline import commands
from pipeline.recap import report
from pipeline.recap.charts.svg import Figure
from pipeline.records import SESSION_STEP
from pipeline.review.desk import Desk

_DOT = re.compile(r"<circle[^>]*><title>([^<]+?): .*?</title></circle>", re.DOTALL)
_BAR = re.compile(r'<rect[^>]* class="q(\d)[^"]*"[^>]*(?:/>|>.*?</rect>)', re.DOTALL)
_QUESTION = re.compile(r"(?:Q|[Ss]egment )(\d+)(?: of session (\d+))?\b")
COLOURS = 8  # a colour stands for one question only where there are no more


@dataclass(frozen=True)
class Linked:
    """A picture whose drawings, keys and rows lead into the queue."""

    heading: str
    words: str
    panels: tuple[tuple[str | None, str | None, Markup], ...]  # heading, address, drawing
    keys: tuple[tuple[str, str, str | None], ...]  # colour, words, address
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str | None], ...]


def figures(desk: Desk, base: str) -> list[Linked]:
    """Return the pictures of the chat as the editors left it; `base` is the page of the chat."""
    held = commands.material_of(desk.run, settings=desk.settings, reviewed=desk.run.folder)
    has_own_colours = max(held.numbers(), default=0) <= COLOURS
    shown = defaultdict(set)
    for post in held.posts:
        shown[str(escape(held.at(post)))].add(post.handle)
    by = {words: handles.pop() for words, handles in shown.items() if len(handles) == 1}
    return [_linked(figure, base, has_own_colours, by) for figure in report.figures(held)]


def _linked(figure: Figure, base: str, has_own_colours: bool, by: Mapping[str, str]) -> Linked:
    panels = []
    for panel in figure.panels:
        asked = _QUESTION.match(panel.heading or "")
        question = _number(asked) if asked else None
        drawing = _drawing(str(panel.drawing), base, question, has_own_colours, by)
        address = _address(base, question=question) if question else None
        panels.append((panel.heading, address, drawing))
    return Linked(
        heading=figure.heading,
        words=figure.words,
        panels=tuple(panels),
        keys=tuple((key.colour, key.words, _of(base, key.words)) for key in figure.keys),
        head=figure.table.head,
        rows=tuple((row, _of(base, row[0])) for row in figure.table.rows),
    )


def _drawing(
    drawn: str, base: str, question: str | None, has_own_colours: bool, by: Mapping[str, str]
) -> Markup:
    """Return a drawing with its links; `by` has the handle of each author by what dots show."""
    drawn = drawn.replace('role="img"', 'role="group"', 1)  # a picture may hold no links
    drawn = _DOT.sub(lambda m: _to(base, m[0], person=by.get(m[1]), question=question), drawn)
    if has_own_colours:
        drawn = _BAR.sub(lambda m: _to(base, m[0], question=str(int(m[1]) + 1)), drawn)
    return Markup(drawn)


def _of(base: str, words: str) -> str | None:
    asked = _QUESTION.fullmatch(words)
    return _address(base, question=_number(asked)) if asked else None


def _number(asked: re.Match[str]) -> str:
    session = int(asked[2] or 1)
    return str(int(asked[1]) + SESSION_STEP * (session - 1))


def _to(base: str, drawn: str, **asked: str | None) -> str:
    # out of the way of the Tab key: the table below leads to the same places
    link = Markup('<a href="{}" tabindex="-1">{}</a>')
    return str(link.format(_address(base, **asked), Markup(drawn)))


def _address(base: str, **asked: str | None) -> str:
    return f"{base}?{urlencode({key: value for key, value in asked.items() if value})}"
