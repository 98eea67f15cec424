"""What speaks for and against a line: traits, each a number with words for a reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline import language
from pipeline.score import patterns as p
from pipeline.score.sight import Sight

USUAL_FIT = 0.4  # cosine of an answer with its question, in the middle of the graded chats

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Trait:
    """One number about a line: its name, its group, and what a reader sees of it.

    `favour` is said where it adds to the score, `against` where it takes away; of a line that has
    less of it than is usual, `little` is said in place of both, if there is one: every line has
    some length or rarity. `shows` finds the words concerned. Traits of one `family` tell about one
    thing and are told as one reason.
    """

    name: str
    group: str
    favour: str
    against: str
    value: Callable[[Sight], float]
    shows: p.Pattern | None = None
    family: str = ""
    little: tuple[str, str] | None = None  # for and against

    def words(self, *, adds: bool, less: bool) -> str:
        """Return what a reader sees of it, where it `adds` and where a line has `less` of it."""
        favour, against = self.little if less and self.little else (self.favour, self.against)
        return favour if adds else against


def matrix(sights: Sequence[Sight]) -> Floats:
    """Return the traits of lines, shape (n, len(TRAITS))."""
    rows = [[trait.value(sight) for trait in TRAITS] for sight in sights]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(TRAITS))


def _upto(pattern: p.Pattern, most: int) -> Callable[[Sight], float]:
    if most == 1:
        return lambda sight: float(pattern.search(sight.line) is not None)
    return lambda sight: min(most, len(pattern.findall(sight.line))) / most


def _seen(group: str, name: str, favour: str, against: str, pattern: p.Pattern,
          most: int = 1, family: str = "") -> Trait:  # fmt: skip
    return Trait(name, group, favour, against, _upto(pattern, most), pattern, family)


def _held(kind: str, most: int) -> Callable[[Sight], float]:
    return lambda sight: min(most, len(sight.held(kind))) / most


def _around(kind: str, most: int) -> Callable[[Sight], float]:
    return lambda sight: min(most, len(sight.around(kind))) / most


def _list(sight: Sight) -> float:
    marks = len(p.LIST_MARK.findall(sight.line))
    return min(1.0, max(0.0, marks / max(sight.count, 1) - 0.08) * 4)


def _capitals(sight: Sight) -> float:
    letters = sum(map(str.isalpha, sight.line))
    return sum(map(str.isupper, sight.line)) / letters if letters else 0.0


def _starts_lower(sight: Sight) -> float:
    first = next((letter for letter in sight.line if letter.isalpha()), "A")
    return float(first.islower())


def _letters(sight: Sight) -> float:
    if not sight.count:
        return 0.0
    return min(1.0, max(0.0, (sum(map(len, sight.words)) / sight.count - 3.5) / 3))


def _variety(sight: Sight) -> float:
    return len(set(sight.lower)) / sight.count if sight.count else 0.0


def _echo(sight: Sight) -> float:
    content = [word for word in sight.lower if len(word) > 3]
    return min(1.0, (len(content) - len(set(content))) / 2)


def _alliteration(sight: Sight) -> float:
    content = [word[0] for word in sight.lower if len(word) > 3]
    pairs = sum(a == b for a, b in pairwise(content))
    return min(1.0, pairs / 3)


def _rare(share: float) -> Callable[[Sight], float]:
    def value(sight: Sight) -> float:
        return quantile(sight.rarest_last, share) if sight.count else 0.0

    return value


def quantile(ranked: Sequence[float], share: float) -> float:
    """Return what numpy.quantile gives for one or more values, to the bit, many times as fast.

    They are in order, the least first.
    """
    place = share * (len(ranked) - 1)
    below = min(int(place), len(ranked) - 2) if len(ranked) > 1 else 0
    low, high = ranked[below], ranked[min(below + 1, len(ranked) - 1)]
    part, way = place - below, high - low
    return low + way * part if part < 0.5 else high - way * (1 - part)


def _mean_rare(sight: Sight) -> float:
    if not sight.count:
        return 0.0
    # numpy.mean, without what it asks first
    return float(np.add.reduce(np.array(sight.rarity)) / sight.count)


def _sentences(sight: Sight) -> float:
    ends = sum(sight.line.count(mark) for mark in ".!?\n") or 1
    return min(4, ends) / 4


def _names(sight: Sight) -> float:
    return min(4, len(p.NAME.findall(sight.line))) / 4


TRAITS = (
    Trait("length", "length", "says enough", "says much",
          lambda s: float(np.log1p(s.count)) / 3, family="length", little=("short", "says little")),
    Trait("very_short", "length", "very short", "very short", lambda s: max(0.0,
          1 - s.count / 7), family="length", little=("not too short", "not so short")),
    Trait("short", "length", "short", "short", lambda s: max(0.0,
          1 - s.count / 13), family="length", little=("not too short", "not so short")),
    Trait("long", "length", "long", "long-winded", lambda s: max(0.0, min(2.0,
          (s.count - 26) / 12)), family="length", little=("not too long", "not so long")),
    Trait("handy", "length", "a handy length", "a middling length",
          lambda s: float(8 <= s.count <= 22), family="length"),
    Trait("stands_alone", "standing", "stands alone", "stands alone", lambda s: s.alone,
          little=("leans on what is around it", "does not stand alone")),
    _seen("standing", "opens_loose", "opens with a joining word", "opens with a joining word",
          p.OPENS_LOOSE),
    Trait("on_question", "standing", "to the point", "near the question's own words",
          lambda s: USUAL_FIT if s.fit is None else s.fit,
          little=("goes beyond the question", "off the question")),
    _seen("figure", "contrast", "a contrast", "a contrast", p.CONTRAST),
    _seen("figure", "turn", "a turn", "a turn", p.TURN),
    _seen("figure", "condition", "says when or if", "says when or if", p.CONDITION),
    Trait("echo", "figure", "says a word again", "repeats words", _echo, family="repetition"),
    Trait("alliteration", "figure", "words that begin alike", "words that begin alike",
          _alliteration),
    Trait("variety", "figure", "varied words", "says no word twice", _variety, family="repetition",
          little=("says a word again", "repeats words")),
    _seen("figure", "colon", "names and explains", "a colon", p.COLON),
    _seen("figure", "dash", "an aside or a turn", "broken by dashes", p.DASH),
    _seen("figure", "compared", "a comparison", "a comparison", p.COMPARED, 2),
    _seen("figure", "superlative", "the most or the least", "a superlative", p.SUPERLATIVE, 2),
    _seen("general", "principle", "a principle", "a principle", p.PRINCIPLE, 3),
    _seen("general", "general_words", "a general word", "a sweeping word", p.GENERAL, 2),
    _seen("general", "is_are", "says how things are", "says how things are", p.COPULA, 2),
    _seen("general", "a_an", "brings in something new", "an article", p.ARTICLE, 2),
    _seen("general", "the", "speaks of what is known", "leans on 'the'", p.DEFINITE, 3),
    _seen("general", "past", "tells what happened", "about the past", p.PAST, 3),
    _seen("general", "modal", "says what can be", "says what might be", p.MODAL, 2),
    _seen("general", "negation", "says what is not", "says what is not", p.NEGATION, 2),
    _seen("general", "reasoning", "gives the reason", "gives the reason", p.REASONING),
    _seen("general", "example", "gives an example", "an example only", p.EXAMPLE),
    _seen("general", "imperative", "tells what to do", "gives orders", p.IMPERATIVE),
    _seen("people", "you", "speaks to the reader", "speaks to someone", p.SECOND, 2),
    _seen("people", "i", "first-hand", "about the writer", p.FIRST, 2, family="first person"),
    _seen("people", "opens_with_i", "first-hand", "opens with its writer",
          p.OPENS_WITH_I, family="first person"),
    _seen("people", "we", "speaks for many", "about a group", p.FIRST_PLURAL, 2),
    _seen("people", "they", "about others", "about others", p.THIRD, 2),
    _seen("people", "served", "about people one works for or with",
          "about people one works for or with", p.LEARNERS),
    _seen("words", "hedge", "careful", "hedges", p.HEDGE, 2),
    _seen("words", "vague", "plain feeling", "vague words", p.VAGUE, 3),
    _seen("words", "abstract", "names an idea", "abstract words", p.ABSTRACT, 3),
    _seen("words", "ing", "a word in -ing", "a word in -ing", p.ING, 3),
    _seen("words", "opens_ing", "opens with the doing", "an answer without its subject",
          p.OPENS_ING),
    Trait("long_words", "words", "weighty words", "long words", _letters,
          little=("short words", "short words")),
    Trait("rare_mean", "words", "uncommon words", "unusual words", _mean_rare, family="rarity",
          little=("everyday words", "everyday words")),
    Trait("rare_most", "words", "a rare word", "a very rare word", _rare(0.9), family="rarity",
          little=("no rare word", "no rare word")),
    Trait("rare_middle", "words", "less common words than usual", "unusual words",
          _rare(0.5), family="rarity", little=("everyday words", "everyday words")),
    _seen("words", "number", "a figure", "a number", p.DIGITS),
    Trait("names", "words", "names things", "hangs on names", _names, p.NAME, family="list"),
    _seen("words", "shorthand", "shorthand", "shorthand", p.SHORTHAND, 2),
    _seen("social", "agreement", "agrees and adds", "opens by agreeing", p.AGREEMENT),
    _seen("social", "exclamation", "spirited", "opens with an exclamation", p.EXCLAMATION),
    _seen("social", "thanks", "a word of courtesy", "a word of courtesy", p.THANKS),
    _seen("social", "logistics", "a word of chats and posts", "a word of chats and posts",
          p.LOGISTICS, 2),
    _seen("social", "call", "a word that adverts use", "a word that adverts use", p.CALL, 2),
    Trait("asks", "social", "asks", "asks", lambda s: float(language.asks(s.line)),
          family="question"),
    Trait("ends_asking", "social", "ends with a question", "ends with a question",
          lambda s: float(s.line.rstrip().endswith(language.QUESTION_MARKS)), family="question"),
    _seen("social", "opens_asking", "opens with a question word", "opens with a question word",
          p.OPENS_ASKING, family="question"),
    Trait("to_person", "social", "said to someone", "said to someone",
          lambda s: float(s.to is not None or s.text.lstrip(". ").startswith("@"))),
    Trait("exclaims", "form", "with force", "exclaims", lambda s: min(2, s.line.count("!")) / 2),
    _seen("form", "emoji", "with a smile", "emoji", p.EMOJI, 2),
    Trait("link", "form", "a link inside", "a link inside", _held("url", 1)),
    Trait("mention", "form", "names people", "names people", _held("mention", 2)),
    Trait("hashtag", "form", "hashtags as words", "hashtags inside", _held("hashtag", 3)),
    Trait("link_beside", "form", "with a source beside it", "hangs on a link", _around("url", 1)),
    Trait("mention_beside", "form", "said to people", "said to people", _around("mention", 3)),
    Trait("hashtag_beside", "form", "posted with a tag", "many tags",
          _around("hashtag", 3)),
    Trait("list", "form", "names several", "a list", _list, family="list"),
    Trait("commas", "form", "parted by commas", "parted by commas",
          lambda s: min(4, s.line.count(",")) / 4, family="list"),
    _seen("form", "trails", "leaves it open", "trails off", p.TRAILS),
    _seen("form", "quoted", "with quotation marks", "someone else's words, or quoted ones",
          p.QUOTED),
    _seen("form", "bracket", "an aside in brackets", "brackets", p.BRACKET),
    Trait("capitals", "form", "more capitals than usual", "more capitals than usual",
          _capitals, family="capitals",
          little=("few capitals", "few capitals")),
    _seen("form", "caps_word", "a word in capitals", "a word in capitals",
          p.CAPS_WORD, family="capitals"),
    Trait("starts_lower", "form", "starts in lower case", "starts in lower case", _starts_lower),
    Trait("final_stop", "form", "a mark at its end", "a mark at its end",
          lambda s: float(s.line.rstrip()[-1:] in ".!?…\"”’)")),
    Trait("sentences", "form", "several sentences", "several sentences", _sentences,
          little=("one sentence", "one sentence")),
    Trait("share", "form", "most of what was said", "most of what was said",
          lambda s: (s.end - s.start) / max(1, len(s.text)),
          little=("less of its post than usual", "less of its post than usual")),
)  # fmt: skip
NAMES = tuple(trait.name for trait in TRAITS)
GROUPS = tuple(sorted({trait.group for trait in TRAITS}))
