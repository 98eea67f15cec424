"""Tagged sentences for training: CoNLL-U read, and made to look like posts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from pipeline.errors import InputError, no_corpus

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

READER = "standout.treebank.v1"
COLUMNS = 10
FACES = ("😀", "😂", "👏", "❤️", "🎉", "🤔", ":)", ":-)", ";)", ":D", "<3")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a treebank: as written, its tags, and whether a blank follows."""

    form: str
    upos: str
    xpos: str
    feats: str
    has_blank: bool


def read(path: Path) -> Iterator[list[Word]]:
    """Yield the sentences of a CoNLL-U file; words written as one ("don't") have no blank between.

    Raises: InputError when the file is missing or a row has not ten columns.
    """
    if not path.is_file():
        raise no_corpus(path, "en_ewt")
    sentence: list[Word] = []
    joined_until, joined_blank = 0, True
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            fields = line.rstrip("\n").split("\t")
            if line.startswith("#"):
                continue
            if not line.strip():
                yield sentence
                sentence, joined_until = [], 0
                continue
            if len(fields) != COLUMNS:
                raise InputError(f"{len(fields)} columns, not {COLUMNS}.", where=f"{path}:{number}")
            blank = "SpaceAfter=No" not in fields[9]
            if "-" in fields[0]:
                joined_until, joined_blank = int(fields[0].split("-")[1]), blank
            elif "." not in fields[0]:  # 8.1 is a word left out by the writer
                if int(fields[0]) <= joined_until:
                    blank = joined_blank and int(fields[0]) == joined_until
                feats = "" if fields[5] == "_" else fields[5]
                sentence.append(Word(fields[1], fields[3], fields[4], feats, blank))
    if sentence:
        yield sentence


def as_post(sentence: list[Word], chance: Random) -> list[Word]:
    """Return `sentence` the way posts are written: people and tags around it, case and stop lost.

    The shares are guesses from reading chats; none was fitted.
    """
    words = list(sentence)
    for index, word in enumerate(words):
        if word.upos in ("PROPN", "NOUN") and word.form.isalpha() and chance.random() < 0.03:
            mark = "#" if word.upos == "NOUN" or chance.random() < 0.5 else "@"
            words[index] = replace(word, form=mark + word.form)
    if words[-1].form == "." and len(words) > 1 and chance.random() < 0.3:
        words = words[:-1]
    case = chance.random()
    if case < 0.2:
        words = [replace(word, form=word.form.lower()) for word in words]
    elif case < 0.23:
        words = [replace(word, form=word.form.upper()) for word in words]
    if chance.random() < 0.3:
        words = [replace(word, form=word.form.replace("'", "’")) for word in words]
    before = [Word(f"@{_name(words, chance)}", "PROPN", "NNP", "Number=Sing", True)]
    after = [
        Word(f"#{_name(words, chance)}", "PROPN", "NNP", "Number=Sing", True),
        Word(chance.choice(FACES), "SYM", "NFP", "", True),
        Word(f"https://t.co/{_name(words, chance)}", "X", "ADD", "", True),
    ]
    words[-1] = replace(words[-1], has_blank=True)
    words = before * (chance.random() < 0.2) + words
    return words + [word for word in after if chance.random() < 0.15]


def _name(words: list[Word], chance: Random) -> str:
    letters = "".join(filter(str.isalnum, chance.choice(words).form)) or "chat"
    return letters + chance.choice(["", "chat", "_", str(chance.randrange(100))])


def examples(
    path: Path, *, posts: bool = False, seed: int = 0
) -> Callable[[Language], Iterator[Example]]:
    """Return a reader for spaCy: each call goes over the file once, `posts` made anew each time."""
    chance = Random(seed)
    sentences = [sentence for sentence in read(Path(path)) if sentence]

    def walk(nlp: Language) -> Iterator[Example]:
        from spacy.tokens import Doc
        from spacy.training import Example

        for sentence in sentences:
            words = as_post(sentence, chance) if posts else sentence
            gold = Doc(
                nlp.vocab,
                words=[word.form for word in words],
                spaces=[word.has_blank for word in words],
                tags=[word.xpos for word in words],
                pos=[word.upos for word in words],
                morphs=[word.feats for word in words],
            )
            yield Example(nlp.make_doc(gold.text), gold)

    return walk


def register() -> None:
    """Make the reader known to spaCy under the name that the config gives it."""
    from spacy.util import registry

    if READER not in registry.readers:
        registry.readers.register(READER, func=examples)
