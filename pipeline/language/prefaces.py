"""What stands before a line without being part of it: excuses, asides, which question it is for."""

from __future__ import annotations

import regex

_BEFORE = r"i['’]?m|am|a|bit|little|very|so|still|sorry|and|just|way|running|far|always|answering"
_BEHIND = r"late|behind|slow|catching[ -]up|forgot"
_AFTER = (
    r"to|with|on|for|in|as|ever|usual|always|this|that|the|party|it|here|again|you|everyone|all|so"
    r"|typing|typer|today|tonight|sorry|answer|reply|say|add|mention|[aq]\d{1,2}|question|one"
)
_MORE = rf"(?:,?\s+(?:{_AFTER})(?![\w'’]))"
_STOP = r"[:.!;…–—-]+(?=\s)"
_ASIDE = r"slow|late|behind|catching|typing|sorry|wi-?fi|train|also [aq]\d{1,2}|\d(?:nd|rd|th) go"
_PREFACE = regex.compile(
    r"(?i)(?:"
    rf"\((?=[^()\n]*\b(?:{_ASIDE})\b)[^()\n]{{1,40}}+\)\s*[:,–—-]?\s*"  # "(slow typing)"
    rf"|(?:(?:{_BEFORE})\s+)*(?:\d{{1,2}}\s+q(?:uestion)?s?\s+)?(?:{_BEHIND})"
    rf"(?:{_MORE}*\s*(?:{_STOP}|,?\s*but\b)|{_MORE}+,)\s*(?:but\s+)?"  # "Late to this, but"
    r"|p\.?\s?s\.?[:,]?\s+|(?:like|as) i said,?\s+"
    r"|(?:on|to|re|about|for)\s+[aq]\d{1,2}\s*[:,–—-]+\s+"  # "on Q4:"
    r"|(?:a(?:ns(?:wer)?)?|t\d{1,2})[:)]\s+"  # "A:", "T2:"
    r"|\(?\d{1,2}[.)]\s+(?=[^\W\d])(?![^\n]*\s\(?\d{1,2}[.)]\s)"  # "5.", unless it is a list
    r"|re\s+[\w'’]+(?:\s[\w'’]+)?:\s+"  # "re kids:"
    r")+"
)


def without_preface(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without what only excuses it or says where it belongs: "Late to this, but",
    "(slow typing)", "on Q4:"."""
    found = _PREFACE.match(text, start, end)
    return (found.end(), end) if found else (start, end)
