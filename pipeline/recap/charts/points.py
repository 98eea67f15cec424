"""What people said: a map of the answers, each one a dot beside those that make the same point."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pipeline.recap import plain
from pipeline.recap.charts import svg
from pipeline.recap.charts.svg import Figure, Key, Panel, Table
from pipeline.recap.charts.timeline import colour
from pipeline.recap.material import Material
from pipeline.recap.plain import count
from pipeline.recap.view import question_heading, theme_name
from pipeline.records import Theme

MOST = 7  # themes drawn for one question; the table holds all
PER_ROW, ROWS = 40, 5  # dots of one point; more are counted in words
LABEL, DOTS, GAP = 16, 13, 11  # pixels: a line of words, a row of dots, between two points
RADIUS = 4.0
LONGEST = 40  # characters of a name that fit beside its number on a telephone
SHOWN = 140  # characters of a post that a dot shows when pointed at
QUOTED = "accent"


def draw(material: Material) -> Figure | None:
    """Return the picture, None when no answers were put into themes."""
    if not material.themes:
        return None
    texts = {q.number: plain.one_line(q.text) for q in material.questions}
    quoted = {post_id for pick in material.picks for post_id in pick.post_ids}
    panels, rows = [], []
    for number in [*material.numbers(), None]:
        themes = [theme for theme in material.themes if theme.question == number]
        themes.sort(key=lambda theme: (-theme.voices, -len(theme.post_ids), theme.id))
        if not themes:
            continue
        text = texts.get(number) if number is not None else None
        heading = question_heading(number, text, is_segment=material.is_segmented)
        panels.append(Panel(heading, _drawing(heading, colour(number), themes, material, quoted)))
        asked = "none" if number is None else material.name(number)
        rows += [
            (asked, theme_name(theme), f"{theme.voices:,}", f"{len(theme.post_ids):,}")
            for theme in themes
        ]
    shared = sum(theme.voices > 1 for theme in material.themes)
    words = (
        f"{count(len(material.themes), 'point')}, {shared:,} of them made by more than one person. "
        "Each dot is an answer, and shows its words when pointed at."
    )
    head = ("Question", "Point", "Voices", "Posts")
    keys = (Key(QUOTED, "quoted in the recap"),)
    return Figure("What people said", words, tuple(panels), keys, Table(head, tuple(rows)))


def _drawing(
    heading: str, own: str, themes: Sequence[Theme], material: Material, quoted: set[str]
) -> Markup:
    shared = [theme for theme in themes if theme.voices > 1][:MOST]
    others = [theme for theme in themes if theme not in shared]
    found: list[Markup] = []
    y = 0.0
    for theme in shared:
        name = theme_name(theme)
        found += [
            svg.text(plain.shortened(name, LONGEST), 0, y + LABEL - 4),
            svg.text(count(theme.voices, "voice"), 1, y + LABEL - 4, "end", "value"),
        ]
        y = _dots(theme.post_ids, own, y + LABEL, material, quoted, found) + GAP
    if others:
        more = count(len(others), "more point" if shared else "point")
        is_single = all(theme.voices <= 1 for theme in others)
        words = f"{more}, {'one voice each' if is_single else 'smaller'}"
        found.append(svg.text(words, 0, y + LABEL - 4, class_="tick"))
        posts = [post_id for theme in others for post_id in theme.post_ids]
        y = _dots(posts, own, y + LABEL, material, quoted, found) + GAP
    said = "; ".join(f"{theme_name(theme)} ({count(theme.voices, 'voice')})" for theme in shared)
    return svg.drawing(f"Points made: {heading}", said or "No point is shared.", y, found)


def _dots(
    post_ids: Sequence[str],
    own: str,
    top: float,
    material: Material,
    quoted: set[str],
    found: list[Markup],
) -> float:
    """Add a dot for every post to `found`, the quoted ones first; return where they end."""
    order = sorted(post_ids, key=lambda post_id: post_id not in quoted)
    drawn = order[: PER_ROW * ROWS]
    for place, post_id in enumerate(drawn):
        row, column = divmod(place, PER_ROW)
        post = material.by_id[post_id]
        said = f"{material.at(post)}: {plain.shortened(plain.one_line(post.text), SHOWN)}"
        found.append(
            svg.dot(
                (column + 0.5) / PER_ROW,
                top + (row + 0.5) * DOTS,
                RADIUS,
                QUOTED if post_id in quoted else f"{own} soft",
                "a private post" if post.is_private else said,
            )
        )
    bottom = top + -(-len(drawn) // PER_ROW) * DOTS
    if len(order) > len(drawn):
        found.append(
            svg.text(f"and {len(order) - len(drawn):,} more", 0, bottom + 12, class_="tick")
        )
        bottom += LABEL
    return bottom
