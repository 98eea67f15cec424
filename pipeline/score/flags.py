"""What an editor should look at before printing a line: flags, which change no score."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Reason, is_phone_number
from pipeline.records.lines import FLAG, FOREIGN, NUMBERED
from pipeline.score import quotes
from pipeline.score.foreign import is_foreign
from pipeline.score.sight import Sight

BORROWED = "somebody else's words"
UNWANTED = "its author asks not to be quoted"
TOO_LONG = 2  # times the words of the longest part of a post
# no way back: linear; "@ana@archive.example" is a name
EMAIL = re.compile(
    r"(?<![\w.+@-])[\w.+-]++@[\w-]++\.[\w.-]*\w"
    r"|\w\s?[(\[]at[)\]]\s?[\w-]++(?:\s?[(\[]dot[)\]]\s?|\.)\w",  # hidden from robots
    re.IGNORECASE,
)
_DATE = r"\d\d?([./-])\d\d?\1(?:\d\d){1,2}(?!\d|[./-]\d)"
PHONE = re.compile(
    rf"(?<![\w.#/])(?!{_DATE})(?:\+|\(?0)\d[\d\s().-]{{6,}}\d(?!\w)"
    r"|(?:\(\d{3}\)\s?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b"
    r"|(?<![\w.#/=-])(?:\d{1,2}[- ])?[2-9]\d{9}(?!\w|\.\w)"
    r"|\b(?i:call|text|ring|phone|dial|tel|whatsapp)(?:\s(?:me|us))?(?:\s(?:on|at))?:?\s?"
    r"\d[\d -]{5,}\d\b"
)
_FORMS = (  # "shitty", "shitshow", but not "Shitsuke"
    "s|y|e|ed|ers?|ier|iest|ing|less|(?:head|hole|show|load|storm|bag|face|post|list|house)\\w*"
)
PROFANE = re.compile(
    rf"\b(?:(?:mother|bull|horse)?(?:f+u*c+k+\w{{0,5}}|sh[i1]t+(?:{_FORMS})?)|wtf|a+ss+hole\w*|"
    r"bitch\w*|"
    r"bastards?|dickheads?|cunts?|wank\w*|bollocks|piss(?:ed)? off|arseholes?|goddamn)\b"
    r"|\b(?:b[*#@]+ll[s$]h[i*!]t|f[*#@]+c?k\w*|f\*{2,}\w*"  # "F#" is a language
    r"|sh[*#@!]+t\w{0,3}|sh\*+|s\*+i?t\b)",
    re.IGNORECASE,
)
SARCASM = re.compile(  # "/s" ends what is said: tags, links and smileys follow
    r"(?:^|\s)<?/s(?:arcasm)?\b[.!)>]*(?:\s+(?:[^\w\s]|https?://)\S*)*\s*$"
    r"|#(?:sarcasm|irony|ironic|joke|joking)\b",
    re.IGNORECASE,
)
_SAID = r"(?:said|says|puts?\sit|wrote|writes|tweeted|tweets|(?:told|taught|reminds)\s(?:me|us))"
NAMED_BEFORE = re.compile(  # "As @ana put it: ...", without quotation marks
    r"[♻♺🔁↻]\ufe0f?\s?@\w+:?\s"
    rf"|(?:\b(?:from|repost(?:ed)?(?:\sfrom)?|retweet(?:ed)?|r/t|rt\sby|quot(?:e|ed|ing))\s@\w+"
    r"(?:\s[\w'’]+){0,5}"
    rf"|@\w+(?:\s(?!I\b)[\w'’]+){{0,3}}\s{_SAID}(?:\s\w+){{0,2}})"
    r":\s(?![\"“‘'«„]|https?://)",
    re.IGNORECASE,
)
NAMED_BEHIND = re.compile(  # "... - @ana", "... (via @ana)", and tags or links
    r"\s*(?:[-–—~]\s?(?:via\s)?@\w+|\((?:via|h/?t)\s@\w+\)|(?:h/?t|hat\stip(?:\sto)?)\s@\w+)"
    r"(?:\s+(?:#\w+|https?://\S+))*\s*\Z",
    re.IGNORECASE,
)
QUOTED_SHARE = 0.5  # of a line: so much in quotation marks may be somebody's saying
ALL_QUOTED = 0.9


def flags(sight: Sight, author: str = "") -> tuple[Reason, ...]:
    """Return the flags of a line, each a reason with value 0; `author` is who is credited."""
    found = []
    if is_phone_number(author):
        found.append(NUMBERED)
    line = sight.line
    if EMAIL.search(line):
        found.append("e-mail address inside")
    if PHONE.search(line):
        found.append("phone number inside")
    if rude := PROFANE.search(line):
        found.append(f"strong language: '{rude.group()}'")
    if SARCASM.search(sight.text):
        found.append("meant as irony, says a tag")
    if quoted := someone_elses(sight):
        found.append(f"someone else's words? {quoted}")
    if is_foreign(line):
        found.append(FOREIGN)
    return tuple(Reason(text=FLAG + words, value=0.0) for words in found)


def someone_elses(sight: Sight) -> str:
    """Return the part of a line that looks quoted from somebody, or where its post names somebody
    who said it; "" where nothing does."""
    found = (part for part, share, _ in _quoted(sight) if share >= QUOTED_SHARE)
    return next(found, "") or _named(sight)


def _named(sight: Sight) -> str:
    behind = NAMED_BEHIND.match(sight.text, sight.end)
    before = (
        name
        for name in NAMED_BEFORE.finditer(sight.text, 0, sight.end)
        if "\n" not in sight.text[name.end() : sight.start]
    )
    name = behind or next(before, None)
    return name[0].strip() if name else ""


def is_borrowed(sight: Sight) -> bool:
    """Return whether the line is somebody else's: credited to them, or nothing but a quotation.

    So is a part of a quotation, though its marks stand around the line.
    """
    return any(
        share >= ALL_QUOTED or (share >= QUOTED_SHARE and quotes.is_credited(sight.text, end))
        for _, share, end in _quoted(sight)
    )


def barred(
    sight: Sight, score: float, longest_words: int, *, is_unwanted: bool
) -> tuple[Reason, ...]:
    """Return the reason that leaves nothing of a line's score, if there is one.

    Its author cannot be credited with somebody else's words, nor against their will (of which
    `is_unwanted` tells); and a post that is one endless sentence is no line, though the ranker
    likes it the better the more it says.
    """
    count = len(sight.line.split())
    if is_borrowed(sight):
        return (Reason(text=BORROWED, value=-score),)
    if is_unwanted:
        return (Reason(text=UNWANTED, value=-score),)
    if count > TOO_LONG * longest_words:
        return (Reason(text=f"longer than a line: {count} words", value=-score),)
    return ()


def _quoted(sight: Sight) -> Iterator[tuple[str, float, int]]:
    """Yield what a line holds of each saying in its post, its share of the line, and where the
    saying ends in the post."""
    for start, end in filter(quotes.is_saying, quotes.quotations(sight.text)):
        part = sight.text[max(start, sight.start) : min(end, sight.end)]
        if part:
            yield part, len(part) / len(sight.line.strip()), end
