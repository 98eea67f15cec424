"""Under which question an export files its posts: by number, by words, or by both."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count

NUMBER = re.compile(r"(?:Q|question)?\s?(?P<number>\d{1,3})\W*", re.IGNORECASE)


@dataclass
class Filed:
    """The questions of an export as they are met: words by number, "" where none are known."""

    words: dict[int, str] = field(default_factory=dict)

    def under(self, question: object, words: str | None = None) -> object:
        """Return the number of the question under which a post is filed, None where it is under
        none.

        `question` is a number, a text that holds one ("Q3"), or the words of the question: those
        without a number get the first one that is free. What is none of these comes back as it is.
        """
        if isinstance(question, str):
            match = NUMBER.fullmatch(question.strip())
            words, question = (words, int(match["number"])) if match else (question, None)
        words = " ".join(words.split()) if words else ""
        if question is None and words:
            question = next((n for n, known in self.words.items() if known == words), None)
            question = (
                next(n for n in count(1) if n not in self.words) if question is None else question
            )
        if isinstance(question, int) and not isinstance(question, bool):
            self.words[question] = self.words.get(question) or words
        return question

    def told(self) -> tuple[str, ...]:
        """Return the questions whose words are known, each with its number: "Q3: ..."."""
        return tuple(f"Q{number}: {words}" for number, words in sorted(self.words.items()) if words)
