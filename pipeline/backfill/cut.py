"""Cutting an archive into chats: posts on disk by chat, a plan of units, and counts that add up."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline import jsonl
from pipeline.backfill import belonging, sessions, whole
from pipeline.backfill.chats import Facts, chat_of, named, named_file
from pipeline.backfill.keys import key, reading_code
from pipeline.backfill.spill import Sighting, Spill, timeline
from pipeline.backfill.units import Unit
from pipeline.backfill.writer import Writer
from pipeline.recap.plain import count
from pipeline.settings import BackfillSettings

PLAN, REPORT, ASIDE, POSTS = "plan.jsonl", "report.json", "aside", "posts"
HOURS = re.compile(r"^\d+ hours?")
Say = Callable[[str], None]


@dataclass(frozen=True)
class Cut:
    """A folder with the posts of every chat, its plan, and its report."""

    folder: Path

    def units(self) -> list[Unit]:
        """Return the units in order of time."""
        return list(jsonl.read(self.folder / PLAN, Unit))

    def report(self) -> dict[str, Any]:
        """Return the counts: what was read is in a chat, beside all chats, or left out; `unmet` are
        the given hashtags that no post carries."""
        found: dict[str, Any] = json.loads((self.folder / REPORT).read_text(encoding="utf-8"))
        return found

    def posts_of(self, unit: Unit) -> Path:
        """Return the file with the posts of a unit."""
        return self.folder / POSTS / f"{unit.drawer or unit.place.as_posix()}.jsonl"

    def aside(self) -> list[Path]:
        """Return the files with the posts that belong to no chat, by year."""
        return sorted((self.folder / ASIDE).glob("*.jsonl"))


def cut(
    spills: Sequence[Spill],
    facts: Sequence[Facts],
    into: Path,
    settings: BackfillSettings,
    tags: frozenset[str] = frozenset(),
    say: Say = lambda _: None,
) -> Cut:
    """Return the archive cut into chats below `into`; what was cut before is not cut again.

    `facts` is what chat.toml files say; with `tags`, lower case, only these hashtags make chats.
    """
    known = [fact.model_dump(mode="json") for fact in facts]
    folder = into / key(
        "cut", sorted(spill.folder.name for spill in spills), known, settings.model_dump(),
        sorted(tags), reading_code(),
    )  # fmt: skip
    whole.made(folder, lambda draft: _make(spills, facts, draft, settings, tags, say))
    return Cut(folder)


def _make(
    spills: Sequence[Spill],
    facts: Sequence[Facts],
    folder: Path,
    settings: BackfillSettings,
    tags: frozenset[str],
    say: Say,
) -> None:
    say("looking for chats")
    calendar = sessions.calendar(sessions.find(timeline(spills, Counter()), settings, tags))
    say(f"cutting into {count(len(calendar.chats), 'chat')}")
    names = named(calendar.chats)
    index = belonging.Index(folder / "index.sqlite")
    placing = belonging.Placing(calendar, index, settings)
    left_out: Counter[str] = Counter()
    drawers: dict[str, _Drawer] = {}
    writer = Writer(folder)
    beside: Counter[str] = Counter()
    unmet = set(tags)
    for found in placing.place(timeline(spills, left_out)):
        sighting = found.sighting
        unmet.difference_update(sighting.tags)
        if found.why == belonging.AGAIN:
            left_out[belonging.AGAIN] += 1
            continue
        if found.chat is None and found.why != belonging.UNDATED:
            beside[found.why] += 1
            aside = {"why": found.why, **_asides(sighting)}
            writer.put(f"{ASIDE}/{sighting.at[:4]}", jsonl.dumps(aside))
            continue
        # a file without any time is one chat: nothing in it could cut it
        name, year, why = (
            (names[found.chat], _year(calendar.chats[found.chat].busy), found.why)
            if found.chat is not None
            else (named_file(sighting.place), 0, f"{sighting.place} has no times: one chat")
        )
        drawer = drawers.setdefault(name, _Drawer(found.chat, year))
        drawer.put(sighting, why)
        line = jsonl.dumps({"why": why, "post": _plain(sighting)})
        writer.put(f"{POSTS}/{year:04d}/{name}", line)
    writer.flush()
    index.close()
    (folder / "index.sqlite").unlink()
    told = {source["name"]: source["notes"] for spill in spills for source in spill.sources}
    units = [_unit(name, drawer, calendar, facts, told) for name, drawer in drawers.items()]
    units.sort(key=lambda unit: (unit.start or "9", unit.name))
    jsonl.write(folder / PLAN, units)
    report = {**_counted(spills, units, beside, left_out), "unmet": sorted(unmet)}
    jsonl.write_text(folder / REPORT, [json.dumps(report, indent=2) + "\n"])


def _counted(
    spills: Sequence[Spill], units: Sequence[Unit], beside: Counter[str], left_out: Counter[str]
) -> dict[str, Any]:
    read, inside = sum(spill.posts for spill in spills), sum(unit.posts for unit in units)
    if read != inside + sum(beside.values()) + sum(left_out.values()):
        raise AssertionError(f"posts went missing: {read} read, {inside} in chats, {beside}")
    return {
        "read": read,
        "in chats": inside,
        "beside chats": dict(sorted(beside.items())),
        "left out": dict(sorted(left_out.items())),
    }


@dataclass
class _Drawer:
    """What is known of a chat while its posts are written."""

    chat: int | None
    year: int
    posts: int = 0
    start: str = ""
    end: str = ""
    why: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    said: Any = field(default_factory=hashlib.sha256)
    origin: Any = field(default_factory=hashlib.sha256)

    def put(self, sighting: Sighting, why: str) -> None:
        post = sighting.post
        self.posts += 1
        self.start = self.start or sighting.at
        self.end = sighting.at or self.end
        self.why[HOURS.sub("some hours", why)] += 1
        self.places[post.file] += 1
        self.tags.update(sighting.spelled)
        values = post.model_dump(mode="json", exclude_defaults=True, exclude={"source"})
        self.said.update(jsonl.dumps(values).encode("utf-8", "replace"))
        self.origin.update(f"{post.source} {why}\n".encode("utf-8", "replace"))


def _unit(
    name: str,
    drawer: _Drawer,
    calendar: sessions.Calendar,
    facts: Sequence[Facts],
    told: Mapping[str, Sequence[str]],
) -> Unit:
    session = calendar.chats[drawer.chat] if drawer.chat is not None else None
    tag = session.tag if session is not None else ""
    spelled = [t for t in drawer.tags.items() if t[0].casefold() == tag]
    hashtag = min(spelled, key=lambda t: (-t[1], t[0]))[0] if spelled else tag or None
    moments = (session.start, session.end) if session is not None else None
    said, origin = drawer.said.hexdigest(), drawer.origin.hexdigest()
    return Unit(
        name=name,
        year=drawer.year,
        hashtag=hashtag,
        start=drawer.start or None,
        end=drawer.end or None,
        posts=drawer.posts,
        said=said,
        origin=origin,
        chat=chat_of(name, hashtag, moments, drawer.places, said, facts, told),
        why=dict(sorted(drawer.why.items())),
    )


def _plain(sighting: Sighting) -> dict[str, Any]:
    return sighting.post.model_dump(mode="json", exclude_defaults=True)


def _asides(sighting: Sighting) -> dict[str, Any]:
    post = sighting.post
    names = ("id", "handle", "created_at", "url", "text", "source")
    return {name: getattr(post, name) for name in names}


def _year(moment: int) -> int:
    return datetime.fromtimestamp(moment, UTC).year
