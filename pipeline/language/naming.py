"""How a post names the question that it answers without a label: "3) ...", "Back to 2 again: ...".

A number that counts something is none: "3 - 4 times a week", "On 2 wheels", "For 4: people ...".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from pipeline.language.words import COUNTS, ORDINALS

LAST_REACH = 60  # code points before the end in which the last word and a name stand
LEAST_COUNTED = 10  # "61. knows every tree" says how many, unless question 61 was asked
_NUMBER = (
    r"(?:(?:q(?:uestion\s)?|#)?(?P<number>\d{1,2})"
    rf"|the\s(?P<ordinal>{'|'.join(ORDINALS)})\s(?:q|question|one))"
)
_CLOSED = r"\s?[:–—-]++(?=\s)"
_STOP = r"(?:\s?[:–—-]++|[.,])(?=\s)"
_COUNTED = (
    r"years?|yrs?|days?|weeks?|months?|hours?|hrs?|minutes?|mins?|times?|nil|all|points?|people|of"
)
_SAYS = rf"\s++(?!(?:{_COUNTED})\b)(?=[^\W\d]|[@#\"“(])"
_KEYCAP = r"\uFE0F?\u20E3"  # behind a figure: 2️⃣
_LISTED = regex.compile(
    rf"(?:\(?(?P<number>\d{{1,2}})[.)]|(?P<number>\d){_KEYCAP}(?:[.:)–—-]|(?!\s++\p{{Ll}})))"
    r"\s++(?=[^\W\d]|[@#\"“(])"
)
_DATED = regex.compile(r"\d{1,2}\.\s++(?!\p{Ll}|I\b)")  # "7. That is how many", "3. Mai"
_WORDS = regex.compile(
    r"(?i:(?:\([^()\n]{1,30}+\)\s*+)?+(?:(?:and|also|but|so|ok|oh)(?:,|\s)\s*+)?+(?:"
    rf"\(?(?P<number>\d{{1,2}})(?:\s?:|\s?[–—-])(?=\s)"  # "3 - ...", "3: ..."
    rf"|(?P<number>\d{{1,2}})\slate(?:,?\sbut\b:?|{_CLOSED})"  # "1 late but: ..."
    rf"|number\s(?!1\b)(?P<number>\d{{1,2}}):"  # "Number 1: ..." is a first tip
    rf"|(?:for|on|re)\s{_NUMBER}(?:\sagain{_STOP}|{_CLOSED})"
    rf"|(?:(?:going|coming)\s)?back\sto\s{_NUMBER}(?:\sagain)?{_STOP}"
    rf"|question\s(?P<number>\d{{1,2}}){_STOP}|late\sto\s{_NUMBER}{_STOP}"
    rf"|(?:my\s)?answer(?:ing)?\s(?:(?:to|for)\s)?{_NUMBER}{_STOP}"
    rf"|(?:answer|(?:answer\s(?:to|for)\s)?question)\s(?P<count>{'|'.join(COUNTS)}){_CLOSED}"
    rf"|one\smore\s(?:for|on)\s{_NUMBER}{_CLOSED}"
    rf"))(?:{_SAYS})"
)

# "they come by bus A2", with nothing that leads to it: "see A2", "as in A2", "paper in A3"
_LAST = regex.compile(
    r"(?ri)(?<=\w[\w'’]*[.,;!?\"”’)…]?)(?<!\b(?:see|my|your|his|her|their|our|the|this|that|and|or"
    r"|on|in|at|to|of|for|from|with|by|like|until|than|as|is|are|was|be|do|did|miss|try|half|size"
    r"|sheets?))\s+\(?A\.?\s?(?P<number>\d{1,2})[a-d]?[).]{0,2}\s*$"
)


def question(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the number of the question that `text[start:end]` names in front, and where the name
    ends; None where it names none, or goes on with the next number: that is a list."""
    name = _LISTED.match(text, start, end) or _WORDS.match(text, start, end)
    if name is None:
        return None
    number = _number(name.groupdict())
    return None if goes_on(text, number, name.end(), end) else (number, name.end())


def _number(groups: Mapping[str, Any]) -> int:
    for name, told in (("ordinal", ORDINALS), ("count", COUNTS)):
        if word := groups.get(name):
            return told.index(word.lower()) + 1
    return int(groups["number"])


def without_name(
    text: str, start: int, end: int, asked: int | None, *, is_labelled: bool
) -> tuple[int, int]:
    """Return the span without the name of the question that it answers.

    What is no list, a high number and a date ("4. Mai") are cut only if they name the question
    `asked`, under which the post stands: under another one "5 - my team and me" counts, as
    "A2: 3 - one for each child" does behind a label.
    """
    name = question(text, start, end)
    if name is None:
        return start, end
    is_named = name[0] == asked
    if not is_named and (name[0] >= LEAST_COUNTED or _DATED.match(text, start, end)):
        return start, end
    is_name = _LISTED.match(text, start, end) or (is_named and not is_labelled)
    return (name[1], end) if is_name else (start, end)


def without_last_name(text: str, start: int, end: int, asked: int | None) -> tuple[int, int]:
    """Return the span without the name of the question `asked` behind what answers it: "... A2"."""
    name = _LAST.search(text, max(start, end - LAST_REACH), end)
    is_named = name is not None and int(name["number"]) == asked
    return (start, name.start()) if name is not None and is_named else (start, end)


def goes_on(text: str, number: int, start: int, end: int) -> bool:
    """Return whether `text[start:end]` has the next number of a list that begins with `number`."""
    following = rf"(?<![\w:.,]){number + 1}(?:{_KEYCAP}|\s?(?:[.):]\s?|[-–—]\s)(?=\D))"
    return regex.search(following, text, pos=start, endpos=end) is not None
