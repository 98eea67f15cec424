"""Prints how fast sentences of tweets are found: ours, a regex, and spaCy's sentencizer.

    python -m benchmarks.sentences ../shared

How well they are found is printed by `standout evaluate --only sentences`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from pipeline.language import sentences
from pipeline.learn.evaluate.sentences import CORPUS, splitters
from pipeline.learn.examples import raw


def main(corpora: Path) -> None:
    """Print posts a second of each splitter, on the same tweets in the same run."""
    texts = [row["text"] for row in raw(corpora, CORPUS)]
    for name, split in {"standout": sentences, **splitters()}.items():
        split(texts[0])
        begun = time.perf_counter()
        for text in texts:
            split(text)
        print(f"{name:20} {len(texts) / (time.perf_counter() - begun):10,.0f} posts/s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
