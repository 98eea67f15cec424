"""What an editor should look at before printing a line: flags, which change no score."""

from __future__ import annotations

import re

from pipeline.records import Reason
from pipeline.score.sight import Sight

FLAG = "flag: "
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
PHONE = re.compile(r"(?<![\w.#/])(?:\+|\(?0)\d[\d\s().-]{6,}\d(?!\w)|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b")
PROFANE = re.compile(
    r"\b(?:(?:mother|bull|horse)?(?:f+u+c+k+|sh[i1]t+)(?:\w{0,5})|wtf|a+ss+hole\w*|bitch\w*|"
    r"bastards?|dickheads?|cunts?|wank\w*|bollocks|piss(?:ed)? off|arseholes?|goddamn)\b"
    r"|\b(?:f[*#@]+\w*|sh[*#@]+t?)",
    re.IGNORECASE,
)
SARCASM = re.compile(r"(?:^|\s)/s\b\s*$|#(?:sarcasm|irony|ironic|joke|joking)\b", re.IGNORECASE)
QUOTE = re.compile(r"[“\"](?P<double>[^”\"]{12,})[”\"]|(?<!\w)[‘'](?P<single>[^’']{25,})[’'](?!\w)")
CREDIT = re.compile(r"(?:[-–—~]\s*|\bby |\bquot\w+ |\bsaid |\bsays |\bas )@?[A-Z]\w+", re.UNICODE)
QUOTED_SHARE = 0.5  # of a line: so much in quotation marks is somebody's saying


def flags(sight: Sight) -> tuple[Reason, ...]:
    """Return the flags of a line, each a reason with value 0."""
    found = []
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
        found.append("not in English; the score was learned on English")
    return tuple(Reason(text=FLAG + words, value=0.0) for words in found)


def someone_elses(sight: Sight) -> str:
    """Return the part of a line that looks quoted from somebody, "" where there is none."""
    for match in QUOTE.finditer(sight.line):
        quoted = match["double"] or match["single"]
        is_most = len(quoted) >= QUOTED_SHARE * len(sight.line)
        if is_most or CREDIT.search(sight.text, sight.start + match.end()):
            return match.group()
    return ""


COMMON = frozenset(
    [
        *("the", "a", "an", "and", "or", "but", "of", "to", "in", "on", "at", "for", "with", "is"),
        *("are", "was", "be", "it", "this", "that", "you", "i", "we", "they", "my", "your", "our"),
        *(
            "not",
            "have",
            "has",
            "do",
            "can",
            "if",
            "as",
            "from",
            "so",
            "what",
            "when",
            "how",
            "all",
        ),
        *("more", "just", "it's", "don't", "i'm", "get", "like", "use", "there", "who", "will"),
    ]
)
LATIN = re.compile(r"[A-Za-z]")
LETTER = re.compile(r"[^\W\d_]")
ENOUGH_WORDS = 6


def is_foreign(line: str) -> bool:
    """Return whether a line is in another language than English, as far as its words tell.

    Other scripts are; of a line in Latin letters a few words must be there, and none a common one.
    """
    letters = LETTER.findall(line)
    if letters and len(LATIN.findall(line)) < len(letters) / 2:
        return True
    accented = sum(ord(letter) > 127 for letter in letters)
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", line.lower().replace("’", "'"))
    return len(words) >= ENOUGH_WORDS and not COMMON & set(words) and accented > 0
