"""What people ask of whoever writes the recap: not to be quoted in it."""

from __future__ import annotations

import re

_NOT = r"(?:do\s+not|don['’]?t)"
_OWN = r"\b(?<![\"“‘'])"  # not what somebody else is told to have said
_PLEASE = rf"{_OWN}(?:please|pls|plz)"
_PRINT = r"(?:publish|print|reprint|share)"
_END = r"(?=\s*(?:[^\w\s,'’\"”#@]|[#@]\w|https?:|$))"  # of what is asked: no word follows
_IS = (  # "This is off the record", "Strictly off the record"
    r"(?:this(?:\s+(?:one|bit))?(?:['’]s|\s+is)\s+)?(?:(?:strictly|completely|totally)\s+)?"
)
_RECAP = (
    r"\b[^.!?\n]{0,60}\b(?:recaps?"
    r"|(?:the|\w+['’]s)\s+(?:summary|write[ -]?up|round[ -]?up|blog|article|newsletter))\b"
)
_ASKED = re.compile(  # not "don't quote me on that", nor "don't quote me, but": who is unsure
    rf"(?P<sure>{_PLEASE}\s+{_NOT}\s+quote\s+(?:me|this|us)\b"
    r"(?!\s+(?:on|an?|the)\b|,?\s+but\b)"
    rf"|{_PLEASE}\s+{_NOT}\s+(?:{_PRINT}\s+this{_END}|(?:use|print|mention)\s+my\s+name\b)"
    rf"|{_OWN}{_NOT}\s+(?:quote|{_PRINT})\s+(?:me|this|us)(?:\s+on\s+(?:this|that))?,?\s+{_PLEASE}{_END}"
    rf"|{_OWN}quote\s+(?:me|us)\s+(?:anonymously|without\s+(?:my|our)\s+names?)\b"
    r"|\b(?:i|we)(?:['’]?d|\s+would)?\s+(?:rather|prefer)\s+not\s+(?:to\s+)?be\s+quoted\b)"
    rf"|\b{_NOT}\s+(?:quote|put|include)\s+(?:me|this|us)\s+in{_RECAP}"
    rf"|\b(?:keep|leave)\s+(?:me|this|us)\s+out\s+of{_RECAP}"
    rf"|\b(?:(?:keep|leave)\s+this\s+|{_IS})off[\s-]+the[\s-]+record{_END}"
    rf"|\b{_IS}not\s+for\s+(?:quotation|publication|attribution|the\s+recap)\b"
    r"|\b(?:would\s+)?(?:rather|prefer)\s+not\s+(?:to\s+)?be\s+quoted\b",
    re.IGNORECASE,
)
_ASKED_OF_BEFORE = re.compile(  # "don't put it in the newsletter" may be advice
    rf"\b(?:{_NOT}\s+(?:quote|put|include)|(?P<out>keep|leave))\s+"
    r"(?:that|it|my\s+(?:last\s+)?(?:a\d{1,2}|answer|post|tweet|name))"
    r"(?:\s+(?:last\s+)?(?:one|bit))?\s+(?(out)out\s+of|in)\s+"
    r"(?:the|your)\s+(?:recap|write[ -]?up|round[ -]?up)\b",
    re.IGNORECASE,
)
_BEGUN = re.compile(  # not "they don't include us in the newsletter", of which somebody tells
    r"(?:^|\n|[^\w\s\"“'’]\s*|[@#]\w+\s+"
    r"|\b(?:a\d{1,2}|please|pls|plz|ps|but|so|and|just|(?:can|could|would)\s+you)\s+)\Z",
    re.IGNORECASE,
)
BACK = 40  # characters before what is asked that may say who asks


def asks_not_to_be_quoted(text: str) -> bool:
    """Return whether somebody says that they do not want to be quoted in the recap."""
    return _asks(_ASKED, text) or asks_of_before(text)


def asks_of_before(text: str) -> bool:
    """Return whether that is said of what was written before: "don't put that in the recap"."""
    return _asks(_ASKED_OF_BEFORE, text)


def _asks(asked: re.Pattern[str], text: str) -> bool:
    return any(
        match.groupdict().get("sure")
        or _BEGUN.search(text, max(0, match.start() - BACK), match.start())
        for match in asked.finditer(text)
    )
