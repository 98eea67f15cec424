"""When chats took place: bursts of posts under one hashtag, cut where it was silent for hours."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pipeline.backfill.spill import Sighting
from pipeline.records import DAY_LENGTH
from pipeline.settings import BackfillSettings

HOUR = 3600
NOON = 12 * HOUR  # where only the day is known
LONGEST = 36  # hours of a burst without a silence, from which it is cut into days
CUT_FROM, CUT_TO = 6, 30  # hours of it in which the quietest one is looked for
BUSY = 2  # hours in which a chat has its least number of posts
SHARE = 0.5  # of a hashtag's posts that carry a greater one, too: then it belongs to that one


@dataclass(frozen=True)
class Session:
    """One stretch of one hashtag ("" for posts without any), from `start` to `end` in seconds.

    `busy` is when its busiest hours begin; `together` counts its posts by further hashtags.
    """

    tag: str
    place: str
    start: int
    end: int
    busy: int
    posts: int
    people: frozenset[str]
    places: frozenset[str]
    together: Counter[str] = field(repr=False)

    @property
    def size(self) -> tuple[int, str, str]:
        """What makes one session greater than another: its posts; alike ones go by name."""
        return (-self.posts, self.tag, self.place)


@dataclass
class _Hour:
    posts: int = 0
    first: int = 0
    last: int = 0
    people: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    together: Counter[str] = field(default_factory=Counter)


def seconds(at: str) -> int | None:
    """Return a time as seconds, noon where only the day is known, None where nothing is."""
    if not at:
        return None
    if len(at) == DAY_LENGTH:
        return int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()) + NOON
    return int(datetime.fromisoformat(at).timestamp())


def find(
    sightings: Iterable[Sighting], settings: BackfillSettings, given: frozenset[str] = frozenset()
) -> list[Session]:
    """Return the sessions of all hashtags in order of time; with `given` only those of these.

    `sightings` come in time order and are looked at once: only what goes on within the silence
    that ends a burst is in memory. Posts that pass on somebody else's make no chat.
    """
    found: list[Session] = []
    open_bursts: dict[tuple[str, str], _Burst] = {}
    swept = 0
    for sighting in sightings:
        at = seconds(sighting.at)
        if at is None or sighting.is_passed_on:
            continue
        tags = [tag for tag in sighting.tags if not given or tag in given]
        if sighting.tags and not tags:
            continue
        for tag, place in [(tag, "") for tag in tags] or [("", sighting.place)]:
            burst = open_bursts.setdefault((tag, place), _Burst(tag, place, settings))
            found += burst.add(at, sighting)
        if at - swept > HOUR:
            swept = at
            for name in [n for n, b in open_bursts.items() if b.is_over(at)]:
                found += open_bursts.pop(name).close()
    for burst in open_bursts.values():
        found += burst.close()
    return sorted(found, key=lambda session: (session.start, session.size))


class _Burst:
    """The posts of one hashtag since it was last silent, hour by hour."""

    def __init__(self, tag: str, place: str, settings: BackfillSettings) -> None:
        self.tag, self.place, self.settings = tag, place, settings
        self.hours: dict[int, _Hour] = {}
        self.last = 0

    def is_over(self, at: int) -> bool:
        return at - self.last > self.settings.gap_hours * HOUR

    def add(self, at: int, sighting: Sighting) -> Iterator[Session]:
        if self.hours and self.is_over(at):
            yield from self.close()
        elif self.hours and at // HOUR - min(self.hours) >= LONGEST:
            first = min(self.hours)
            quiet = min(
                range(first + CUT_FROM, first + CUT_TO),
                key=lambda hour: (self.hours[hour].posts if hour in self.hours else 0, hour),
            )
            yield from self._session([hour for hour in self.hours if hour < quiet])
        hour = self.hours.setdefault(at // HOUR, _Hour(first=at))
        hour.posts += 1
        hour.last = self.last = at
        hour.people.add(sighting.post.handle.casefold())
        hour.places.add(sighting.place)
        hour.together.update(tag for tag in sighting.tags if tag != self.tag)

    def close(self) -> Iterator[Session]:
        yield from self._session(list(self.hours))

    def _session(self, names: Sequence[int]) -> Iterator[Session]:
        hours = {name: self.hours.pop(name) for name in sorted(names)}
        busy = max(
            hours, key=lambda name: (sum(h.posts for h in _busy(hours, name)), -name), default=None
        )
        if busy is None:
            return
        stretch = _busy(hours, busy)
        people = frozenset().union(*(hour.people for hour in stretch))
        if sum(hour.posts for hour in stretch) < self.settings.least_posts:
            return
        if len(people) < self.settings.least_people:
            return
        yield Session(
            tag=self.tag,
            place=self.place,
            start=min(hour.first for hour in hours.values()),
            end=max(hour.last for hour in hours.values()),
            busy=hours[busy].first,
            posts=sum(hour.posts for hour in hours.values()),
            people=frozenset().union(*(hour.people for hour in hours.values())),
            places=frozenset().union(*(hour.places for hour in hours.values())),
            together=sum((hour.together for hour in hours.values()), Counter()),
        )


def _busy(hours: dict[int, _Hour], start: int) -> list[_Hour]:
    return [hours[name] for name in range(start, start + BUSY) if name in hours]


@dataclass(frozen=True)
class Calendar:
    """The chats: sessions that stand for themselves, and what goes on under them.

    `chats` are in order of time; `chat_of` gives for each session its chat's place in them, and
    `why_of` the reason where it is another session's.
    """

    chats: tuple[Session, ...]
    sessions: tuple[Session, ...]
    chat_of: tuple[int, ...]
    why_of: tuple[str, ...]
    _by_tag: dict[tuple[str, str], list[int]] = field(repr=False)

    def at(self, tag: str, place: str, moment: int) -> int | None:
        """Return the session of a hashtag (or place) that goes on at a moment, if any."""
        before = self.nearest(tag, place, moment)[0]
        return before if before is not None and self.sessions[before].end >= moment else None

    def nearest(self, tag: str, place: str, moment: int) -> tuple[int | None, int | None]:
        """Return the last session that began before or at a moment, and the next one."""
        numbers = self._by_tag.get((tag, place), [])
        at = bisect_right(numbers, moment, key=lambda number: self.sessions[number].start)
        return (numbers[at - 1] if at else None, numbers[at] if at < len(numbers) else None)

    def knows(self, tag: str) -> bool:
        """Return whether a hashtag ever had a session."""
        return (tag, "") in self._by_tag


def calendar(sessions: Sequence[Session]) -> Calendar:
    """Return the chats of the sessions.

    Where most posts of a hashtag carry a greater one at that time, both are one chat; so are posts
    without a hashtag that stand in the same file as the one chat of their time.
    """
    by_tag: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, session in enumerate(sessions):
        by_tag[session.tag, session.place].append(number)
    by_day = _by_day(sessions)
    above = [_above(number, sessions, by_tag, by_day) for number in range(len(sessions))]
    roots = [_root(number, above) for number in range(len(sessions))]
    order = sorted(set(roots))
    place = {root: at for at, root in enumerate(order)}
    whole = _with_company(sessions, roots)
    return Calendar(
        chats=tuple(whole[root] for root in order),
        sessions=tuple(sessions),
        chat_of=tuple(place[root] for root in roots),
        why_of=tuple("" if (up := above[n]) is None else up[1] for n in range(len(sessions))),
        _by_tag=dict(by_tag),
    )


def _by_day(sessions: Sequence[Session]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, session in enumerate(sessions):
        if session.tag:
            for day in range(session.start // 86400, session.end // 86400 + 1):
                found[day].append(number)
    return found


def _above(
    number: int,
    sessions: Sequence[Session],
    by_tag: dict[tuple[str, str], list[int]],
    by_day: dict[int, list[int]],
) -> tuple[int, str] | None:
    """Return the greater session that this one is part of, with the reason, if there is one."""
    own = sessions[number]
    if not own.tag:
        days = range(own.start // 86400, own.end // 86400 + 1)
        near = sorted({other for day in days for other in by_day.get(day, ())})
        beside = [n for n in near if _meet(own, sessions[n]) and own.place in sessions[n].places]
        tags = {sessions[n].tag for n in beside}
        roots = [n for n in beside if not tags & set(_carried(sessions[n]))] or beside
        if len(roots) != 1:
            return None
        return roots[0], f"no hashtag, but beside {sessions[roots[0]].tag} in {own.place}"
    greater = [
        other
        for tag in _carried(own)
        for other in by_tag.get((tag, ""), ())
        if _meet(own, sessions[other]) and sessions[other].size < own.size
    ]
    if not greater:
        return None
    best = min(greater, key=lambda other: sessions[other].size)
    share = own.together[sessions[best].tag] / own.posts
    return best, f"{own.tag} goes with {sessions[best].tag} in {share:.0%} of its posts then"


def _carried(session: Session) -> list[str]:
    """Return the hashtags that most posts of a session carry, too."""
    return [t for t, count in session.together.items() if count >= SHARE * session.posts]


def _meet(one: Session, other: Session) -> bool:
    return one.start <= other.end and other.start <= one.end


def _root(number: int, above: Sequence[tuple[int, str] | None]) -> int:
    # upwards is always greater, and without a hashtag nothing is above: no way round
    while (up := above[number]) is not None:
        number = up[0]
    return number


def _with_company(sessions: Sequence[Session], roots: Sequence[int]) -> dict[int, Session]:
    whole: dict[int, Session] = {}
    for number, root in enumerate(roots):
        known = whole.get(root, sessions[root])
        whole[root] = replace(known, people=known.people | sessions[number].people)
    return whole
