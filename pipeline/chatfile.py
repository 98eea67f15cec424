"""chat.toml: what the people of the chat know about it. Every key is optional."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, field_validator

from pipeline.errors import InputError, unreadable
from pipeline.jsonl import problems
from pipeline.records import known_zone, numbered

FILE_NAME = "chat.toml"
FORM = 'A line reads host = "ana_bakes", with straight quotation marks.'
# fields of a post that a column can fill; a column of days may have one of the clock beside it
COLUMNS = (
    "handle", "text", "created_at", "clock", "name", "url", "id", "reply_to", "speaks_to", "quotes",
    "repost_of", "question", "kind", "lang", "likes", "reposts", "replies",
)  # fmt: skip


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Handles = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class ChatFile(BaseModel):
    """The keys of a chat.toml; `host` and `guest` take one handle or a list of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str | None = None  # above the recap
    hashtag: str | None = None  # of the chat, with or without the #
    host: Handles = ()  # who asks
    guest: Handles = ()  # whose lines come first
    date: str | None = None  # of the chat, such as 2024-05-14
    questions: tuple[str, ...] = ()  # a list of all: "Q3: ..." each, or in the order of asking
    timezone: str = "UTC"  # of the chat, and of times that the export gives without a zone
    encoding: str | None = None  # of exports that are not UTF-8, such as windows-1252
    columns: dict[str, str] = {}  # field of a post -> column of a CSV that no reader knows

    @field_validator("host", "guest")
    @classmethod
    def _without_at(cls, handles: tuple[str, ...]) -> tuple[str, ...]:
        bare = tuple(handle.strip().removeprefix("@") for handle in handles)
        if not all(bare) or any("://" in handle for handle in bare):
            raise ValueError("expected a handle, such as ana_bakes; leave the key out if unknown")
        return bare

    @field_validator("date", mode="before")
    @classmethod
    def _as_day(cls, value: object) -> object:
        text = value.isoformat() if isinstance(value, date | time) else value
        if not isinstance(text, str):
            return text
        try:
            return datetime.fromisoformat(text.strip()).date().isoformat() if text.strip() else None
        except ValueError as error:
            raise ValueError("expected a day, such as 2024-05-14") from error

    @field_validator("hashtag")
    @classmethod
    def _with_mark(cls, tag: str | None) -> str | None:
        bare = tag.strip().lstrip("#＃") if tag else ""
        return f"#{bare}" if bare else None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        return known_zone(zone)

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, name: str) -> str:
        try:
            "".encode(name)
        except LookupError as error:
            raise ValueError("expected the name of an encoding, such as windows-1252") from error
        return name

    @property
    def clock(self) -> str | None:
        """The time zone where it is given, by which days and times are told."""
        return self.timezone if "timezone" in self.model_fields_set else None

    @field_validator("questions")
    @classmethod
    def _of_one_number_each(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        counts = Counter(f"Q{number}{part}" for number, part, _ in numbered(given))
        twice = [name for name, count in counts.items() if count > 1]
        if twice:
            rule = "a question without a number has that of its place in the list"
            do = 'give it one of its own, such as "Q0: Who are you?"'
            raise ValueError(f"expected each number once, {twice[0]} comes again ({rule}; {do})")
        return given

    @field_validator("columns")
    @classmethod
    def _known_fields(cls, columns: dict[str, str]) -> dict[str, str]:
        unknown = sorted(set(columns) - set(COLUMNS))
        if unknown:
            fields = ", ".join(COLUMNS)
            raise ValueError(f"{unknown[0]!r} is no field of a post; those are {fields}")
        if "clock" in columns and "created_at" not in columns:
            raise ValueError("clock names the time of a day: created_at has to name the day")
        return columns


def read(path: Path) -> ChatFile:
    """Return what a chat.toml says.

    Raises: InputError with the file, and the key or the line, for TOML that does not parse, an
    unknown key or a value of the wrong type.
    """
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise unreadable(error, path) from error
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8.", where=path, do="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"not TOML: {error}.", where=path, do=FORM) from error
    try:
        return ChatFile.model_validate(values)
    except ValidationError as error:
        has_unknown = any(item["type"] == "extra_forbidden" for item in error.errors())
        do = f"Known keys: {', '.join(ChatFile.model_fields)}." if has_unknown else ""
        raise InputError(f"{problems(error, 'key')}.", where=path, do=do) from error
