"""Whether a line is in another language than English, on whose lines the score was learned, and
what of it counts then."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from pipeline.language.words import words
from pipeline.score.model import CERTAIN, Ranker
from pipeline.score.rarity import rarity
from pipeline.score.traits import NAMES, Floats
from pipeline.tongues import detect

# Traits that tell of a line what they tell of an English one: its length, its marks, what is typed
# again. English words, how rare they are and how English is written tell nothing of another
# language: by them all of its lines, the long ones most, read like what editors pass over.
IN_ANY_LANGUAGE = words(
    "length very_short short long handy echo alliteration variety colon dash number asks "
    "ends_asking to_person exclaims emoji link mention hashtag link_beside mention_beside "
    "hashtag_beside list commas trails quoted bracket capitals caps_word starts_lower final_stop "
    "sentences share"
)
_TOLD = np.array([*(name in IN_ANY_LANGUAGE for name in NAMES), False])  # the style is last

COMMON = words(
    "the a an and or but of to in on at for with is are was be it this that you i we they my your "
    "our not have has do can if as from so what when how all more just it's don't i'm get like "
    "use there who will"
)
ELSEWHERE = words(  # everyday words of German, French, Spanish, Dutch, Italian, Portuguese
    "der das und nicht wir ich ist mit ein eine für mir sich auch nur noch schon sehr bei nach zum "
    "zur dem den einen einem einer auf wenn aber oder kein keine mich dich dass viel vor sie wer "
    "bin habe le la les et est que pour pas nous des une dans du ce cette ces au aux avec très "
    "elle vous ils sa ses ne el los las una por para con muy lo su sus se si y en al un uno como "
    "más pero esta este esto todo qué cuando nadie het een van niet ik je jij zij dat voor aan er "
    "maar om ook als dan nog wel uit naar mijn geen wat waar veel di che il non sono gli del della "
    "dei alla più anche questo ho não um uma os em de dos das na nas mas mais muito ao seu sua "
    "ou sem e o"
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
    several, or one of these or an accent where few of the words are English.
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
    return elsewhere >= here + (not has_accents) and known < max(len(plain), 1) / 2


def known(parts: Floats, are_foreign: npt.NDArray[np.bool_]) -> Floats:
    """Return what traits and style (n, TRAITS + 1) add to the log odds, without what tells nothing
    of the lines that are foreign (n,): they stand where a usual line does in it."""
    return np.where(are_foreign[:, None] & ~_TOLD, 0.0, parts)


def log_odds(ranker: Ranker, values: Floats, are_foreign: npt.NDArray[np.bool_]) -> Floats:
    """Return the log odds (n,) of chat lines by what counts of them: of all but the foreign ones
    what the ranker says."""
    odds = ranker.log_odds(values, CERTAIN)
    if are_foreign.any():
        parts, rest = ranker.told(values[are_foreign])
        odds[are_foreign] = known(parts, np.ones(len(parts), dtype=bool)).sum(axis=1) + rest
    return odds
