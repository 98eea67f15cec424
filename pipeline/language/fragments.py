"""Lines that are part of something: of a sentence, an answer, a list, a conversation."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, takewhile

import regex

from pipeline.language.asking import QUESTION_MARKS, has_question_mark
from pipeline.language.chunks import FACE
from pipeline.language.line import Leaning, Line
from pipeline.language.pointing import CLAUSE, comparison, here_and_now, pointed_noun, pronoun
from pipeline.language.reading import AUXILIARIES, has_finite_verb
from pipeline.language.words import words

CONNECTIVES = words(
    "but so also and or because cos then plus though however therefore thus hence otherwise "
    "besides likewise similarly yet anyway meanwhile which whereas except too nor"
)
AGREEMENT = words(
    "agree agreed exactly absolutely totally definitely indeed true yes yep yeah yup no nope "
    "ditto same thanks thank thx ty congrats welcome sure sorry hi hello hey lol haha wow nice"
)
HOW_MUCH = words(  # behind a "so" that goes on from nothing
    "many much few little far often good great true important glad happy pleased sorry proud "
    "jealous crazy sad lovely cool"
)
YOURS = words("point question answer tweet post idea comment thread link blog slides talk example")
AGREEING = tuple(
    phrase.split() for phrase in ("i agree", "i totally agree", "me too", "you are right")
)
ANSWERING = words("by through via for to with without in on at from as like when if that how")
HELPING = words("will would can could should must is was were has")
ASKED = words(
    "i you we they he she it there everyone everybody nobody somebody someone anyone anybody this "
    "that these those"
)
TOLD = ASKED | AUXILIARIES  # behind a "which" that asks nothing
OPEN_ENDS = (",", ":", "-", "–", "—", "(", "&")
LEAST_WORDS = 3
_FACE = regex.compile(FACE)
_COUNT = regex.compile(r"\(?\d{2}[.)](?=\s)")  # "28. Anything longer is cowardice"
_ITEM = regex.compile(r"[•●▪‣◦➤➡►*–-](?=\s)|\(?[1-9](?:[.)]|/[1-9][.):]?)(?=\s)")
_MARK_OF_LIST = regex.compile(r"(?<![\w(])(?:\d{1,2}|[a-h])\)")


def connective(line: Line) -> Leaning | None:
    """An opening that goes on from a sentence before: "But", "So", "Also"."""
    first, second = line.lower(0), line.lower(1)
    if first not in CONNECTIVES or _begins_asking(line):
        return None
    is_amount = first == "too" and second in ("many", "much", "few")
    if is_amount and line.lower(2).isalpha() and line.lower(2) not in ("to", "of", "for"):
        return None
    if (first, second) == ("yet", "another"):
        return None
    if first == "so" and second in HOW_MUCH:
        return None
    own = [word.lower for word in line.own]
    if first in ("because", "though", "whereas") and "," in own[:-1]:
        return None  # the main clause follows
    return Leaning(0.4, f'opens with "{line.own[0].text}", which goes on from something')


def reply(line: Line) -> Leaning | None:
    """Words to a person: "@ana yes", "Agree!", "you're right", "great point"."""
    first = line.lower(0)
    own = ["are" if word.lower == "'re" else word.lower for word in line.own]
    is_apart = first not in ("no", "same") or line.lower(1) in (",", "!", ".", "")
    if first in AGREEMENT and is_apart and not _is_told_of(line):
        share = 0.7 if len(own) <= LEAST_WORDS + 1 else 0.4
        return Leaning(share, f'opens with "{line.own[0].text}", a reply to someone')
    for phrase in AGREEING:
        if own[: len(phrase)] == phrase:
            return Leaning(0.5, f'"{" ".join(phrase)}" replies to someone')
    for before, word in pairwise(own):
        if before == "your" and word in YOURS and "?" not in own:
            return Leaning(0.35, f'"your {word}" speaks to one person')
    is_praise = bool(own[1:2]) and first in ("great", "good", "nice", "fair") and own[1] in YOURS
    if is_praise and own[2:3] not in (["is"], ["was"], ["makes"]):
        return Leaning(0.6, f'"{line.own[0].text} {own[1]}" replies to someone')
    if _speaks_of_a_name(line):
        return None
    if line.begin and any(word.text.startswith("@") for word in line.words[: line.begin]):
        return Leaning(0.15, f'begins with "{_names(line)}", said to them')
    return None


def _is_told_of(line: Line) -> bool:
    """Return whether a word of agreement is what the sentence speaks of: "Sorry is no plan"."""
    is_subject = line.lower(1) in ("is", "was", "means")
    return is_subject and line.lower(0) not in ("yes", "no", "thanks", "agreed", "agree", "true")


def _speaks_of_a_name(line: Line) -> bool:
    """Return whether a name in front is what its sentence speaks of: "@ana has helped me"."""
    before = line.words[max(0, line.begin - 1) : line.begin]
    is_name = bool(before) and before[0].text.startswith("@")
    is_asked = has_question_mark(line.said) or _begins_asking(line)
    return is_name and line.lower(0) in HELPING and not is_asked


def _names(line: Line) -> str:
    return " ".join(w.text for w in line.words[: line.begin] if w.text.startswith("@"))


def elliptical(line: Line) -> Leaning | None:
    """An answer that leaves out what was asked: "By listening more.", "Would do it again", "That
    they ask"; but "That they ask is a gift"."""
    if not has_finite_verb(line.own):
        if line.lower(0) in ANSWERING:
            return Leaning(0.5, f'opens with "{line.own[0].text}" and has no verb of its own')
        letters = [word for word in line.own if word.lower[0].isalnum()]
        return Leaning(0.7, "has no verb of its own") if len(letters) < LEAST_WORDS else None
    is_asked = has_question_mark(line.said) or _begins_asking(line)
    if line.lower(0) in HELPING and not is_asked and not _speaks_of_a_name(line):
        return Leaning(0.35, f'"{line.own[0].text}" has no subject')
    sentence = takewhile(lambda word: word.lower not in (".", "!", "?"), line.own)
    is_clause = line.lower(0) == "that" and line.lower(1) in CLAUSE
    if is_clause and AUXILIARIES.isdisjoint(word.lower for word in sentence):
        return Leaning(0.35, f'"{line.own[0].text} {line.own[1].text}" answers what was asked')
    return None


def _begins_asking(line: Line) -> bool:
    """Return whether the first words ask, with or without a mark: "Is it yellow", "Which pub is
    it"; not "Which leads to glue"."""
    first = line.lower(0)
    second = line.lower(2 if line.lower(1) == "n't" else 1)
    if first == "which":
        is_of_a_noun = not AUXILIARIES.isdisjoint((line.lower(2), line.lower(3)))
        return (second not in TOLD and is_of_a_noun) or has_question_mark(line.said)
    return first in HELPING and second in ASKED


def list_item(line: Line) -> Leaning | None:
    """One of several: a number or a bullet before it, "1/3", or an end that announces more; or a
    number that was asked for."""
    if mark := _ITEM.match(line.said):
        return Leaning(0.2, f'"{mark[0]}" counts it as one of several')
    if mark := _COUNT.match(line.said):
        return Leaning(0.2, f'"{mark[0]}" says how many, not of what')
    is_counted = line.lower(0) in ("secondly", "thirdly", "lastly") or (
        line.lower(0) in ("second", "third", "finally") and line.lower(1) in (",", ":")
    )  # "Second hand is fine", "Finally a result"
    if is_counted:
        return Leaning(0.25, f'opens with "{line.own[0].text}", one of several')
    if line.said.endswith(OPEN_ENDS):
        return Leaning(0.4, f'ends with "{line.said[-1]}", more was to come')
    return None


def cut_off(line: Line) -> Leaning | None:
    """A beginning or an end that is missing: three dots, a quote or bracket left open."""
    if line.said.endswith(("…", "...")):
        return Leaning(0.5, "breaks off with three dots")
    if line.said.startswith(("…", "...")):
        return Leaning(0.4, "begins in the middle, with three dots")
    said = _FACE.sub("", line.said)  # ";-)" closes nothing, nor does "a)"
    said = _MARK_OF_LIST.sub("", said) if said.count(")") > said.count("(") else said
    for opening, closing in ("()", "[]", "“”"):
        if said.count(opening) != said.count(closing):
            return Leaning(0.2, f'has a "{opening}" or "{closing}" without its other half')
    return None


def question(line: Line) -> Leaning | None:
    """A question: back to the chat when it asks "you" or "anyone", else open to any reader."""
    if not line.said.rstrip("\"”’')!").endswith(QUESTION_MARKS):
        is_unmarked = _begins_asking(line) and not has_question_mark(line.said)
        return Leaning(0.35, "is a question") if is_unmarked else None
    for word in line.own:
        if word.lower in ("you", "your", "anyone", "anybody", "everyone", "thoughts", "u"):
            return Leaning(0.6, f'asks back: "{word.text} … ?"')
    return Leaning(0.35, "is a question")


RULES: tuple[Callable[[Line], Leaning | None], ...] = (
    pronoun,
    pointed_noun,
    connective,
    elliptical,
    reply,
    question,
    here_and_now,
    comparison,
    list_item,
    cut_off,
)
