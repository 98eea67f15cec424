"""One post on its way through the stage: what it holds, and what is found out about it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import regex

from pipeline import spans
from pipeline.junk import junk_start
from pipeline.normalize import called, entities, labels, reposts
from pipeline.records import Cut, Entity, Label, Post, SetAside
from pipeline.tongues import detect

STATUS_LINK = re.compile(r"/(?:status|statuses|post)/(\w+)|/@[\w.-]+/(\d+)")
WORD = regex.compile(r"[\p{L}\p{N}]+(?:'[\p{L}]+)?")
CUT_OFF = re.compile(r"\w…\Z")
CUT_LENGTHS = (range(130, 141), range(240, 282))  # X's limits, with room for links written out
OWN_WORDS = 8  # with fewer words two people think alike: "Yes, all the time"
ASCII_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")  # the same for ASCII, and three times as fast


@dataclass(slots=True, eq=False)
class Thread:
    """Posts that one author meant as one; `into` is the thread that it was found to be part of."""

    id: str
    into: Thread | None = None

    def root(self) -> Thread:
        """Return the thread that this one is part of in the end."""
        found = self
        while found.into is not None:
            found = found.into
        if found is not self:
            self.into = found
        return found


@dataclass(slots=True, eq=False)
class Reading:
    """A post with what is read from its text alone, and what its neighbours add.

    `words` are the words of what it says in lower case, without links and mentions, `joined` the
    same as one text; `passes_on` is the handle that a repost by hand names, "" where it names none,
    `own` how far the author's own words go before somebody else's. `original` is the post that this
    one repeats, `similarity` how alike the two are, `support` how many posts repeat this one.
    """

    post: Post
    author: str
    entities: tuple[Entity, ...]
    junk: int
    quotes: str | None
    passes_on: str | None
    own: int
    label: Label | None = None
    cuts: tuple[Cut, ...] = ()
    body: tuple[int, int] = (0, 0)
    is_truncated: bool = False
    words: list[str] = field(default_factory=list)
    joined: str = ""
    lang: str | None = None
    original: Reading | None = None
    similarity: float | None = None
    support: int = 0
    source: str | None = None
    is_disputed: bool = False
    aside: SetAside | None = None
    thread: Thread | None = None
    keys: tuple[int, ...] = ()

    @property
    def is_passed_on(self) -> bool:
        """Whether all its words are somebody else's."""
        return self.passes_on is not None or self.post.repost_of is not None

    @property
    def is_question(self) -> bool:
        """Whether it is labelled as a question, which several hosts may post."""
        return self.label is not None and self.label.kind == "Q"

    @property
    def is_common(self) -> bool:
        """Whether two people may say the same independently: few words, no link, no question."""
        is_long = len(self.words) >= OWN_WORDS or any(each.kind == "url" for each in self.entities)
        return not is_long and not self.is_question

    @property
    def said(self) -> str:
        """What the author says: the text without the cuts at its edges."""
        return self.post.text[self.body[0] : self.body[1]]

    def cut(self, tags: frozenset[str], spelled: Callable[[str], str] = str) -> None:
        """Find the label, the cuts and the words; `tags` are the chat's own hashtags, and `spelled`
        spells its labels with A and Q."""
        text = self.post.text
        end = min(self.junk, self.own)
        own, held = text[:end], self.entities
        self.label = labels.parse(spelled(own), held)
        cuts, self.body = spans.cut_edges(text, held, self.label, chat_tags=tags, within=(0, end))
        if end < self.junk:
            cuts += (Cut(kind="repost", start=end, end=self.junk),)
        if self.junk < len(text):
            cuts += (Cut(kind="junk", start=self.junk, end=len(text)),)
        self.cuts = cuts
        self.is_truncated = self.post.is_truncated or (
            self.passes_on is None and _looks_cut_off(text)
        )
        self.words = words_of(text, self.body, held)
        self.joined = " ".join(self.words)
        self.lang = self.post.lang or detect(self.words)

    def repeats(self, original: Reading, similarity: float) -> None:
        """Note that this post repeats another one, which gains its support."""
        self.original, self.similarity = original, similarity
        original.support += 1 + self.support
        self.support = 0

    def root(self) -> Reading:
        """Return the post that this one repeats in the end, or itself."""
        found = self
        while found.original is not None:
            found = found.original
        return found

    def decide(self) -> None:
        """Settle why the post is set aside, if nothing was settled before."""
        if self.is_disputed:
            self.aside = "disputed author"
        elif self.is_passed_on:
            self.aside = "repost"
        elif self.original is not None:
            self.aside = "duplicate"
        elif self.post.is_private:
            self.aside = "private"
        elif not self.words and not any(letter.isalnum() for letter in self.said):
            self.aside = "empty"

    def finished(self) -> Post:
        """Return the post with all that was found, and why it is set aside."""
        repeated = self.root() if self.original is not None else None
        changes: dict[str, Any] = {
            "quotes": self.quotes,
            "repost_of": self.post.repost_of or self.source,
            "lang": self.lang,
            "is_truncated": self.is_truncated,
            "entities": self.entities,
            "label": self.label,
            "cuts": self.cuts,
            "body": self.body,
            "thread": self.thread.root().id if self.thread is not None else None,
            "duplicate_of": repeated.post.id if repeated is not None else None,
            "similarity": self.similarity,
            "support": self.support,
            "set_aside": self.aside,
        }
        return self.post.model_copy(update=changes)


def read(post: Post, names: regex.Pattern[str] | None = None) -> Reading:
    """Return the reading of a post with its entities, before anything is cut; `names` finds the
    people of the chat who have no handle."""
    text = post.text
    junk = junk_start(text, post.handle, post.name)
    passes_on, own = reposts.read(text)
    kept = text[:junk] if junk < len(text) else text
    held = _parted(called.with_names(entities.extract(kept), kept, names), own)
    quotes = post.quotes or _quoted(held)
    return Reading(post, post.handle.casefold(), held, junk, quotes, passes_on, own)


def _parted(held: Sequence[Entity], own: int) -> tuple[Entity, ...]:
    """Return the entities, none of them longer than the author's own words: "#chatRT @ana: ..."."""
    return tuple(
        each.model_copy(update={"end": own, "text": each.text[: own - each.start]})
        if each.start < own < each.end
        else each
        for each in held
    )


def _quoted(held: tuple[Entity, ...]) -> str | None:
    for entity in held:
        match = STATUS_LINK.search(entity.text) if entity.kind == "url" else None
        if match is not None:
            return match[1] or match[2]
    return None


def _looks_cut_off(text: str) -> bool:
    """Return whether an archive cut a post within a word, at the most that the network allowed."""
    is_long = any(len(text) in lengths for lengths in CUT_LENGTHS)
    return is_long and CUT_OFF.search(text, len(text) - 2) is not None


def words_of(text: str, span: tuple[int, int], held: tuple[Entity, ...]) -> list[str]:
    """Return the words in a span in lower case, without those of links and mentions.

    Phones write don’t where keyboards write don't: it is one word.
    """
    at, end = span
    pieces = []
    for entity in held:
        if entity.start >= at and entity.end <= end and entity.kind in ("url", "mention"):
            pieces.append(text[at : entity.start])
            at = entity.end
    pieces.append(text[at:end])
    plain = " ".join(pieces)
    if plain.isascii():
        return ASCII_WORD.findall(plain.lower())
    folded = unicodedata.normalize("NFKC", plain).casefold()
    found: list[str] = WORD.findall(folded.replace("’", "'"))
    return found
