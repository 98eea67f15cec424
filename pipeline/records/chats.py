"""The chat as a whole, the files it was read from, and its people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import field_validator

from pipeline.records.base import Identifier, Record
from pipeline.records.posts import DAY_LENGTH

Role = Literal["guest", "host", "community"]
SAID_BY = "said by the editor "  # with what the reason begins for a role that the page was given
ROLES: tuple[Role, ...] = get_args(Role)  # in the order in which people are told
_COUNTS = r"\d+(?:[.:-]\d|-(?-i:[a-z]))"  # "2.5 hours ...", "5-minute breaks ..."
NUMBER = re.compile(
    rf"^\s*(?!{_COUNTS})(?P<q>Q)?\s?(?P<number>\d{{1,3}})(?(q)(?P<part>[a-h]?))\s?[.:)\-]\s*"
    r"(?P<text>.+)$",
    re.I | re.S,
)


def known_zone(zone: str) -> str:
    """Return the name of a time zone.

    Raises: ValueError for one that is not known on this machine.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("expected the name of a time zone, such as Europe/London") from error
    return zone


class Source(Record):
    """One input file of a chat: its name, what was recognised, and its digest."""

    name: str
    format: str
    sha256: str
    posts: int  # read from it


class Chat(Record):
    """What is known about the chat as a whole: given in chat.toml, named by the export itself (the
    names of those fields stand in `exported`), or found in the posts."""

    chat: Identifier  # the name of its run folder
    title: str | None = None
    hashtag: str | None = None
    host: tuple[str, ...] = ()  # handles
    guest: tuple[str, ...] = ()  # handles
    date: str | None = None
    timezone: str | None = None  # as given: by its clock days and times are told
    questions: tuple[str, ...] = ()  # as given, in their order
    exported: tuple[str, ...] = ()  # fields that the export itself named
    sources: tuple[Source, ...] = ()  # the files that were read
    found: tuple[str, ...] = ()  # in words: what was not given and how it was found out
    notes: tuple[str, ...] = ()  # in words: what readers met that a writer should know

    @field_validator("timezone")
    @classmethod
    def _known_here(cls, zone: str | None) -> str | None:
        return zone if zone is None else known_zone(zone)

    @property
    def zone(self) -> tzinfo:
        """The time zone by whose clock days and times are told."""
        return ZoneInfo(self.timezone) if self.timezone else UTC

    def local(self, moment: str | None) -> str | None:
        """Return a moment of UTC by the clock of the chat, without a zone, or in UTC as it is where
        none was given; a bare day stays."""
        if moment is None or self.timezone is None or len(moment) <= DAY_LENGTH:
            return moment
        try:
            there = datetime.fromisoformat(moment).astimezone(self.zone)
        except OverflowError:  # of the first day of all, or the last
            return moment
        return there.replace(tzinfo=None).isoformat()

    def day(self, moment: str | None) -> str | None:
        """Return the day of a moment by the clock of the chat, YYYY-MM-DD, if known."""
        return (self.local(moment) or "")[:DAY_LENGTH] or None

    def giver(self, name: str) -> str:
        """Return where a field of the chat comes from, in words."""
        return "named by the export" if name in self.exported else "given in chat.toml"

    def numbered(self) -> dict[int, str]:
        """Return the words of the given questions by number: "Q3: ...", else their place. Parts of
        one question ("Q1a: ...", "Q1b: ...") are joined as those that a host asks apart."""
        found: dict[int, list[str]] = {}
        for number, _, text in numbered(self.questions):
            found.setdefault(number, []).append(text)
        return {number: " / ".join(texts) for number, texts in found.items()}


def numbered(given: Sequence[str]) -> list[tuple[int, str, str]]:
    """Return given questions with number and part: "Q3a: ..." says them, else it is the place."""
    matches = map(NUMBER.match, given)
    return [
        (int(match["number"]), (match["part"] or "").lower(), match["text"])
        if match
        else (place, "", text)
        for place, (match, text) in enumerate(zip(matches, given, strict=True), 1)
    ]


class Person(Record):
    """One author: the role, with the reason for it in words, and how much they wrote."""

    handle: Identifier
    name: str | None = None
    role: Role
    why: str  # they have this role, in words
    posts: int
    answers: int  # to a question, where any is asked

    @property
    def order(self) -> tuple[int, int, int, str]:
        """What sorts people: by role, then who answers most, then who writes most."""
        return (ROLES.index(self.role), -self.answers, -self.posts, self.handle.casefold())
