"""The tokenizer: English as spaCy splits it, with the parts of posts kept whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAME = "standout.tokenizer.v1"  # what config.cfg calls it
LONGEST_PIECE = 400  # spaCy's tokenizer is quadratic in the length of a piece without blanks

# spaCy joins these into its own patterns, which it compiles with `re`: no \p{...} there
_PICTURE = "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u203c\u2049]"
_DRESSED = rf"{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*"  # with its colour of skin
EMOJI = rf"(?:[\U0001f1e6-\U0001f1ff]{{2}}|{_DRESSED}(?:\u200d{_DRESSED})*|[0-9#*]\ufe0f?\u20e3)"
WHOLE = re.compile(
    r"(?:@\w+(?:[.-]\w+)*(?:@\w+(?:[.-]\w+)+)?"  # @ana and @ana@social.example
    r"|#\w+(?:-\w+)*|\$[A-Za-z]{1,6}(?:\.[A-Za-z]{1,2})?)$"
)


class PostTokenizer:
    """Splits a post into tokens; mentions, tags, cashtags, links, emoji and faces stay whole."""

    def __init__(self, nlp: Language) -> None:
        from spacy.tokenizer import Tokenizer
        from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

        defaults = nlp.Defaults
        # a leading # or $ would be cut off before spaCy asks whether the piece is kept whole
        prefixes = [mark for mark in defaults.prefixes or () if mark not in ("#", r"\$")]
        prefixes = [EMOJI, r"\.(?=@\w)", r"#(?!\w)", r"\$(?![A-Za-z])", *prefixes]
        self.vocab = nlp.vocab
        self._split = Tokenizer(
            nlp.vocab,
            rules=defaults.tokenizer_exceptions,
            prefix_search=compile_prefix_regex(prefixes).search,
            suffix_search=compile_suffix_regex([EMOJI, *(defaults.suffixes or ())]).search,
            infix_finditer=compile_infix_regex([EMOJI, *(defaults.infixes or ())]).finditer,
            token_match=WHOLE.match,
            url_match=defaults.url_match,
        )

    def __call__(self, text: str) -> Doc:
        """Return the tokens of `text`, a lone surrogate in it shown as U+FFFD."""
        text = _SURROGATE.sub("\ufffd", text)
        return self._in_bits(text) if _LONG.search(text) else self._split(text)

    def _in_bits(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words = [bit for piece in re.findall(r"\S+|\s+", text) for bit in _bits(piece)]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def to_disk(self, path: Path, **_: Any) -> None:
        """Write nothing: the rules are code."""

    def from_disk(self, path: Path, **_: Any) -> PostTokenizer:
        """Return itself: the rules are code."""
        return self


_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG = re.compile(rf"\S{{{LONGEST_PIECE}}}")


def _bits(piece: str) -> list[str]:
    return [piece[at : at + LONGEST_PIECE] for at in range(0, len(piece), LONGEST_PIECE)]


def create() -> Callable[[Language], PostTokenizer]:
    """Return the function by which spaCy builds the tokenizer of a pipeline."""
    return PostTokenizer


def register() -> None:
    """Make the tokenizer known to spaCy under its name; needed before a model is read."""
    from spacy.util import registry

    if NAME not in registry.tokenizers:
        registry.tokenizers.register(NAME, func=create)
