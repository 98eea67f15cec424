"""The language model: read once, refused when it is not the one that was published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.language import component, tokens

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FOLDER = Path(__file__).resolve().parents[2] / "models" / "language"
BESIDE = ("manifest.json", "README.md")  # about the model, not part of it
LONGEST_TEXT = 50_000_000  # code points; spaCy's own limit guards its parser, which is not here
REMEDY = "Train it with `standout train language`, or restore models/language."


def register() -> None:
    """Make the tokenizer and the sentence component known to spaCy."""
    tokens.register()
    component.register()


def digest(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a model by its path in `folder`, in sorted order."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.name not in BESIDE
    }


@cache
def load(folder: Path = FOLDER) -> Language:
    """Return the spaCy pipeline in `folder`, read and checked at the first call.

    Raises: InputError when the model is missing or a file differs from its manifest.
    """
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        raise InputError("no language model here.", where=folder, do=REMEDY)
    expected = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    found = digest(folder)
    for name in sorted({*expected, *found}):
        if expected.get(name) != found.get(name):
            raise InputError("is not the file of the manifest.", where=folder / name, do=REMEDY)
    import spacy

    register()
    nlp = spacy.load(folder)
    nlp.max_length = LONGEST_TEXT
    for labels in nlp.pipe_labels.values():  # the words of the corpus are not in the model
        for label in labels:
            nlp.vocab.strings.add(label)
    return nlp


def analyse(texts: Iterable[str], nlp: Language | None = None) -> list[Doc]:
    """Return one tagged doc per text, in order; offsets are code points of the text.

    Without `nlp` the model of the project is loaded. Raises: InputError as `load` does.
    """
    nlp = nlp or load()
    return list(nlp.pipe(texts))
