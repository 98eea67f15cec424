"""The stage: the records of a run to the files that a writer takes away."""

from __future__ import annotations

from dataclasses import replace

from pipeline import jsonl
from pipeline.recap import asjson, build, edited, pages, report
from pipeline.recap import summary as counts
from pipeline.recap.material import Material
from pipeline.settings import RecapSettings


def run(
    held: Material, settings: RecapSettings, short: int, *, notes: bool = True
) -> dict[str, str]:
    """Return the content of every file by its name; the same input gives the same letters.

    A line of fewer than `short` characters is short enough to share. Without `notes` what is to be
    pasted has none of what is told to the editor alone, and no line a second time for other uses.

    Raises: InputError when a house's template is wrong.
    """
    made = build.recap(held, settings, short)
    templates = pages.environment(settings.templates)
    shown = made if notes else replace(made, uncertain=(), answering=())
    values = {"recap": shown, "style": settings.style, "short": short, "notes": notes}
    found = {
        name: pages.render(templates, name, values)
        for name in ("recap.md", "recap.html", "recap.txt")
    }
    found["recap.json"] = jsonl.dumps(asjson.recap(made), indent=2) + "\n"
    found["report.html"] = pages.render(
        templates, "report.html", {"recap": made, "figures": report.figures(held)}
    )
    found["summary.json"] = jsonl.dumps(counts.summary(held, made), indent=2) + "\n"
    return {**found, edited.NOTE: edited.note(found)}
