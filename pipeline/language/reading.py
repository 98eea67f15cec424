"""The words of a line, with tags where a doc gives them: what the rules on lines look at."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from pipeline.language.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SHORT = r"['’](?:s|re|ve|ll|d|m)\b|n['’]t\b"
_WITHIN = rf"(?!{_SHORT})(?:[\p{{L}}\p{{N}}\p{{M}}_]|['’.-](?=[\p{{L}}\p{{N}}_]))"
_WORD = regex.compile(  # split as the tokenizer does: "do" "n't", "it" "'s"
    rf"(?i){_SHORT}|[\p{{L}}\p{{N}}@#$](?:{_WITHIN})*|[^\s\p{{L}}\p{{N}}]"
)
SUBJECTS = words("i we you they he she it who that this people everyone nobody everybody one")
AUXILIARIES = words(
    "am is are was were 's 're 've 'll 'd 'm n't have has had do does did can could will would "
    "shall should may might must makes means needs helps takes gets works gives goes becomes comes"
)
ORDERS = words(  # verbs that open advice; consulted only where there are no tags
    "ask listen be do let never always make take give keep let start stop try use find get go "
    "write read talk show share build learn teach trust choose think remember know put set "
    "avoid focus consider plan stay help look say tell treat turn begin create"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark of a line; `pos` and `feats` are "" where nothing tagged it."""

    text: str
    lower: str  # with a straight apostrophe
    start: int
    pos: str = ""
    feats: str = ""

    @property
    def is_name_or_noun(self) -> bool:
        """Whether it can be what a later pronoun stands for."""
        if self.pos:
            return self.pos in ("NOUN", "PROPN")
        return len(self.text) > 3 and self.text[0].isalpha() and self.lower not in _NO_NOUN

    @property
    def is_aside(self) -> bool:
        """Whether it stands beside the sentence: a mark, "please", a tag, a mention."""
        return self.pos in ("PUNCT", "SYM", "INTJ") or self.text[0] in "#@"

    @property
    def is_finite(self) -> bool:
        """Whether its tags call it a finite verb."""
        return "VerbForm=Fin" in self.feats


_NO_NOUN = (
    AUXILIARIES
    | ORDERS
    | SUBJECTS
    | words(
        "these those them their there here when where what which with from about into over just "
        "really also then than very much more most some because though although however"
    )
)


def read(text: str, start: int, end: int, doc: Doc | None = None) -> list[Word]:
    """Return the words and marks of `text[start:end]` in order; `doc` is the whole text, tagged."""
    if doc is None:
        found = _WORD.finditer(text, start, end)
        return [Word(m[0], m[0].lower().replace("’", "'"), m.start()) for m in found]
    first = bisect_left(range(len(doc)), start, key=lambda at: doc[at].idx)
    line = []
    for index in range(first, len(doc)):
        token = doc[index]
        if token.idx >= end:
            break
        if not token.is_space:
            lower = token.lower_.replace("’", "'")
            line.append(Word(token.text, lower, token.idx, token.pos_, str(token.morph)))
    return line


def has_finite_verb(line: list[Word]) -> bool:
    """Whether the line has a finite verb or an order; without tags, as far as words tell."""
    if any(word.pos for word in line):
        spoken = next((word for word in line if not word.is_aside), None)
        return any(word.is_finite for word in line) or (
            spoken is not None and spoken.pos == "VERB" and "VerbForm=Inf" in spoken.feats
        )
    for before, word in zip([None, *line], line, strict=False):
        if word.lower in AUXILIARIES:
            return True
        if before is None or not before.lower.isalpha():
            if word.lower in ORDERS:
                return True
        elif before.lower in SUBJECTS and word.lower.isalpha():
            return True
    return False
