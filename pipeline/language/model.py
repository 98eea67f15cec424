"""The language model: read once, refused when it is not the one that was published."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import shelf
from pipeline.language import component, tokens

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = shelf.Model(
    "language",
    version=1,
    train="language",
    needs={"tokenizer": tokens.NAME, "sentences": component.NAME},
)
LONGEST_TEXT = 50_000_000  # code points; spaCy's own limit guards its parser, which is not here


def register() -> None:
    """Make the tokenizer and the sentence component known to spaCy."""
    tokens.register()
    component.register()


@cache
def load(folder: Path | None = None) -> Language:
    """Return the shipped spaCy pipeline, or that of another folder, read at the first call.

    Raises: InputError when the model is missing, or a file differs from its manifest.
    """
    folder = folder or MODEL.folder
    shelf.check(MODEL, folder)
    import spacy

    register()
    nlp = spacy.load(folder)
    nlp.max_length = LONGEST_TEXT
    for labels in nlp.pipe_labels.values():  # the words of the corpus are not in the model
        for label in labels:
            nlp.vocab.strings.add(label)
    return nlp


def analyse(texts: Iterable[str]) -> list[Doc]:
    """Return one tagged doc per text, in order; offsets are code points of the text.

    Raises: InputError as `load` does.
    """
    return list(load().pipe(texts))
