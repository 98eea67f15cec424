"""The card of the assignment model: what it was made from, how good it is, how to make it again."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.cluster import assign
from pipeline.learn.assignment import WRITTEN, WRITTEN_HIDDEN, Example, Figures
from pipeline.learn.assignment_sureness import Reliability

TEXT = """\
# Assignment model

Puts every post of a chat under its question, or under none, and says what kind of post it is. The
model is a list of weights with names: how much each piece of evidence says.

| chat | posts | all | simple rule | answers | unlabelled ones | simple rule | answer F1 |
|---|---|---|---|---|---|---|---|
{rows}

A chat of the upper rows is placed by a model that learned from all the others; the last two are
never learned from. All are held against the grades below, where `standout evaluate` holds the last
two against two other readers. The simple rule: a post's own label, else the question open at that
moment.

- **Data.** The grades of this project: question and kind of {posts} posts of six chats, made by a
  language model reading each chat with a written brief. Beside them {written} chats of {lines:,}
  posts that a language model wrote, as tangled as the real ones (`corpora/tangled`); each counts
  {share} of a real one with its labels, {bare} without. None of them teaches what is measured on a
  chat that its writer had seen.
- **Method.** A mean field over the chat: a conditional logit over the questions and "none" with
  ridge penalty, then three rounds in which what the posts around are believed to answer is
  evidence too. Who talks to whom is soft: for each post the earlier ones it may continue are
  weighed by mentions, the handles that a reply takes over, rare words that both hold, time,
  likeness and whose turn it is, "none of them" among them; how surely a post continues another
  changes what its own evidence weighs. A post that quotes what the export lacks is timed by the
  quoted id. A question that no post of the export asks stands at the minute that its labels and
  the pace of the others suggest. All weights are learned at once, through the
  rounds. One set for chats that label their answers, learned also from copies with some of the
  labels hidden, one, learned from copies with all of them hidden, for chats that do not. What
  says "none" is counted from what the session says. Each round asks what would become of the
  labelled answers of this very chat without their labels: where more than a quarter would come
  under none, none is held back for all posts. What reads as an answer comes under none only where
  the belief in it is above {nothing:.1f} ({asked:.1f} where many guests ask questions of their
  own), other posts where none is likeliest; these bounds were looked for on the upper chats and
  the sample chat. Numbers that start anew are another session, and a post answers questions of
  its own session only. Kinds: a logistic regression over marks of the post and its vector.
- **Limits.** English chats of 2014 to 2016 without reply ids taught it, and one of 2022 without
  numbered questions what kinds of posts there are. Chats in which few label and many ask each
  other are placed worst (onenoteq2, byod4l_final): what the guests ask of each other is taken for
  an answer to the host. Where readers agree on .97, it is right in about four of five.
- **Confidence.** Beliefs to the power of {few:.3f} in a chat where nobody labels, of {many:.3f}
  where everybody seems to, and between them by the share of labelled posts; learned on the upper
  chats, each left out, as they are and without labels. There the mean gap between confidence and
  share of right ones, over ten bins, is {gap:.3f} ({raw_gap:.3f} without the powers), the powers
  learned from the other chats each time.
- **Again.** `standout train assignment --corpora DIR`, then
  `standout evaluate --only assignment --corpora DIR` measures it again.
"""


def card(
    figures: Sequence[Figures], posts: int, written: Sequence[Example], reliability: Reliability
) -> str:
    """Return the card as Markdown."""
    rows = [
        f"| {f.name} | {f.posts} | {f.question_accuracy:.3f} | {f.simple_accuracy:.3f} | "
        f"{f.answer_accuracy:.3f} | {f.unlabelled_accuracy:.3f} | {f.simple_unlabelled:.3f} | "
        f"{f.answer_f1:.3f} |"
        for f in figures
    ]
    few, many = reliability.sharpness
    return TEXT.format(
        rows="\n".join(rows), posts=posts, nothing=assign.NOTHING,
        asked=assign.NOTHING_ASKED, few=few, many=many,
        gap=reliability.gap, raw_gap=reliability.raw_gap, written=len(written),
        lines=sum(len(e.scene.posts) for e in written), share=WRITTEN, bare=WRITTEN_HIDDEN,
    )  # fmt: skip
