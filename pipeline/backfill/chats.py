"""The names of chats, and what is known about each from the chat.toml beside an archive."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from pipeline.backfill.keys import key
from pipeline.backfill.sessions import Session
from pipeline.chatfile import ChatFile
from pipeline.records import Chat, Source

NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 60  # characters of a hashtag or file in the name of a chat
NAMELESS = "chat"
GENERIC = {"export", "posts", "tweets", "data", "chat"}  # names that say less than their folder's


class Facts(BaseModel):
    """What the chat.toml of one archive path says; its documents begin with `name`."""

    model_config = ConfigDict(frozen=True)

    name: str
    known: ChatFile


def slug(text: str) -> str:
    """Return a name for a folder on any system: small Latin letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = NOT_IN_NAMES.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")
    if not bare and text.strip("#"):  # a hashtag in another script: its code points name it
        bare = "u" + "-".join(f"{ord(letter):x}" for letter in text.strip("#")[:8])
    return bare[:LONGEST_NAME].strip("-") or NAMELESS


def named(chats: Sequence[Session]) -> list[str]:
    """Return a name for each chat, of its hashtag (or channel) and the day of its busiest hour."""
    taken: Counter[str] = Counter()
    names = []
    for chat in chats:
        day = datetime.fromtimestamp(chat.busy, UTC).date().isoformat()
        name = f"{slug(chat.tag or _channel(chat.place))}-{day}"
        taken[name] += 1
        names.append(name if taken[name] == 1 else f"{name}-{taken[name]}")
    return names


def _channel(place: str) -> str:
    path = PurePosixPath(place)
    return path.parent.name if path.stem in GENERIC and path.parent.name else path.stem


def named_file(place: str) -> str:
    """Return the name of the chat that a file without times is."""
    return f"{slug(_channel(place))}-{key(place)[:6]}"


def chat_of(
    name: str,
    hashtag: str | None,
    moments: tuple[int, int] | None,
    places: Mapping[str, int],
    said: str,
    facts: Sequence[Facts],
    told: Mapping[str, Sequence[str]],
) -> Chat:
    """Return what is known about a chat; `told` are the notes of each file, by its name.

    The digest of its sources is over its own posts: an archive that grows leaves old chats as they
    are. Hosts hold for all chats of a chat.toml; title, guest and questions for that of its date.
    """
    nearest = sorted(facts, key=lambda fact: -fact.name.count("/"))  # then those of folders above
    given = next((fact.known for fact in nearest if _is_of(fact, hashtag, places)), ChatFile())
    is_this_one = _covers(moments, given)
    return Chat(
        chat=name,
        title=given.title if is_this_one else None,
        hashtag=hashtag,
        host=given.host,
        guest=given.guest if is_this_one else (),
        date=given.date if is_this_one else None,
        timezone=given.clock,
        questions=given.questions if is_this_one else (),
        notes=tuple(
            dict.fromkeys(note for place in sorted(places) for note in told.get(place, ()))
        ),
        sources=tuple(
            Source(name=place, format="part of an archive", sha256=said, posts=count)
            for place, count in sorted(places.items())
        ),
    )


def _is_of(fact: Facts, hashtag: str | None, places: Mapping[str, int]) -> bool:
    tag = fact.known.hashtag
    if tag is not None and (hashtag or "").casefold() != tag.casefold():
        return False
    return any(place == fact.name or place.startswith(f"{fact.name}/") for place in places)


def _covers(moments: tuple[int, int] | None, given: ChatFile) -> bool:
    """Return whether a chat was going on that day, as its people count days."""
    if moments is None or given.date is None:
        return False
    zone = ZoneInfo(given.timezone)
    first, last = (datetime.fromtimestamp(moment, zone).date() for moment in moments)
    return first <= date.fromisoformat(given.date) <= last


def unmet(facts: Sequence[Facts], chats: Iterable[Chat]) -> list[str]:
    """Return a note for each chat.toml on whose day no chat was found."""
    met = {chat.date for chat in chats}
    return [
        f"no chat on {fact.known.date}, the date of the chat.toml of {fact.name}: its title, guest "
        "and questions are not used"
        for fact in facts
        if fact.known.date is not None and fact.known.date not in met
    ]
