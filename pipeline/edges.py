"""What the edges of a post hold besides what its author says, in patterns and word lists."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.records import Cut, CutKind, Entity, EntityKind

# A tag, link or name behind one of these is part of the sentence: "welcome to #LTHEchat"
_LEADS_ON = (
    "a|an|the|my|our|your|his|her|their|its|this|these|those|any|every|each|some"
    "|for|at|is|are|was|were|am|be|been|being|with|to|of|in|on|from|by|about|into|onto|as|than"
    "|through|without|within|between|during|like|against|around|and|or|but|vs|plus|versus"
    "|hashtag|use|uses|used|using|love|loved|loves|loving|called|named|means|join|joining"
)
_WE = "I|we|you|they|he|she"
_CAN = "can|could|should|will|would|do|did"
_SOME = r"(?:[\w'’]+\s+)"
_WHICH = r"(?:who|where|how|whoever|wherever)"
_WH = r"(?:what|where|who|whose|how|which|whatever|whoever)"
# Behind these a tag of the chat itself only closes the post: "what we are looking at #LTHEchat"
_CLOSES = (
    "this|these|those|her|any|some|at|being"
    rf"|(?:that|which|what|all|everything)\s+(?:{_WE})\s+(?:love|loved|use|used)"
    rf"|(?:as|than)\s+(?:{_WE})\s+like"
    r"|(?:drop|dropped|dropping|jump|jumped|jumping|chime|chimed|come|coming|tune|tuned|all)\s+in"
    rf"|(?:bring|bringing|brought|let|letting)\s+{_SOME}{{1,2}}in"
    r"|(?:now|carry|later|early|hang|hold|so)\s+on|unheard\s+of"
    r"|(?:have|has|had|want|wants|wanted|need|needs|needed|able|how|supposed|allowed|meant|ought)\s+to"
    r"|(?:ask|asked|tell|telling|told|want|wanted|need|needed)\s+(?:\w+\s+)to"
    r"|(?:he|she|they|we|you)\s+(?:is|are|was|were)|I\s+(?:am|was)"
    rf"|where\s+{_SOME}{{1,4}}from"
    rf"|what(?:['’]s)?\s+{_SOME}{{1,5}}all\s+about|(?:{_CAN})\s+(?:think|dream)\s+of"
    rf"|(?:something|anything|things?|ones?|more|lots)\s+{_SOME}{{1,4}}(?:play|work|practi[sc]e"
    r"|start|deal|live|cope)\s+with|struggling\s+with"
    rf"|(?:{_CAN})\s+(?:{_WE})\s+use|(?:hardly|rarely)\s+ever\s+use|be\s+used"
    # a clause that ends in its verb: "know what it is", "where the mops are", "so can the hem be"
    rf"|{_WH}\s+(?:\w+\s+)?(?:it|they)\s+(?:is|are|was|were)"
    rf"|{_WH}\s+(?:the|an?|my|our|your|his|her|their|its|that|this)\s+{_SOME}{{1,4}}"
    r"(?:is|are|was|were)"
    rf"|(?:there|yet|as)\s+it\s+(?:is|was)|(?:there|{_WE})\s+(?:should|could|must)\s+be"
    rf"|so\s+(?:{_CAN})\s+{_SOME}{{1,3}}be|(?:some|many|most)\s+still\s+(?:is|are)"
    rf"|what\s+{_SOME}{{0,2}}(?:\w+['’]s|\w+\s+(?:is|are))\s+for"
    rf"|{_WHICH}\s+(?!(?:{_WE}|people)\b){_SOME}{{1,3}}(?:is|are|was|were)"
    r"|what\s+(?!(?:matters|helps|works|counts|follows|remains|I|we|you|they)\b)\w+\s+is"
    # a verb and what belongs to it: "more than fit in", "then they moved on"
    r"|(?:I['’]?m|(?:we|you|they)['’]?re|who['’]?s|I\s+am|who\s+is|fit|looks?|looked|dive"
    r"|rub|tuck|gone\s+straight|wander(?:ed)?|drops|sneak|squeeze|come\s+back"
    r"|(?:beam|drove|kick|lock)\s+\w+)\s+in"
    r"|moved\s+on|(?:allowed|nothing|zilch|something)\s+to\s+go\s+on|(?:trials|what['’]s)\s+going\s+on"
    r"|thing\s+on|what\s+(?:are|were)\s+(?:we|you)\s+on|,\s+go\s+on|went\s+on\s+without"
    r"|bear\s+with|who\s+(?:(?:they|we|you)['’]re\s+)?with"
    rf"|(?:people|those|ones|half|things|what|who)\s+(?:{_WE})\s+(?:\w+\s+)?(?:work|live|deal|cope)"
    r"\s+with"
    r"|(?:ever\s+(?:wished|wanted|hoped)|(?:scared|afraid)\s+not|(?:was|were|are)\s+right)\s+to"
    rf"|(?:bit|thing|part|what|which\s+\w+)\s+(?:{_WE}|people)(?:['’](?:m|re)|\s+am|\s+are)\s+"
    r"(?:scared|afraid|unsure|sick|tired)\s+of"
    rf"|(?:what|everything|anything|something|nothing|bit|thing)\s+{_SOME}{{1,4}}"
    r"(?:talk|talking|fight|fighting|argue|arguing|shout|moan|laugh)\s+about"
    r"|(?:something|anything|nothing|what)\s+(?:to|I|we)\s+(?:stay|live|hope)\s+for"
    rf"|(?:what|how)(?:['’]s)?\s+{_SOME}{{1,5}}(?:look|looks|looked|sound|sounded)\s+like"
    # how many of each, and whose: "12p each", "nobody else's"
    r"|(?:[\d£$€][\w.,]*|\d+\s+(?:hrs?|hours?|mins?|minutes|words)|one\s+\w+|one\s+on)\s+each"
    r"|(?:(?:their|my|your|his|her)\s+(?:mum|mother|dad|father|nan)|(?:nobody|somebody|someone"
    r"|everyone)\s+else)['’]s"
)
# Behind these only a tag or a name that is not the chat's own: "get yourself into #OneNote"
_TAKES_AN_OBJECT = (
    "need|needs|get|got|try|tried|trying|follow|following|ask|asked|asking|see|seen|saw|have|has"
    "|had|hate|prefer|recommend|recommended|enjoy|enjoyed|open|teach|taught|learn|thanks|thank"
    "|miss|misses|missed|take|takes|choose|trust|trusts|beat|beats|regret|regretted|install"
    r"|(?:keep|keeps|kept)\s+it|the\s+\w+\s+behind|such\s+(?:good|great|lovely|wonderful|amazing)"
)
# (?r): read from the end, where the word must stand
_LEAD_ON = regex.compile(
    rf"(?r)(?<![\w'’])(?:{_LEADS_ON})(?:\s+[\"“‘(]?|[“‘(])?$|['’]s\s+$", regex.IGNORECASE
)
_CLOSED = regex.compile(rf"(?r)(?<![\w'’])(?:{_CLOSES})\s*$", regex.IGNORECASE)
_OBJECT_OF = regex.compile(rf"(?r)(?<![\w'’])(?:{_TAKES_AN_OBJECT})\s+$", regex.IGNORECASE)
_LIST_GOES_ON = regex.compile(r"(?r)[,&+/]\s*$")
# "the three who taught me: @ana @ben @cleo", but "cc: @ana"
_LISTED = regex.compile(
    r"(?r)(?<=\w)(?<!\b(?:via|cc|HT))(?<!h/t):\s+(?:@[\w.@-]+(?:\s*[,&]|\s+and\b)?\s+)*$",
    regex.IGNORECASE,
)
LONGEST_LIST = 200  # code points of names behind a colon
LOOK_BACK = 40  # code points: the word before an entity and the blanks between

_VERBS = (
    "says|said|thinks|makes|shows|writes|wrote|shares|teaches|taught|suggests|gives|runs|talks"
    "|wants|needs|recommends|advises|starts|will be|inspires|inspired|knows|loves|listens|answers"
    "|reads|believes|joins"
)
# "@ana is it a map?" asks her, "@ana is my hero" speaks of her
_ASKED = "it|that|this|you|he|she|they|[iI]|we|any(?:one|body)?|every(?:one|body)"
_ASKED_IF = "there|your|my"  # where a question mark follows
_A_QUESTION = r"[^.!?\n]*\?"
_IS = rf"(?:is|are|was|were|has)\b(?!\s+(?:{_ASKED})\b)(?!\s+(?:{_ASKED_IF})\b{_A_QUESTION})"
_DOES = rf"does\s+(?:it|this|that|so)\b(?!{_A_QUESTION})"
_IS_SUBJECT = regex.compile(
    rf"\s+(?:(?:always|never)\s+)?(?:{_IS}|(?:{_VERBS})\b)|\s+{_DOES}"
    rf"|(?:,?\s+@\w+){{1,3}}\s+(?=are\b|were\b){_IS}"
    rf"|,\s+who(?:se)?\s(?!{_A_QUESTION})|\s+(?:and|&)\s+(?:I\b|@)|['’/-]?\w"
)

_PLACE = r"[0-9]{1,2}\s?(?:/|of)\s?[0-9]{1,2}"
_IN_BRACKETS = r"[(\[](?P<at>[0-9]{1,2})\s?(?:/|of)\s?(?P<of>[0-9]{1,2})[)\]]"
_BARE = r"(?P<at>[1-9])/(?P<of>[1-9])"
# "1/2 my readers", "3/4 full" are fractions; "2/3 then water" goes on with 1/3
_GOES_ON = "and|but|or|nor|so|then|because|cos|which|who|where|when|while|plus|also|if|i"
_MARK_FIRST = regex.compile(
    rf"{_IN_BRACKETS}|{_BARE}(?=\s+(?:\P{{Ll}}|(?:{_GOES_ON})\b)|:\s|$)|[0-9]{{1,2}}/[nx]?(?=\s|$)"
)
_MARK_LAST = regex.compile(  # in "about 5 1/2" it is a number
    rf"(?:{_IN_BRACKETS}|[(\[]contd?\.?[)\]])$"
    rf"|(?<=\s)(?<!(?<!\w)[0-9]{{1,2}}\s+)(?:(?P<bare>{_BARE})|[1-9]/[nx]?)$"
)
_CLOSED_BEFORE = regex.compile(r"(?r)(?:[.!?…\"”)\]\p{So}\uFE0F]|/\S+)\s+$")  # by a mark or a link
_MOST_PARTS = 4  # of an answer: "I give it 3/5" says how good it is
_SCORE = ("5", "5")
# 2/3, (2/3), 2/n, 2/ at an edge; "2 of 3" only in brackets: hens are counted so, too
_NUMBERED = regex.compile(
    r"(?<![\d/])(?P<at>\d{1,2})\s?/\s?(?P<of>\d{1,2}|n|x|(?=\s|$))(?![\d/])"
    r"|[(\[](?P<at_of>\d{1,2}) of (?P<of_of>\d{1,2})[)\]]",
    regex.IGNORECASE,
)
_EDGE = 3  # characters: a mark that stands further inside counts something else
REPOST = regex.compile(r"\b(?:RT|MT)\b:?\s*")
DOTS = regex.compile(r"(?:\.+\s*)?")
SEPARATOR = regex.compile(  # also in "@ana:great point", but ":D" is a face
    r"[\s\u200b\u2060\ufeff]*[:,;.|>=~→–—-]+(?=\s|$)|[:,](?=\p{L}{2})"
)
_SEPARATOR_BEFORE = regex.compile(r"(?:\s[>-]+|[|~→–—]+)\s*$")
_ENDS_OF_SEPARATORS = tuple(">-|~→–—")
STARTS_OF_MARKS = frozenset("([0123456789")  # of what mark_first finds
STARTS = STARTS_OF_MARKS | frozenset("RM.@＠#＃$")  # of all that is cut in front, a label aside
ENDS_OF_MARKS = frozenset(")]/nx123456789")  # of what mark_last finds
PUNCTUATION = regex.compile(r"[\s.,;!…]*")
LABEL_LEAD = regex.compile(
    rf"(?:[\W_]|\b(?:RT|MT|HT|via|cc|T[0-9]|{_PLACE}|[0-9]{{1,2}}/(?:[0-9]{{0,2}}|[nx]))(?!\w))*+"
)
_VIA = regex.compile(r"(?:(?<!\S)/|(?<!\w))(?:via|cc|h/t|HT)[\s:]*$", regex.IGNORECASE)
ENDS_OF_SMILEYS = "DPp"
# a letter or figure is an eye only where it stands apart: not in "48p", "XP", "no tax)", "(x)"
EMOTICON = r"(?:[:;=][-'o]?[)(DPp\]/|]++|(?<![\w(\[])[8xX][-'o]?[)(D]++(?!\w))"
AFTER = {  # what may stand between an entity and the end of the post
    "url": regex.compile(r"\s*(?:…|\.\.\.)?[\s.,;!]*"),
    "mention": PUNCTUATION,
    "hashtag": regex.compile(
        rf"(?:[\s.,;!…|>~→–—\-\p{{So}}\p{{Sk}}\p{{Mn}}\u200d\u20e3]|{EMOTICON})*+"
    ),
}
CUT_AS: dict[EntityKind, CutKind] = {
    "mention": "mention",
    "hashtag": "hashtag",
    "url": "url",
    "cashtag": "hashtag",
}
_BRACKETS = {"(": ")", "[": "]"}


def is_chat_tag(entity: Entity, chat_tags: frozenset[str]) -> bool:
    """Return whether an entity is one of the chat's own hashtags."""
    return entity.kind == "hashtag" and entity.tag in chat_tags


def is_subject(text: str, entity: Entity, end: int) -> bool:
    """Return whether a name or tag at the start is what the sentence is about."""
    return _IS_SUBJECT.match(text, entity.end, end) is not None


def leads_on(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` ends in a word that cannot be the last: "welcome to"."""
    return _LEAD_ON.search(text, max(start, end - LOOK_BACK), end) is not None


def wants_object(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` ends in a verb that asks for an object: "I miss "."""
    return _OBJECT_OF.search(text, max(start, end - LOOK_BACK), end) is not None


def is_needed(text: str, start: int, entity: Entity, chat_tags: frozenset[str]) -> bool:
    """Return whether the words before an entity at the end would hang in the air without it."""
    before = (text, max(start, entity.start - LOOK_BACK), entity.start)
    is_own = is_chat_tag(entity, chat_tags)
    if leads_on(text, start, entity.start):
        return not is_own or _CLOSED.search(*before) is None
    if entity.kind == "url" or is_own:
        return False
    if entity.kind == "mention" and _LISTED.search(
        text, max(start, entity.start - LONGEST_LIST), entity.start
    ):
        return True
    is_last_word = entity.kind == "hashtag" and text[entity.end : entity.end + 1] in (".", "!")
    is_object = wants_object(text, start, entity.start)
    return bool(is_last_word or is_object or _LIST_GOES_ON.search(*before))


def mark_first(text: str, start: int, end: int) -> int | None:
    """Return where a thread mark at the start ends: "(1/2)", "2/3", "2/"; None where none is."""
    mark = _MARK_FIRST.match(text, start, end)
    return mark.end() if mark and (_is_part(mark) or _is_score(mark)) else None


def mark_last(text: str, start: int, end: int) -> int | None:
    """Return where a thread mark at the end begins, None where none is: a score, a date, a half."""
    reach = max(start, end - LOOK_BACK)
    mark = _MARK_LAST.search(text, reach, end)
    if mark is None or not _is_part(mark) or leads_on(text, start, mark.start()):
        return None
    if mark["bare"] and not _CLOSED_BEFORE.search(text, reach, mark.start()):
        is_told = text[reach : mark.start()].rstrip().endswith(":")
        if is_told or int(mark["of"]) > _MOST_PARTS:
            return None
    at: int = mark.start()
    return at


def _is_part(mark: regex.Match[str]) -> bool:
    if mark["of"] is None:
        return True
    return int(mark["at"]) <= int(mark["of"]) and not _is_score(mark)


def _is_score(mark: regex.Match[str]) -> bool:
    """Return whether it is "5/5", which tells how good something is, unless it stands in front."""
    return (mark["at"], mark["of"]) == _SCORE


def via_start(text: str, start: int, entity: Entity) -> int:
    """Return where "via @ana" begins, the start of the entity itself where nothing leads to it."""
    if entity.kind != "mention":
        return entity.start
    via = _VIA.search(text, max(start, entity.start - LOOK_BACK), entity.start)
    return via.start() if via else entity.start


def separated(text: str, start: int, end: int) -> int:
    """Return where the dash or arrow before `end` begins, `end` itself where there is none."""
    reach = max(start, end - LOOK_BACK)
    if not text[reach:end].rstrip().endswith(_ENDS_OF_SEPARATORS):
        return end
    separator = _SEPARATOR_BEFORE.search(text, reach, end)
    return separator.start() if separator else end


def bracketed(text: str, first: int, start: int, end: int, last: int) -> tuple[int, int]:
    """Return (start, end) with the brackets right around them, if they stand in some."""
    closing = _BRACKETS.get(text[start - 1]) if start > first else None
    return (start - 1, end + 1) if end < last and text[end] == closing else (start, end)


def place_in_thread(text: str, cuts: Sequence[Cut], said: str) -> tuple[int, str] | None:
    """Return (2, "3") where a post begins or ends with 2/3, be it cut from its edge or not.

    `said` is what is left of `text` without the `cuts`.
    """
    if "/" not in text and " of " not in text:
        return None
    edges = [text[cut.start : cut.end] for cut in cuts if cut.kind in ("mark", "label")]
    for piece in (*edges, said):
        for match in _NUMBERED.finditer(piece):
            if match.start() < _EDGE or match.end() > len(piece) - _EDGE:
                at, of = match["at"] or match["at_of"], match["of"] or match["of_of"] or ""
                return int(at), of.lower()
    return None
