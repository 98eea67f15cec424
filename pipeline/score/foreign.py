"""Whether a line is in another language than English, on whose lines the score was learned."""

from __future__ import annotations

import re

from pipeline.language.words import words
from pipeline.score.rarity import rarity
from pipeline.tongues import detect

COMMON = words(
    "the a an and or but of to in on at for with is are was be it this that you i we they my your "
    "our not have has do can if as from so what when how all more just it's don't i'm get like "
    "use there who will"
)
ELSEWHERE = words(  # everyday words of German, French, Spanish, Dutch, Italian, Portuguese
    "der das und nicht wir ich ist mit ein eine für mir le la les et est que pour pas nous des "
    "une dans el los las una por para con muy het een van niet di che il non sono não um uma "
    "os em de"
)
LATIN = re.compile(r"[A-Za-z]")
LETTER = re.compile(r"[^\W\d_]")
PLAIN_WORD = re.compile(r"(?<![\w@#./])[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w@]|[./]\w)")
ENOUGH_WORDS = 5
RARE = 0.9  # rarity of a word that is hardly English
LATIN_SHARE = 2 / 3  # of the letters; with fewer a sentence at least is in another script


def is_foreign(line: str) -> bool:
    """Return whether much of a line is in another language than English, as far as it can be told.

    Other scripts are; in Latin letters small words of one language decide, or everyday ones of
    several, or words with accents where no word is an everyday one, and few of the others are
    English.
    """
    letters = LETTER.findall(line)
    if letters and len(LATIN.findall(line)) < len(letters) * LATIN_SHARE:
        return True
    said = [word.lower().replace("’", "'") for word in PLAIN_WORD.findall(line)]
    if detect(said) not in (None, "en"):
        return True
    if len(said) < ENOUGH_WORDS:
        return False
    here, elsewhere = (sum(word in known for word in said) for known in (COMMON, ELSEWHERE))
    if elsewhere > here + 1:
        return True
    plain = [word for word in said if word.isascii()]
    known = sum(rare < RARE for rare in rarity(plain))
    has_accents = len(plain) < len(said)
    return has_accents and here <= elsewhere and known < max(len(plain), 1) / 2
