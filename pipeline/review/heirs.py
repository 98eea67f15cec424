"""What editors did to themes, as it holds in a run whose themes have other ids by now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pipeline.records import Theme
from pipeline.review.state import State


@dataclass
class Heirs:
    """The themes of a run under the names and merges of the editors.

    A theme has the id of what it holds, so one late post gives it another. What was done to a
    theme that the run no longer has is done to the one that holds most of its posts.
    """

    heirs: dict[str, str]  # each theme that the run has, or that has an heir there
    names: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)  # the events that hold no longer

    def theme_of(self, theme: str | None) -> str | None:
        """Return the theme of the run that stands for a theme, None where none does."""
        here = self.heirs.get(theme or "")
        while here in self.merged:  # made without circles
            here = self.merged[here]
        return here


def heirs(themes: Sequence[Theme], state: State) -> Heirs:
    """Return what holds of the editors' deeds about themes, and the events that do not."""
    here = {theme.id: theme.id for theme in themes} | {own: own for own in state.own}
    owner = {post_id: theme.id for theme in themes for post_id in theme.post_ids}
    for theme, held in state.held.items():
        if theme not in here and (heir := _most_of(held, owner)):
            here[theme] = heir
    found = Heirs(here)
    for theme, (into, number) in state.merged.items():
        _merge(found, state, theme, into, number)
    named: dict[str, tuple[str, str, int]] = {}
    for theme, (name, number) in state.names.items():
        heir = here.get(theme)
        if heir is None:
            found.lost.add(number)
            continue
        stands = state.theme_of(theme)
        is_one = stands != theme and here.get(stands or "") == heir
        if is_one and (stands in state.names or stands in state.own):
            continue  # it was merged into one with a name of its own; both are one theme now
        if heir in named and _are_apart(state, named[heir][0], theme):
            found.lost.add(named[heir][2])  # two that had a name each are one theme now
        named[heir] = (theme, name, number)
    found.names = {heir: name for heir, (_, name, _) in named.items()}
    given = {own: name for own, (name, _) in state.own.items()} | found.names
    for theme, name in reversed(given.items()):  # the name that was given last goes first
        stands = found.theme_of(theme)
        if stands and stands not in state.own:
            found.names.setdefault(stands, name)
    for standing in state.lines.values():
        if standing.moved_at is not None and standing.theme and standing.theme not in here:
            found.lost.add(standing.moved_at)
    return found


def _merge(found: Heirs, state: State, theme: str, into: str, number: int) -> None:
    # where the theme in between is gone, the one that it joined in turn
    while into not in found.heirs and into in state.merged:
        into = state.merged[into][0]
    first, last = found.theme_of(theme), found.theme_of(into)
    if first is None or last is None or (found.heirs[theme] in found.merged and first != last):
        found.lost.add(number)
    elif first != last:
        found.merged[found.heirs[theme]] = last


def _are_apart(state: State, one: str, other: str) -> bool:
    # else the later name is of an heir of the first, and meant to take its place
    return set(state.held.get(one, ())).isdisjoint(state.held.get(other, ()))


def _most_of(held: Collection[str], owner: dict[str, str]) -> str | None:
    """Return the theme that holds more than half of the posts."""
    homes = Counter(owner[post_id] for post_id in held if post_id in owner)
    return next((home for home, count in homes.items() if 2 * count > len(held)), None)
