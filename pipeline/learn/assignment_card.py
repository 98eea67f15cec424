"""The card of the assignment model: what it was made from, how good it is, how to make it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from pipeline.learn.assignment import Figures
from pipeline.learn.assignment_sureness import Reliability

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
- **Method.** A mean field over the chat: a conditional logit over the questions and "none" with
  ridge penalty, then three rounds in which what the posts around are believed to answer is evidence
  too. Who talks to whom is soft: for each post the earlier ones it may continue are weighed by
  mentions, time, likeness and whose turn it is, "none of them" among them. All weights are learned
  at once, through the rounds. One set for chats that label their answers, one, learned from copies
  with all labels hidden, for chats that do not. Numbers that start anew are another session, and a
  post answers questions of its own session only. Kinds: a logistic regression over marks of the
  post and its vector.
- **Limits.** English chats of 2014 to 2016 without reply ids taught it. Chats in
  which few label and many ask each other are placed worst (onenoteq2, byod4l_final). Where readers
  agree on .97, it is right in about four of five of the others.
- **Confidence.** Beliefs to the power of {sharpness:.3f}, learned on the upper chats, each left
  out. There the mean gap between confidence and share of right ones, over ten bins, is
  {gap:.3f} ({raw_gap:.3f} without the power), the power learned from the other chats each time.
- **Again.** `standout train assignment --corpora DIR`, then
  `standout evaluate --only assignment --corpora DIR` measures it again.
"""


def card(figures: Sequence[Figures], posts: int, reliability: Reliability) -> str:
    """Return the card as Markdown."""
    rows = [
        f"| {f.name} | {f.posts} | {f.question_accuracy:.3f} | {f.simple_accuracy:.3f} | "
        f"{f.answer_accuracy:.3f} | {f.unlabelled_accuracy:.3f} | {f.simple_unlabelled:.3f} | "
        f"{f.answer_f1:.3f} |"
        for f in figures
    ]
    return TEXT.format(rows="\n".join(rows), posts=posts, **asdict(reliability))
