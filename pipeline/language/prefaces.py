"""What stands before a line without being part of it: excuses, asides, arrivals, which question it
is for."""

from __future__ import annotations

import regex

from pipeline.language.arrivals import ARRIVAL

_BEFORE = (
    r"(?:(?:i['’]?m|am|a|bit|little|very|super|so|still|sorry|just|way|running|far|answering)"
    r"\s++)*+"
)
_COUNT = r"(?:\d{1,2}\s++q(?:uestion)?s?\s++)?"
_BEHIND = r"(?:late|behind|slow)(?:\s++typ(?:ing|er))?"
_MORE = r"(?:,?\s++(?:as\s++(?:ever|usual|always)|again|here|today|tonight|sorry|you|everyone)\b)"
_IT = r"(?:this|that|it|the\s++party|(?:my\s++)?[aq]\d{1,2}|everything)"
_TO = rf"(?:\s++(?:to|with|on|for)\s++{_IT}\b)"
_SAY = r"\s++to\s++(?:say|add|mention)"
_STOP = r"[:.!;…–—-]++(?=\s)"
_ASIDE = (
    r"slow(?:,|\s++(?:typ|connection|wi-?fi))|late\s++to|sorry|typing|catching\s++up|behind"
    r"|still\s++behind|(?:still\s++)?(?:on|from)\s++(?:the|a|my)\s++(?:train|tram|tube|bus|ferry|phone)|also\s++[aq]\d"
    r"|\d(?:nd|rd|th)\s++go\b|[^()\n]{1,30}\bwi-?fi\)|oops|soz\b|phone,|(?:yes\s++)?i['’]?m\s++behind"
    r"|(?:a|\d)\s++days?\s++late|back\s++from|(?:only\s++)?just\s++(?:back|home|landed|got|in)\b"
    r"|still\s++thinking\b|running\s++(?:late|behind|\d)|late(?=,?\)|,\s)"
    r"|was\s++(?:away|frozen|\w+ing|on\s++(?:a|the)|out)\b"
)
# in Spanish, Portuguese, French, Italian, German and Dutch: "(perdón por el retraso)"
_ASIDE_ABROAD = (
    r"perd[oó]n|disculp|desculp|d[ée]sol[ée]|pardon[,)]|excusez|scusa|entschuldig|verspätet"
    r"|[^()\n]{0,20}\b(?:llego\s++tarde|en\s++retard|zu\s++spät|te\s++laat|in\s++ritardo|atrasad[oa])\b"
    r"|(?:sigue|contin[uú]a|continuação|suite|fortsetzung|vervolg)\s*+\)"
)
_LATE_ABROAD = (  # "Llego tarde, pero", "Bin spät dran, aber:"
    r"(?:llego\s++tarde|(?:chego|cheguei)\s++(?:tarde|atrasad[oa])|(?:je\s++suis\s++)?en\s++retard"
    r"|(?:ich\s++)?bin\s++(?:zu\s++)?spät(?:\s++dran)?|(?:ik\s++)?ben\s++(?:te\s++)?laat"
    r"|(?:sono\s++)?in\s++ritardo),?\s++(?:pero|mas|mais|aber|maar|ma)\b:?\s++"
    # "Desculpem o atraso, mas", "Scusate il ritardo."
    r"|(?:perd[oó]n|disculp\w++|desculp\w++|scus(?:a|ate|i|ami|atemi)|d[ée]sol[ée]e?s?"
    r"|entschuldig\w*+|sorry)\s++(?:[\w'’]++\s++){0,3}(?:retraso|atraso|ritardo|retard|verspätung"
    r"|vertraging)(?:,?\s++(?:pero|mas|mais|aber|maar|ma)\b:?\s++|[.:!]++(?=\s)\s*+)"
)
# behind a label: "R2 tarde, lo siento: ...", "A2 noch nachgereicht: ...", "R4 otra: ..."
_ADDED_ABROAD = (
    r"(?:(?:zu\s++|te\s++|troppo\s++|muy\s++)?"
    r"(?:tarde|tardi|tard|(?:en|in)\s++ret?ardo?|atrasad[oa]|spät|verspätet|laat)"
    r"(?:,?\s++(?:(?:lo\s++)?(?:siento|sé|sento)|perd[oó]n(?:ad)?|disculp\w++|desculp\w++"
    r"|d[ée]sol[ée]e?s?|pardon|scus\w++|sorry|entschuldig\w++|pero|mas|mais|ma|aber|maar)){1,2}+"
    r"|(?:y\s++)?(?:otr[oa]|añado|me\s++repito|me\s++faltó|outr[oa]|acrescento|j['’]ajoute"
    r"|encore\s++une?|aggiungo|un['’]altra)"
    r"|(?:noch\s++)?(?:nachgereicht|(?:ein\s++)?nachtrag|ein(?:er|e|s)\s++noch)|nog\s++een(?:tje)?"
    r"|aanvulling)(?:\s++(?:zu|zur|bij|op|a\s++la|à)\s++(?:frage\s++)?[a-z]?\d{1,2})?\s*+:\s++"
)
# "Missed Q4, kid was ill.", "Reading back over breakfast:", "Back, sorry, wifi went."; what may be
# an answer stays: "Back up. Twice a day.", "Reading back my drafts: ...", "Sorry I was wrong"
_ABSENCE = (
    r"(?:(?:sorry,?\s++)?missed\s++(?:(?:half|most|nearly\s++all)\s++of\s++)?"
    r"(?:q\d{1,2}|the\s++(?:first|last)\s++(?:one|question))\b"
    r"|(?:just\s++)?(?:reading\s++back|scrolling\s++(?:back|up))\b"
    r"(?!(?:\s++(?:over|on|through|to))?\s++(?:my|our|your|the|what|aloud)\b)"
    r"|(?:only\s++)?just\s++(?:seen|found|spotted)\s++(?:this|the\s++(?:chat|thread))\b(?=[.!:])"
    r"|sorry,?\s++(?:i\s++)?was\s++(?:away|out|on|at|in|late|busy|asleep)\b|back,\s++sorry\b)"
    r"(?:(?!\s[–—-]\s)[^.!?:\n]){0,40}+(?:[.!]++|:)"
    r"|back[.!]++(?!\s++\w++[.!])"
)
# "add: ...", "adding to my own: ...", "Bonus A: ..."; "Add salt: it helps" stays
_ADDED = (
    r"(?:(?:to\s++)?add|adding(?:\s++(?:on|to\s++(?:my(?:\s++own)?|mine|that|this)))?|addendum"
    r"|post\s?script|bonus(?:\s++(?:a|answer|q|question|round))?)\s*+[:–—-]++(?:\s++|(?=[.…]))"
)
# "Sorry I'm slow.", "Going back a bit:", "since you ask,", "My own answer:", "since I'm here:",
# "See above.", "one more, sorry:", "from me before I go:"; "As above, so below" stays
_TOLD = (
    rf"(?:sorry,?\s++(?:i['’]?m\s++)?{_BEHIND}\s*+[:.!,;–—-]++"
    r"|(?:gone|going|jumping|coming)\s++back"
    r"(?:\s++(?:a\s++(?:bit|little|few)|to\s++(?:this|that)(?:\s++one)?))?\s*+[:–—-]"
    r"|since\s++(?:you|they|some(?:one|body)|any(?:one|body)|no\s?one|nobody)(?:['’]ve)?"
    r"\s++ask(?:s|ed|ing)?\s*+[:,–—-]++|(?:and\s++)?my\s++(?:own\s++)?answer\s*+[:–—-]++"
    r"|(?:since|while|as)\s++i['’]?m\s++here\s*+[:,–—-]++|(?:as|see)\s++above[.:!]++"
    r"|(?:oh,?\s++)?(?:and\s++)?one\s++(?:more|last)(?:\s++thing)?(?:,?\s++sorry)?\s*+:"
    r"|(?:one\s++)?(?:more\s++)?from\s++me\s++before\s++i\s++(?:go|leave|dash)\s*+[:–—-]++"
    r"|belated(?:ly)?\s*+[:,–—-]++|sorry,?\s++typing\s++slow(?:ly)?(?:\s++tonight)?[.!:,]++)"
)
_DONE = r"\w+(?:ed|ing|en|ne)\b"  # "#maps when folded twice": the tag is what is folded
_PREFACE = regex.compile(
    r"(?:(?i:"
    rf"\((?={_ASIDE}|{_ASIDE_ABROAD})[^()\n]{{1,40}}+\)\s*+(?:[:,–—-]\s++)?"  # "(slow typing)"
    rf"|{_BEFORE}{_COUNT}{_BEHIND}{_MORE}*+{_TO}{_MORE}*+"  # "Late to this, but"
    rf"(?:\s*+{_STOP}|,(?=\s)|(?=\s++but\b))\s*+(?:but:?\s++)?"
    rf"|{_BEFORE}{_COUNT}(?:{_BEHIND}|catching[ -]up){_MORE}++\s*+{_STOP}\s*+"  # "behind, sorry."
    rf"|(?:late|behind|slow|catching[ -]up|forgot(?:{_SAY})?)\s*+[:–—-](?=\s)\s*+"
    rf"|{_LATE_ABROAD}|{_ADDED_ABROAD}"
    rf"|{_BEFORE}late\s++but:\s++|(?:sorry,?\s++)?+catching[ -]up[.,!]++(?=\s)\s*+"
    rf"|forgot{_SAY}[,.](?=\s)\s*+|oh,?\s++and:\s++"
    rf"|{_ADDED}"
    r"|p\.\s?s\.?[:,]?\s++|ps[:,.]\s++|(?:like|as)\s++i\s++said[,:]\s++"
    # "on Q4:", "still on Q4, I"; not "on Q4, Q5 and"
    r"|(?:still\s++)?(?:on|to|re|about|for)\s++q\d{1,2}\s*+"
    r"(?:[:–—-]++\s++|,\s++(?!q?\d|(?:and|or)\b))"
    r"|(?:a(?:ns(?:wer)?)?|t\d{1,2}):\s++|t\d{1,2}\s++(?=#)"  # "A:", "T2:", "T2 #chat"
    rf"|(?:{_ABSENCE}|{_TOLD})(?=\s)\s*+"
    rf"|{ARRIVAL}"
    r"|\+\s++(?=\p{L})"  # "A2 + our team meets", put on to what was said before
    r")|re\s++[\p{Ll}'’]++:\s++"  # "re kids:"
    r")+"
)
_TAGS = regex.compile(
    rf"(?i)(?:#\w++\s++)++(?=(?:i|we|you|they)\s|(?:if|when)\s++(?!{_DONE}))"
    r"|(?i:#(?=\w*?(?:chat|\d))\w++\s++)++(?=(?i:it|there|my|our|your)\s)"  # not "#Share your"
)


def without_preface(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without what only excuses it, says how its author comes in or where it
    belongs: "Late to this, but", "(slow typing)", "Kids asleep.", "on Q4:"."""
    found = _PREFACE.match(text, start, end)
    return (found.end(), end) if found else (start, end)


def without_tags(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without tags in front that are no word of its sentence: "#loaf I bake"."""
    found = _TAGS.match(text, start, end)
    return (found.end(), end) if found else (start, end)
