"""Chats whose answers are labelled R1 (réponse, respuesta); some ask under P1 (pregunta)."""

from __future__ import annotations

from collections.abc import Iterable

import regex

LEAST_AUTHORS, LEAST_NUMBERS = 3, 2  # of such labels, that make them the chat's own
_FRONT = r"^(?:[@#](?![RP]\d{1,2}\b)[\w.@-]+|[\s\p{P}\p{S}])*+"  # "@host #R1: ..."
_LABEL = regex.compile(rf"{_FRONT}(?P<letter>[RA])(?P<number>\d{{1,2}})\s?[:.)–—-]")
# where R is the chat's letter, its label needs no more to be seen by than one with A
_OWN = regex.compile(rf"{_FRONT}(?P<letter>[RP])\d{{1,2}}(?!\d)")
_AS = {"R": "A", "P": "Q"}


def labels_answers(said: Iterable[tuple[str, str]]) -> bool:
    """Return whether several people of a chat label answers with R, and fewer with A; `said` are
    authors and texts."""
    found = [(author, match) for author, text in said if (match := _LABEL.match(text))]
    own = [(author, match["number"]) for author, match in found if match["letter"] == "R"]
    authors, numbers = {author for author, _ in own}, {number for _, number in own}
    is_usual = len(authors) >= LEAST_AUTHORS and len(numbers) >= LEAST_NUMBERS
    return is_usual and 2 * len(own) > len(found)


def as_label(text: str) -> str:
    """Return a text with the R of its label as A, or the P as Q; every offset stays."""
    match = _OWN.match(text)
    if match is None:
        return text
    at = match.start("letter")
    return f"{text[:at]}{_AS[match['letter']]}{text[at + 1 :]}"
