"""Training of the language model: tags and word forms of posts, from the English Web Treebank."""

from __future__ import annotations

import io
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pipeline import shelf
from pipeline.language.model import MODEL, register
from pipeline.learn import treebank
from pipeline.learn.language_card import card
from pipeline.shelf import Manifest

if TYPE_CHECKING:
    from spacy.language import Language

CONFIG = Path(__file__).with_name("language.cfg")
FILES = {part: f"en_ewt-ud-{part}.conllu" for part in ("train", "dev", "test")}
FIGURES = {"pos_acc": "upos", "morph_acc": "feats", "tag_acc": "xpos", "token_acc": "tokens"}


def train(
    corpora: Path,
    out: Path,
    *,
    seed: int = 7,
    max_steps: int | None = None,
    log: IO[str] | None = None,
) -> Manifest:
    """Return the manifest of the model trained on `corpora` and written, with its card, to `out`.

    `max_steps` shortens the training of the config; `log` receives spaCy's table of progress.
    The same corpora, seed and steps give the same files on the same machine.

    Raises: InputError when a treebank is missing or broken.
    """
    from spacy.training.loop import train as run
    from spacy.util import load_model

    paths = {part: corpora / name for part, name in FILES.items()}
    for path in paths.values():
        next(treebank.read(path))
    nlp = _initialized(paths, seed, max_steps)
    with tempfile.TemporaryDirectory() as folder:
        run(nlp, Path(folder), stdout=log or io.StringIO(), stderr=log or io.StringIO())
        best = load_model(Path(folder) / "model-best")
    with shelf.rewritten(out) as draft:
        _write(best, draft)
        manifest = shelf.seal(
            MODEL,
            draft,
            settings={"seed": seed, "max_steps": nlp.config["training"]["max_steps"]},
            data={"spacy": best.meta["spacy_version"]},
            figures={"model": evaluate(best, paths["test"]), "baseline": baseline(paths)},
        )
        (draft / shelf.CARD).write_text(card(manifest), encoding="utf-8")
    return manifest


def evaluate(nlp: Language, path: Path) -> dict[str, float]:
    """Return the shares of words of a treebank whose upos, feats and xpos are right, 0 to 1."""
    from spacy.scorer import Scorer

    examples = list(treebank.examples(path)(nlp))
    scores = nlp.evaluate(examples) | Scorer.score_tokenization(examples)
    return {ours: round(scores[theirs], 4) for theirs, ours in FIGURES.items()}


def baseline(paths: dict[str, Path]) -> dict[str, float]:
    """Return what each word's most frequent tag reaches, NOUN where training has not the word."""
    counts: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for sentence in treebank.read(paths["train"]):
        for word in sentence:
            counts[word.form][word.upos, word.feats, word.xpos] += 1
    best = {form: max(sorted(tags), key=tags.__getitem__) for form, tags in counts.items()}
    unknown = ("NOUN", "Number=Sing", "NN")
    right, total = [0, 0, 0], 0
    for sentence in treebank.read(paths["test"]):
        for word in sentence:
            total += 1
            gold = (word.upos, word.feats, word.xpos)
            for index, guess in enumerate(best.get(word.form, unknown)):
                right[index] += guess == gold[index]
    names = ("upos", "feats", "xpos")
    return {name: round(hits / total, 4) for name, hits in zip(names, right, strict=True)}


def _initialized(paths: dict[str, Path], seed: int, max_steps: int | None) -> Language:
    from spacy.training.initialize import init_nlp
    from spacy.util import load_config

    register()
    treebank.register()
    config = load_config(CONFIG)
    config["paths"].update({part: str(paths[part]) for part in ("train", "dev")})
    config["system"]["seed"] = config["training"]["seed"] = seed
    config["corpora"]["train"]["seed"] = seed
    if max_steps is not None:
        training = config["training"]
        training["max_steps"] = max_steps
        training["eval_frequency"] = min(training["eval_frequency"], max_steps)
    return init_nlp(config)


def _write(nlp: Language, out: Path) -> None:
    # the list of words of the corpus stays out: tags do not need it, and it names people
    nlp.config["paths"] = {**nlp.config["paths"], "train": "", "dev": ""}
    nlp.meta.update({"name": "standout_language", "version": str(MODEL.version), "performance": {}})
    nlp.to_disk(out, exclude=["vocab"])
