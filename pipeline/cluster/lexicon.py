"""The words of a chat as themes are named with them: how they are read, compared and spelled."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.cluster.chatter import stop_words

# links, mentions, entities, and emoji as Slack and Discord write them (":melting_face:")
SKIPPED = re.compile(
    r"(?:https?://|www\.|pic\.(?:twitter|x)\.com/)\S+|@\w+|&\w+;|(?<!\w)(?::[a-z+-][\w+-]*:)+(?!\w)"
)
WORD = re.compile(r"#?[^\W\d_](?:['’_-]?[^\W_])*|\d+|[^\w\s#]|\n")
SHORTEST = 3  # letters of a word that names anything, capitals (AI, VR) excepted
ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))
SHORT_FORM = re.compile(r"'(?:ve|re|ll|d|m)$")  # of a verb that hangs on to a word
LONGEST_CAPITALS = 3  # letters of a word in capitals that is taken as no shout (UK, LMS)
LABEL = re.compile(r"[aq]\d{1,2}[a-z]?")  # "A3": the author's own label
LEAST_GREAT = 2  # times that a name (Boston) is written with a capital where no sentence begins
HEADLINE = 0.5  # of a text's words have one: then it is a title, and its capitals tell nothing


@dataclass(frozen=True)
class Lexicon:
    """What is known of the words of a chat, in lower case: `barred` ones (the chat's own hashtag,
    who posts) stand in no name, `shouted` ones in small letters, `proper` ones with a capital."""

    barred: frozenset[str] = frozenset()
    shouted: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Sequence[str], barred: Iterable[str] = ()) -> Lexicon:
        """Return the lexicon of a chat that says these texts."""
        shut = frozenset(word.casefold().lstrip("#") for word in barred)
        return cls(shut, shouted(texts), proper(texts))


UNKNOWN = Lexicon()  # of no chat in particular


def shouted(texts: Iterable[str]) -> frozenset[str]:
    """Return the words in lower case that somebody wrote in capitals for loudness: in all texts
    they are as often written small. What is never written small is an abbreviation (STEM).
    """
    loud: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        for word in words(text):
            (loud if word.isupper() else small)[word.casefold()] += 1
    return frozenset(
        word
        for word, times in loud.items()
        if len(word) > LONGEST_CAPITALS and word.isalpha() and small[word] >= times
    )


def proper(texts: Iterable[str]) -> frozenset[str]:
    """Return the words in lower case that are names (Boston, Microsoft): where no sentence begins
    they are mostly written with a capital all the same, not only in a name of several words.
    """
    great: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        row = [token for token in tokens(text) if token]
        inside = [
            (word, is_named(before) or is_named(after))
            for before, word, after in zip(row, row[1:], [*row[2:], "."], strict=False)
            if before[0].isalpha() and word[0].isalpha() and not word.isupper()
        ]
        capitals = [(word, is_beside) for word, is_beside in inside if word[0].isupper()]
        if len(capitals) <= HEADLINE * len(inside):
            great.update(word.casefold() for word, is_beside in capitals if not is_beside)
        small.update(word for word, _ in inside if not word[0].isupper())
    return frozenset(
        word for word, times in great.items() if times >= LEAST_GREAT and times > small[word]
    )


def is_named(word: str) -> bool:
    """Return whether a word may be one of a name: "Station", and not the "In" of a sentence."""
    return word[0].isupper() and word.casefold() not in stop_words()


def words(text: str) -> Iterator[str]:
    """Yield the words of a text as written, without links, handles and marks."""
    for token in tokens(text):
        if token[0].isalpha():
            yield token


def tokens(text: str) -> Iterator[str]:
    """Yield the words, numbers and marks of a text, a full stop where a link or a handle stood."""
    whole = unicodedata.normalize("NFC", text)  # an accent of its own would split the word
    for match in WORD.finditer(SKIPPED.sub(" . ", whole)):
        token = match.group().lstrip("#").replace("’", "'").removesuffix("'s")
        yield SHORT_FORM.sub("", token)


def stem_of(word: str) -> str:
    """Return the word without the endings of number and tense; crude, and never shown."""
    for ending, put in ENDINGS:
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            rest = word[: -len(ending)] + put
            if len(rest) >= SHORTEST:
                word = rest[:-1] if len(rest) > SHORTEST and rest[-1] == rest[-2] else rest
                break
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST else word
