"""Where each post of an archive belongs: to one chat, or to none, with the reason in words."""

from __future__ import annotations

import re
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from pipeline.backfill.sessions import HOUR, Calendar, seconds
from pipeline.backfill.spill import Sighting
from pipeline.normalize import reposts
from pipeline.readers import folding
from pipeline.records import Post
from pipeline.settings import BackfillSettings

WORD = re.compile(r"\w+")
BATCH = 20_000  # posts between two writings of the index
REMEMBERED = 200_000  # the latest authors, and posts: reposts by hand name no id
FIRST_WORDS = 6  # of a post, by which a repost by hand is known

AGAIN = "found more than once"
BETWEEN = "its hashtag is a chat's, but no chat is near in time"
NO_CHAT = "its hashtags are no chat's"
BARE = "no hashtag, and no chat at its time"
TOO_MANY = "no hashtag, and several chats at its time"
UNDATED = "no time"

Row = tuple[int | None, str, str | None, bytes]  # chat, handle, time and text of a post


@dataclass(frozen=True)
class Belonging:
    """The chat of a post, by its place in the calendar, or None; and why."""

    sighting: Sighting
    chat: int | None
    why: str


class Index:
    """Which chat each post of an archive is in, on disk; ids of one network grow with time."""

    def __init__(self, file: Path) -> None:
        self.database = sqlite3.connect(file)
        self.database.execute("PRAGMA journal_mode = OFF")  # made anew when it is cut short
        self.database.execute("PRAGMA synchronous = OFF")
        self.database.execute(
            "CREATE TABLE chats (id TEXT PRIMARY KEY, chat INTEGER, handle TEXT, at TEXT, "
            "said BLOB) WITHOUT ROWID"
        )
        self.fresh: dict[str, Row] = {}

    def put(self, post: Post, chat: int | None) -> None:
        """Remember a post and its chat, None for none."""
        said = post.text.encode("utf-8", "surrogatepass")
        self.fresh[post.id] = (chat, post.handle, post.created_at, said)
        if len(self.fresh) >= BATCH:
            rows = ((id, *found) for id, found in self.fresh.items())
            self.database.executemany("INSERT INTO chats VALUES (?, ?, ?, ?, ?)", rows)
            self.fresh.clear()

    def post(self, id: str) -> Post | None:
        """Return who said what when under an id, None for one that was not seen."""
        row = self._row(id)
        if row is None:
            return None
        _, handle, at, said = row
        text = said.decode("utf-8", "surrogatepass")
        return Post(id=id, handle=handle, created_at=at, text=text)

    def get(self, id: str) -> int | None:
        """Return the chat of a post, None for none or a post that was not seen."""
        row = self._row(id)
        return row[0] if row else None

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def _row(self, id: str) -> Row | None:
        if id in self.fresh:
            return self.fresh[id]
        row: Row | None = self.database.execute(
            "SELECT chat, handle, at, said FROM chats WHERE id = ?", (id,)
        ).fetchone()
        return row


class Placing:
    """Looks at the posts in time order and says where each belongs."""

    def __init__(self, calendar: Calendar, index: Index, settings: BackfillSettings) -> None:
        self.calendar = calendar
        self.index = index
        self.settings = settings
        self._heard: OrderedDict[str, int] = OrderedDict()  # by author, the latest chat
        self._words: OrderedDict[str, int] = OrderedDict()
        self._latest: dict[str, str] = {}  # of an id that several posts bear, the latest's own one
        self._next = 0
        self._on: list[int] = []

    def place(self, sightings: Iterable[Sighting]) -> Iterator[Belonging]:
        """Yield each post with its chat; one that was seen before belongs to none."""
        for seen in sightings:
            sighting = replace(seen, post=self._pointing(seen.post))
            known = self.index.post(sighting.post.id)
            if known is not None and not folding.are_one(known, sighting.post):
                # exports that number their posts 1, 2, 3: other words are another post
                sighting = replace(sighting, post=folding.with_own_id(sighting.post))
                self._latest[seen.post.id] = sighting.post.id
                known = self.index.post(sighting.post.id)
            if known is not None:
                yield Belonging(sighting, None, AGAIN)
                continue
            found, why = self._of(sighting)
            parent = sighting.post.reply_to
            if found is not None and parent and self.index.get(parent) == found:
                # whom it answers says nothing more, as where files are folded
                post = sighting.post.model_copy(update={"speaks_to": None})
                sighting = replace(sighting, post=post)
            self.index.put(sighting.post, found)
            if found is not None:
                self._remember(sighting, found)
            yield Belonging(sighting, found, why)

    def _pointing(self, post: Post) -> Post:
        """Return a post with what it answers, quotes or passes on by the latest post's own id."""
        named = {key: getattr(post, key) for key in ("reply_to", "quotes", "repost_of")}
        own = {key: self._latest[id] for key, id in named.items() if id in self._latest}
        return post.model_copy(update=own) if own else post

    def _of(self, sighting: Sighting) -> tuple[int | None, str]:
        at = seconds(sighting.at)
        if at is None:
            return None, UNDATED
        during = self._during(sighting, at)
        kin = self._kin(sighting)
        if len(during) == 1:
            return next(iter(during.items()))
        if during:
            return self._one_of(during, kin, sighting)
        if kin is not None:
            return kin
        if sighting.tags:
            return self._near(sighting, at)
        return self._bare(sighting, at)

    def _during(self, sighting: Sighting, at: int) -> dict[int, str]:
        """Return the chats that go on under the post's hashtags, with the reasons."""
        found: dict[int, str] = {}
        for tag in sighting.tags:
            number = self.calendar.at(tag, "", at)
            if number is not None:
                chat, why = self.calendar.chat_of[number], self.calendar.why_of[number]
                if not why or chat not in found:  # its own hashtag says more than one beside it
                    found[chat] = why or f"carries {tag} while its chat goes on"
        return found

    def _kin(self, sighting: Sighting) -> tuple[int, str] | None:
        """Return the chat of the post that this one replies to, passes on or quotes, if any."""
        post = sighting.post
        for id, words in (
            (post.repost_of, "passes on a post of the chat"),
            (post.reply_to, "replies to a post of the chat"),
            (post.quotes, "quotes a post of the chat"),
        ):
            chat = self.index.get(id) if id else None
            if chat is not None:
                return chat, words
        if sighting.is_passed_on and post.repost_of is None:
            name = reposts.repost_mark(post.text)
            said = self._words.get(_beginning(name or "", _passed_on(post.text, name or "")))
            if said is not None:
                return said, "passes on a post of the chat by hand"
        return None

    def _one_of(
        self, during: dict[int, str], kin: tuple[int, str] | None, sighting: Sighting
    ) -> tuple[int, str]:
        """Return one of several chats that the post's hashtags name at the same time."""
        chats = self.calendar.chats
        names = " and ".join(sorted(chats[chat].tag for chat in during))
        if kin is not None and kin[0] in during:
            return kin[0], f"carries {names}; {kin[1].replace('the chat', chats[kin[0]].tag)}"
        author = sighting.post.handle.casefold()
        heard = self._heard.get(author)
        if heard in during and heard is not None:
            return heard, f"carries {names}; its author was last heard in {chats[heard].tag}"
        best = min(during, key=lambda chat: chats[chat].size)
        return best, f"carries {names}; {chats[best].tag} has more posts then"

    def _near(self, sighting: Sighting, at: int) -> tuple[int | None, str]:
        """Return the chat of which a post with a chat's hashtag is early or late, if one is."""
        late, early = self.settings.late_hours * HOUR, self.settings.early_hours * HOUR
        found: list[tuple[int, int, str]] = []
        is_known = False
        for tag in sighting.tags:
            is_known = is_known or self.calendar.knows(tag)
            before, after = self.calendar.nearest(tag, "", at)
            if before is not None and at - self.calendar.sessions[before].end <= late:
                away = at - self.calendar.sessions[before].end
                found.append((away, before, f"{_hours(away)} after the chat of {tag}"))
            if after is not None and self.calendar.sessions[after].start - at <= early:
                away = self.calendar.sessions[after].start - at
                found.append((away, after, f"{_hours(away)} before the chat of {tag}"))
        if not found:
            return None, BETWEEN if is_known else NO_CHAT
        _, number, why = min(found)
        return self.calendar.chat_of[number], why

    def _bare(self, sighting: Sighting, at: int) -> tuple[int | None, str]:
        """Return the chat of a post without a hashtag."""
        number = self.calendar.at("", sighting.place, at)
        if number is not None:
            why = self.calendar.why_of[number]
            return self.calendar.chat_of[number], why or f"in {sighting.place} at that time"
        author = sighting.post.handle.casefold()
        chats = self.calendar.chats
        on = [n for n in self._around(at) if author in chats[n].people]
        if len(on) == 1:
            return on[0], f"no hashtag, but its author takes part in {chats[on[0]].tag} then"
        heard = self._heard.get(author)
        if heard in on and heard is not None:
            return heard, f"no hashtag; its author was last heard in {chats[heard].tag}"
        return None, TOO_MANY if on else BARE

    def _around(self, at: int) -> list[int]:
        """Return the chats that go on at a moment; moments only grow."""
        chats = self.calendar.chats
        while self._next < len(chats) and chats[self._next].start <= at:
            self._on.append(self._next)
            self._next += 1
        self._on = [number for number in self._on if chats[number].end >= at]
        return self._on

    def _remember(self, sighting: Sighting, chat: int) -> None:
        _keep(self._heard, sighting.post.handle.casefold(), chat)
        if not sighting.is_passed_on:
            _keep(self._words, _beginning(sighting.post.handle, sighting.post.text), chat)


def _keep(known: OrderedDict[str, int], name: str, chat: int) -> None:
    known[name] = chat
    known.move_to_end(name)
    if len(known) > REMEMBERED:
        known.popitem(last=False)


def _beginning(handle: str, text: str) -> str:
    words = islice(WORD.finditer(text), FIRST_WORDS)
    return " ".join([handle.casefold(), *(word[0].casefold() for word in words)])


def _passed_on(text: str, name: str) -> str:
    """Return what stands behind the name in a repost by hand."""
    _, _, rest = text.partition(f"@{name}")
    return rest


def _hours(away: int) -> str:
    hours = max(1, round(away / HOUR))
    return f"{hours} hour{'s' if hours != 1 else ''}"
