"""What a post says to others before it says something itself: "I agree.", "Good evening, all!"."""

from __future__ import annotations

import regex

_HOW = (
    r"(?:(?:so|quite|totally|completely|absolutely|definitely|strongly|fully|really|hard|100\s?%"
    r"|must|would|do|don['’]?t|couldn['’]?t|have\s++to)\s++)"
)
_WHOM = (
    r"(?:you|this|that|him|her|them|everyone|all(?:\s++of\s++(?:this|that))?|@\w++"
    r"|(?-i:\p{Lu})\w++)"
)
_MORE = r"(?:\s++(?:an?\s++(?:little|bit|lot)|completely|totally|entirely|here|there|more|too))"
_AGREED = (
    rf"(?:(?:i|we)\s++)?{_HOW}*+(?:dis)?agree[ds]?{_MORE}?(?:\s++with\s++{_WHOM}{_MORE}?)?"
    r"|(?:(?:(?:that|it)['’]?s|such)\s++(?:an?\s++)?)?(?:(?:so|very|really)\s++)*+"
    r"(?:good|great|fair|nice|excellent|interesting|important|tricky)\s++(?:point|question|idea)"
    r"(?!,\s++(?!(?:but|although|and|i|we)\b))"  # "Great idea, wrong year"
    r"|(?:(?:(?:that|it)['’]?s|(?:this|that|it)\s++is)\s++)?"
    r"(?:so|very|too|quite|absolutely|painfully)\s++true|fair\s++enough|well\s++(?:said|put)"
    r"|spot\s++on|\+1|ditto|me\s++too|same\s++here|amen|seconded|seconding\s++this|appreciated"
    r"|i\s++get\s++(?:it|that)|absolutely|exactly|definitely|totally|indeed|interesting"
    r"|right(?=[.,])|ha(?:ha)++|hehe"
)
_LEAD = r"(?:(?:yes|yep|yeah|yup|oh|ah|ok|well|no)(?:,|\s)\s*+)"  # "Yes, very true."
_LISTED = r"(?!\s++(?:then\b|\w++(?:,|\s++(?:and|or)\b)))"  # "Interesting, honest and short"
_STOP = rf"(?:\s*+(?:[.!…]++|[–—-]++)(?=\s)|,(?=\s){_LISTED}|\s++(?=(?:but|although)\b))"
_ON = r"(?:(?:but|although|though|and|or)\s++)"
_HELLO = (
    r"(?:hi|hiya|hey|hello|howdy|g['’]day|kia\s++ora(?:\s++koutou)?"
    r"|good\s++(?:evening|morning|afternoon)|hola|buen[oa]s\s++(?:d[ií]as|tardes"
    r"|noches)|ol[áa]|bo[am]\s++(?:dia|tarde|noite)|bonjour|bonsoir|salut|ciao|buon(?:giorno|asera)"
    r"|hallo|guten\s++(?:tag|abend|morgen)|goedenavond|goedemorgen)"
    r"(?:,?\s++(?-i:\p{Lu})[\w'’]++(?=\s*+[.!]))?"
)
_HERE = (
    r"(?:,?\s++(?:hi|hello|there|again|all|every(?:one|body)|folks|friends|team|y['’]all|late|sorry"
    r"|from\s++(?:the\s++)?[\w'’]++(?:\s++[\w'’]++)?|[#@]\w++|a\s++todos|à\s++tous|a\s++tutti"
    r"|pessoal|zusammen|allemaal)(?![\w'’]))"
)
_GREETED = rf"(?:(?:{_HELLO}|evening|morning|afternoon){_HERE}*+)\s*+[.!]++(?=\s)\s*+"
_COURTESY = regex.compile(rf"(?i:(?:{_LEAD}?(?:{_AGREED}){_STOP}\s*+{_ON}?|{_GREETED})++)")


def without_courtesy(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without what only agrees, or does not, or greets: "I agree.", "So true, but",
    "Good evening, all!"."""
    found = _COURTESY.match(text, start, end)
    return (found.end(), end) if found else (start, end)
