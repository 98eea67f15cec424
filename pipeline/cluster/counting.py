"""How hosts count their questions in words: "Our third question tonight: ...", "Last one: ..."."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

from pipeline.cluster.asks import ASKING, INVITING
from pipeline.cluster.headings import ASIDE, without_lead
from pipeline.language import has_question_mark
from pipeline.language.words import COUNTS, ORDINALS, WORD
from pipeline.records import Post

_NTH = rf"(?:(?P<ordinal>{'|'.join(ORDINALS)})|(?P<digit>[1-9])(?:st|nd|rd|th))"
_QUESTION = (
    rf"(?:(?:{_NTH}|last|final|next|another|opening|closing)\s+(?:\w+\s+)?question"
    rf"|question\s+(?:number\s+)?(?:(?P<count>{'|'.join(COUNTS)})"
    r"|(?P<figure>\d{1,2})(?:\s?(?:of|/)\s?\d{1,2})?(?=\s?[:.!–—]))"
    rf"|question\s+the\s+(?P<place>{'|'.join(ORDINALS)}))\b"
)
CALLED = re.compile(rf"\b{_QUESTION}", re.IGNORECASE)
# "That was our last question! Did you enjoy it?" closes the chat, and "Great answers to the last
# question! Who wants a recap?"
_CLOSES = re.compile(
    r"\b(?:was|were|that(?:(?:'|’)s| is)|through|past|after|answered|missed"
    r"|(?:great|good|lovely|brilliant|lov(?:e|ed|ing))\s(?:\w+\s){0,2}(?:answers|replies)\s(?:to|on))\s+"
    r"(?:(?:the|our|your|my|tonight(?:'|’)s|today(?:'|’)s)\s+)?$",
    re.IGNORECASE,
)
# ... said before the question and apart from it
_LEAD = (
    r"(?:(?:ok(?:ay)?|(?:al)?right|folks|and|so|now|then|time for|it(?:'|’)s time for"
    r"|(?:moving )?on(?: ?to)?"
    r"|let(?:'|’)s (?:start with|go to|move (?:on )?to)|here(?:'|’)?s|here (?:is|comes)|ready for"
    r"|the|our|your|my|tonight(?:'|’)s|today(?:'|’)s|very)[\s,:]+)*"
)
_WHEN = (
    r"(?:\s+(?:of the (?:night|evening|chat|day|hour)|(?:of )?(?:tonight|today|this evening)"
    r"|for (?:you|tonight|today|you all|everyone)|everyone|folks|then|now|is))*"
)
_ONE = (  # behind these only what clearly asks is a question
    r"(?P<one>(?:first|next|last|final)\s+(?:one|up)\b"
    rf"|number\s+(?:{'|'.join(COUNTS)}|\d{{1,2}})\b"
    r"|(?:(?:first|second|third|fourth|last|final)ly|next|to (?:start|begin|finish))(?=\s?:)"
    # "Third. ...", "Fifth and final: ..."
    rf"|(?P<nth>{'|'.join(ORDINALS)})(?:\s(?:and|&)\s(?:last|final(?:ly)?))?(?=\s?[:.]))"
)
_ANNOUNCED = re.compile(
    rf"(?:^|[.!?…\n]\s{{0,3}})\W{{0,5}}{_LEAD}(?:{_QUESTION}|{_ONE})"
    rf"(?:{_WHEN}\s*(?:[:.!,–—…\n\U0001f300-\U0001faff-]|\.\.+)|{ASIDE}:)\s*",
    re.IGNORECASE,
)
# "Who joins us next week?", "What should we talk about next time?" ask nothing of this chat; "What
# will you try next week?" does, and "What should we cover next time we teach this?"
_NEXT = (
    r"(?:(?:at|for|on)\s)?(?:(?:the|our)\s)?(?:next\s(?:week|time|month|chat|session|one"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|tomorrow)\b"
)
_COMING = r"(?:will|all|be|is|are|coming|come|here|there|in|back|again|along|with|us|me)"
_NEXT_CHAT = re.compile(
    rf"\b(?:(?:who\W?s?\s(?:else\s)?|you\s)(?:{_COMING}\s)*{_COMING}"
    r"|join(?:s|ing)?(?:\s(?:us|me|in|again|here|the chat|#\w+))*"
    r"|see you|same time|(?:hosts?|hosting)(?:\s(?:us|it|here|the chat|#\w+))*"
    r"|(?:guests?|topics?|themes?)(?:\s(?:should|shall|would|do|you|we|us|to|like|want|have|see))*"
    r"|(?:we|us)\s(?:to\s)?(?:talk|chat|speak|discuss|cover)(?:\sabout)?)"
    rf"\s{_NEXT}(?:\W+\w+){{0,2}}[^\w.?!]*\?+",
    re.IGNORECASE,
)
MOST_BEFORE = 40  # characters before the words that announce a question
REACH = 160  # characters in which such words end
# What asks without a question mark: "Bonus question! Finish the sentence: ...", "Q3: Tell us ..."
BIDS = re.compile(
    rf"^\W*(?:please\s+)?(?:tell us|give (?:us|an|your|{'|'.join(COUNTS)})|describe"
    r"|(?:name|list)(?!\sof\b)|finish|complete|fill in"
    r"|share(?!\s(?:this|it|our|the\s(?:recap|chat|word|love))\b))\b",
    re.IGNORECASE,
)
# "Tell us what to talk about next time", "Share the blog with a friend, and thanks for coming",
# "Give us two minutes, the wifi is down"
_LEAVE = re.compile(
    rf"\b(?:thanks?|thank\syou|recap|survey|feedback|goodnight|bye)\b|\b{_NEXT}"
    r"|\bgive\sus\s\w+\s(?:sec|min|moment)",
    re.IGNORECASE,
)
LEAST_WORDS = 3  # of the question behind them
# "Last question for the brave: ...", "One last question, and a short one: ..."
_ASIDE = re.compile(
    r"\s*(?:for|from|to|of|before|tonight|today|now|then|and)\b"
    r"(?:(?!\b(?:was|were|got|made|has|had)\b)[^.!?:\n]){0,40}:\s",
    re.IGNORECASE,
)


def announces(text: str, *, is_known: bool = False) -> bool:
    """Return whether a text counts a question and then asks it, with or without a question mark.

    Of who is known to count questions so "Last one: ..." will do, where it clearly asks.
    """
    found = _ANNOUNCED.search(text, 0, REACH)
    if found is None or found.start() > MOST_BEFORE or (found["one"] and not is_known):
        return False
    asked = text[found.end() :]
    is_of_next = has_question_mark(asked) and not asks(asked)
    if is_of_next or len(WORD.findall(asked)) < LEAST_WORDS:
        return False
    invites = ASKING if found["one"] else INVITING
    is_asking = has_question_mark(asked) or invites.search(asked) is not None
    return is_asking or BIDS.match(asked) is not None


def asks(text: str) -> bool:
    """Return whether a text asks with a question mark, and more than who comes to the next chat,
    or what that should be about."""
    return has_question_mark(text) and has_question_mark(_NEXT_CHAT.sub("", text))


def bids(post: Post) -> bool:
    """Return whether a post asks without a question mark ("Last one: tell us about ..."), and not
    as a host does who takes leave, begs for patience or shares a link."""
    has_link = any(entity.kind == "url" for entity in post.entities)
    is_leave = has_link or _LEAVE.search(post.said) is not None
    return not is_leave and BIDS.match(without_lead(post.said, 0)) is not None


def calls(text: str) -> bool:
    """Return whether a text speaks of a question, and not of one that is over."""
    found = CALLED.search(text)
    return found is not None and not closes(text[: found.start()])


def closes(before: str) -> bool:
    """Return whether words before "last question" say that it was that ("That was our ...")."""
    return _CLOSES.search(before) is not None


def number(text: str) -> int | None:
    """Return the number that a text calls its question by, None for "next", "last" and the like."""
    found = CALLED.search(text)
    if found is None:
        return _alone(text)
    figure = found["digit"] or found["figure"]
    return in_words(found) or (int(figure) if figure else None)


def told(post: Post) -> int | None:
    """Return the number that a host gives a question in words, or, among such, with a label."""
    if post.label and post.is_labelled_question:
        return post.label.question
    return number(post.said)


def counted_on(posts: Sequence[Post]) -> set[str]:
    """Return the ids of the posts that announce a question once their author is known to: a bare
    "Third. ..." does so where another post tells the second."""
    announced = {post.id: told(post) for post in posts if announces(post.said, is_known=True)}
    numbers = {0, *announced.values()}
    return {
        post.id
        for post in posts
        if post.id in announced and ((own := _alone(post.said)) is None or own - 1 in numbers)
    }


def with_others(
    asked: Sequence[Post], posts: Sequence[Post], announced: Container[str]
) -> list[Post]:
    """Return what is asked in order, with what others announce under a number that is missing
    there, between its neighbours ("Fourth, and it is mine: ...", by who minds the thread)."""
    numbers = in_order(map(told, asked)) or ()
    place = {post.id: at for at, post in enumerate(posts)}
    found = [*asked]
    for (before, low), (after, high) in pairwise(zip(asked, numbers, strict=False)):
        last = low
        for post in posts[place[before.id] + 1 : place[after.id]]:
            own = told(post) if post.id in announced else None
            if own is not None and last < own < high:
                found.append(post)
                last = own
    return sorted(found, key=lambda post: place[post.id])


def _alone(text: str) -> int | None:
    """Return the number that a text counts by a bare word ("Third. What ...?")."""
    found = _ANNOUNCED.search(text, 0, REACH)
    nth = found["nth"] if found else None
    return ORDINALS.index(nth.lower()) + 1 if nth else None


def in_words(found: re.Match[str]) -> int | None:
    """Return the number that is found in a word of COUNTS (`count`) or ORDINALS (`ordinal`, or
    `place` in "question the third")."""
    groups = found.groupdict()
    if nth := groups["ordinal"] or groups.get("place"):
        return ORDINALS.index(nth.lower()) + 1
    return COUNTS.index(groups["count"].lower()) + 1 if groups["count"] else None


def asked_behind(said: str, name: re.Match[str], stop: str, *, is_apart: bool = False) -> str:
    """Return what a post asks behind the name of a question, "" where it asks nothing there.

    The name is among its first words and stands apart: by `stop`, the marks between, by a capital
    behind them, by an aside with a colon, or as `is_apart` says.
    """
    aside = _ASIDE.match(said, name.end())
    before, text = said[: name.start()], said[aside.end() if aside else name.end() :]
    is_apart = is_apart or aside is not None or text[:1].isupper()
    is_apart = is_apart or bool(stop.strip()) or "\n" in stop
    is_asking = asks(text) or (not has_question_mark(text) and BIDS.match(text) is not None)
    if not is_apart or has_question_mark(before) or not is_asking or len(before) > MOST_BEFORE:
        return ""
    return text if len(WORD.findall(text)) >= LEAST_WORDS else ""


def in_order(called: Iterable[int | None]) -> list[int] | None:
    """Return the numbers of questions in the order of asking: those that they are called by, and
    the next for the others. None where the words go back."""
    found: list[int] = []
    for number in called:
        last = found[-1] if found else 0
        found.append(number or last + 1)
        if found[-1] <= last:
            return None
    return found
