"""What a host says before the question itself: "Lovely. Next one. What ...?", "👇 What ...?"."""

from __future__ import annotations

import regex

from pipeline.language.words import COUNTS, ORDINALS, WORD

LEAST_WORDS = 3  # of what is left
# Emoji and arrows, also as Slack writes them (":tada:")
_MARK = r"(?:[\p{So}\u2190-\u21ff\U0001f3fb-\U0001f3ff\u200d\ufe0f]|:[a-z+-][\w+-]{0,30}:)"
_END = rf"\s?(?:[.!:…–—]++|-(?=\s)|(?={_MARK}))"
_THANKS = (
    r"lovely|lov(?:e|ing)\s(?:it|this|these|them|that)|great(?:\s(?:stuff|answers|start))?"
    r"|good\s(?:stuff|answers|start)|brilliant|wonderful|fantastic|excellent|super"
    r"|thanks?(?:\s(?:you|all|everyone|everybody))*|ok(?:ay)?|righto?|alright|fine|ha|now|so"
    r"|(?:moving|on|off)\s(?:on|we\sgo)|onwards?|(?:right|ok)\sthen|up\snext|question\stime|here\s(?:we\sgo|goes)"
)
_COUNT = rf"(?:{'|'.join(COUNTS)}|\d{{1,2}})(?:\s(?:of|/)\s?\d{{1,2}})?"
_NTH = rf"(?:{'|'.join(ORDINALS)}|[1-9](?:st|nd|rd|th)|next|last|final)"
# "Question three for you lot: ...", "Second question, and thank you for being so honest: ..."
ASIDE = r"(?:,|\s(?:for|of\sthe|from|before|coming|tonight|today|this)\b|\s\()[^.!?:…\n]{0,40}"
_TURN = (
    r"(?:(?:and|now|so|ok|right|alright|folks|then|here(?:['’]?s|\sis|\scomes)|(?:it['’]?s\s)?time\sfor"
    r"|(?:let['’]?s\s(?:move|go)\s)?on(?:wards?)?\sto|the|our|a|very),?\s)*+"
    rf"(?:{_NTH}(?:ly|\sq|\s(?:and|&)\s(?:last|final(?:ly)?))?|number\s{_COUNT}"
    rf"|(?:{_NTH}\s(?:question|one|topic)|question\s(?:number\s)?{_COUNT}"
    rf"|question\sthe\s(?:{'|'.join(ORDINALS)}))(?:{ASIDE}(?=:))?)"
    r"(?:,?\s(?:(?:for|of)\s)?(?:tonight|today|then|now|up|y['’]all|all(?:\sof\s(?:us|you))?|everyone"
    r"|folks|the\s(?:evening|night|chat)))?"
)
_SO = r"(?:(?:and|now|so|ok(?:ay)?|right|alright|well),?\s){0,2}"
_START = (
    r"let['’]?s\s(?:get\s(?:into\sit|started|going)|warm\sup|start|begin|go|kick\soff|crack\son)"
    r"|(?:let(?:['’]?s|\sme)|to)\sbreak\sthe\sice"
    r"|(?:and\s)?to\s(?:begin|start|warm\sup|finish|close|end)|in\sclosing"
)
_BOLD = regex.compile(r"\*\*(?=[^\s*])([^\n*]+)(?<=\S)\*\*(?!\w)")  # as Discord marks it
_BETWEEN = rf"(?:(?:or|vs|versus)\b|(?:and|to)\s{_MARK})"  # "🐈 or 🐕: which ...?"
_LEAD = regex.compile(
    rf"(?!{_MARK})[\s:–—-]++|(?:{_MARK}(?:(?!{_MARK})[\s:–—-])*+)++(?!{_BETWEEN})"
    r"|(?i:of\s\d{1,2})\s?[.:)–—-]"  # "Q3 of 5: ..."
    r"|(?:#\w++[^\S\n]*+)++\n"
    rf"|(?i:\((?:{_TURN})[.!]?\))\s"
    rf"|(?P<bold>[*_]{{0,2}})(?i:{_SO}(?:{_THANKS}|{_START})|{_TURN})"
    rf"(?:{_END}(?P=bold)|(?P=bold){_END})(?=\s|{_MARK})"
)


def without_lead(text: str, number: int) -> str:
    """Return what a question says behind the host's chatter: tiny sentences that only lead to it,
    emoji, arrows, marks of what is bold, and its number once more ("Chapter 1 question", "Q: ...");
    all of it if little is left."""
    again = regex.compile(
        rf"\([QT]{number}\)\s?[:.–—-]?\s"  # "Topic 2 (T2): ..."
        rf"|{number}\ufe0f?\u20e3\s*|{number}\)\s|[Qq]\s?[:.)–—-]\s"
        rf"|(?:(?i:chapter|part|round|question|number)\s)?{number}\ufe0f?\u20e3?(?:\s(?i:question))?"
        rf"(?:{_END}(?=\s|{_MARK})|\s(?=(?:What|How|Wh[oy]|When|Where|Which|Do|Is|Are)\b))"
    )
    start = 0
    while found := _LEAD.match(text, start) or again.match(text, start):
        start = found.end()
    rest = _BOLD.sub(r"\1", text[start:].lstrip())
    mark = text[:start].strip()
    title, *more = rest.split("\n", 1)  # "✂️ PAPER ✂️", and below it what it asks
    if mark and title.rstrip().endswith(mark):
        rest = "\n".join([title.rstrip().removesuffix(mark).rstrip(), *more])
    return rest if len(WORD.findall(rest)) >= LEAST_WORDS else text
