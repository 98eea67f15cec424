"""Every quote of an article, and whether somebody wrote it so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from pipeline.check import credits, letters, lines, marks
from pipeline.check.article import Row
from pipeline.check.credits import Beside, Crowd
from pipeline.check.marks import LEAST, WORD, Quotation
from pipeline.records import Post
from pipeline.records.posts import BY_OTHERS

Verdict = Literal["exact", "changed", "unknown"]
BARE = 6  # words of a line without marks that is no chance likeness
FEWEST = 2  # words of a line that is shown as a quote
LABEL = 12  # letters that may stand before or behind the words of a question ("Q1: ")
PARTS = 8  # of several posts, in one quote
ROWS = 6  # lines below a quote in which its credit is looked for
ALIKE = 0.6  # share of its words that a changed quote has of its post
TRIED = 5  # posts that share most with a quote
_GLUED = re.compile(r"(?<=\d)(?=[A-ZÀ-ÖØ-Þ])")  # "A2Yes"
_BEHIND = re.compile(r"^\W{0,3}\(?@\w")


@dataclass(frozen=True)
class Finding:
    """A quote of an article, whose words it has, how they differ, and what is wrong beside it."""

    verdict: Verdict
    said: str
    post: Post | None = None
    differences: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to mend."""
        return self.verdict == "exact" and not self.troubles

    @property
    def words(self) -> list[str]:
        """What is to mend, in words."""
        if self.verdict == "unknown":
            return ["nobody wrote that in this chat: is it from elsewhere?"]
        own = [f"not as it was written: {told}" for told in self.differences]
        if self.verdict == "changed" and not own:
            own = ["nearly, but not quite as it was written: copy it anew"]
        return [*own, *self.troubles]

    def goes_on_from(self, before: Finding) -> bool:
        """Return whether this is the next line of the same words of a post."""
        if self.post is None or self.post is not before.post:
            return False
        both = letters.flat(f"{before.said} {self.said}")
        return letters.stands_in(both, letters.flat(self.post.text)) >= 0

    def with_more(self, after: Finding) -> Finding:
        """Return both lines as one quote."""
        troubles = tuple(dict.fromkeys((*self.troubles, *after.troubles)))
        return replace(self, said=f"{self.said}\n{after.said}", troubles=troubles)


def check(rows: Sequence[Row], posts: Sequence[Post], known: Collection[str] = ()) -> list[Finding]:
    """Return the quotes of an article in their order, each held against the posts of a chat.

    A quote is what stands in quotation marks, and a line that is a post's words or nearly so, with
    a credit, in a list or a block. What is `known` beside the posts (the words of questions) is no
    quote. Words without marks that only resemble a post are the writer's own.
    """
    return list(_Reading(rows, posts, known).findings())


@dataclass(frozen=True)
class _Source:
    post: Post
    text: str  # flat


@dataclass
class _Reading:
    rows: Sequence[Row]
    posts: Sequence[Post]
    known: Collection[str]

    @cached_property
    def crowd(self) -> Crowd:
        return Crowd(self.posts)

    @cached_property
    def sources(self) -> list[_Source]:
        own_first = sorted(self.posts, key=lambda post: post.set_aside in BY_OTHERS)
        return [_Source(post, letters.flat(post.text)) for post in own_first]

    @cached_property
    def index(self) -> dict[tuple[str, ...], list[int]]:
        """The sources that have three words in a row."""
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at, source in enumerate(self.sources):
            for three in set(_threes(lines.without_addresses(source.text))):
                found[three].append(at)
        return found

    @cached_property
    def flat_known(self) -> list[str]:
        return [letters.flat(text) for text in self.known if text]

    def findings(self) -> Iterator[Finding]:
        """Yield the quotes; lines of one post that follow each other in a block are one."""
        before: Finding | None = None
        block = -1
        for at, row in enumerate(self.rows):
            if row.is_heading or lines.is_credit(row.text) or self._is_known(row.text):
                continue
            finding = self._line(at)
            if finding and before and row.block == block and finding.goes_on_from(before):
                before = before.with_more(finding)
                continue
            if before:
                yield before
            before, block = finding, row.block
            if not finding:
                for quotation in marks.double(row.text):
                    yield from self._marked(at, quotation)
                end = 0
                for ends in marks.single(row.text):
                    if ends[0].start >= end:  # not inside the one before
                        sure = (one for one in reversed(ends) if self._holding(one.said))
                        quotation = next(sure, ends[0])
                        yield from self._marked(at, quotation)
                        end = quotation.end
        if before:
            yield before

    def _line(self, at: int) -> Finding | None:
        """Return a whole line as a quote, None where it is the writer's own."""
        row = self.rows[at]
        said, credit = lines.unmarked(row.text), ""
        few = len(WORD.findall(said)) < BARE
        if few and not row.is_quoted and not self._may_be_credited(at):
            return None
        held = self._holding(said)
        if not held:
            said, credit = lines.parted(said)
            held = self._holding(said) if credit else []
        if not held:
            said, credit, held = self._spoken(at, said, credit)
        if not held and lines.is_in_single_marks(said):
            if not (held := self._holding(said[1:-1])) and len([*marks.single(said)]) > 1:
                return None  # perhaps two quotes
            said = said[1:-1]
        words = len(WORD.findall(lines.without_addresses(said)))
        is_marked = any(len(one.said) + 2 == len(said) for one in marks.double(said))
        if words < FEWEST or is_marked or self._is_known(said):
            return None
        credit = credit or self._credit_below(at, held)
        is_shown = row.is_quoted or bool(credit)
        # what is the writer's of it may name the author; of a changed line nobody knows what is
        own = row.text.replace(said, " ", 1) if held else row.text
        beside = self._beside(at, credit, own)
        if held and (is_shown or words >= BARE):
            return self._exact(said, held, beside)
        has_marks = any(one.is_long for one in marks.double(said))
        if words < LEAST or (has_marks and not is_shown):
            return None
        changed = self._changed(said, beside) if is_shown or row.is_item else None
        if changed and changed.post and has_marks:
            around, own = letters.flat(marks.outside(said)), letters.flat(changed.post.text)
            return changed if letters.differences(around, own)[0] >= ALIKE else None
        if not changed and not has_marks and self.crowd.is_somebody(lines.credited(credit)):
            return Finding("unknown", said)
        return changed

    def _spoken(self, at: int, said: str, credit: str) -> tuple[str, str, list[_Source]]:
        """Return a line without the label before it, where that is who says it or the rest is a
        post's words: the words, the credit, the sources that say so.

        In a line that is shown as a quote, other words before a colon may be a change of it.
        """
        label, rest, is_apart = lines.labelled(said)
        has_marks = any(one.is_long for one in marks.double(rest)) or rest[:1] in "‘'‚"
        if not label or has_marks:
            return said, credit, []
        held = self._holding(rest)
        if self.crowd.is_somebody(label):
            return rest, credit or label, held
        row = self.rows[at]
        is_label = is_apart or not (row.is_quoted or row.is_item or self._may_be_credited(at))
        is_quote = bool(credit) or len(WORD.findall(rest)) >= BARE
        return (rest, credit, held) if held and is_label and is_quote else (said, credit, [])

    def _marked(self, at: int, quotation: Quotation) -> Iterator[Finding]:
        row, said = self.rows[at], quotation.said
        if not quotation.is_long or self._is_known(said):
            return
        before, behind = row.text[: quotation.start], row.text[quotation.end :]
        _, credit = lines.parted(row.text)
        if _BEHIND.match(behind) or lines.CREDIT_ROW.fullmatch(behind.strip()):
            credit = behind
        elif not WORD.search(before + behind):
            credit = self._credit_below(at, ())
        beside = self._beside(at, credit, f"{before} {behind}")
        held = self._holding(said)
        if held:
            yield self._exact(said, held, beside)
        elif changed := self._changed(said, beside):
            yield changed
        elif not quotation.maybe and not quotation.is_title:
            yield Finding("unknown", said)

    def _is_known(self, said: str) -> bool:
        text = letters.flat(said)
        return any(known in text and len(text) - len(known) <= LABEL for known in self.flat_known)

    def _holding(self, said: str) -> list[_Source]:
        """Return the sources that say it so, to the letter."""
        text = letters.flat(said)
        parts = letters.pieces(text)
        near = self._near(parts)
        held = [source for source in near if letters.is_exact(text, source.text)]
        parts = [] if held else parts
        if 1 < len(parts) <= PARTS:  # of several posts by one author
            each = [self._holding(part) for part in parts]
            authors = [{source.post.handle for source in found} for found in each]
            return [one for one in each[0] if all(one.post.handle in known for known in authors)]
        return held

    def _near(self, parts: Sequence[str]) -> Sequence[_Source]:
        """Return the sources that have three words in a row of the pieces of a flat quote, the
        rarest three; all where no piece has as many."""
        threes = {three for part in parts for three in _threes(lines.without_addresses(part))}
        if not threes:
            return self.sources
        places = min((self.index.get(three, ()) for three in threes), key=len)
        return [self.sources[at] for at in places]

    def _exact(self, said: str, held: Sequence[_Source], beside: Beside) -> Finding:
        """Return the quote as the words of the post whose credit fits best: some say the same."""
        posts = [source.post for source in held]
        posts = [post for post in posts if post.set_aside not in BY_OTHERS] or posts
        told = [(credits.troubles(post, beside, self.crowd), post) for post in posts]
        troubles, post = min(told, key=lambda one: len(one[0]))
        return Finding("exact", said, post, (), tuple(troubles))

    def _changed(self, said: str, beside: Beside) -> Finding | None:
        text = letters.flat(said)
        threes = _threes(lines.without_addresses(text))
        shared = Counter(at for three in threes for at in self.index.get(three, ()))
        found = []
        for at, _ in shared.most_common(TRIED):
            share, told = letters.differences(text, self.sources[at].text)
            found.append((share, -at, self.sources[at].post, told))
        if not found or (best := max(found, key=lambda one: one[:2]))[0] < ALIKE:
            return None
        _, _, post, differ = best
        troubles = credits.troubles(post, beside, self.crowd)
        return Finding("changed", said, post, tuple(differ), tuple(troubles))

    def _beside(self, at: int, credit: str, own: str) -> Beside:
        """Return what stands beside a quote: its credit, its line, the lines before and after."""
        row = self.rows[at]
        near = self.rows[max(0, at - 1) : at + 2]
        links = [*row.links]
        for below in self.rows[at + 1 : at + 1 + ROWS]:
            if below.text == credit:
                links += below.links
        around = (own, *(other.text for other in near if other is not row))
        return Beside(credit, around, tuple(links))

    def _may_be_credited(self, at: int) -> bool:
        """Return whether a credit stands behind a line or below it, whosever it is."""
        rows = (row for row in self.rows[at : at + 1 + ROWS] if row.block == self.rows[at].block)
        return any(lines.is_credit(row.text) or lines.parted(row.text)[1] for row in rows)

    def _credit_below(self, at: int, held: Sequence[_Source]) -> str:
        """Return the credit on a line below, between which and this only the same posts speak."""
        for below in self.rows[at + 1 : at + 1 + ROWS]:
            if below.block != self.rows[at].block:
                return ""
            if lines.is_credit(below.text):
                return below.text
            said, credit = lines.parted(below.text)
            text = letters.flat(said)
            if not any(letters.is_exact(text, source.text) for source in held):
                return ""
            if credit:
                return credit
        return ""


def _threes(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.casefold() for word in WORD.findall(_GLUED.sub(" ", text))]
    return zip(words, words[1:], words[2:], strict=False)
