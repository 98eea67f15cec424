"""Reading an archive once: every post with its hashtags to a file of its day on disk."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline import jsonl
from pipeline.backfill import archive
from pipeline.backfill.keys import key, reading_code
from pipeline.chatfile import ChatFile
from pipeline.errors import InputError
from pipeline.normalize import entities, reposts
from pipeline.readers.findings import Findings
from pipeline.records import DAY_LENGTH, Post

ABOUT = "about.json"
UNDATED = "undated"
HELD = 2**25  # characters of lines in memory before they go to disk


class NoRoom(InputError):
    """The folder of a backfill cannot be written."""


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

    `trouble` says why it could not be read: then it holds no posts.
    """

    folder: Path
    name: str
    sources: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    edits: dict[str, str] = field(default_factory=dict)  # id of a version -> id of the last one
    trouble: str | None = None

    @property
    def posts(self) -> int:
        """How many posts were read."""
        return sum(source["posts"] for source in self.sources)

    def days(self) -> dict[str, Path]:
        """Return the files by day, YYYY-MM-DD or UNDATED."""
        return {file.stem: file for file in self.folder.glob("*.jsonl")}


def spill(path: Path, chat: ChatFile, into: Path) -> Spill:
    """Return the posts of a path, sorted by day on disk below `into`; read only once.

    A path that cannot be read gives a spill with its trouble.
    """
    sha256 = archive.digest(path)
    name = path.resolve().name
    folder = into / key("read", name, sha256, chat.model_dump(mode="json"), reading_code())
    if not (folder / ABOUT).is_file():
        draft = folder.with_name(f".{folder.name}.part")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        about = _read(path, chat, sha256, draft)
        jsonl.write_text(draft / ABOUT, [json.dumps(about)])
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    return Spill(
        folder,
        name,
        tuple(about["sources"]),
        tuple(about["notes"]),
        about["edits"],
        about["trouble"],
    )


def _read(path: Path, chat: ChatFile, sha256: str, folder: Path) -> dict[str, Any]:
    findings = Findings()
    writer = Writer(folder)
    sources: dict[tuple[str, str], int] = defaultdict(int)
    trouble = None
    try:
        for sheet in archive.sheets(path, chat, findings):
            count = 0
            for sighting in _sightings(sheet):
                writer.put(sighting.at[:DAY_LENGTH] or UNDATED, sighting.to_line())
                count += 1
            sources[sheet.name, sheet.format] += count
        writer.flush()
    except NoRoom:
        raise  # no fault of the file
    except InputError as error:
        # half a file would be silent about the other half
        trouble = str(error)
        sources.clear()
        for file in folder.glob("*.jsonl"):
            file.unlink()
    return {
        "sources": [
            {"name": name, "format": format, "sha256": sha256, "posts": count}
            for (name, format), count in sorted(sources.items())
        ],
        "notes": list(findings.in_words()),
        "edits": findings.edits,
        "trouble": trouble,
    }


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
    """Return the hashtags of a text as they are written, with their mark."""
    if "#" not in text and "＃" not in text:
        return ()
    return tuple(entity.text for entity in entities.extract(text) if entity.kind == "hashtag")


def _line(post: Post, number: int) -> int:
    _, _, line = (post.source or "").rpartition(":")
    return int(line) if line.isdigit() else number


class Writer:
    """Lines for more files than can be open, held back and written in bulk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.held: dict[str, list[str]] = defaultdict(list)
        self.size = 0

    def put(self, name: str, line: str) -> None:
        """Add a line to the file `name`.jsonl."""
        self.held[name].append(line)
        self.size += len(line)
        if self.size > HELD:
            self.flush()

    def flush(self) -> None:
        """Write what is held back.

        Raises: NoRoom when the folder cannot be written.
        """
        try:
            for name, lines in self.held.items():
                file = self.folder / f"{name}.jsonl"
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("a", encoding="utf-8", errors="replace", newline="\n") as stream:
                    stream.writelines(line + "\n" for line in lines)
        except OSError as error:
            raise NoRoom(
                f"cannot be written: {error.strerror or error}.",
                where=self.folder,
                do="Make room there.",
            ) from error
        self.held.clear()
        self.size = 0


def timeline(spills: Sequence[Spill], counts: dict[str, int]) -> Iterator[Sighting]:
    """Yield the posts of all spills in time order, one for each id of a day; undated ones last.

    The order of the spills makes no difference. What is left out is added to `counts`.
    """
    edits = {version: last for each in spills for version, last in each.edits.items()}
    for day in sorted({day for each in spills for day in each.days()}):  # "undated" comes last
        kept: dict[str, Sighting] = {}
        for each in spills:
            file = each.days().get(day)
            if file is None:
                continue
            with file.open(encoding="utf-8") as stream:
                for line in stream:
                    new = Sighting.of_line(line)
                    known = kept.get(new.post.id)
                    if known is not None:
                        counts["found more than once"] += 1
                    if known is None or _rank(new) > _rank(known):
                        kept[new.post.id] = new
        for sighting in sorted(kept.values(), key=_order):
            if edits.get(sighting.post.id, sighting.post.id) != sighting.post.id:
                counts["an earlier version of an edited post"] += 1
            else:
                yield sighting


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
