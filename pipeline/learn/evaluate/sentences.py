"""Figures of sentences: are posts cut where a reader would cut them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from pipeline import language
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.figure import Figure, Rival, figure
from pipeline.learn.evaluate.material import Material
from pipeline.learn.examples import raw

FAMILY = "sentences"
CORPUS = "tweet_sentences.dev.jsonl"
DATA = "Tweebank v2, 710 tweets"
NOTE = "a little kind: the convention was learned from totals on these tweets"
END = re.compile(r"[.!?…]+[\"')\]]*\s+")
WEB = Rival(
    name="statistical splitter trained on web text",
    value=0.67,
    source="measured on these tweets before this project",
    same_data=True,
)

Spans = list[tuple[int, int]]
Splitter = Callable[[str], Spans]


def by_regex(text: str) -> Spans:
    """Return the sentences that end after . ! ? or … and a blank."""
    cuts = [0, *(match.end() for match in END.finditer(text)), len(text)]
    return [
        (start, start + len(text[start:end].rstrip()))
        for start, end in pairwise(cuts)
        if text[start:end].strip()
    ]


def by_sentencizer() -> Splitter:
    """Return the splitter of spaCy's own rule-based component."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    def split(text: str) -> Spans:
        return [(span.start_char, span.end_char) for span in nlp(text).sents]

    return split


def splitters() -> dict[str, Splitter]:
    """Return what ours is held against, by name."""
    return {"regex": by_regex, "spaCy's sentencizer": by_sentencizer()}


def measure(material: Material) -> list[Figure]:
    """Return the F1 of boundaries inside tweets, and the share of tweets that are wholly right."""
    rows = raw(material.corpora, CORPUS)
    material.say("cutting tweets into sentences")
    ours = against(rows, language.sentences)
    others = {name: against(rows, split) for name, split in splitters().items()}
    found = [
        figure(
            FAMILY, "boundary F1", DATA, ours[:, :3], bootstrap.f1,
            sample=len(rows), of="tweets", unit="tweets", note=NOTE, rivals=(WEB,),
            baselines={name: sums[:, :3] for name, sums in others.items()},
        ),
        figure(
            FAMILY, "tweets wholly right", DATA, ours[:, 3:],
            sample=len(rows), of="tweets", unit="tweets", note=NOTE,
            baselines={name: sums[:, 3:] for name, sums in others.items()},
        ),
    ]  # fmt: skip
    return found


def against(rows: Sequence[dict[str, Any]], split: Splitter) -> Floats:
    """Return of each tweet (n, 5): boundaries right, found, wanted; wholly right, one."""
    sums = []
    for row in rows:
        spans = [tuple(span) for span in split(row["text"])]
        wanted = [tuple(span) for span in row["sents"]]
        theirs = {end for _, end in wanted[:-1]}  # the end of the tweet is given
        ours = {end for _, end in spans[:-1]}
        sums.append((len(ours & theirs), len(ours), len(theirs), spans == wanted, 1))
    return np.array(sums, dtype=np.float64)
