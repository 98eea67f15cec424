"""The plan of a backfill: one unit for each chat, with its posts on disk and what is known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from pipeline import jsonl
from pipeline.backfill.keys import Stamp, stage_keys
from pipeline.records import Chat, Identifier, Record
from pipeline.settings import Settings


class Unit(Record):
    """One chat of an archive, a unit of work.

    `said` is the digest of its posts, `origin` that of where they stand in the archive and why they
    belong here; `why` counts its posts by that reason.
    """

    name: Identifier
    year: Annotated[int, Field(ge=0)]  # 0 where no time is known
    hashtag: str | None
    start: str | None
    end: str | None
    posts: Annotated[int, Field(ge=1)]
    said: str
    origin: str
    chat: Chat
    why: dict[str, int]
    drawer: str | None = None  # of its posts in the cut, where its run folder kept another name

    @property
    def place(self) -> Path:
        """Where it lies, below the folders that hold one entry for each unit."""
        return Path(f"{self.year:04d}") / self.name

    def keys(self, settings: Settings, mark: Stamp) -> dict[str, str]:
        """Return the key of each stage."""
        chat = self.chat.model_dump(mode="json", exclude={"sources"})
        return stage_keys(chat, self.said, self.origin, settings, mark)


def read_whys(file: Path) -> dict[str, str]:
    """Return for each post of a unit why it belongs there."""
    return {value["post"]["id"]: value["why"] for _, value in jsonl.read_values(file)}
