"""The label that an author puts on a post: "A1", "Q2)", "[A4]", "Ans 3:", "... #Q6 #chat"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.normalize.spellings import Spelling, folded, spellings
from pipeline.records import Entity, Label

MOST_LABELS = 2  # three labels in a row are an instruction: "answer with A1, A2, A3"

# What follows a label that is talked about and not put on: "Q2 coming up", "A1 etc"
_TALK = {
    "A": "coming(?! up with)|comes|etc",
    "Q": "coming(?! up with)|comes|up|next|now|already|soon|etc|in [0-9]|answers?|responses?|was|will"
    "|please",
}
_IS_TALK = {
    kind: regex.compile(rf"\s*(?:{words})\b", regex.IGNORECASE) for kind, words in _TALK.items()
}
_GREETING = regex.compile(
    r"\W*(?:hi|hello|hey|ok|okay|evening|so|yes|late(?: to)?|sorry|oops|and|re|my|for|answering)\b"
    r"(?:\W+\w+)?\W*",
    regex.IGNORECASE,
)
_NOISE = regex.compile(
    r"[\s\p{P}\p{S}\p{M}\p{Cf}]++|\b(?:RT|MT|HT|via|cc|T[0-9]|[0-9]{1,2}/[0-9]{0,2})(?!\w)"
)
_BREAK = regex.compile(r"(?:[.!?…:;>|)\]\n\p{So}\p{Sk}\uFE0F–—]|\s-)[\"”’']?\s*$")
_JOINED = regex.compile(r"\s*(?:[/&+]|\band\b|\bor\b)?\s*", regex.IGNORECASE)
_AND = regex.compile(r"(?:\band|&|\+)\s+$", regex.IGNORECASE)
_CAPITAL = regex.compile(r"\s*[\"“‘(]?\p{Lu}")


def parse(text: str, entities: Sequence[Entity]) -> Label | None:
    """Return the author's own label with its span (closing punctuation included), or None.

    A label stands at the start (mentions, tags and decoration may precede it), opens a later
    sentence, or closes the post; "A4 paper", "Q1 earnings" and talk about labels ("Q2 coming up",
    "answer with A1, A2, A3") are none. `text` should end where archive junk begins. A post that
    answers two questions ("A1 ... and A2 ...") has the second in `also`.
    """
    plain = folded(text)
    found = spellings(plain, entities)
    if not found:
        return None
    first = _noise_end(plain, 0, entities, found)
    if found[0].start <= first <= found[0].core:
        return _at_start(plain, found, entities)
    later = (each for each in found if _is_put_on(plain, each, first, entities))
    return next((_label(each, each.end) for each in later), None)


def _at_start(plain: str, found: Sequence[Spelling], entities: Sequence[Entity]) -> Label | None:
    row = [found[0]]
    for each in found[1:]:
        if not _JOINED.fullmatch(plain, row[-1].end, each.start):
            break
        row.append(each)
    last = row[-1]
    if len({each.question for each in row}) > MOST_LABELS or _is_talk(plain, last):
        return None
    answers = [each for each in row if each.kind == "A"]
    first = answers[0] if answers else row[0]
    questions = [each.question for each in row]
    questions += [
        each.question
        for each in found[len(row) :]
        if each.kind == first.kind == "A"
        and not _is_talk(plain, each)
        and (_opens(plain, each, entities) or _AND.search(plain, 0, each.start))
    ]
    also = tuple(dict.fromkeys(number for number in questions if number != first.question))
    return _label(first, last.end, start=row[0].start, also=also)


def _label(
    spelling: Spelling, end: int, *, start: int | None = None, also: tuple[int, ...] = ()
) -> Label:
    return Label(
        start=spelling.start if start is None else start,
        end=end,
        kind=spelling.kind,
        question=spelling.question,
        part=spelling.part,
        also=also,
    )


def _is_put_on(plain: str, each: Spelling, first: int, entities: Sequence[Entity]) -> bool:
    if _is_talk(plain, each):
        return False
    opens = _opens(plain, each, entities)
    if _noise_end(plain, each.end, entities, ()) == len(plain):
        return opens or each.is_marked
    is_asked = each.is_stopped or _CAPITAL.match(plain, each.end) is not None
    is_greeted = _GREETING.fullmatch(plain, first, each.start) is not None
    if opens or is_greeted:
        return each.kind == "A" or is_asked
    return each.is_stopped and _CAPITAL.match(plain, each.end) is not None


def _is_talk(plain: str, each: Spelling) -> bool:
    return _IS_TALK[each.kind].match(plain, each.end) is not None


def _opens(plain: str, each: Spelling, entities: Sequence[Entity]) -> bool:
    before = plain[: each.start].rstrip()
    is_after_entity = any(entity.end == len(before) for entity in entities)
    return is_after_entity or _BREAK.search(plain, 0, each.start) is not None


def _noise_end(
    plain: str, start: int, entities: Sequence[Entity], found: Sequence[Spelling]
) -> int:
    """Return where the first word of the author's own stands: past mentions, tags and marks."""
    ends = {entity.start: entity.end for entity in entities}
    labels = {each.core for each in found}
    position = start
    while position < len(plain):
        if position in ends and position + 1 not in labels:
            position = ends[position]
        elif position in labels or position in ends:
            break
        elif noise := _NOISE.match(plain, position):
            stop = min((at for at in ends if position < at < noise.end()), default=noise.end())
            position = stop
        else:
            break
    return position
