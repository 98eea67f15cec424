"""The lines that a recap prints a second time, for another use: top ten, short ones, takeaway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.recap.material import Material
from pipeline.recap.quotes import Quote, quote
from pipeline.records import Line, Pick
from pipeline.settings import RecapSettings


def printed(material: Material, line: Line | Pick) -> Quote:
    """Return a line of the material as a quote."""
    post = material.by_id[line.post_id]
    return quote(post, line, material.role(post))


def top(material: Material, settings: RecapSettings) -> tuple[Quote, ...]:
    """Return the best lines of the chat, few per person; none where that would be all there are."""
    best = _spread(sorted(material.picks, key=best_first), material, settings, settings.top)
    return tuple(best) if len(material.picks) > len(best) else ()


def short(material: Material, settings: RecapSettings) -> tuple[Quote, ...]:
    """Return lines that fit on a picture or in a post with room to spare, best first.

    A line that was not picked comes in when it scores no less than the weakest pick.
    """
    if not material.picks:
        return ()
    bar = min(pick.score for pick in material.picks)
    candidates: list[Line | Pick] = [*material.picks, *material.lines]
    fitting = [
        line
        for line in candidates
        if len(line.text) < settings.short and line.score >= bar and "\n" not in line.text
    ]
    fitting.sort(key=best_first)
    return tuple(_spread(fitting, material, settings, settings.short_lines))


def takeaway(
    material: Material, shorts: tuple[Quote, ...], settings: RecapSettings
) -> Quote | None:
    """Return a closing line: the guest's best that is not printed yet, else the best short one.

    The guest's comes in only when it scores no less than the weakest pick.
    """
    if not material.picks:
        return None
    bar = min(pick.score for pick in material.picks)
    used = {pick.post_id for pick in material.picks}
    kept = [
        line
        for line in material.lines
        if line.post_id not in used
        and line.score >= bar
        and material.role(material.by_id[line.post_id]) == "guest"
    ]
    if kept:
        return printed(material, min(kept, key=best_first))
    return shorts[0] if shorts else None


def best_first(line: Line | Pick) -> tuple[float, int, str, int]:
    """Return what sorts lines by score, the longer one first among equals."""
    return (-line.score, line.start - line.end, line.post_id, line.start)


def _spread(
    lines: Iterable[Line | Pick], material: Material, settings: RecapSettings, most: int
) -> list[Quote]:
    per_person: Counter[str] = Counter()
    seen: set[str] = set()
    found: list[Quote] = []
    for line in lines:
        author = material.by_id[line.post_id].handle.casefold()
        said = " ".join(line.text.casefold().split())
        if len(found) == most:
            break
        if per_person[author] == settings.per_person or not seen.isdisjoint({line.post_id, said}):
            continue
        per_person[author] += 1
        seen |= {line.post_id, said}
        found.append(printed(material, line))
    return found
