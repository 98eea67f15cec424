"""The sentence rules as a spaCy component, "standout_sentences"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.language.sentences import sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "standout_sentences"


def starts_set(doc: Doc) -> Doc:
    """Return `doc` with its sentence starts set to where `sentences` finds them; a token never lies
    in two sentences."""
    starts = iter([start for start, _ in sentences(doc.text)])
    following = next(starts, None)
    for token in doc:
        token.is_sent_start = token.i == 0
        while following is not None and following < token.idx + len(token):
            token.is_sent_start = True
            following = next(starts, None)
    return doc


def register() -> None:
    """Make the component known to spaCy; needed before a model is read or a pipe is added."""
    from spacy.language import Language

    if not Language.has_factory(NAME):
        Language.component(NAME, assigns=["token.is_sent_start", "doc.sents"], func=starts_set)
