"""Whom the rows of a sheet answer, where a column names people: many tools leave the names out with
which a reply begins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.readers import fields, permalinks
from pipeline.records import called

_HANDLE = re.compile(r"(?!\d+$)[\w.-]+(?:@[\w.-]+)?")
_NAMED = re.compile(r"(?<!\w)@(?P<who>[\w.-]*\w(?:@[\w.-]*\w)?)")  # "Ana Lima (@ana_l)"


def named(column: Sequence[str], people: Iterable[Mapping[str, str]]) -> list[str | None]:
    """Return the handle that each cell of a column names; none for all where it is no column of
    people, half of whom write here. Of several the first is answered.

    `people` are those who write here, each with a handle, a name or both. A name that several of
    them have names none of these.
    """
    handles, named = {}, defaultdict(set)
    for each in people:
        if "handle" in each:
            handles[called(each["handle"])] = each["handle"]
        if "name" in each:
            named[called(each["name"])].add(each.get("handle") or each["name"])
    here = {name: min(own) for name, own in named.items() if len(own) == 1} | handles
    found = [_who(cell.strip(), here) for cell in column]
    told = [called(who) in here for who in found if who]
    return found if 2 * sum(told) >= len(told) else [None] * len(found)


def _who(cell: str, here: Mapping[str, str]) -> str | None:
    if fields.is_missing(cell):
        return None
    if who := here.get(called(cell.removeprefix("@"))) or permalinks.who(cell):
        return who
    match = _NAMED.search(cell)
    return match["who"] if match else cell if _HANDLE.fullmatch(cell) else None
