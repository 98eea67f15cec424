"""The card of the ranker: what it was made from, how it works, how to make it again."""

from __future__ import annotations

from pipeline.shelf import Manifest

TEXT = """\
# Quotability

The chance that a recap editor prints a line, 0 to 1. `pipeline.score.quotability(texts)`.

| learned from | rows | licence |
|---|---|---|
| grades of {chats} chats and consultations, answers and replies only, the mean of two or three \
readers | {grades:,} posts | ours; made by a language model with a written brief |
| memorable and plain film lines (Danescu-Niculescu-Mizil et al. 2012) | {memorable_pairs:,} pairs \
| none stated: research use |
| two wordings of one news (Tan, Lee, Pang 2014, by way of HypoGeniC-datasets) | \
{retweet_pairs:,} pairs | MIT |
| IBM ArgQ-Rank-30k, train part (Gretz et al. 2020) | {argument_quality:,} arguments \
| CC BY-SA 3.0 |

No text of them is in these files. The chats guildchat and lthechat45 were never learned from, and
nothing was chosen by their figures. The validation part of the retweet pairs and the dev topics of
the arguments were not learned from either. What a text may look like, and how far the scores of
film lines and headlines spread, was once chosen with an eye on their figures; priors and penalty of
the gate, and how high the scores of arguments stand and how far they spread, were chosen on chats,
films, headlines and topics left out of what is learned from.

- **Method.** A line is described by named traits (`pipeline/score/traits.py`) and by how it is
  written: the mean states of two middle layers of all-MiniLM-L6-v2. Four ridges in closed form,
  for chat posts, film lines, headlines and arguments, give a raw score; a logistic regression on
  the same numbers, the gate, tells how far a text belongs to each; twenty texts or more that are
  scored together tell it together, from their shares. In a run every line is a chat's,
  and the score is linear: what each trait adds is its reason, and the style is one reason of its
  own.
- **Scale.** Slope and bias make the raw score the chance of grade {printed} or more, fitted on
  scores of chats that the ranker had not seen. About one judged post in five has such a grade.
- **Figures.** `docs/quotability.md`; `standout evaluate` prints them.
- **Limits.** English. Grades are careful readers', all a language model's, not an editor board's.
  Most graded chats are about teaching. Style says what reads like a printed line, not what is true.
- **Again.** `standout train ranker --corpora DIR`: some minutes on one core, no randomness, the
  same bytes on the same kind of machine. `manifest.json` has the settings and the digest; a file
  that differs is refused.
"""


def card(manifest: Manifest) -> str:
    """Return the card as Markdown, its numbers taken from the manifest."""
    return TEXT.format(
        chats=len(manifest.data["chats"]),
        printed=manifest.settings["printed_from_grade"],
        **manifest.data["rows"],
    )
