"""The words of a line: what the rules on lines look at."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.language.words import words

_SHORT = r"['’](?:s|re|ve|ll|d|m)\b|n['’]t\b"
_WITHIN = rf"(?!{_SHORT})(?:[\p{{L}}\p{{N}}\p{{M}}_]|['’.-](?=[\p{{L}}\p{{N}}_]))"
_WORD = regex.compile(  # "do" "n't", "it" "'s"
    rf"(?i){_SHORT}|[\p{{L}}\p{{N}}@#$](?:{_WITHIN})*|[^\s\p{{L}}\p{{N}}]"
)
SUBJECTS = words("i we you they he she it who that this people everyone nobody everybody one")
AUXILIARIES = words(
    "am is are was were 's 're 've 'll 'd 'm n't have has had do does did can could will would "
    "shall should may might must makes means needs helps takes gets works gives goes becomes comes"
)
ORDERS = words(  # verbs that open advice
    "ask listen be do let never always make take give keep let start stop try use find get go "
    "write read talk show share build learn teach trust choose think remember know put set "
    "avoid focus consider plan stay help look say tell treat turn begin create"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark of a line."""

    text: str
    lower: str  # with a straight apostrophe

    @property
    def is_name_or_noun(self) -> bool:
        """Whether it can be what a later pronoun stands for."""
        return len(self.text) > 3 and self.text[0].isalpha() and self.lower not in _NO_NOUN


_NO_NOUN = (
    AUXILIARIES
    | ORDERS
    | SUBJECTS
    | words(
        "these those them their there here when where what which with from about into over just "
        "really also then than very much more most some because though although however"
    )
)


def read(text: str, start: int, end: int) -> list[Word]:
    """Return the words and marks of `text[start:end]` in order."""
    found = _WORD.findall(text, start, end)
    return [Word(word, word.lower().replace("’", "'")) for word in found]


def has_finite_verb(line: list[Word]) -> bool:
    """Return whether the line has a finite verb or an order, as far as words tell."""
    for before, word in zip([None, *line], line, strict=False):
        if word.lower in AUXILIARIES:
            return True
        if before is None or not before.lower.isalpha():
            if word.lower in ORDERS:
                return True
        elif before.lower in SUBJECTS and word.lower.isalpha():
            return True
    return False
