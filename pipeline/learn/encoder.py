"""Distilling the static encoder: a row for each token by model2vec, and maps learned by ridges."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline import language, shelf
from pipeline.encoder import static, weights
from pipeline.encoder.packaged import load
from pipeline.encoder.static import SPACES, Space, Sums, Tables
from pipeline.errors import InputError, no_corpus
from pipeline.learn import encoder_card, graded, keypoints
from pipeline.learn.cores import one_torch_thread
from pipeline.learn.examples import raw
from pipeline.score import style
from pipeline.score.bodies import bodies_of

Floats = npt.NDArray[np.float64]

DIMENSIONS = 256  # of a token's row; model2vec's own choice
RARITY = 1e-4  # model2vec's: how much less common tokens count (SIF, Arora et al. 2017)
PENALTY = 1e-4  # of the ridges, by the mean square of the rows
FEWEST_WORDS, MOST_WORDS = 4, 60  # of a sentence
KEPT_BACK = 20  # every so many a text is measured on and not learned from
WHOLE = 32_767  # the largest number in a map


def train(corpora: Path, out: Path) -> dict[str, float]:
    """Write the static encoder, its manifest and card; return the figures.

    The same corpora give the same bytes on one kind of machine.

    Raises: InputError when a corpus, or model2vec with skeletoken, is missing.
    """
    rows, sizes = whole(distilled())
    sources = texts(corpora)
    found = list(dict.fromkeys(text for held in sources.values() for text in held if text.strip()))
    aims = targets(found)
    blank: dict[Space, npt.NDArray[np.int16]] = {}
    sums = Sums(Tables(rows, sizes, blank)).of(found)
    measured = np.arange(len(found)) % KEPT_BACK == 0
    maps = {space: fitted(sums[~measured], aims[space][~measured]) for space in SPACES}
    made = Tables(rows, sizes, maps)
    figures: dict[str, float] = {
        space: _likeness(made, space, [found[at] for at in np.flatnonzero(measured)], aim[measured])
        for space, aim in aims.items()
    }
    settings = {"dimensions": DIMENSIONS, "rarity": RARITY, "penalty": PENALTY}
    data = {name: len(held) for name, held in sources.items()}
    with shelf.rewritten(out) as draft:
        (draft / static.FILE).write_bytes(made.to_bytes())
        shelf.seal(static.MODEL, draft, settings=settings, data=data, figures=figures)
        card = encoder_card.card(figures, data, (draft / static.FILE).stat().st_size)
        (draft / shelf.CARD).write_text(card, encoding="utf-8")
    static.tables.cache_clear()
    static.load.cache_clear()
    return figures


def texts(corpora: Path) -> dict[str, list[str]]:
    """Return the texts to learn from, by where they come from; labels play no part.

    The measured chats, the topics of the key points that are measured on, and the unseen parts of
    the other corpora are left out.

    Raises: InputError when a corpus is missing.
    """
    posts: list[str] = []
    for name in graded.EIGHT:
        for said in (post.said for post in graded.read(corpora, name).posts):
            if not said.strip():
                continue
            posts.append(said)
            spans = language.sentences(said)
            pieces = [said[start:end] for start, end in spans if len(spans) > 1]
            posts += [piece for piece in pieces if len(piece.split()) >= FEWEST_WORDS]
    folder = corpora / "corpora"
    measured = {debate.topic for debate in keypoints.read(folder, "dev")}
    pairs = raw(corpora, "retweet_pairs.train.jsonl")
    headlines = [pair["more" if place % 2 else "fewer"] for place, pair in enumerate(pairs)]
    arguments = [
        row["argument"]
        for row in raw(corpora, "argument_quality.jsonl")
        if row["split"] == "train" and row["topic"] not in measured
    ]
    return {
        "posts and their sentences": posts,
        "headlines": [
            text[start:end]
            for text, (start, end) in zip(headlines, bodies_of(headlines)[0], strict=True)
        ],
        "arguments": arguments[::2],
        "sentences of the web": list(_sentences(folder / "en_ewt-ud-train.conllu"))[::2],
    }


def targets(found: Sequence[str]) -> dict[Space, Floats]:
    """Return what the packaged models make of texts, by space, each (n, 384).

    Three digits are kept: finer is float noise of one kind of processor.
    """
    from pipeline.cluster import points

    layers = np.split(style.load().encode(found), len(style.LAYERS), axis=1)
    meaning, point = load().encode(found), points.load().encode(found)
    found_in = zip(SPACES, (meaning, point, *layers), strict=True)
    return {space: rows.astype(np.float16).astype(np.float64) for space, rows in found_in}


def distilled() -> npt.NDArray[np.float32]:
    """Return model2vec's row of each token of the packaged tokenizer, (vocabulary, DIMENSIONS).

    Tokens that it leaves out, those of no text among them, have zeros.

    Raises: InputError when model2vec is missing, or skeletoken beside it.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    for name in weights.SHA256:
        weights.checked(name)
    try:
        from model2vec.distill import distill
    except ImportError as error:
        raise InputError(
            "model2vec, or skeletoken beside it, is missing.",
            where="train encoder",
            do="Run: pip install 'standout[static]'",
        ) from error
    with one_torch_thread(), contextlib.redirect_stderr(io.StringIO()):  # its bar of progress
        made = distill(
            str(weights.folder()), device="cpu", pca_dims=DIMENSIONS, sif_coefficient=RARITY,
            quantize_to="float32",
        )  # fmt: skip
    known: Mapping[str, int] = made.tokenizer.get_vocab()
    vocabulary = json.loads(bytes(weights.checked(weights.TOKENIZER)))["model"]["vocab"]
    rows = np.zeros((len(vocabulary), DIMENSIONS), dtype=np.float32)
    for token, place in vocabulary.items():
        if token in known:
            rows[place] = made.embedding[known[token]]
    return rows


def whole(
    rows: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.uint8]]:
    """Return rows (n, d) as whole numbers: steps (n, d) and the size of a step in each row (n,)."""
    largest = np.abs(rows).max(axis=1)
    sizes = np.ceil(largest / largest.max() * 255).astype(np.uint8)
    unit = np.maximum(sizes, 1) * (largest.max() / 255 / 127)
    return np.rint(rows / unit[:, None]).astype(np.int8), sizes


def fitted(sums: Floats, aims: Floats) -> npt.NDArray[np.int16]:
    """Return the map (d + 1, 384) from the sums of `Sums.of` to aims (n, 384)."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    full = sums[:, -1] > 0
    means = sums[full] / (sums[full, -1:] / static.ONE)
    with threadpool_limits(1):  # sums over threads come in any order
        squares, products = means.T @ means, means.T @ aims[full]
        penalty = np.eye(len(squares)) * np.trace(squares[:-1, :-1]) / len(squares) * PENALTY
        penalty[-1, -1] = 0
        learned = np.linalg.solve(squares + penalty, products)
    found: npt.NDArray[np.int16] = np.rint(learned / np.abs(learned).max() * WHOLE).astype(np.int16)
    return found


def _likeness(made: Tables, space: Space, found: Sequence[str], aims: Floats) -> float:
    rows = static.StaticEncoder(made, (space,)).encode(found)
    return round(float(np.sum(rows * aims, axis=1).mean()), 3)


def _sentences(path: Path) -> Iterator[str]:
    if not path.is_file():
        raise no_corpus(path, "en_ewt")
    mark = "# text = "
    for line in path.read_text(encoding="utf-8").splitlines():
        words = len(line.split()) - len(mark.split())
        if line.startswith(mark) and FEWEST_WORDS <= words <= MOST_WORDS:
            yield line.removeprefix(mark).strip()
