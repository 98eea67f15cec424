"""Mentions that no rule for handles reads whole: of people whom an export knows by names alone
("@Temi A. I agree"), or by handles with dots and hyphens, as on Slack ("@stan.wrobel I agree").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from pipeline.normalize import entities
from pipeline.records import Entity, at_name, name_alone


def names(handles: Iterable[str]) -> regex.Pattern[str] | None:
    """Return what finds mentions of those that are not read whole, None where all are."""
    unread = {each for each in handles if not _is_read(each)}
    # who shows as "Ana Ruiz (she/her)" is called "@Ana Ruiz"
    alone = {name for each in unread if " " in (name := name_alone(each))}
    found = sorted(unread | alone, key=lambda each: -len(each))
    either = "|".join(map(regex.escape, found))
    return regex.compile(rf"(?<!\w)[@＠](?:{either})(?!\w)") if found else None


def _is_read(handle: str) -> bool:
    mention = f"@{handle}"
    return at_name(handle) == mention and [e.text for e in entities.extract(mention)] == [mention]


def with_names(
    held: Sequence[Entity], text: str, called: regex.Pattern[str] | None
) -> Sequence[Entity]:
    """Return the entities of a text, by start, each such name as one mention."""
    if called is None:
        return held
    found = [
        Entity(kind="mention", text=match[0], start=match.start(), end=match.end())
        for match in called.finditer(text)
    ]
    taken = {at for name in found for at in range(name.start, name.end)}
    free = [each for each in held if taken.isdisjoint(range(each.start, each.end))]
    return sorted([*free, *found], key=lambda each: each.start)
