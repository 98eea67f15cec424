"""What people said: the themes of each question, as bars as long as the voices behind them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pipeline.recap import plain
from pipeline.recap.charts import svg
from pipeline.recap.charts.svg import Figure, Panel, Table
from pipeline.recap.charts.timeline import colour
from pipeline.recap.material import Material
from pipeline.recap.plain import count
from pipeline.recap.view import question_heading
from pipeline.records import Theme

MOST = 7  # themes drawn for one question; the table holds all
ROW, BAR = 27, 22
LONGEST = 40  # characters of a name that fit beside its number on a telephone


def draw(material: Material) -> Figure | None:
    """Return the picture, None when no answers were put into themes."""
    if not material.themes:
        return None
    texts = {q.number: plain.one_line(q.text) for q in material.questions}
    numbers: list[int | None] = [*material.numbers(), None]
    most = max(theme.voices for theme in material.themes)
    panels, rows = [], []
    for number in numbers:
        themes = [theme for theme in material.themes if theme.question == number]
        themes.sort(key=lambda theme: (-theme.voices, -len(theme.post_ids), theme.id))
        if not themes:
            continue
        heading = question_heading(number, texts.get(number) if number is not None else None)
        panels.append(Panel(heading, _drawing(heading, number, themes, most)))
        asked = "none" if number is None else f"Q{number}"
        rows += [
            (asked, _name(theme), f"{theme.voices:,}", f"{len(theme.post_ids):,}")
            for theme in themes
        ]
    shared = sum(theme.voices > 1 for theme in material.themes)
    words = (
        f"{count(len(material.themes), 'point')}, {shared:,} of them made by more than one person. "
        "Each bar is as long as the number of people who make the point."
    )
    head = ("Question", "Point", "Voices", "Posts")
    return Figure("What people said", words, tuple(panels), (), Table(head, tuple(rows)))


def _name(theme: Theme) -> str:
    return ", ".join(plain.one_line(word) for word in theme.keywords) or "(no words of its own)"


def _drawing(heading: str, number: int | None, themes: Sequence[Theme], most: int) -> Markup:
    shared = [theme for theme in themes if theme.voices > 1][:MOST]
    others = len(themes) - len(shared)
    found = []
    for place, theme in enumerate(shared):
        y = place * ROW
        name = _name(theme)
        shown = name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip(", ") + "…"
        title = f"{name}: {count(theme.voices, 'voice')}"
        found += [
            svg.bar(0, y, theme.voices / most, BAR, f"{colour(number)} tint", title),
            svg.text(shown, 0, y + 15, class_="label inset"),
            svg.text(f"{theme.voices:,}", 1, y + 15, "end", "value"),
        ]
    if others:
        more = "more point" if shared else "point"
        words = (
            f"{count(others, more)}, {'one voice each' if _single(themes, shared) else 'smaller'}"
        )
        found.append(svg.text(words, 0, len(shared) * ROW + 15, class_="tick"))
    said = "; ".join(f"{_name(theme)} ({count(theme.voices, 'voice')})" for theme in shared)
    height = len(shared) * ROW + (22 if others else 0)
    return svg.drawing(f"Points made: {heading}", said or "No point is shared.", height, found)


def _single(themes: Sequence[Theme], shared: Sequence[Theme]) -> bool:
    return all(theme.voices <= 1 for theme in themes if theme not in shared)
