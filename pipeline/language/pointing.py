"""Words that point outside the line: pronouns, demonstratives, here and now, comparisons."""

from __future__ import annotations

from itertools import pairwise, takewhile

import regex

from pipeline.language.line import Leaning, Line
from pipeline.language.reading import Word
from pipeline.language.words import words

DEMONSTRATIVES = words("this that these those")
PERSONS = words("it they he she them him its their his")
THINGS = words("it its")
PEOPLE = words("people ppl everyone everybody nobody men man mum mom dad son kid")  # they, she, him
SUBJECTS_AND_OWNERS = PERSONS - words("them him")
TIMES = words("tonight today yesterday tomorrow")
NEAR = words("this next last")
OCCASIONS = words(
    "week chat evening hour morning afternoon session tweet thread question month weekend link "
    "video post topic discussion conversation twitterchat tweetchat"
)
CALENDAR = words(
    "year decade century season spring summer autumn fall winter term semester monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december"
)
CLAUSE = words(
    "i you we they he she it there everyone everybody nobody somebody someone nothing everything "
    "people my your our their his her its the a an if when"
)
COMPARED = words("better worse easier harder faster slower stronger cheaper smarter deeper")
WOULD = words("will 'll would 'd")
EMPTY_IT = words(
    "be is 's takes took was depends helps helped makes pays feels seems can costs cost"
)
DENIED_IT = words("take help make pay feel seem matter depend hurt cost")
FILLER = words("up down out easy sure clear possible")


def pronoun(line: Line) -> Leaning | None:
    """A third person or a demonstrative before any noun that it could stand for."""
    own = line.own
    has_people = False
    for index, word in enumerate(own):
        before = own[index - 1] if index else None
        has_people = has_people or word.lower in PEOPLE or word.text[0] == "@"
        if has_people and word.lower in PERSONS - THINGS:
            continue
        if _is_department(own, index):
            return None
        if word.lower in DEMONSTRATIVES and _is_pronoun(own, index):
            share = 0.6 if index <= 1 else 0.3
            return Leaning(share, f'"{word.text}" points to something outside the line')
        if word.lower in PERSONS and _is_contrast(own, index):
            return None
        if word.lower in PERSONS and not _is_empty_it(own, index):
            is_opening = index <= 1 and word.lower in SUBJECTS_AND_OWNERS
            return Leaning(
                0.55 if is_opening else 0.25, f'"{word.text}" stands for something outside the line'
            )
        if word.is_name_or_noun and not _names_nothing(word, before):
            return None
    return None


def pointed_noun(line: Line) -> Leaning | None:
    """A noun singled out by this or those at the beginning: "This tool helps"."""
    own = line.own
    if len(own) < 2 or own[0].lower not in DEMONSTRATIVES or _is_pronoun(own, 0):
        return None
    if own[1].lower in OCCASIONS | CALENDAR | words("days who"):
        return None
    if own[0].lower == "that" and own[1].lower in CLAUSE:  # "that you are invisible" says what
        return None
    share = 0.2 if own[0].lower == "those" else 0.35
    return Leaning(share, f'"{own[0].text} {own[1].text}" was named elsewhere')


def here_and_now(line: Line) -> Leaning | None:
    """A place or time that only those present know: "here", "tonight", "this chat"."""
    own = line.own
    for index, word in enumerate(own):
        following = own[index + 1].lower.lstrip("#") if index + 1 < len(own) else ""
        if word.lower in NEAR and following in OCCASIONS:
            return Leaning(0.3, f'"{word.text} {own[index + 1].text}" is known only to those there')
        if word.lower in TIMES and not following.startswith("'"):
            return Leaning(0.25, f'"{word.text}" is the day of the chat')
        is_place = word.lower == "here" and following not in words("'s is are")
        if is_place and (index == len(own) - 1 or not own[index + 1].is_name_or_noun):
            return Leaning(0.25, f'"{word.text}" is the place of the chat')
    return None


def comparison(line: Line) -> Leaning | None:
    """A comparison with nothing to compare to: "Paper works better"."""
    lowers = {word.lower for word in line.own}
    if lowers & {"than", "the", "as"}:
        return None
    for before, word in pairwise([Word("", ""), *line.own]):
        if word.lower in COMPARED and before.lower not in ("'d", "had"):  # "you'd better ask"
            return Leaning(0.1, f'"{word.text}" compares with something outside the line')
    return None


def _is_pronoun(own: list[Word], index: int) -> bool:
    # "this" and "those", not "this tool", "those who ask", "the tool that helps"
    word = own[index]
    following = own[index + 1] if index + 1 < len(own) else None
    if following is None:
        return True
    if word.lower == "that" and index:
        return False
    is_verb = word.lower in ("this", "that") and _VERB.fullmatch(following.lower) is not None
    return is_verb or following.lower in _AFTER_PRONOUN or not following.lower.isalpha()


_VERB = regex.compile(r"[a-z]{2,}[^\Wsui]s")  # "sounds", "looks", but not "class", "bus", "crisis"
_AFTER_PRONOUN = words(
    "is are was were has have had can could will would should may might must does did do also "
    "means makes helps works gets gives takes and or but 's 're in for to with at on all really "
    "made took came got gave went never just only always"
)


def _is_department(own: list[Word], index: int) -> bool:
    # "ask IT for a server", but "IT IS HERE"
    beside = [word.text for word in (*own[max(0, index - 1) : index], *own[index + 1 : index + 2])]
    return own[index].text == "IT" and not any(map(str.isupper, beside))


def _is_empty_it(own: list[Word], index: int) -> bool:
    # "It takes time to listen", "It is the quiet ones who know", "make it easy to ask"
    rest = [word.lower for word in own[index + 1 : index + 9]]
    if own[index].lower != "it":
        return False
    if rest and rest[0] in WOULD and "be" in rest[1:4]:  # "It would not be fair to ask"
        rest = rest[rest.index("be") :]
    if rest[:1] == ["always"]:
        rest = rest[1:]
    if rest[:1] == ["does"] and rest[1:2] in (["n't"], ["not"]):
        is_empty = rest[2:3] != [] and rest[2] in DENIED_IT
    else:
        is_out = rest[:2] in (["turns", "out"], ["turned", "out"])
        is_empty = is_out or (rest != [] and rest[0] in EMPTY_IT | FILLER)
    return is_empty and bool({"to", "that", "when", "if", "who"} & set(rest[1:6]))


def _is_contrast(own: list[Word], index: int) -> bool:
    # "It's not the tool, it's the habit": what it is, is said behind it
    following = takewhile(lambda word: word.lower not in (".", "!", "?"), own[index + 1 :])
    rest = [word.lower for word in following]
    is_denied = rest[:1] in (["'s"], ["is"], ["was"]) and rest[1:2] in (["not"], ["n't"])
    return own[index].lower == "it" and is_denied and ("it", "'s") in pairwise(rest)


def _names_nothing(word: Word, before: Word | None) -> bool:
    # "lots of", "a bit": nouns that no pronoun stands for
    return word.lower in _EMPTY_NOUNS or (before is not None and before.lower == "#")


_EMPTY_NOUNS = words("lot lots bit kind sort thing things way ways time times day today")
