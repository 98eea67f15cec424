"""How a clean line maps back to the raw text: what is cut at the edges, and where cuts may fall."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from pipeline import edges
from pipeline.graphemes import Breaks, trimmed, word_around
from pipeline.records import Cut, CutKind, Entity, Label, Span


def cut_edges(
    text: str,
    entities: Sequence[Entity],
    label: Label | None,
    *,
    chat_tags: frozenset[str],
    within: tuple[int, int],
) -> tuple[tuple[Cut, ...], tuple[int, int]]:
    """Return what is cut at the edges of a span, in order, and the body (start, end) that remains.

    Cut are the label, names and chat tags in front, a "RT @ana:", trailing links, tags and names
    and thread marks ("(1/2)"); blanks fall between the cuts. A name, tag or link stays where the
    sentence needs it: "welcome to #LTHEchat". A body begins and ends with a whole grapheme, entity
    and word, and cutting it again changes nothing; where nothing is left it is (n, n).

    `chat_tags` are the chat's own hashtags, lower case, with #.
    """
    inside = [each for each in entities if within[0] <= each.start and each.end <= within[1]]
    knife = _Knife(text, inside, label, chat_tags, within)
    cuts = sorted(knife.cut(), key=lambda cut: cut.start)
    return tuple(cuts), (knife.start, knife.end)


def snap(text: str, start: int, end: int, entities: Iterable[Span]) -> tuple[int, int]:
    """Return the smallest wider span that cuts no grapheme, word or entity, without outer blanks.

    `entities` may be any spans that must stay whole: a post's entities, its label, its cuts.
    Their edges are fine places to cut, even inside a word ("A1iPhone" after its label).
    """
    breaks, spans = Breaks(text), tuple(entities)
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    while True:
        left, right = trimmed(text, start, end, breaks)
        if left < right:
            before, after = _piece(text, left, spans), _piece(text, right, spans)
            left = breaks.floor(before[0] if before else left)
            right = breaks.ceiling(after[1] if after else right)
        if (left, right) == (start, end):
            return start, end
        start, end = left, right


def _piece(text: str, at: int, spans: Sequence[Span]) -> tuple[int, int] | None:
    """Return the span, or the part of a word between two spans, that `at` lies strictly inside."""
    around = [span for span in spans if span.start < at < span.end]
    if around:
        return min(span.start for span in around), max(span.end for span in around)
    word = word_around(text, at)
    borders = [border for span in spans for border in (span.start, span.end)]
    if word is None or at in borders:
        return None
    start = max([word[0], *(border for border in borders if word[0] < border < at)])
    end = min([word[1], *(border for border in borders if at < border < word[1])])
    return start, end


_Found = tuple[int, int, CutKind]  # start, end and what is cut


class _Knife:
    """Cuts one text from both ends until neither end has anything left to cut."""

    def __init__(
        self,
        text: str,
        entities: Sequence[Entity],
        label: Label | None,
        chat_tags: frozenset[str],
        within: tuple[int, int],
    ) -> None:
        self.text = text
        self.entities = entities
        self.label = label
        self.chat_tags = chat_tags
        self.breaks = Breaks(text)
        self.start, self.end = trimmed(text, *within, self.breaks)
        self._starts = [entity.start for entity in entities]
        self._is_led_by_label = self._is_led()

    def cut(self) -> list[Cut]:
        """Return the cuts made; what remains is from `start` to `end`."""
        cuts: list[Cut] = []
        while self.start < self.end:
            if cut := self._whole(self._first()):
                self.start = cut.end
            elif cut := self._whole(self._last()):
                self.end = cut.start
            else:
                break
            cuts.append(cut)
            self.start, self.end = trimmed(self.text, self.start, self.end, self.breaks)
        return cuts

    def _whole(self, found: _Found | None) -> Cut | None:
        if found is None:
            return None
        start, end = trimmed(self.text, found[0], found[1], self.breaks)
        if start not in self.breaks or end not in self.breaks:
            return None
        return Cut(kind=found[2], start=start, end=end)

    def _first(self) -> _Found | None:
        """Return what is to be cut at the start, with the colon or dash behind it."""
        is_led = self._is_led_by_label
        if not is_led and self.text[self.start] not in edges.STARTS:
            return None
        found = self._label_first() or self._mark_first() or self._repost() or self._name_first()
        if found is None:
            return None
        end, kind = found
        separator = edges.SEPARATOR.match(self.text, end, self.end)
        return self.start, separator.end() if separator else end, kind

    def _label_first(self) -> tuple[int, CutKind] | None:
        label = self.label
        if label is None or not self._is_led_by_label or self.start > label.start:
            return None
        name = self._entity_from(self.start)
        if name is None or name.start >= label.start:
            return label.end, "label"
        is_repost = edges.REPOST.search(self.text, self.start, name.start)
        return name.end, "repost" if is_repost else edges.CUT_AS[name.kind]

    def _is_led(self) -> bool:
        """Return whether nothing but names, tags and marks stands before the label."""
        label = self.label
        if label is None or not self.start <= label.start < label.end <= self.end:
            return False
        position = self.start
        for name in self.entities[: bisect_left(self._starts, label.start)]:
            if not edges.LABEL_LEAD.fullmatch(self.text, position, name.start):
                return False
            position = name.end
        return edges.LABEL_LEAD.fullmatch(self.text, position, label.start) is not None

    def _mark_first(self) -> tuple[int, CutKind] | None:
        if self.text[self.start] not in edges.STARTS_OF_MARKS:
            return None
        end = edges.mark_first(self.text, self.start, self.end)
        return None if end is None else (end, "mark")

    def _repost(self) -> tuple[int, CutKind] | None:
        if not self.text.startswith(("RT", "MT"), self.start):
            return None
        repost = edges.REPOST.match(self.text, self.start, self.end)
        name = self._entity_at(repost.end()) if repost else None
        return (name.end, "repost") if name is not None and name.kind == "mention" else None

    def _name_first(self) -> tuple[int, CutKind] | None:
        start = self.start
        if self.text[start] == ".":
            start = edges.DOTS.match(self.text, start, self.end).end()
        entity = self._entity_at(start)
        if entity is None or edges.is_subject(self.text, entity, self.end):
            return None
        is_cut = entity.kind == "mention" or edges.is_chat_tag(entity, self.chat_tags)
        return (entity.end, edges.CUT_AS[entity.kind]) if is_cut else None

    def _last(self) -> _Found | None:
        """Return what is to be cut at the end, with the dash before it."""
        found = self._label_last() or self._mark_last() or self._entity_last()
        if found is None:
            return None
        start, kind = found
        return edges.separated(self.text, self.start, start), self.end, kind

    def _label_last(self) -> tuple[int, CutKind] | None:
        label = self.label
        if label is None or not self.start <= label.start < label.end <= self.end:
            return None
        is_last = edges.PUNCTUATION.fullmatch(self.text, label.end, self.end)
        return (label.start, "label") if is_last else None

    def _mark_last(self) -> tuple[int, CutKind] | None:
        if self.text[self.end - 1] not in edges.ENDS_OF_MARKS:
            return None
        start = edges.mark_last(self.text, self.start, self.end)
        return None if start is None else (start, "mark")

    def _entity_last(self) -> tuple[int, CutKind] | None:
        entity = self._entity_before(self.end)
        if entity is None or entity.kind == "cashtag":
            return None
        last = self.text[self.end - 1]
        if entity.end < self.end and last.isalnum() and last not in edges.ENDS_OF_SMILEYS:
            return None  # a word stands behind it
        start = edges.via_start(self.text, self.start, entity)
        start, stop = edges.bracketed(self.text, self.start, start, entity.end, self.end)
        if not edges.AFTER[entity.kind].fullmatch(self.text, stop, self.end):
            return None
        if start == entity.start and edges.is_needed(self.text, self.start, entity, self.chat_tags):
            return None
        return start, edges.CUT_AS[entity.kind]

    def _entity_at(self, position: int) -> Entity | None:
        found = self._entity_from(position)
        return found if found is not None and found.start == position else None

    def _entity_from(self, position: int) -> Entity | None:
        index = bisect_left(self._starts, position)
        found = self.entities[index] if index < len(self.entities) else None
        return found if found is not None and found.end <= self.end else None

    def _entity_before(self, position: int) -> Entity | None:
        index = bisect_left(self._starts, position) - 1
        found = self.entities[index] if index >= 0 else None
        return found if found is not None and found.start >= self.start else None
