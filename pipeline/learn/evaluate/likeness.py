"""Figures of the encoder: are texts near each other that people find alike."""

from __future__ import annotations

import csv

import numpy as np

from pipeline.errors import no_corpus
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.bootstrap import Floats
from pipeline.learn.evaluate.figure import Figure, figure
from pipeline.learn.evaluate.material import Material

FAMILY = "encoder"
FILE = "corpora/sts-test.csv"
FIELDS = 7  # tab-separated; the fifth is people's score, then both sentences; some rows have more


def measure(material: Material) -> list[Figure]:
    """Return the rank correlation of cosines with people's scores, beside words in common.

    Raises: InputError when the corpus is not there.
    """
    file = material.corpora / FILE
    if not file.is_file():
        raise no_corpus(file, "sts")
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [row for row in rows if len(row) >= FIELDS]
    material.say("encoding pairs of sentences")
    one = material.encoder.encode([row[5] for row in rows])
    other = material.encoder.encode([row[6] for row in rows])
    people = np.array([float(row[4]) for row in rows])
    return [
        figure(
            FAMILY, "Spearman", "STS benchmark, test part",
            _ranked((one * other).sum(axis=1), people), bootstrap.pearson,
            sample=len(rows), of="pairs", unit="pairs",
            baselines={
                "words in common": _ranked(np.array([in_common(r[5], r[6]) for r in rows]), people)
            },
        )
    ]  # fmt: skip


def in_common(one: str, other: str) -> float:
    """Return the share of words that two sentences have in common, of all their words."""
    left, right = set(one.casefold().split()), set(other.casefold().split())
    return len(left & right) / max(1, len(left | right))


def _ranked(x: Floats, y: Floats) -> Floats:
    # the sums of each pair for the correlation of ranks; drawn pairs keep the ranks they have
    from scipy.stats import rankdata

    return bootstrap.products(*(rankdata(values) / len(values) for values in (x, y)))
