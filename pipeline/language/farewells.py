"""What a post ends with when its author leaves: "Good night, all", "Hasta mañana", a kiss."""

from __future__ import annotations

import regex

LONGEST = 60  # code points of a farewell behind what is said
_GOODBYE = (
    r"(?:good\s?night|g['’]?night|night(?:y?[ -]night)?|(?:good)?bye(?:[ -]bye)?|ta[ -]?ra|cheerio"
    r"|buenas\s+noches|hasta\s+(?:luego|mañana|pronto|la\s+(?:próxima|vista))|adi[oó]s|chao"
    r"|boa\s+noite|até\s+(?:logo|amanhã|breve|já|(?:à|a)\s+próxima)|tchau"
    r"|bonne\s+(?:nuit|soirée|fin\s+de\s+soirée)|au\s+revoir|à\s+(?:bientôt|demain|la\s+prochaine)"
    r"|buona\s?notte|buona\s+serata|arrivederci|a\s+(?:presto|domani)|ciao"
    r"|gute\s+nacht|tsch[üu]ss|auf\s+wiedersehen|bis\s+(?:bald|morgen|dann|nächste\s+woche"
    r"|zum\s+nächsten\s+mal)|schönen\s+abend(?:\s+noch)?"
    r"|goedenacht|welterusten|slaap\s+lekker|tot\s+(?:ziens|morgen|volgende\s+(?:week|keer)"
    r"|de\s+volgende(?:\s+keer)?)|doei)"
)
_WHOM = (
    r"(?:,?\s+(?:all|both|every(?:one|body)|folks|friends|family|troops|team|y['’]all|now|then"
    r"|(?:my\s+)?dears?|(?:of\s+)?you(?:\s+all)?|from\s+\w+|a\s+todos|a\s+todas|pessoal|gente"
    r"|à\s+tou(?:s|tes)|tout\s+le\s+monde|a\s+tutti|ragazzi|allemaal|iedereen|zusammen|alle"
    r"|allerseits|ihr\s+lieben|an\s+alle|in\s+die\s+runde))*"
)
_THANKS = (
    r"(?:(?:many|muchas|mil|muito|molte|mille|vielen|herzlichen|un\s+grand|hartelijk)\s+)?"
    r"(?:thanks?(?:\s+you)?|thx|gracias|obrigad[oa]|grazie|merci|danke?|bedankt|dank)"
)
_FACES = r"(?:\s*[\p{So}\p{Sk}\u200d\ufe0f]|\s+x{1,3}|\s*[:;]-?[)DP])*"
_LAST = regex.compile(  # not "would I show it? bye"
    rf"(?i)(?<=[.!…)\"”]|\p{{So}})\s+(?:ok,?\s+)?(?:{_THANKS}{_WHOM}[,.!]*\s+)?{_GOODBYE}{_WHOM}"
    rf"\s*[.!]*{_FACES}\s*$"
)
_MATHS = "for|find|of|by|in|is|to|the|times|than|solve|and|or|with|called|at|on|as|gives|get"
# "with love and an x", "we are gen x", "since I left x"
_OBJECT = (
    "an?|one|small|big|letter|gen|generation|factor|malcolm|became|become|quit|left|leave|use|reads?"
    "|via|from|about|like|than|no|not|into|before|since"
)
_KISS = regex.compile(rf"(?r)(?<=[\p{{Ll}}.!?)…])(?<!(?i:\b(?:{_MATHS}|{_OBJECT})))\s+x{{1,3}}\s*$")
_AND = r"(?:\s*[,.!…&–-]+|\s+(?:and|y|e|et|und|en))*\s*"
_ONLY = regex.compile(
    rf"(?i)(?:{_THANKS}(?:\s+[\p{{L}}'’]+){{0,6}}?{_AND})?{_GOODBYE}{_WHOM}"
    rf"(?:{_AND}(?:{_GOODBYE}{_WHOM}|{_THANKS}(?:\s+[\p{{L}}'’]+){{0,6}}))*[\s.!…]*{_FACES}\s*"
)


def without_farewell(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the farewell or the kiss that stands behind what it says."""
    kiss = _KISS.search(text, max(start, end - LONGEST), end)
    end = kiss.start() if kiss else end
    last = _LAST.search(text, max(start, end - LONGEST), end)
    return (start, last.start()) if last else (start, end)


def is_farewell(text: str, start: int, end: int) -> bool:
    """Return whether a span says goodbye and nothing else, thanks apart."""
    return end - start <= 2 * LONGEST and _ONLY.fullmatch(text, start, end) is not None
