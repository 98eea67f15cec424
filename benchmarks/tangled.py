"""What chats written as tangled as real ones are worth as lessons for placing.

    python -m benchmarks.tangled ../shared

Shares of posts under their question (of all, of answers, of answers without a label) and the F1 of
what is an answer, by models that learned from real chats alone, and from the written lessons, too:
on the five real chats, each left out, and on written chats that nothing was learned from. The two
measured chats are left alone.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.cluster.model import AssignmentModel
from pipeline.learn import assignment, tangled
from pipeline.learn.assignment import Example
from pipeline.learn.evaluate.material import Material
from pipeline.settings import Settings

Pair = tuple[AssignmentModel, Example]


def main(corpora: Path) -> None:
    """Print one row for each kind of chat and each way to learn."""
    material = Material(corpora, Settings())
    examples, written = material.taught, material.lessons
    unseen = [assignment.example(chat, material.encoder) for chat in tangled.unseen()]
    print(f"{'':44} all   answers  unlabelled  F1     simple rule")
    for way, lessons in (("real chats", []), ("and lessons", written)):
        pairs = [
            (assignment.fit(*assignment.all_but(e.name, examples, lessons)), e)
            for e in material.asked
        ]
        model = assignment.fit(examples, lessons)
        for title, hide in (("", 0.0), (", labels hidden", 1.0)):
            shown(f"real, left out{title}: {way}", pairs, hide)
            shown(f"written, unseen{title}: {way}", [(model, e) for e in unseen], hide)


def shown(title: str, pairs: Sequence[Pair], hide: float) -> None:
    """Print the means over chats."""
    found = [assignment.measure(model, assignment.hidden(e, hide)) for model, e in pairs]
    means = np.mean(
        [
            (
                f.question_accuracy, f.answer_accuracy, f.unlabelled_accuracy, f.answer_f1,
                f.simple_accuracy,
            )
            for f in found
        ],
        axis=0,
    )  # fmt: skip
    print(f"{title:44} {means[0]:.3f} {means[1]:.3f}    {means[2]:.3f}       {means[3]:.3f}  "
          f"{means[4]:.3f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
