"""The card of the assignment model: what it was made from, how good it is, how to make it again."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.learn.assignment import Figures

TEXT = """\
# Assignment model

Puts every post of a chat under its question, or under none, and says what kind of post it is. The
model is a list of weights with names: how much each piece of evidence says.

| chat | posts | all | simple rule | answers | unlabelled ones | simple rule | answer F1 |
|---|---|---|---|---|---|---|---|
{rows}

A chat of the upper rows is placed by a model that learned from all the others; the last two are
never learned from. The simple rule: a post's own label, else the question open at that moment.

- **Data.** The grades of this project: question and kind of {posts} posts of six chats, made by a
  language model reading each chat with a written brief.
- **Method.** A conditional logit over the questions and "none" with ridge penalty, in three passes:
  from the second on, what the neighbours are believed to answer is evidence too. One set of weights
  for chats that label their answers, one, learned from copies with all labels hidden, for chats
  that do not. Who talks to whom is learned beside it, from which posts share a question: mentions,
  time, likeness, whose turn it is. Numbers that start anew are another session, and a post answers
  questions of its own session only. Kinds: a logistic regression over marks of the post and its
  vector.
- **Limits.** English chats of 2014 to 2016 without reply ids taught it. Chats in
  which few label and many ask each other are placed worst (onenoteq2, byod4l_final). Where readers
  agree on .97, it is right in about four of five of the others.
- **Again.** `standout train assignment --corpora DIR`, then
  `standout evaluate --only assignment --corpora DIR` measures it again.
"""


def card(figures: Sequence[Figures], posts: int) -> str:
    """Return the card as Markdown."""
    rows = [
        f"| {f.name} | {f.posts} | {f.question_accuracy:.3f} | {f.simple_accuracy:.3f} | "
        f"{f.answer_accuracy:.3f} | {f.unlabelled_accuracy:.3f} | {f.simple_unlabelled:.3f} | "
        f"{f.answer_f1:.3f} |"
        for f in figures
    ]
    return TEXT.format(rows="\n".join(rows), posts=posts)
