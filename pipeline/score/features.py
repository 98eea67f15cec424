"""What speaks for and against a line, as numbers with names that a reader understands."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.records import Entity

Floats = npt.NDArray[np.float64]


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


NEGATION = r"(?:not|n['’]t|never|no|isn['’]t|aren['’]t|don['’]t|doesn['’]t|won['’]t|can['’]t)"
CONTRAST = re.compile(
    rf"\b{NEGATION}\b[^.!?]{{2,60}}[,;.–—-]?\s*\b(?:but|it['’]?s|it is|they['’]?re|rather|instead)\b"
    r"|\b(?:instead of|rather than|more than|less about|more about|as opposed to|the opposite)\b"
    r"|\bless\b[^.!?]{2,40}\bmore\b|\bmore\b[^.!?]{2,40}\bless\b|\bwithout\b|\b(?:but|yet)\b"
    rf"|\b(?:from)\b[^.!?]{{2,30}}\bto\b|,\s*not\b|\bif\b[^.!?]{{3,50}}\b{NEGATION}\b",
    re.IGNORECASE,
)
PRINCIPLE = re.compile(
    r"\b(?:always|never|every|everyone|everybody|nobody|nothing|anything|people|best|only|must|"
    r"should|need to|key|secret|the more|the less|means|matters?|is about|starts? with|"
    r"comes? from|takes? time)\b",
    re.IGNORECASE,
)
IMPERATIVE = re.compile(
    r"^\W*(?:be|do|don['’]t|never|always|make|keep|let|start|stop|show|give|find|ask|listen|learn|"
    r"focus|use|try|build|share|write|read|think|remember|choose|know|get|create|set|take|treat|"
    r"look|go|stay|talk|say|tell|engage|respect|trust|avoid|encourage|help|allow)\b",
    re.IGNORECASE,
)
SECOND = _any("you", "your", "yours", "yourself", "ur")
FIRST = _any("i", "i['’]m", "i['’]ve", "i['’]d", "i['’]ll", "my", "me", "mine")
FIRST_PLURAL = _any("we", "our", "us", "we['’]re", "we['’]ve", "let['’]?s")
THIRD = _any("he", "she", "they", "him", "her", "them", "his", "their", "they['’]re")
COPULA = _any("is", "are", "it['’]s", "that['’]s", "there['’]s", "isn['’]t", "aren['’]t")
PAST = re.compile(r"\b(?:was|were|had|did|went|got|made|used to|\w{3,}ed)\b", re.IGNORECASE)
NEGATIVE = re.compile(rf"\b{NEGATION}\b", re.IGNORECASE)
HEDGE = _any(
    "maybe", "perhaps", "i think", "i guess", "i suppose", "probably", "sort of", "kind of",
    "not sure", "might", "imo", "imho", "possibly", "i feel", "seems?",
)  # fmt: skip
AGREEMENT = re.compile(
    r"^\W*(?:yes|yep|yeah|yup|no|nope|agreed?|absolutely|exactly|totally|true|same|love (?:this|"
    r"that|it)|great|good|nice|brilliant|excellent|interesting|ha+|lol|me too|i agree|so true|"
    r"indeed|definitely|wow|oh|ooh|ok|okay|well said|spot on|fab\w*|cool|awesome)\b",
    re.IGNORECASE,
)
THANKS = _any("thanks?", "thank you", "thx", "welcome", "hello", "hi", "cheers", "congrat\\w*")
LOGISTICS = _any(
    "chat", "tweet\\w*", "storify", "tonight", "today", "tomorrow", "question", "q\\d", "a\\d",
    "hashtag", "follow", "join", "link", "blog", "post", "video",
)  # fmt: skip
REASONING = _any("because", "so that", "therefore", "which means", "that['’]?s why", "since", "when")
EXAMPLE = _any("for example", "for instance", "e\\.?g", "such as", "like when", "imagine")
VAGUE = _any("things?", "stuff", "something", "lots?", "really", "very", "great", "nice", "good")
EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]|(?<!\w)[:;]-?[)D(P]")
LIST_MARK = re.compile(r",|&|/|\+|\band\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

FEATURES = (
    "length", "too_short", "too_long", "handy", "stands_alone", "contrast", "principle",
    "imperative", "you", "i", "we", "they", "is_are", "past", "negation", "hedge", "agreement",
    "thanks", "logistics", "reasoning", "example", "vague", "number", "asks", "ends_asking",
    "exclaims", "emoji", "link", "mention", "hashtag", "list", "ellipsis", "quotes", "capitals",
    "lower_start", "long_words", "variety", "to_person", "commas", "final_stop", "share",
)  # fmt: skip
COLUMN = {name: column for column, name in enumerate(FEATURES)}

# what a reader sees of a feature: (in favour, against), by the sign of its contribution
WORDS: dict[str, tuple[str, str]] = {
    "length": ("says enough", "says little"),
    "too_short": ("not too short", "very short"),
    "too_long": ("not too long", "long-winded"),
    "handy": ("a handy length", "an awkward length"),
    "stands_alone": ("stands alone", "does not stand alone"),
    "contrast": ("a contrast", "no contrast"),
    "principle": ("a principle", "no principle"),
    "imperative": ("tells what to do", "tells what to do"),
    "you": ("speaks to the reader", "speaks to someone"),
    "i": ("first-hand", "about the writer"),
    "we": ("speaks for many", "about a group"),
    "they": ("about others", "about others"),
    "is_are": ("states what is", "states what is"),
    "past": ("a story", "about the past"),
    "negation": ("says what is not", "says what is not"),
    "hedge": ("careful", "hedges"),
    "agreement": ("no mere agreement", "opens by agreeing"),
    "thanks": ("no courtesy", "a courtesy"),
    "logistics": ("not about the chat", "about the chat itself"),
    "reasoning": ("gives the reason", "gives the reason"),
    "example": ("gives an example", "gives an example"),
    "vague": ("no filler words", "vague words"),
    "number": ("a figure", "a number"),
    "asks": ("asks", "asks"),
    "ends_asking": ("no question back", "ends with a question"),
    "exclaims": ("calm", "exclaims"),
    "emoji": ("no emoji", "emoji"),
    "link": ("no link inside", "a link inside"),
    "mention": ("names nobody", "names people"),
    "hashtag": ("hashtags as words", "hashtags inside"),
    "list": ("no list", "a list"),
    "ellipsis": ("complete", "trails off"),
    "quotes": ("own words", "quotes something"),
    "capitals": ("plainly set", "capitals"),
    "lower_start": ("a clean start", "starts in lower case"),
    "long_words": ("weighty words", "plain words"),
    "variety": ("varied words", "repeats words"),
    "to_person": ("said to all", "said to one person"),
    "commas": ("flows", "many commas"),
    "final_stop": ("a full stop", "no full stop"),
    "share": ("most of what was said", "a piece of the post"),
}


def matrix(
    texts: Sequence[str],
    spans: Sequence[tuple[int, int]],
    entities: Sequence[Sequence[Entity]],
    standing: Sequence[float],
) -> Floats:
    """Return the features of lines, shape (n, len(FEATURES)).

    Line i is `texts[i][spans[i]]`; `entities` are those of the whole text, `standing` in [0, 1] is
    how well the line stands alone.
    """
    rows = [
        row(text, span, held, alone)
        for text, span, held, alone in zip(texts, spans, entities, standing, strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def row(text: str, span: tuple[int, int], held: Sequence[Entity], alone: float) -> list[float]:
    """Return the features of one line, in the order of FEATURES."""
    start, end = span
    line = text[start:end]
    inside = [e for e in held if start <= e.start and e.end <= end]
    words = WORD.findall(line)
    count = len(words)
    lower = [word.casefold() for word in words]
    marks = len(LIST_MARK.findall(line))
    letters = sum(letter.isalpha() for letter in line)
    first = next((letter for letter in line if letter.isalpha()), "A")
    return [
        float(np.log1p(count)) / 3,
        max(0.0, 1 - count / 7),
        max(0.0, min(2.0, (count - 26) / 12)),
        float(8 <= count <= 22),
        alone,
        _bounded(CONTRAST, line, 2),
        _bounded(PRINCIPLE, line, 3),
        float(bool(IMPERATIVE.search(line))),
        _bounded(SECOND, line, 2),
        _bounded(FIRST, line, 2),
        _bounded(FIRST_PLURAL, line, 2),
        _bounded(THIRD, line, 2),
        _bounded(COPULA, line, 2),
        _bounded(PAST, line, 3),
        _bounded(NEGATIVE, line, 2),
        _bounded(HEDGE, line, 2),
        float(bool(AGREEMENT.search(line))),
        float(bool(THANKS.search(line))),
        _bounded(LOGISTICS, line, 2),
        _bounded(REASONING, line, 2),
        float(bool(EXAMPLE.search(line))),
        _bounded(VAGUE, line, 3),
        float(any(letter.isdigit() for letter in line)),
        float("?" in line),
        float(line.rstrip().endswith("?")),
        min(2, line.count("!")) / 2,
        min(2, len(EMOJI.findall(line))) / 2,
        min(1.0, sum(e.kind == "url" for e in inside)),
        min(2, sum(e.kind == "mention" for e in inside)) / 2,
        min(3, sum(e.kind == "hashtag" for e in inside)) / 3,
        min(1.0, max(0.0, marks / max(count, 1) - 0.08) * 4),
        float("…" in line or ".." in line),
        float(any(mark in line for mark in "“”\"")),
        sum(letter.isupper() for letter in line) / letters if letters else 0.0,
        float(first.islower()),
        min(1.0, max(0.0, (sum(map(len, words)) / count - 3.5) / 3)) if count else 0.0,
        len(set(lower)) / count if count else 0.0,
        float(text.lstrip(". ").startswith("@")),
        min(4, line.count(",")) / 4,
        float(line.rstrip()[-1:] in ".!?…\"”’)"),
        (end - start) / max(1, len(text)),
    ]


def _bounded(pattern: re.Pattern[str], line: str, most: int) -> float:
    found = 0
    for _ in pattern.finditer(line):
        found += 1
        if found == most:
            break
    return found / most

