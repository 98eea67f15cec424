"""The pictures of the report, in reading order."""

from __future__ import annotations

from pipeline.recap.charts import heard, outcome, points, scores, timeline
from pipeline.recap.charts.svg import Figure
from pipeline.recap.material import Material


def figures(material: Material) -> list[Figure]:
    """Return every picture that the chat has something for."""
    drawn = (
        draw(material)
        for draw in (timeline.draw, outcome.draw, points.draw, heard.draw, scores.draw)
    )
    return [figure for figure in drawn if figure is not None]
