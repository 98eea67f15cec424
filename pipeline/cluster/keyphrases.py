"""The phrases that the words of a theme stand in, as its posts have them: "hands on hips"."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from pipeline.cluster.chatter import FILLERS, FOREIGN, stop_words
from pipeline.cluster.lexicon import LABEL, SKIPPED, UNKNOWN, WORD, Lexicon, stem_of
from pipeline.cluster.linkage import Labels
from pipeline.language.words import words

KNOWN = 100_000  # words whose stem is held in memory
LONGEST = 4  # words of a phrase
LONGEST_GROUP = 3  # words of a noun with what describes it
MOST = 7  # words of a name in all; what would make it longer stays a word
SHARED = 0.5  # of the posts that have a word have it in a phrase: then they share the phrase

ASIDE = re.compile(r"\bof course\b", re.IGNORECASE)
# what shows where a phrase begins and ends, without a word of grammar learned
ARTICLES = words(
    "the a an my our your their his her its this that these those every each another own same no "
    "first last one two three four five six ten"
)
LINKS = words("of for in with on to from at by into about without before between behind under")
ACTORS = words(  # a verb follows
    "i we you they he she who to can could will would should must may might i'd i'll i've we'd "
    "we'll we've you'd you'll they'd they'll let's don't didn't won't can't couldn't wouldn't "
    "shouldn't never not rather please just always"
)
JOINTS = words("and or but &")
ENDS = JOINTS | LINKS | words(  # what follows a noun as no part of it
    "is are was were isn't aren't wasn't weren't has have had can could will would should must "
    "may might that which who when where if because cos bc so than then while do does did till "
    "per vs w like too either instead though rather again after through over as"
)  # fmt: skip
BEGINS = ("start", "article", "link", "joint")  # stand before a noun
MARKS = ",;-'&"  # stand inside a sentence
EMPTY = words(
    "shall called btw ppl tbh eleven twelve twenty thirty forty fifty sixty eighty ninety hundred "
    "thousand million dozen couple seven eight eighteen minute minutes min mins hour hours yr yrs "
    "second seconds time times moment half"
)
LEADS = words("no not never own same first last")  # begin a phrase that posts share
TRAILS = words("back off up out thing things")  # end one


class _Word(NamedTuple):
    """One word, number or mark of a post."""

    text: str
    lower: str  # with a straight apostrophe
    stem: str
    is_content: bool  # it tells something, and is no number, label or hashtag
    is_beside: bool  # one blank parts it from what stands before
    is_first: bool  # of a sentence

    @property
    def forms(self) -> tuple[str, str]:
        """The word and its stem, without whose it is."""
        return self.lower.removesuffix("'s"), self.stem


Phrase = Sequence[_Word]


def in_phrases(
    names: Sequence[tuple[str, ...]],
    texts: Sequence[str],
    labels: Labels,
    lexicon: Lexicon = UNKNOWN,
) -> list[tuple[str, ...]]:
    """Return the `names` of themes, each word of them in the phrase that it stands in.

    A word that several posts of its theme have stays alone but where half of them share a phrase
    with it (working nights); a word of one post takes the longest phrase of the post that has it
    (hands on hips). No phrase has a word that the `lexicon` bars. Shouted words are shown in small
    letters, and so are those that begin a sentence, but for proper ones.
    """
    found = []
    for label, name in enumerate(names):
        rows = [_row(texts[index]) for index in np.flatnonzero(labels == label).tolist()]
        said = _said(name, rows, lexicon.barred)
        found.append(
            tuple(_shown(phrase, lexicon) if phrase else word for word, phrase in said.items())
        )
    return found


def _said(
    name: Sequence[str], rows: Sequence[Phrase], barred: frozenset[str]
) -> dict[str, Phrase | None]:
    """Return the phrase of each word of a name, None where it stays alone. What a phrase has
    already is not told again."""
    said: dict[str, Phrase | None] = {}
    taken: set[str] = set()
    room = MOST
    for word in name:
        stems = [stem_of(part.casefold()) for part in word.split()]
        if not taken.isdisjoint(stems):
            continue
        shut = barred | taken
        fitting = (
            phrase
            for phrase in _found(stems, rows)
            if len(phrase) <= room
            and shut.isdisjoint(form for part in phrase for form in part.forms)
        )
        said[word] = phrase = next(fitting, None)
        taken.update([part.stem for part in phrase if part.is_content] if phrase else stems)
        room -= len(phrase) if phrase else len(stems)
    return said


def _found(stems: Sequence[str], rows: Sequence[Phrase]) -> Iterator[Phrase]:
    """Yield the phrases that the words stand in, the best first."""
    holding = [row for row in rows if {word.stem for word in row}.issuperset(stems)]
    if len(holding) > 1:
        if len(stems) == 1:
            yield from _shared(stems[0], holding)
        return
    for row in holding:
        own = [p for p in _phrases(row) if {word.stem for word in p}.issuperset(stems)]
        yield from sorted(own, key=lambda p: (-sum(word.is_content for word in p), len(p)))


def _shared(stem: str, rows: Sequence[Phrase]) -> list[Phrase]:
    """Return what at least half of the posts say around a word that they share, longest first."""
    times: Counter[str] = Counter()
    said: dict[str, Phrase] = {}
    for row in reversed(rows):  # a phrase is told as the first post has it
        seen = {
            " ".join(word.stem for word in phrase): phrase
            for phrase in _windows(row)
            if any(word.stem == stem for word in phrase)
        }
        times.update(seen.keys())
        said |= seen
    enough = max(2, SHARED * len(rows))
    kept = [said[key] for key in said if times[key] >= enough]
    return sorted(kept, key=len, reverse=True)


def _windows(row: Phrase) -> Iterator[Phrase]:
    for first, word in enumerate(row):
        if not (word.is_content or word.lower in LEADS or word.lower.isdecimal()):
            continue
        for last in range(first + 1, min(first + LONGEST, len(row))):
            end = row[last]
            if not end.is_beside or not end.lower[0].isalnum():
                break
            if end.is_content or end.lower in TRAILS:
                yield row[first : last + 1]


def _phrases(row: Phrase) -> Iterator[Phrase]:
    """Yield nouns with what describes them, two of them that a link joins, and verbs with what
    they are done to. Where one cannot tell where a phrase ends there is none.
    """
    groups = dict(_groups(row))
    spans = list(groups.items())
    for first, last in groups.items():
        if last + 1 < len(row) and row[last + 1].lower in LINKS:
            spans.append((first, _object(row, last + 1, groups)))
    spans = [(first - _is_denied(row, first), last) for first, last in spans]
    for first, word in enumerate(row):
        side = _before(row, first)
        if side not in ("start", "actor") or not word.is_content:
            continue
        spans.append((first, _object(row, first + 1, groups)))
        if side == "actor":
            spans += [run for run in _runs(row) if run[0] == first]
    for first, last in spans:
        if 0 < last - first < LONGEST and not row[first].lower.endswith("ly"):
            yield row[first : last + 1]


def _groups(row: Phrase) -> Iterator[tuple[int, int]]:
    """Yield the first and the last word of every noun with what describes it, as far as what
    stands before and behind them tells."""
    for first, last in _runs(row):
        is_verb = last > first and row[last].lower.endswith("ed")
        if not is_verb and _before(row, first) in BEGINS:
            yield first, last


def _runs(row: Phrase) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of every few telling words in a row that end where a phrase
    does."""
    first = 0
    for at, word in enumerate(row):
        if not word.is_content or not word.is_beside or not row[at - 1].is_content:
            first = at
        is_last = at + 1 == len(row) or not (row[at + 1].is_beside and row[at + 1].is_content)
        if word.is_content and is_last and at - first < LONGEST_GROUP and _ends(row, at):
            yield first, at


def _object(row: Phrase, at: int, groups: Mapping[int, int]) -> int:
    """Return the last word of the noun that links and articles at `at` lead to, or -1."""
    start = at
    for leading in (LINKS, ARTICLES):
        if at < len(row) and row[at].is_beside and row[at].lower in leading:
            at += 1
    is_led = start < at < len(row) and row[at].is_beside
    return groups.get(at, -1) if is_led else -1


def _before(row: Phrase, at: int) -> str:
    """Return what stands before a word: "start", "article", "link", "joint", "actor" or ""."""
    before = row[at - 1].lower if at else "."
    if not (before[0].isalnum() or before in JOINTS):
        return "start"
    if not row[at].is_beside:
        return ""
    if before in ARTICLES or before.isdecimal() or before.endswith("'s"):
        return "article"
    if before in LINKS and before != "to":
        return "link"
    return "actor" if before in ACTORS else "joint" if before in JOINTS else ""


def _is_denied(row: Phrase, at: int) -> bool:
    return at > 0 and row[at].is_beside and row[at - 1].lower == "no"


def _ends(row: Phrase, at: int) -> bool:
    """Return whether no phrase goes on behind a word, as one does behind "farmers'"."""
    if at + 1 == len(row):
        return True
    after = row[at + 1]
    is_whose = after.lower == "'" and not after.is_beside
    return after.lower in ENDS or not (after.lower[0].isalnum() or is_whose)


def _row(text: str) -> list[_Word]:
    """Return the words, numbers and marks of a text, a mark where a link or a handle stood."""
    whole = ASIDE.sub(" . ", SKIPPED.sub(" . ", unicodedata.normalize("NFC", text)))
    row: list[_Word] = []
    end = 0
    for match in WORD.finditer(whole):
        lower = match.group().casefold().replace("’", "'")
        is_beside = whole[end : match.start()] == " "
        is_first = not row or not (row[-1].lower[0].isalnum() or row[-1].lower in MARKS)
        row.append(_Word(match.group(), lower, *_read(lower), is_beside, is_first))
        end = match.end()
    return row


@lru_cache(maxsize=KNOWN)
def _read(lower: str) -> tuple[str, bool]:
    """Return the stem of a word, and whether it tells something."""
    is_small = lower in _small() or ("'" in lower and lower.split("'")[0] in _small())
    is_content = lower[0].isalpha() and not is_small and not LABEL.fullmatch(lower)
    return stem_of(lower.removesuffix("'s").lstrip("#")), is_content


def _shown(phrase: Phrase, lexicon: Lexicon) -> str:
    """Return a phrase as its author wrote it, but for capitals of loudness and of a sentence."""
    first, second, *_ = phrase
    is_title = second.text[0].isupper() or first.lower in lexicon.proper
    begins = first.is_first and first.text[1:].islower() and not is_title
    said = [
        word.lower if word.text.isupper() and word.lower in lexicon.shouted else word.text
        for word in phrase
    ]
    return " ".join([said[0].lower() if begins else said[0], *said[1:]])


@cache
def _small() -> frozenset[str]:
    grammar = ARTICLES | LINKS | ACTORS | ENDS
    return grammar | EMPTY | FILLERS | FOREIGN | stop_words()
