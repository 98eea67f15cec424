"""How the scores spread: all lines by score, with those that were picked."""

from __future__ import annotations

from collections import Counter
from statistics import median

from pipeline.recap.charts import svg
from pipeline.recap.charts.svg import Figure, Key, Panel, Table
from pipeline.recap.material import Material
from pipeline.recap.plain import count

BINS = 20
TOP, BOTTOM, HEIGHT = 20, 150, 174


def draw(material: Material) -> Figure | None:
    """Return the picture, None without lines."""
    if not material.lines:
        return None
    picked = {pick.line_id for pick in material.picks}
    every = Counter(_bin(line.score) for line in material.lines)
    chosen = Counter(_bin(line.score) for line in material.lines if line.id in picked)
    heights = svg.steps(max(every.values()))
    scale = (BOTTOM - TOP) / heights[-1]
    elements, labels = svg.levels(heights, BOTTOM, scale)
    rows = []
    for place in range(BINS):
        low, high = place / BINS, (place + 1) / BINS
        span = f"{low:.2f} to {high:.2f}"
        x, width = low + 0.004, 1 / BINS - 0.008
        tall = chosen[place] * scale
        rest = (every[place] - chosen[place]) * scale
        title = f"{span}: {count(every[place], 'line')}, {chosen[place]:,} picked"
        if tall:
            elements.append(svg.bar(x, BOTTOM - tall, width, tall, "accent", title))
        if rest:
            elements.append(svg.bar(x, BOTTOM - tall - rest, width, rest, "none", title))
        if chosen[place]:
            top = BOTTOM - every[place] * scale - 4
            elements.append(svg.text(f"{chosen[place]}", low + 0.5 / BINS, top, "middle", "chosen"))
        rows.append((span, f"{every[place]:,}", f"{chosen[place]:,}"))
    elements += [*labels, svg.rule(0, BOTTOM, 1, BOTTOM, "axis")]
    for mark, anchor in ((0.0, "start"), (0.25, "middle"), (0.5, "middle"), (0.75, "middle"),
                         (1.0, "end")):  # fmt: skip
        elements.append(svg.text(svg.number(mark), mark, BOTTOM + 16, anchor, "tick"))
    words = f"{count(len(material.lines), 'line')}, half of them above "
    words += f"{median(line.score for line in material.lines):.2f}."
    scores = [line.score for line in material.lines if line.id in picked]
    if scores:  # what was set aside and accepted by an editor has none
        words += f" The picks score from {min(scores):.2f} to {max(scores):.2f}."
    drawing = svg.drawing("How the scores spread", words, HEIGHT, elements)
    return Figure(
        "How the scores spread",
        words,
        (Panel(None, drawing),),
        (Key("accent", "picked, with their number above"), Key("none", "not picked")),
        Table(("Score", "Lines", "Picked"), tuple(rows)),
    )


def _bin(score: float) -> int:
    return min(BINS - 1, int(round(score * BINS, 6)))
