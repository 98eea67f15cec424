"""What a label can look like: every spelling of "A1" found in real chats, and what is none."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from pipeline.records import Entity

LOOK_BACK = 40  # code points before a label that may say what it is

# What makes "A4" or "Q1" a thing in the world: "A4 paper", "A1 Grand Prix", "Q1 earnings"
_THINGS = {
    "A": "sauce|steak|paper|sized?|sheets?|pages?|posters?|note(?:book|pad)s?|pads?|formats?|grand"
    "|motorway|roads?|print(?:s|ers?|outs?)?|flyers?|leaflets?|landscape|portrait|envelopes?"
    "|levels?|folders?|laminated?",
    "Q": "results|earnings|revenues?|sales|profits?|guidance|forecasts?|gdp|fiscal|budgets?"
    "|(?:of )?20[0-9]{2}|coenzyme|enzyme",
}
_IS_THING = {
    kind: regex.compile(rf"\s+(?:{things})\b", regex.IGNORECASE) for kind, things in _THINGS.items()
}

_NUMBER = r"(?P<number>(?:[0-9]\uFE0F?\u20E3?){1,2})(?![0-9])"
_ALONE = r"(?=\)\s?[:.–—-](?![^\n]{0,280}\([B-H]\)))"  # "Q1 (A): Who? (B): Why?" asks both
_PART = (  # "A1a", "A1 (a)", "A1 b) ...", "Q1 (A): ...", "A1.2", but "A1 (A) walk, (B) run"
    rf"(?:(?P<part>[a-hA-H])(?![\w'’])|\s?\((?P<part>[a-h]|[A-H]{_ALONE})\)"
    r"|\s(?P<part>[a-hA-H])(?=\)\s(?![\s\S]{0,280}\W[b-hB-H][.:]?\)))"
    r"|\.(?P<part>[0-9])(?![\w.]))?"
)
_AND_PART = r"(?:(?<=[a-hA-H])[/&][b-hB-H](?![\w'’]))?"  # "A1a/b"
_CLOSED = r"(?=\s?[:.)\]–—](?!\d)|\s-\s)"  # "A1, 3.5 hours", "A1, 9:30" say a number
_ONE_MORE = r"\s?(?:,|&|\+|and\b)\s?(?P<also>[0-9]{1,2})(?![\w/])"
_MORE = (  # "A1 and 2: ...", "A1, 2 & 3: ...", "A1&2 ..."
    rf"(?P<more>(?:(?<=[0-9]){_ONE_MORE})++{_CLOSED}|(?<=[0-9])[&+](?P<also>[0-9]{{1,2}})(?![\w/]))?"
)
_ARROW = r"(?:[→➡▶👉👇⬇][\uFE0F\U0001F3FB-\U0001F3FF]?)"  # hands have tones of skin
# "A1/3": the first of three posts that answer question 1; "Q6 / 7: ...", "Q3/10 ...": of seven, ten
_OF = rf"(?:/[0-9](?![\w/])|\s?/\s?[0-9]{{1,2}}(?=\s{{0,2}}(?:[:.)–—-]\s|{_ARROW})))?"
# "A2 (cont.):", "A2contd", "A2 part 2:" go on with an answer, but not "A2 continued use of maps"
_CONT = r"(?i:cont(?:['’]?d|inued)?|ctd)(?![\w'’])"
_NTH = r"(?i:part|pt\.?)\s?[0-9](?![\w])"
_ON = (
    rf"(?P<on>,?\s?(?:\((?:{_CONT}\.?|{_NTH})\)|{_CONT}(?<!nued)\.?"
    rf"|(?:{_CONT}|{_NTH})(?=\s?[:.)–—-]))|)"
)
# "Q3 answer: ...", "Q3 A: ..." answer it; "Q3 A: Walk B: Run", "Q3 A: Why?" and "Q3: Answer -
# honestly: how ...?" ask
_ASKS = r"[\s\S]{0,280}?(?:\?|\b[Bb]\s?[:.)])"
_SAYS = (
    rf"(?P<says>(?!\s?:\s(?i:answer)\s?[–—-][^.!?\n]{{0,280}}\?)"
    r"\s?[:.–—-]?\s(?:(?i:my\s)?(?i:ans(?:wer)?)(?=\s?[:–—-])"
    rf"|A(?=\s?:\s)(?!{_ASKS}))|)"
)
_GLUED = rf"(?:(?![\w\u20e3])|(?=[A-Z][a-z]|i[A-Z]|I\s|{_CONT}))"  # "A1Being ready", "A1iPhone"
_SLASH = r"\s?/(?=\s+(?![AaQq][0-9]))"  # "A5/ In my country", but "A1/ A2" are two labels
_STOP = rf"(?:[.:;,?!)\]}}>|~=*_`…–—\-]|{_ARROW}|\s(?:[.:;>|=~…–—\-]|{_ARROW})+(?=\s|$)|{_SLASH})*+"
# "Question 9, the last one: ...", "Q5 (last one!): ...", "Question 7 and last. ..."
_LAST = (
    r",?\s\(?(?i:(?:and\s)?(?:(?:the|our|my)\s)?(?:very\s)?(?:last|final)(?:\s(?:one|question))?)"
    r"!?\)?(?=\s?[:.!–—])"
)
_WORD = r"(?P<mark>[Aa])(?i:ns(?:wer)?)|(?P<mark>[Qq])(?i:ues(?:tion)?)"
# "Antwort 3: ...", "Réponse 3 : ...", "Frage 3: ..."
_ABROAD = (
    r"(?P<mark>(?i:Antw(?:ort|oord)|R[ée]ponse|R[ei]spu?[oe]sta))"
    r"|(?P<mark>(?i:Frage|Vraag|Pregunta|Pergunta|Domanda))"
)
_CANDIDATE = regex.compile(
    r"(?<![\w@$&'’\-])(?<!(?<![0-9])/)(?P<open>[\[({*_`#]{0,3})(?:"
    rf"(?P<mark>[AQ])\uFE0F?[.\-–:#]?{_NUMBER}{_PART}{_AND_PART}{_OF}{_MORE}{_GLUED}"
    rf"|(?P<mark>[aq]){_NUMBER}{_PART}{_AND_PART}{_OF}{_MORE}(?:(?!\w)|(?={_CONT}))"
    rf"|(?P<mark>[AQ])\s#?{_NUMBER}(?P<part>[a-h])?(?=\s?[:.)\]](?:\s|$)|\s?[-–—]\s)"
    rf"|(?:{_WORD})[\s.:#-]{{0,2}}{_NUMBER}{_PART}"
    rf"(?=\s*(?:[:.)\]–—-]|{_ARROW})|\s+[A-Z]|\s*(?:\n|$)|{_LAST})"
    rf"|(?:{_WORD})(?:(?<=[sS])\.|#)?{_NUMBER}{_PART}(?!\w)"
    rf"|(?P<mark>A)(?i:ns)\s{_NUMBER}{_PART}(?!\w)"  # "Ans 2 a tin": no word but this
    rf"|(?<=(?i:answer(?:ing)?(?:\sto)?\s))(?:{_WORD})\s{_NUMBER}(?=,\s)"
    rf"|(?:{_ABROAD})\s?{_NUMBER}{_PART}(?=\s?[:.)–—-])"
    rf"){_ON}{_SAYS}(?P<stop>(?:{_LAST})?{_STOP})"
)
_TO = r"\s?(?:-|–|\.\.+|…|\bto\b)\s?"
_RANGE_AFTER = {
    kind: regex.compile(rf"{_TO}{kind}[0-9]|(?:-|–|\.\.+)[0-9]", regex.IGNORECASE) for kind in "AQ"
}
_RANGE_BEFORE = {
    kind: regex.compile(rf"{kind}[0-9]{{1,2}}{_TO}$", regex.IGNORECASE) for kind in "AQ"
}
# what every candidate holds, sooner looked for
_HINT = re.compile(
    r"[AaQq](?:[Nn][Ss]|[Uu][Ee][Ss])?(?:[A-Za-z]{3,4})?[\s.:#–\uFE0F-]{0,2}[0-9]"
    r"|(?:rt|rd|se|ge|ag)\s?[0-9]",
    re.IGNORECASE,
)
_DECORATION = regex.compile(r"[\p{So}\p{Sk}\p{M}\u200d]*\Z")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A place in a text that is spelled like a label, `core` being its letter."""

    start: int
    core: int
    end: int
    kind: Literal["A", "Q"]
    question: int
    part: str | None
    also: tuple[int, ...]  # the further numbers of "A1, 2 & 3:"
    is_marked: bool  # a hash or a bracket stands before it
    is_stopped: bool  # a colon, a closing bracket or a dash stands behind it


def folded(text: str) -> str:
    """Return `text` with full-width and mathematical letters plain; every offset stays."""
    if text.isascii():
        return text
    return text.translate(_PLAIN) if _FOLDS.search(text) else text


def spellings(text: str, entities: Sequence[Entity]) -> list[Spelling]:
    """Return what is spelled like a label in a folded text, outside of links, names and tags."""
    if _HINT.search(text) is None:
        return []
    return [
        _spelling(text, match)
        for match in _CANDIDATE.finditer(text)
        if not _is_inside(match, entities) and not _is_other(text, match)
    ]


# the blocks whose characters have a plain form: full-width, mathematical, raised, circled
_FOLDS = re.compile(
    r"[\u00a0\u00aa-\u00ba\u017f\u02b0-\u02e3\u037e\u1d2c-\u1dbb\u1fef-\u200a\u2024\u202f\u205f"
    r"\u2070-\u209c\u2102-\u217f\u2460-\u24ea\u2c7c\u2c7d\u3000\ua7f2-\ua7f4\ufb29\ufe10-\ufe6b"
    r"\uff01-\uff5e\U000107a5\U0001d400-\U0001d7ff\U0001f12b-\U0001f170\U0001fbf0-\U0001fbf9]"
)


class _Plain(dict[int, str]):
    """Each character that was met, and what it is in ASCII, if that is one character, too."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character)
        self[code] = plain if len(plain) == 1 and plain.isascii() else character
        return self[code]


_PLAIN = _Plain({ord("🅰"): "A"})


def _is_inside(match: regex.Match[str], entities: Sequence[Entity]) -> bool:
    core = match.start("mark")
    index = bisect_right(entities, core, key=lambda entity: entity.start) - 1
    if index < 0 or entities[index].end <= core:
        return False
    ends = (match.start("more"), match.start("on"), match.start("says"))
    is_label_tag = entities[index].start == core - 1 and entities[index].end in ends
    return not is_label_tag


def _is_other(text: str, match: regex.Match[str]) -> bool:
    kind = _kind(match)
    is_thing = not match["stop"] and _IS_THING[kind].match(text, match.end())
    start = match.start()
    is_range = _RANGE_AFTER[kind].match(text, match.end("number")) or _RANGE_BEFORE[kind].search(
        text, max(0, start - LOOK_BACK), start
    )
    return bool(is_thing or is_range)


def _kind(match: regex.Match[str]) -> Literal["A", "Q"]:
    """Return what a mark stands for: Antwort, Réponse and Risposta are answers."""
    return "A" if match["mark"][0] in "AaRr" else "Q"


def _spelling(text: str, match: regex.Match[str]) -> Spelling:
    start, core, stop = match.start(), match.start("mark"), match["stop"]
    reach = max(0, start - LOOK_BACK)
    is_in_brackets = text.rfind("(", reach, start) > text.rfind(")", reach, start)
    if start == core:
        start = _DECORATION.search(text, reach, start).start()
    return Spelling(
        start=start,
        core=core,
        end=match.end(),
        kind="A" if match["says"] else _kind(match),
        question=int("".join(filter(str.isascii, match["number"]))),
        part=match["part"].lower() if match["part"] else None,
        also=tuple(map(int, match.captures("also"))),
        is_marked=bool(match["open"]),
        is_stopped=":" in stop or " -" in stop or (")" in stop and not is_in_brackets),
    )
