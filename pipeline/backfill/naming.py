"""The names of chats in a folder that has some already: each chat keeps its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from pipeline import jsonl
from pipeline.backfill.cut import Cut
from pipeline.backfill.store import Store
from pipeline.backfill.units import Unit
from pipeline.errors import InputError

NUMBERED = re.compile(r"(?<=-\d\d-\d\d)-\d+$")
Ids = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class _Kept:
    """A run folder that is there, with (id, handle) of its posts; None where nobody can tell."""

    place: Path
    ids: Ids | None
    is_reviewed: bool


def settled(units: Sequence[Unit], made: Cut, store: Store) -> list[Unit]:
    """Return the units under the names that their run folders have; the others get free ones.

    An archive that grows may number the chats of a day anew, or move the busiest hour of one over
    midnight: what editors decided must stay with the posts that they saw. A folder is a chat's
    where they share half of the posts of the smaller one.
    """
    places = {unit.said: unit.place for unit in units}
    folders = {place: store.said(place) for place in store.places()}
    same = {said for place, said in folders.items() if places.get(said) == place}
    # most chats are as they were, under the same name: nothing of theirs has to be read
    taken = {places[said]: places[said] for said in same}
    open_units = [unit for unit in units if unit.said not in same]
    kept = [_kept(store, place) for place in folders if place not in taken]
    taken |= _pairs(open_units, kept, made)
    used = set(taken.values()) | {folder.place for folder in kept if folder.is_reviewed}
    found = []
    for unit in units:
        place = taken.get(unit.place) or next(p for p in _names(unit.place) if p not in used)
        used.add(place)
        found.append(_at(unit, place))
    return sorted(found, key=lambda unit: (unit.start or "9", unit.name))


def _pairs(units: Sequence[Unit], kept: Sequence[_Kept], made: Cut) -> dict[Path, Path]:
    """Return the folder of each unit that has one, by the unit's own place."""
    if not kept:
        return {}
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, folder in enumerate(kept):
        for id in folder.ids or ():
            holders[id].append(number)
    by_place = {folder.place: number for number, folder in enumerate(kept)}
    ranked = []
    for unit in units:
        ids = _ids(value["post"] for _, value in jsonl.read_values(made.posts_of(unit)))
        shared = Counter(number for id in ids for number in holders.get(id, ()))
        own = [by_place[unit.place]] if unit.place in by_place else []
        for number in {*shared, *own}:
            folder, count = kept[number], shared[number]
            is_own = folder.place == unit.place
            if folder.ids is None:
                fits = is_own
            else:
                fits = count > 0 and 2 * count >= min(len(folder.ids), len(ids))
            if fits and bool(unit.year) == (folder.place.parent.name != "0000"):
                # of a folder with decisions the most counts, of another one the plain name
                is_other = not is_own and not folder.is_reviewed
                rank = (not folder.is_reviewed, is_other, -count)
                ranked.append((rank, folder.place, unit.place))
    pairs: dict[Path, Path] = {}
    given: set[Path] = set()
    for _, place, unit_place in sorted(ranked):
        if unit_place not in pairs and place not in given:
            pairs[unit_place] = place
            given.add(place)
    return pairs


def _kept(store: Store, place: Path) -> _Kept:
    file = store.chats / place / "posts.jsonl"
    try:
        ids = _ids(value for _, value in jsonl.read_values(file))
    except (InputError, OSError, AttributeError):
        ids = frozenset()
    return _Kept(place, ids or None, store.is_reviewed(place))


def _ids(posts: Iterator[dict[str, object]]) -> Ids:
    return frozenset((str(post.get("id")), str(post.get("handle"))) for post in posts)


def _names(place: Path) -> Iterator[Path]:
    """Yield the plain name of a chat, then numbered ones."""
    yield place
    base = NUMBERED.sub("", place.name)
    yield place.with_name(base)
    number = 2
    while True:
        yield place.with_name(f"{base}-{number}")
        number += 1


def _at(unit: Unit, place: Path) -> Unit:
    if place == unit.place:
        return unit
    changes = {
        "name": place.name,
        "year": int(place.parent.name),
        "chat": unit.chat.model_copy(update={"chat": place.name}),
        "drawer": unit.place.as_posix(),
    }
    return unit.model_copy(update=changes)


def left_over(units: Sequence[Unit], store: Store) -> list[Path]:
    """Return the places of run folders that are no chat of the archive any more."""
    ours: Set[Path] = {unit.place for unit in units}
    return [place for place in store.places() if place not in ours]
