"""The card of the language model: what it was made from, how good it is, how to make it again."""

from __future__ import annotations

from pipeline.shelf import Manifest

TEXT = """\
# Language model

Tags the words of posts in English: part of speech (UPOS, XPOS) and form (feats). A run of Standout
reads none of them: its rules on lines go by words alone. They tell the invented editors, on whom
`standout evaluate --only taste` tries a taste, how practical a line reads.

| on the test part of English-EWT | this model | each word's most frequent tag |
|---|---|---|
{rows}

A word that the tokenizer splits otherwise than the treebank counts as wrong ({tokens:.1%} of the
tokens agree); the baseline is given the treebank's own words.

- **Data.** Universal Dependencies English-EWT (weblogs, newsgroups, e-mails, reviews, answers),
  CC BY-SA 4.0: https://github.com/UniversalDependencies/UD_English-EWT. Trained on its train part;
  its dev part chose the checkpoint. While training, its sentences are made to look like posts:
  leading mentions, trailing tags, links and emoji, lost capitals and full stops. The weights are
  shared under the same licence; no text of the treebank, nor its list of words, is in these files.
- **Method.** spaCy {spacy}: a tokenizer that keeps mentions, tags, cashtags, links, emoji and
  faces whole; hashed embeddings with a small convolutional encoder; a softmax each for tags and
  forms. Sentences come from rules, not from here.
- **Limits.** English only, and no parser. The figures are for edited and unedited web text; how
  much worse tweets come out was not measured.
- **Again.** `standout train language --corpora DIR` (seed {seed}, {max_steps} steps): about six
  minutes of one core's time, eleven beside other work. One machine gives the same bytes, with any
  hash seed and number of threads; another one gave the same figures to two digits. `manifest.json`
  holds the digest of every file; a file that differs is refused when the model is loaded.
"""


def card(manifest: Manifest) -> str:
    """Return the card as Markdown, its figures taken from the manifest."""
    figures = manifest.figures
    rows = [
        f"| {name} | {figures['model'][name]:.1%} | {figures['baseline'][name]:.1%} |"
        for name in ("upos", "feats", "xpos")
    ]
    return TEXT.format(
        rows="\n".join(rows),
        tokens=figures["model"]["tokens"],
        spacy=manifest.data["spacy"].lstrip(">=").split(",")[0],
        **manifest.settings,
    )
