"""Reading an archive once: every post with its hashtags to a file of its day on disk."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline import jsonl
from pipeline.backfill import archive, whole
from pipeline.backfill.keys import key, reading_code
from pipeline.backfill.writer import Writer
from pipeline.errors import InputError, NoRoom
from pipeline.normalize import entities, reposts
from pipeline.readers import folding
from pipeline.readers.findings import Findings
from pipeline.records import DAY_LENGTH, Post

ABOUT = "about.json"
UNDATED = "undated"


@dataclass(frozen=True)
class Sighting:
    """One post as an export shows it.

    `at` is its time, or that of the post before it in its file, "" where the file has none; `place`
    is the file or channel, `line` its order there; `spelled` are its hashtags as they are written.
    """

    post: Post
    at: str
    place: str
    line: int
    spelled: tuple[str, ...]
    is_passed_on: bool

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The hashtags in lower case with their mark, each once."""
        return tuple(dict.fromkeys(tag.casefold().replace("＃", "#") for tag in self.spelled))

    def to_line(self) -> str:
        """Return the sighting as one line of JSON."""
        values = [self.at, self.place, self.line, self.spelled, self.is_passed_on]
        return jsonl.dumps([*values, self.post.model_dump(mode="json", exclude_defaults=True)])

    @staticmethod
    def of_line(line: str) -> Sighting:
        """Return the sighting of a line."""
        at, place, number, spelled, is_passed_on, post = json.loads(line)
        return Sighting(Post(**post), at, place, number, tuple(spelled), is_passed_on)


@dataclass(frozen=True)
class Spill:
    """What was read of one path: its folder on disk, and what the readers met.

    `troubles` says by name what could not be read and why: it holds no posts of these.
    """

    folder: Path
    name: str
    sources: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    edits: dict[str, str] = field(default_factory=dict)  # id of a version -> id of the last one
    troubles: dict[str, str] = field(default_factory=dict)

    @property
    def posts(self) -> int:
        """How many posts were read."""
        return sum(source["posts"] for source in self.sources)

    def days(self) -> dict[str, Path]:
        """Return the files by day, YYYY-MM-DD or UNDATED."""
        return {file.stem: file for file in self.folder.glob("*.jsonl")}


def spill(part: archive.Part, into: Path) -> Spill:
    """Return the posts of a part of an archive, sorted by day on disk below `into`; read only once.

    A file that cannot be read is among the troubles of its spill; the others are read. What changed
    meanwhile has a note, and a folder that neither the old bytes find again nor the new ones.
    """
    known = part.known.model_dump(mode="json")

    def of(*digests: str) -> Path:
        return into / key("read", part.name, *digests, known, reading_code())

    before = after = archive.digest(part.path, part.but)

    def make(draft: Path) -> None:
        nonlocal after
        about = _read(part, draft)
        after = archive.digest(part.path, part.but)
        if after != before:
            about["notes"].append(f"{part.name} changed while it was read: call again")
        jsonl.write_text(draft / ABOUT, [json.dumps(about)])

    folder = of(before)
    whole.made(folder, make)
    if after != before:
        shutil.rmtree(of(before, after), ignore_errors=True)
        folder = folder.rename(of(before, after))
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    return Spill(
        folder,
        part.name,
        tuple(about["sources"]),
        tuple(about["notes"]),
        about["edits"],
        about["troubles"],
    )


def _read(part: archive.Part, folder: Path) -> dict[str, Any]:
    findings = Findings()
    reading = _Reading(Writer(folder))
    try:
        for sheet in archive.sheets(part, findings, reading.aside):
            reading.begin(sheet)
            try:
                reading.take(sheet)
            except NoRoom:
                raise  # no fault of the file
            except InputError as error:
                reading.aside(sheet.name, error)
        reading.writer.flush()
    except NoRoom:
        raise
    except InputError as error:
        reading.aside(part.name, error)
    for (name, _), count in sorted(reading.sources.items()):
        if not count:
            findings.count("file", "without a post", name)
    return {
        "sources": [
            {"name": name, "format": format, "posts": count, "notes": reading.met[name].notes}
            for (name, format), count in sorted(reading.sources.items())
        ],
        "notes": list(findings.in_words()),
        "edits": findings.edits,
        "troubles": dict(sorted(reading.troubles.items())),
    }


@dataclass
class _Reading:
    """What comes of a path document by document; one that breaks off leaves nothing behind."""

    writer: Writer
    sources: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    troubles: dict[str, str] = field(default_factory=dict)
    met: dict[str, Findings] = field(default_factory=dict)
    name: str = ""
    _before: dict[str, int] = field(default_factory=dict)

    def begin(self, sheet: archive.Sheet) -> None:
        """Begin with a document, or go on with the next piece of a long one."""
        if sheet.name != self.name:
            self.name = sheet.name
            self.met[sheet.name] = sheet.findings
            self._before = dict(self.writer.sizes)

    def take(self, sheet: archive.Sheet) -> None:
        """Write the posts of a document that is not set aside."""
        if sheet.name in self.troubles:
            return
        count = 0
        for sighting in _sightings(sheet):
            self.writer.put(sighting.at[:DAY_LENGTH] or UNDATED, sighting.to_line())
            count += 1
        self.sources[sheet.name, sheet.format] += count

    def aside(self, name: str, error: InputError) -> None:
        """Set a document aside: half of it would be silent about the other half."""
        self.troubles[name] = str(error)
        if name == self.name:
            self.writer.take_back(self._before)
            self.met[name].edits.clear()
            for source in [source for source in self.sources if source[0] == name]:
                del self.sources[source]


def _sightings(sheet: archive.Sheet) -> Iterator[Sighting]:
    at = ""
    for number, post in enumerate(sheet.posts):
        at = post.created_at or at
        yield Sighting(
            post=post,
            at=at,
            place=place_of(sheet.name, at),
            line=_line(post, number),
            spelled=hashtags(post.text),
            is_passed_on=post.repost_of is not None or reposts.repost_mark(post.text) is not None,
        )


def place_of(document: str, at: str) -> str:
    """Return the channel of a document: files named by their day stand for their folder."""
    path = PurePosixPath(document)
    is_day = len(path.stem) == DAY_LENGTH and path.stem[:4].isdigit() and at != ""
    return path.parent.as_posix() if is_day and path.parent.name else document


def hashtags(text: str) -> tuple[str, ...]:
    """Return the hashtags of a text as they are written, with # for ＃."""
    if "#" not in text and "＃" not in text:
        return ()
    return tuple(entity.hashtag for entity in entities.extract(text) if entity.kind == "hashtag")


def _line(post: Post, number: int) -> int:
    _, _, line = (post.source or "").rpartition(":")
    return int(line) if line.isdigit() else number


def timeline(spills: Sequence[Spill], counts: dict[str, int]) -> Iterator[Sighting]:
    """Yield the posts of all spills in time order, each once a day; undated ones last.

    The order of the spills makes no difference. What is left out is added to `counts`.
    """
    edits = {version: last for each in spills for version, last in each.edits.items()}
    for day in sorted({day for each in spills for day in each.days()}):  # "undated" comes last
        kept: dict[str, list[Sighting]] = defaultdict(list)
        for each in spills:
            file = each.days().get(day)
            if file is None:
                continue
            with file.open(encoding="utf-8") as stream:
                for line in stream:
                    counts["found more than once"] += _folded(Sighting.of_line(line), kept)
        for sighting in sorted(_told_apart(kept), key=_order):
            if edits.get(sighting.post.id, sighting.post.id) != sighting.post.id:
                counts["an earlier version of an edited post"] += 1
            else:
                yield sighting


def _folded(new: Sighting, kept: dict[str, list[Sighting]]) -> bool:
    """Keep a sighting, or the fuller one of two of one post; return whether it is such a one."""
    same = kept[new.post.id]
    for number, known in enumerate(same):
        if folding.are_one(known.post, new.post):
            fuller = new if _rank(new) > _rank(known) else known
            is_private = known.post.is_private or new.post.is_private
            post = fuller.post.model_copy(update={"is_private": is_private})
            same[number] = replace(fuller, post=post)
            return True
    same.append(new)
    return False


def _told_apart(kept: dict[str, list[Sighting]]) -> Iterator[Sighting]:
    """Yield the sightings; where an id stands for several posts all but the first get their own."""
    for found in kept.values():
        first, *others = sorted(found, key=_order)
        yield first
        for other in others:
            yield replace(other, post=folding.with_own_id(other.post))


def _rank(sighting: Sighting) -> tuple[Any, ...]:
    post = sighting.post
    filled = len(post.model_dump(exclude_none=True))
    # of two that are alike the one from the first file, and there the first
    place = [-ord(letter) for letter in sighting.place]
    return (not post.is_truncated, filled, len(post.text), post.text, place, -sighting.line)


def _order(sighting: Sighting) -> tuple[Any, ...]:
    post = sighting.post
    if post.has_time:
        return (sighting.at, len(post.id), post.id, "", 0)
    return (sighting.at, 0, "", sighting.place, sighting.line)
