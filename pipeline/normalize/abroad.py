"""Chats whose labels have other letters than Q and A: R1 (réponse, respuesta) answers P1 (pregunta)
or D1 (domanda), A1 (Antwort, antwoord) answers F1 (Frage) or V1 (vraag)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import regex

from pipeline import tongues

LEAST_AUTHORS, LEAST_NUMBERS = 3, 2  # of such labels, that make them the chat's own
_FRONT = r"^(?:[@#](?!\p{Lu}\d{1,2}\b)[\w.@-]+|[\s\p{P}\p{S}])*+"  # "@host #R1: ..."
_LABEL = regex.compile(rf"{_FRONT}(?P<letter>\p{{Lu}})(?P<number>\d{{1,2}})\s?[:.)–—-]")
_NUMBER = r"\d{1,2}(?!\d)"
_ASKS = regex.compile(r"[?？؟]")

Letters = Mapping[str, Literal["A", "Q"]]
NONE: Letters = {}
OF_ANSWERS: Letters = {"R": "A", "P": "Q"}
IN_ENGLISH: Letters = {"R": "A"}  # where the chat asks under Q
SAY_R = ("es", "fr", "it", "pt")  # respuesta, réponse, risposta, resposta
_WORD = regex.compile(r"\p{L}+(?:'\p{L}+)?")


def letters(said: Sequence[tuple[str, str]]) -> Letters:
    """Return what the letters stand for that a chat has in place of Q and A; `said` are authors and
    texts.

    R is of answers where several people label with it, and fewer with A; P then asks. Any letter
    asks under which one person puts two questions or more that several others answer, each under
    the same letter: no fewer than half of what these answer, and more than anybody asks under Q.
    """
    found = [(author, text, m) for author, text in said if (m := _LABEL.match(text))]
    asking = _asking([(author, m) for author, text, m in found if _ASKS.search(text)])
    for letter, (host, numbers) in asking.items():
        under, every = defaultdict(list), defaultdict(set)
        for author, _, label in found:
            if author != host and label["letter"] != letter:
                every[label["letter"]].add(label["number"])
                if label["number"] in numbers:
                    under[label["letter"]].append((author, label["number"]))
        answering = max(under, key=lambda each: len(under[each]), default=None)
        if answering is None or not _is_usual(under[answering]):
            continue
        if 2 * len(numbers) >= len(every[answering]):
            return {letter: "Q", answering: "A"}
    own = [(author, m["number"]) for author, _, m in found if m["letter"] == "R"]
    others = sum(m["letter"] == "A" for *_, m in found)
    return OF_ANSWERS if _is_usual(own) and len(own) > others else NONE


def answering(said: Sequence[tuple[str, str]], langs: Sequence[str | None]) -> set[str]:
    """Return who answers under R in a chat that labels with A: people who do so in another
    language, as one of these posts tells at least; `langs` are the languages of the export."""
    return {
        author
        for (author, text), lang in zip(said, langs, strict=True)
        if (match := _LABEL.match(text)) is not None
        and match["letter"] == "R"
        and (tongues.named(lang) or tongues.detect(_words(text[match.end() :]))) in SAY_R
    }


def _words(text: str) -> list[str]:
    found: list[str] = _WORD.findall(text.casefold().replace("’", "'"))
    return found


def _asking(
    asked: Sequence[tuple[str, regex.Match[str]]],
) -> dict[str, tuple[str, set[str]]]:
    """Return the letters that one person asks under, but Q, A and T (`topics`), and more than
    anybody under Q, those of most numbers first, with who it is and the numbers."""
    under: dict[tuple[str, str], set[str]] = defaultdict(set)
    for author, label in asked:
        under[label["letter"], author].add(label["number"])
    order = sorted(under, key=lambda each: (-len(under[each]), each))
    usual = max(
        (len(numbers) for (letter, _), numbers in under.items() if letter == "Q"), default=0
    )
    found: dict[str, tuple[str, set[str]]] = {}
    for letter, author in order:
        numbers = under[letter, author]
        is_own = len(numbers) >= LEAST_NUMBERS and len(numbers) > usual
        if is_own and letter not in "QAT":
            found.setdefault(letter, (author, numbers))
    return found


def _is_usual(labels: Sequence[tuple[str, str]]) -> bool:
    authors, numbers = {author for author, _ in labels}, {number for _, number in labels}
    return len(authors) >= LEAST_AUTHORS and len(numbers) >= LEAST_NUMBERS


def as_label(text: str, own: Letters) -> str:
    """Return a text with the letters of its labels as Q or A; every offset stays."""
    plain: str = _finder("".join(sorted(own))).sub(lambda match: own[match[0].upper()], text)
    return plain


@cache
def _finder(great: str) -> regex.Pattern[str]:
    """Return what finds letters of labels, small ones only in front."""
    small = "".join(each.lower() for each in great if each.lower().upper() == each)
    return regex.compile(
        rf"{_FRONT}\K[{great}{small}](?={_NUMBER})|(?<![\w@/.])[{great}](?={_NUMBER})"
    )
