"""Prints how well posts are put under their questions, beside the simple rule.

    python benchmarks/assignment.py ../shared [--ablation]

Each graded chat is placed by a model that learned from all the others; the two measured chats by
one that learned from neither. The simple rule: a post's own label, else the question open then.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from pipeline.encoder.packaged import load
from pipeline.learn import assignment, graded
from pipeline.learn.assignment import Example, Figures

GROUPS = ("label", "clock", "reply", "author", "flow", "fit")
HEAD = f"{'chat':18} posts   all  (simple)  answers  unlabelled (simple)  answer F1"


def row(f: Figures) -> str:
    """Return one line of the table."""
    return (
        f"{f.name:18} {f.posts:5}  {f.question_accuracy:.3f}   {f.simple_accuracy:.3f}    "
        f"{f.answer_accuracy:.3f}     {f.unlabelled_accuracy:.3f}     {f.simple_unlabelled:.3f}"
        f"     {f.answer_f1:.3f}"
    )


def mean(figures: list[Figures]) -> str:
    """Return the means that an ablation is held against."""
    values = np.array([(f.question_accuracy, f.answer_accuracy, f.answer_f1) for f in figures])
    everything, answers, f1 = values.mean(axis=0)
    return f"all {everything:.3f}  answers {answers:.3f}  answer F1 {f1:.3f}"


def reliability(model: assignment.AssignmentModel, examples: list[Example]) -> None:
    """Print how often a confidence is right, and the expected calibration error."""
    confidence, right = assignment.confidences(model, examples)
    print("\nconfidence   posts   right   (measured chats)")
    error = 0.0
    for low in np.arange(0.0, 1.0, 0.2):
        inside = (confidence >= low) & (confidence < low + 0.2 + (low > 0.75) * 0.01)
        if inside.any():
            gap = abs(confidence[inside].mean() - right[inside].mean())
            error += gap * inside.mean()
            print(f"{low:.1f} to {low + 0.2:.1f}   {inside.sum():5}   {right[inside].mean():.3f}")
    print(f"expected calibration error {error:.3f}")


def main() -> None:
    """Print the table."""
    corpora, encoder = Path(sys.argv[1]), load()
    names = (*graded.CHATS, *graded.UNNUMBERED)
    examples = [assignment.example(chat, encoder) for chat in graded.read_all(corpora, names)]
    print(HEAD)
    figures = assignment.leave_one_out(examples)
    for f in figures:
        print(row(f))
    model = assignment.fit(examples)
    measured = [assignment.example(c, encoder) for c in graded.read_all(corpora, graded.MEASURED)]
    for e in measured:
        print(row(assignment.measure(model, e)))
    reliability(model, measured)
    if "--ablation" in sys.argv:
        print(f"\nwith everything    {mean(figures)}")
        for group in GROUPS:
            print(f"without {group:10} {mean(assignment.leave_one_out(examples, (group,)))}")


if __name__ == "__main__":
    main()
