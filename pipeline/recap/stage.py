"""The stage: the records of a run to the files that a writer takes away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.recap import asjson, build, material, pages, report
from pipeline.recap import summary as counts
from pipeline.records import Answer, Chat, Line, Person, Pick, Post, Question, Theme, Top
from pipeline.settings import PickSettings, RecapSettings


def run(
    chat: Chat,
    posts: Sequence[Post],
    questions: Sequence[Question],
    answers: Sequence[Answer],
    themes: Sequence[Theme],
    people: Sequence[Person],
    lines: Sequence[Line],
    picks: Sequence[Pick],
    tops: Sequence[Top],
    settings: RecapSettings,
    short: int = PickSettings().short,
    emptied: Collection[int | None] = (),
) -> dict[str, str]:
    """Return the content of every file by its name; the same input gives the same letters.

    A line of fewer than `short` characters is short enough to share. `emptied` are the questions
    of whose picks the editors left none.

    Raises: InputError, before anything is made, when a line or pick is not letter by letter what
    its post says or credits somebody else, or when a house's template is wrong.
    """
    held = material.gather(chat, posts, questions, answers, themes, people, lines, picks, tops)
    held = replace(held, emptied=frozenset(emptied))
    made = build.recap(held, settings, short)
    templates = pages.environment(settings.templates)
    values = {"recap": made, "style": settings.style, "short": short}
    found = {
        name: pages.render(templates, name, values)
        for name in ("recap.md", "recap.html", "recap.txt")
    }
    found["recap.json"] = asjson.dumps(asjson.recap(made))
    found["report.html"] = pages.render(
        templates, "report.html", {"recap": made, "figures": report.figures(held)}
    )
    found["summary.json"] = asjson.dumps(counts.summary(held, made))
    return found
