"""The label that an author puts on a post: "A1", "Q2)", "[A4]", "Ans 3:", "... #Q6 #chat"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice, pairwise

import regex

from pipeline.normalize import leads
from pipeline.normalize.spellings import LOOK_BACK, Spelling, folded, spellings
from pipeline.records import Entity, Label

MOST_LABELS = 2  # three labels in a row are an instruction: "answer with A1, A2, A3"

# What follows a label that is talked about and not put on: "Q2 coming up", "A1 etc"
_TALK = {
    "A": "coming(?! up with)|comes|etc",
    "Q": "(?:is )?(?:coming(?! up with)|up|next|loading|on (?:its|the) way)|comes|now|already|soon"
    "|etc|in [0-9]|answers?|responses?|was|will|please",
}
_IS_TALK = {
    kind: regex.compile(rf"\s*(?:{words})\b", regex.IGNORECASE) for kind, words in _TALK.items()
}
# ... but "Q3: Now be brave. What ...", "Q4: Please share ...", "A1: Coming from a farm, I ..." are
# put on: closed or capital, and more follows than who only talks would say
_HERALD = regex.compile(r"\s*(?:coming|comes|up|next|soon|etc)\b", regex.IGNORECASE)
_WORD = regex.compile(r"\w+(?:['’]\w+)*")
_FEW_WORDS, _FEW_OF_HERALD = 3, 6
_NOISE = regex.compile(
    r"[\s\p{P}\p{S}\p{M}\p{Cf}]|\b(?:(?i:RT|MT|HT|via|cc)|T[0-9]|[0-9]{1,2}(?:\s?of\s[0-9]{1,2}|/(?:[0-9]{0,2}|[nx])))(?!\w)"
)
_BREAK = regex.compile(r"(?:[.!?…:;>|)\]\p{So}\p{Sk}\uFE0F–—]|\s-)[\"”’']?\s*$")
_LINE = regex.compile(r"\n[\"”’']?\s*$")
_JOINED = regex.compile(r"\s*+(?:[/&+]|\band\b|\bor\b)?\s*", regex.IGNORECASE)
# "In answer to Q2: ..." answers, but "To answer Q2, use A2" says how
_SAYS = regex.compile(r"(?<=:)|\W*(?:i|we|my|our)\b", regex.IGNORECASE)
_AFTER_COMMA = regex.compile(r"(?r)(?<!\d),\s+$")  # "A3, A4: ..." are sizes of paper
_CAPITAL = regex.compile(r"\s*[\"“‘(]?\p{Lu}")
_LETTER = regex.compile(r"\s*[\"“‘(]?\p{L}")
_NEXT = regex.compile(r"\s*[AQ][0-9]")
_AND_SO_ON = regex.compile(r"\s*(?:etc|usw|enz|and so (?:on|forth))\b", regex.IGNORECASE)


def parse(text: str, entities: Sequence[Entity]) -> Label | None:
    """Return the author's own label with its span (closing punctuation included), or None.

    A label stands at the start (mentions, tags and decoration may precede it), opens a later
    sentence, or closes the post; "A4 paper", "Q1 earnings" and talk about labels ("Q2 coming up",
    "answer with A1, A2, A3") are none. `text` should end where archive junk begins. A post that
    answers two questions ("A1 ... and A2 ...") has the second in `also`.
    """
    plain = folded(text)
    found = spellings(plain, entities)
    return _Reading(plain, entities, found).label() if found else None


class _Reading:
    """One text with its entities and all that is spelled like a label in it."""

    def __init__(self, plain: str, entities: Sequence[Entity], found: Sequence[Spelling]) -> None:
        self.plain = plain
        self.found = found
        hashes = (each.core - 1 for each in found)
        tags = {at for at in hashes if at >= 0 and plain[at] == "#"}
        self._ends = {each.start: each.end for each in entities if each.start not in tags}
        self._after_entity = {entity.end for entity in entities}
        self._first_word = self._past_noise(0)
        self._counted_up = self._and_so_on()

    def label(self) -> Label | None:
        """Return the label of this text, if it has one, as its author puts it right."""
        label = self._put_on()
        right = next(filter(self._is_put_right, self.found[1:2]), None)
        if label is None or label.kind == "Q" or right is None:
            return label
        meant = {"question": right.question, "part": right.part, "also": ()}
        return label.model_copy(update=meant | ({} if self._is_last(right) else {"end": right.end}))

    def _put_on(self) -> Label | None:
        first = self.found[0]
        if first.start <= self._first_word <= first.core:
            return self._at_start()
        if named := self._answering(first):
            self.found = [named, *self.found[1:]]
            return self._at_start()
        put_on = next(filter(self._is_put_on, self.found), None)
        if put_on is None:
            return None
        slip = leads.SLIP.search(self.plain, *_before(put_on)) if self._is_last(put_on) else None
        also = self._also(self.found[self.found.index(put_on) :])
        return _label([replace(put_on, start=slip.start()) if slip else put_on], also)

    def _at_start(self) -> Label | None:
        row = [self.found[0]]
        for each in self.found[1:]:
            if not _JOINED.fullmatch(self.plain, row[-1].end, each.start):
                break
            row.append(each)
        if len({each.question for each in row}) > MOST_LABELS:
            return None
        # "Q1: Q1 coming in hot. When you hear ...": the first is put on, the second talked about
        is_put_on = len(row) > 1 and row[0].is_stopped and row[0].question == row[-1].question
        if self._is_talk(row[-1]) and not is_put_on:
            return None
        if answer := self._answer_to(row):  # "Q1: Which map was first? A1: The one in the car."
            row.append(answer)
        return _label(row, self._also(self.found[self.found.index(row[-1]) :]))

    def _answering(self, each: Spelling) -> Spelling | None:
        """Return a question's name as the label of an answer, with the words that make it one, or
        of an asking where these bid the others answer."""
        words = leads.ANSWERING.search(self.plain, *_before(each))
        if words is None or each.kind == "A" or self._is_talk(each):
            return None
        is_own = leads.OWN.search(words[0]) is not None
        bids = words["more"] and not is_own and leads.BIDDING.match(self.plain, each.end)
        label = replace(each, start=words.start(), kind="Q" if bids else "A")
        opens = label.start == self._first_word or self._opens(label) or self._is_announced(label)
        is_apart = not self.plain[each.end - 1].isalnum() or _CAPITAL.match(self.plain, each.end)
        says = not words["goal"] or _SAYS.match(self.plain, each.end)
        if words["more"]:  # "Another one for Q2: What of ...?" asks
            has_comma = self.plain[each.end - 1] == ","
            goes_on = has_comma and leads.GOES_ON.match(self.plain, each.end) is not None
            says = (each.is_stopped or goes_on) and self.plain.find("?", each.end) < 0
        is_taught = any(
            other.kind == "A"
            and other.question == each.question
            and not _JOINED.fullmatch(self.plain, each.end, other.start)
            for other in self.found
        )
        return label if opens and is_apart and says and not is_taught else None

    def _answer_to(self, row: Sequence[Spelling]) -> Spelling | None:
        """Return the label behind which a post answers the question that it repeats first."""
        if any(each.kind == "A" for each in row):
            return None
        for each in self.found[len(row) :]:
            is_same = each.kind == "A" and each.question == row[0].question
            says = self._past_noise(each.end) < len(self.plain)
            if is_same and says and self._opens(each) and not self._is_talk(each):
                return each
        return None

    def _also(self, found: Sequence[Spelling]) -> list[Spelling]:
        """Return what begins a further answer behind the first of `found`."""
        also: list[Spelling] = []
        is_put_on = True
        for before, each in pairwise(found):
            is_joined = _JOINED.fullmatch(self.plain, before.end, each.start) is not None
            begins = is_put_on if is_joined else self._is_second(each)
            is_put_on = begins and each.kind == "A" and not self._is_talk(each)
            if is_put_on:
                also.append(each)
        return also

    def _is_second(self, each: Spelling) -> bool:
        return self._opens(each) or leads.AND.search(self.plain, *_before(each)) is not None

    def _is_put_on(self, each: Spelling) -> bool:
        if self._is_talk(each) or each.start in self._counted_up:
            return False
        if self._is_last(each):
            return self._opens(each) or each.is_marked or self._slip(each) is not None
        starts_sentence = _CAPITAL.match(self.plain, each.end) is not None
        opens = self._opens(each)
        if not self._is_apart(each) and not each.is_stopped:  # "Answer with\nA1 for Q1"
            opens &= starts_sentence and _NEXT.match(self.plain, each.end) is None
        if opens or leads.GREETING.fullmatch(self.plain, self._first_word, each.start):
            # who writes all in small letters: "okay, all ready? q1 what was ..."
            begins = starts_sentence or (opens and self._begins_small(each))
            return each.kind == "A" or each.is_stopped or begins
        return each.is_stopped and (starts_sentence or self._is_announced(each))

    def _begins_small(self, each: Spelling) -> bool:
        """Return whether a text without a capital, links, names and labels aside, goes on in words;
        behind a great letter that is closed ("thanks! Q5! what ...")."""
        is_closed = self.plain[each.core].islower() or not self.plain[each.end - 1].isalnum()
        goes_on = _LETTER.match(self.plain, each.end) is not None
        return is_closed and goes_on and not self._has_capital

    @cached_property
    def _has_capital(self) -> bool:
        own, at = [], 0
        labels = [(each.core, each.core + 1) for each in self.found]
        for start, end in sorted([*self._ends.items(), *labels]):
            own.append(self.plain[at:start])
            at = max(at, end)
        return any(map(str.isupper, "".join([*own, self.plain[at:]])))

    def _and_so_on(self) -> set[int]:
        """Return where those start that others follow, and so on: "To answer: A1, A2, etc."."""
        starts: set[int] = set()
        for at in range(len(self.found) - 1, 0, -1):
            each, after = self.found[at - 1], self.found[at]
            is_more = after.start in starts or _AND_SO_ON.match(self.plain, after.end)
            if is_more and _JOINED.fullmatch(self.plain, each.end, after.start):
                starts.add(each.start)
        return starts

    def _is_last(self, each: Spelling) -> bool:
        return self._past_noise(each.end) == len(self.plain)

    def _is_put_right(self, each: Spelling) -> bool:
        slip = self._slip(each)
        if slip is None:
            return False
        is_closed = not self.plain[each.end - 1].isalnum()
        between = _WORD.search(self.plain, self.found[0].end, slip.start())
        return self._is_last(each) or (is_closed and between is None)

    def _slip(self, each: Spelling) -> regex.Match[str] | None:
        """Return the words before an answer's label that put another one right, if they do."""
        return leads.SLIP.search(self.plain, *_before(each)) if each.kind == "A" else None

    def _is_announced(self, each: Spelling) -> bool:
        if leads.LED.fullmatch(self.plain, self._first_word, each.start):
            return True
        if each.kind == "Q":
            return False
        has_colon = self.plain[each.core : each.end].endswith(":")
        told = leads.ANNOUNCED.search(self.plain, *_before(each))
        return bool(told or (has_colon and _AFTER_COMMA.search(self.plain, *_before(each))))

    def _is_talk(self, each: Spelling) -> bool:
        asks_who = "?" in self.plain[each.core : each.end]  # "Answering Q5? Please use the tag"
        if asks_who and leads.ANSWERING.search(self.plain, *_before(each)):
            return True
        if _IS_TALK[each.kind].match(self.plain, each.end) is None:
            return False
        if not each.is_stopped and _CAPITAL.match(self.plain, each.end) is None:
            return True
        more = islice(_WORD.finditer(self.plain, each.end), _FEW_OF_HERALD + 1)
        words = sum(1 for _ in more)
        if _HERALD.match(self.plain, each.end) is None:
            return words < _FEW_WORDS
        asks = self.plain.find("?", each.end) >= 0
        return words <= _FEW_OF_HERALD or (each.kind == "Q" and not asks)

    def _opens(self, each: Spelling) -> bool:
        return self._is_apart(each) or _LINE.search(self.plain, *_before(each)) is not None

    def _is_apart(self, each: Spelling) -> bool:
        """Return whether what stands before is complete."""
        start = each.start
        while start > 0 and self.plain[start - 1].isspace():
            start -= 1
        return start in self._after_entity or _BREAK.search(self.plain, *_before(each)) is not None

    def _past_noise(self, position: int) -> int:
        """Return where the next word of the author's own stands: past mentions, tags and marks."""
        while True:
            end = self._ends.get(position)
            if end is None:
                noise = _NOISE.match(self.plain, position)
                if noise is None:
                    return position
                end = noise.end()
            position = end


def _before(each: Spelling) -> tuple[int, int]:
    return max(0, each.start - LOOK_BACK), each.start


def _label(row: Sequence[Spelling], further: Sequence[Spelling] = ()) -> Label:
    first = next((each for each in row if each.kind == "A"), row[0])
    named = ((each.question, *each.also) for each in (*row, *further))
    questions = dict.fromkeys(number for numbers in named for number in numbers)
    return Label(
        start=row[0].start,
        end=row[-1].end,
        kind=first.kind,
        question=first.question,
        part=first.part,
        also=tuple(number for number in questions if number != first.question),
    )
