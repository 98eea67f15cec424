"""Prints how well sentences of tweets are found: ours, a regex, and spaCy's sentencizer.

python -m benchmarks.sentences ../shared/corpora/tweet_sentences.dev.jsonl

The convention of those tweets (what follows a mark opens the next sentence, three dots go on,
nothing without a mark ends one) was learned from these same tweets, by totals of some twenty
variants and counts of what their sentences begin and end with; the errors were not read and no
threshold was fitted. The figures are therefore a little kind: no tweet was kept back to check.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.language import sentences

Spans = list[tuple[int, int]]
END = re.compile(r"[.!?…]+[\"')\]]*\s+")


def by_regex(text: str) -> Spans:
    """Return the sentences that end after . ! ? or … and a blank."""
    cuts = [0, *(match.end() for match in END.finditer(text)), len(text)]
    return [
        (start, start + len(text[start:end].rstrip()))
        for start, end in pairwise(cuts)
        if text[start:end].strip()
    ]


def by_sentencizer() -> Callable[[str], Spans]:
    """Return the splitter of spaCy's own rule-based component."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    def split(text: str) -> Spans:
        return [(span.start_char, span.end_char) for span in nlp(text).sents]

    return split


def score(rows: list[dict[str, Any]], split: Callable[[str], Spans]) -> dict[str, float]:
    """Return boundary precision, recall and F1 over all posts, the share exactly right, posts/s."""
    found = gold = both = exact = 0
    begun = time.perf_counter()
    answers = [split(row["text"]) for row in rows]
    seconds = time.perf_counter() - begun
    for row, spans in zip(rows, answers, strict=True):
        theirs = {end for _, end in row["sents"][:-1]}  # the end of the post is given
        ours = {end for _, end in spans[:-1]}
        found, gold, both = found + len(ours), gold + len(theirs), both + len(ours & theirs)
        exact += spans == [tuple(span) for span in row["sents"]]
    return {
        "precision": both / found,
        "recall": both / gold,
        "F1": 2 * both / (found + gold),
        "exact": exact / len(rows),
        "posts/s": len(rows) / seconds,
    }


def main(path: Path) -> None:
    """Print one row for each splitter."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    splitters = {"standout": sentences, "regex": by_regex, "sentencizer": by_sentencizer()}
    for name, split in splitters.items():
        figures = score(rows, split)
        print(f"{name:12}", *(f"{key} {value:.3f}" for key, value in figures.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
