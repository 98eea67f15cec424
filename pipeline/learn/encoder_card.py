"""The card of the static encoder: what it was made from, how near it comes, how to repeat it."""

from __future__ import annotations

from collections.abc import Mapping

TEXT = """\
# Static encoder

A row of numbers for each token, their mean, and a linear map: no network of layers, so that texts
become vectors hundreds of times as fast as in the packaged encoder, for archives. `encoder.name:
static` chooses it.

| space | what learned in it | mean cosine to the packaged encoder |
|---|---|---|
{rows}

The cosine is that of every twentieth text, from which nothing was learned. What a run loses by it
stands in benchmarks/README.md.

- **Data.** {data}. Only the texts, as the packaged encoder sees them: no labels. The two measured
  chats, the measured topics of the key points and the unseen parts of the other corpora are left
  out.
- **Method.** model2vec distils all-MiniLM-L6-v2 (Apache 2.0): each token of its vocabulary by
  itself, the 256 principal directions, common tokens weighed down (SIF). A ridge for each space
  leads from the mean of a text's rows to what the packaged encoder, the themes' head and the two
  layers of style make of the same text. All of it is kept in whole numbers, {size:.1f} MB.
- **Limits.** It knows no order of words: "not A but B" is "not B but A". English, as its teacher.
- **Again.** `pip install 'standout[static]'`, then `standout train encoder --corpora DIR`; about
  ten minutes, the same bytes on the same kind of machine.
"""
LEARNED = {
    "meaning": "the placing of posts, and how near a line is to its question",
    "points": "the themes",
    "style3": "the ranker of lines, from layer 3",
    "style4": "the ranker of lines, from layer 4",
}


def card(figures: Mapping[str, float], data: Mapping[str, int], size: int) -> str:
    """Return the card as Markdown; `size` are the bytes of the model."""
    rows = [f"| {name} | {LEARNED[name]} | {value:.3f} |" for name, value in figures.items()]
    counts = ", ".join(f"{count:,} {name}" for name, count in data.items())
    return TEXT.format(rows="\n".join(rows), data=counts, size=size / 1e6)
