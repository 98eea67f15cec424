"""A line of an article, and what in it is no word of a quote: who says it, a mark left alone."""

from __future__ import annotations

import re

from pipeline.check import marks
from pipeline.check.article import ADDRESS
from pipeline.normalize import urls

_CREDIT = re.compile(r"[—–―] ?[^—―@]{0,90}@[^—―]*$")  # "— Ana (@ana), 14 May", behind a quote
CREDIT_ROW = re.compile(
    r"[—–―] ?\S.{0,160}|[~-] ?[^@]{0,80}@\w.{0,80}"
)  # the same on a line of its own
_LABEL = re.compile(
    r"(?:(?:\*{1,2}|__)(?P<bold>[^*:]{1,80}):?(?:\*{1,2}|__):?|(?P<plain>[^:]{1,80}):)\s+(?=\S)"
)
_WHO = re.compile(r"[—–―~-] ?([^@,]*(?:@[\w.@-]+)?)")


def is_credit(text: str) -> bool:
    """Return whether a line is a credit, and no item of a list that a dash begins."""
    return bool(CREDIT_ROW.fullmatch(text)) and not any(one.is_long for one in marks.double(text))


def parted(text: str) -> tuple[str, str]:
    """Return a line without the credit at its end, and that credit."""
    last = max(text.rfind("—"), text.rfind("―"), 0)  # none stands behind the begin of a credit
    match = _CREDIT.search(text, last)
    if match and match.start():
        return text[: match.start()].rstrip(), match[0].strip()
    return text, ""


def labelled(text: str) -> tuple[str, str, bool]:
    """Return what stands before the words of a line ("**Ana**", "Ana:"), the words, and whether it
    is set apart as a label whatever it says: in bold or italics and with a colon."""
    match = _LABEL.match(text)
    if not match:
        return "", text, False
    is_apart = bool(match["bold"]) and ":" in match[0]
    return match["bold"] or match["plain"], text[match.end() :], is_apart


def credited(credit: str) -> str:
    """Return whom a credit names at its begin: "Ana Ruiz (@ana" of "— Ana Ruiz (@ana), 14 May"."""
    match = _WHO.match(credit)
    return match[1] if match else ""


def unmarked(text: str) -> str:
    """Return a line without a quotation mark that is closed on another line."""
    for mark in ("“", "”", '"'):
        is_alone = text.count("“") != text.count("”") if mark != '"' else text.count(mark) % 2
        if is_alone and mark in (text[:1], text[-1:]):
            text = text.strip(mark)
    return text


def is_in_single_marks(text: str) -> bool:
    """Return whether a line begins and ends with a single mark: 'Ask them.'"""
    return len(text) > 1 and text[0] in "‘'‚" and text[-1] in "’'‘"


def without_addresses(text: str) -> str:
    """Return a text without the addresses in it, also those without "https"."""
    text = ADDRESS.sub("", text)
    for start, end in reversed(list(urls.find(text))):
        text = text[:start] + text[end:]
    return text
