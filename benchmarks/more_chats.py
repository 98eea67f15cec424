"""What one more real chat teaches placing.

    python -m benchmarks.more_chats ../shared

Each of the five real chats with questions is placed by models that learned from the written
lessons and from one, two, three or all four of the others: the mean over all choices of that
many. The two measured chats are left alone.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np

from pipeline.learn import assignment
from pipeline.learn.evaluate.material import Material
from pipeline.settings import Settings


def main(corpora: Path) -> None:
    """Print one row for each number of chats that were learned from."""
    material = Material(corpora, Settings())
    print("real chats  all   answers  unlabelled  F1     without labels: all")
    for count in range(1, len(material.asked)):
        rows = []
        for left in material.asked:
            others, lessons = assignment.all_but(left.name, material.asked, material.lessons)
            chosen = list(combinations(others, count))
            found = []
            for real in chosen:
                model = assignment.fit(list(real), lessons)
                told = assignment.measure(model, left)
                bare = assignment.measure(model, assignment.hidden(left, 1.0))
                found.append(
                    (
                        told.question_accuracy, told.answer_accuracy, told.unlabelled_accuracy,
                        told.answer_f1, bare.question_accuracy,
                    )
                )  # fmt: skip
            rows.append(np.mean(found, axis=0))
        means = np.mean(rows, axis=0)
        print(
            f"{count:<11} {means[0]:.3f} {means[1]:.3f}    {means[2]:.3f}       {means[3]:.3f}  "
            f"{means[4]:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
