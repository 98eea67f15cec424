"""Clauses worth more than their sentence: what follows a colon, sides of a dash, openers cut."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.language.chunks import FACE, LAST, TAILS, kind_of
from pipeline.language.naming import goes_on
from pipeline.language.reading import has_finite_verb, read
from pipeline.language.words import WORD

FEWEST_WORDS = 3
LONGEST = 500  # code points, the longest post of the networks: no line is longer
_BLANKS = r"(?:(?<!\s)\s++)"  # a run of them whole: thousands are looked at once
_BREAK = regex.compile(  # between two clauses that can each be a line
    rf"{_BLANKS}?;\s+|{_BLANKS}[-–—]{{1,2}}\s+|{_BLANKS}?—\s*|{_BLANKS}?(?:\.{{3,}}|…)\s+"
    rf"|(?<=[\w\"”’)]){_BLANKS}?:\s+"
    rf"|{_BLANKS}(?:{FACE})+\s+(?=\p{{Lu}})|{_BLANKS}(?=https?://)"
)
_TURN = regex.compile(
    r"(?i),\s+(?:but|so|yet)\s+(?=(?:i|we|you|they|he|she|it|the|an?|my|our|your|their)\b)"
)
_CONTRAST = regex.compile(r"(?i)\b(?:not|never|no|without|\w+n['’]t|can['’]?t|cannot)\b")
_LABEL = r"(?:[aq]\.?\d{1,2}[a-d]?|[aq](?=[:)]))[.:)\]-]*(?:\s+[-–—]+)?\s+"
_LEAD = regex.compile(  # to whom and to which question
    rf"(?i)(?:(?:[\"“(.]?@\w+[:,]?|#\w+)\s+)*{_LABEL}|(?:[\"“(.]?@\w+[:,]?\s+)*"
)
_ADVERB = "also|really|just|always|would|still|strongly|firmly"
_NEW_CLAUSE = "if|when|because|i|we|you|they|it|there|my|our|your|don['’]t|never|always"
_NO_CLAUSE = "like|free|most|more|very|so|too|quite|as"  # "I feel like": the rest is none
_CONNECTIVE = (  # what may stand before a clause without being part of what it says
    r"(?:and|but|so|well|yes|yeah|yep|no|ok|okay|oh|honestly|personally|basically|actually|"
    r"absolutely|definitely|agreed|exactly|indeed|true|also|imo|imho|for me|to me|"
    r"in my (?:opinion|view|experience|mind)|"
    r"in general|of course|first(?:ly)?|second(?:ly)?|finally|remember|my advice|(?:pro )?tip|"
    r"lesson)\s*[,:!–—-]+\s+"
    r"|(?:and|but|also|of course|yes|yeah|yep|yup)\s+(?=[\p{L}'’])(?!to\b)"
    rf"|so\s+(?=(?:{_NEW_CLAUSE}|the|let|why|how)\b)"
    r"|well\s+(?!(?:done|said|put|worth|known|being|over|before|after|\p{L}+ed)\b)(?=[\p{L}'’])"
    r"|(?:\(?[1-9][.)]|[+•*–-]|[aqt]\d{1,2}[:.)])\s+"  # one of a list; "28. Not more." counts
)
_CONNECTIVES = regex.compile(rf"(?i)(?:{_CONNECTIVE})+")
_LIST_NUMBER = regex.compile(r"(?<!\w)(\d{1,2})[.)]")
_OPENER = regex.compile(
    rf"(?i)(?:{_CONNECTIVE}|i(?:['’]d)?\s+(?:(?:{_ADVERB})\s+)?"
    r"(?:think|believe|feel|guess|say|find|reckon|suppose|argue|agree)"
    rf"(?!\s+(?:{_NO_CLAUSE})\b)(?:\s+that\b|,)?\s+"
    rf"|it seems(?: to me)?(?!\s+(?:{_NO_CLAUSE})\b)(?:\s+that)?\s+"
    r"|i['’](?:m|ve)\s+(?:sure|convinced|found|learned|learnt)(?:\s+that)?\s+)+"
)
_LOOSE = "-–—(,:;"  # marks that no clause ends with
_SAME_SUBJECT = regex.compile(r"(?i)(?:it|this|that|they|we|he|she|but|just|only)\b")
_JOINED = regex.compile(r"(?i)(?:and|but|so|yet|or)\s+")


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the worthwhile clauses inside the sentence `text[start:end]`, as sorted spans.

    Each is a slice with a finite verb and three words or more, and shorter than the sentence
    without its label and its tags. A contrast ("not A but B") is never taken apart. The spans may
    overlap: a clause may be offered with and without the words that open it.
    """
    lead = _LEAD.match(text, start, end)
    whole = _trimmed(text, lead.end() if lead else start, end)
    found = set()
    for piece in [whole, *_pieces(text, *whole)]:
        for span in (piece, _without(_OPENER, text, *piece)):
            span = _trimmed(text, *span)
            if span != whole and _is_worthwhile(text, *span):
                found.add(span)
    return sorted(found)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    contrast = _CONTRAST.search(text, start, end)
    contrast_at = contrast.end() if contrast else end
    at = start
    for gap in _BREAK.finditer(text, start, end):
        if gap.start() < contrast_at or not _SAME_SUBJECT.match(text, gap.end(), end):
            if ":" not in gap[0]:  # what announces is no line, what it announces is
                yield at, gap.start()
            joined = _JOINED.match(text, gap.end(), end)
            at = joined.end() if joined else gap.end()
    yield at, end
    for turn in _TURN.finditer(text, start, end):
        if turn.start() < contrast_at:
            yield start, turn.start()
            yield turn.end(), end


def without_connective(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without what only connects it: "But", "Yes,", "1.".

    A number stays where the list goes on in the span.
    """
    at, end = _without(_CONNECTIVES, text, start, end)
    numbers = _LIST_NUMBER.findall(text, start, at)
    is_list = any(goes_on(text, int(number), at, end) for number in numbers)
    return (start, end) if is_list else (at, end)


def _without(opener: regex.Pattern[str], text: str, start: int, end: int) -> tuple[int, int]:
    found = opener.match(text, start, end)
    return (found.end(), end) if found else (start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while last := LAST.search(text, start, end):
        piece = last[0].strip()
        bare = piece.rstrip(_LOOSE)
        if bare and kind_of(piece) not in TAILS:
            end = last.start() + len(bare)
            break
        end = last.start()
    while start < end and text[start].isspace():
        start += 1
    return start, max(start, end)


def _is_worthwhile(text: str, start: int, end: int) -> bool:
    if end - start > LONGEST or "://" in text[start:end]:
        return False
    if len(WORD.findall(text, start, end)) < FEWEST_WORDS:
        return False
    return has_finite_verb(read(text, start, end))
