"""What became of every post, as one bar, so that it can be seen that nothing vanished."""

from __future__ import annotations

from pipeline.recap import fates
from pipeline.recap.charts import svg
from pipeline.recap.charts.svg import Figure, Key, Panel, Table
from pipeline.recap.material import Material
from pipeline.recap.plain import count

COLOURS: dict[str, str] = dict(
    zip(fates.FATES, ("accent", "second", "third", "fourth", "q2", "none"), strict=True)
)
HEIGHT = 30


def draw(material: Material) -> Figure | None:
    """Return the picture, None without posts."""
    total = len(material.posts)
    if not total:
        return None
    counts = fates.counted(material.fates)
    elements, keys, x = [], [], 0.0
    for fate, size in counts.items():
        if not size:
            continue
        share = size / total
        elements.append(
            svg.bar(x, 0, max(share - 0.003, 0.002), HEIGHT, COLOURS[fate], f"{fate}: {size:,}")
        )
        keys.append(Key(COLOURS[fate], f"{fate} {size:,}"))
        x += share
    reasons = fates.set_aside(material.fates)
    words = f"Each of the {count(total, 'post')} that were read has one place."
    if reasons:
        words += f" Set aside: {fates.told(reasons)}."
    said = ", ".join(f"{fate} {size:,}" for fate, size in counts.items())
    rows = [(fate, f"{size:,}") for fate, size in counts.items()]
    rows += [(f"set aside: {reason}", f"{size:,}") for reason, size in reasons.items()]
    drawing = svg.drawing("What became of every post", said, HEIGHT, elements)
    return Figure(
        "What became of every post",
        words,
        (Panel(None, drawing),),
        tuple(keys),
        Table(("Fate", "Posts"), tuple(rows)),
    )
