"""Rows of long corpora, kept in the user's cache while corpus, code and models stay the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from pipeline import drafts, shelf
from pipeline.encoder import packaged
from pipeline.encoder.cache import home
from pipeline.encoder.static import NAME as STATIC
from pipeline.errors import no_corpus
from pipeline.learn import examples
from pipeline.learn.cores import side_by_side
from pipeline.learn.examples import Pairs, Rated
from pipeline.score.style import beside

PACKAGE = Path(__file__).resolve().parents[2]
# the code that a row depends on: what reads, cuts, tags, measures and encodes a text
ROOMS = ("score", "language", "normalize", "encoder")
FILES = ("spans.py", "edges.py", "graphemes.py", "junk.py", "learn/examples.py")
FOLDER = "evaluate"

Rows = Pairs | Rated
_READERS: dict[str, tuple[str, Callable[..., Rows], tuple[str, ...]]] = {
    "film": ("memorable_pairs.jsonl", examples.memorable, ()),
    "headline": ("retweet_pairs.train.jsonl", examples.retweets, ("train",)),
    "unseen_headline": ("retweet_pairs.val.jsonl", examples.retweets, ("val",)),
    "argument": ("argument_quality.jsonl", examples.arguments, ("train",)),
    "unseen_argument": ("argument_quality.jsonl", examples.arguments, ("dev",)),
}


@dataclass(frozen=True)
class Texts:
    """The corpora that are no chats, as rows."""

    film: Pairs
    headline: Pairs
    unseen_headline: Pairs
    argument: Rated
    unseen_argument: Rated


def read(corpora: Path, encoder: str) -> Texts:
    """Return the rows of all texts, made side by side where they are not kept yet.

    `encoder` is the name of the one whose style goes into the rows.

    Raises: InputError when a corpus is not there.
    """
    files = {name: _file(corpora, name, encoder) for name in _READERS}
    found: dict[str, Any] = {name: _load(file) for name, file in files.items()}
    fresh = [name for name in files if found[name] is None]
    made = side_by_side(_make, [(corpora, name, encoder) for name in fresh])
    return Texts(**found | dict(zip(fresh, made, strict=True)))


def read_film(corpora: Path, encoder: str) -> Pairs:
    """Return the rows of the film lines alone.

    Raises: InputError when the corpus is not there.
    """
    held = _load(_file(corpora, "film", encoder)) or _make((corpora, "film", encoder))
    if not isinstance(held, Pairs):
        raise TypeError(f"expected pairs of film lines, got {type(held).__name__}")
    return held


def _make(task: tuple[Path, str, str]) -> Rows:
    corpora, name, encoder = task
    _, reader, part = _READERS[name]
    made = reader(corpora, beside(packaged.load(encoder) if encoder == STATIC else None), *part)
    _save(_file(corpora, name, encoder), made)
    return made


def _file(corpora: Path, name: str, encoder: str) -> Path:
    corpus = corpora / "corpora" / _READERS[name][0]
    if not corpus.is_file():
        raise no_corpus(corpus, corpus.name.partition(".")[0])
    digest = hashlib.sha256(
        corpus.read_bytes() + f"{_code()} {name} {_style(encoder)}".encode()
    ).hexdigest()
    return home() / FOLDER / f"{name}-{digest[:16]}.npz"


def _style(encoder: str) -> str:
    # every encoder but the static one goes with the packaged style
    return STATIC if encoder == STATIC else ""


@lru_cache(maxsize=1)
def _code() -> str:
    files = [PACKAGE / name for name in FILES]
    for room in ROOMS:
        files += sorted((PACKAGE / room).rglob("*.py")) + sorted((PACKAGE / room).rglob("*.txt"))
    files += sorted(
        path
        for name in ("language", STATIC)
        for path in (shelf.home() / name).rglob("*")
        if path.is_file() and path.name != shelf.CARD
    )
    total = hashlib.sha256()
    for file in files:
        total.update(file.read_bytes() if file.is_file() else b"")
    return total.hexdigest()


def _save(file: Path, made: Rows) -> None:
    try:
        for old in file.parent.glob(f"{file.name.rsplit('-', 1)[0]}-*.npz"):
            old.unlink(missing_ok=True)
        with drafts.file(file) as draft:
            with draft.open("wb") as stream:
                np.savez(stream, **vars(made))
            os.replace(draft, file)
    except OSError:
        return  # without room for it the rows are made again next time


def _load(file: Path) -> Rows | None:
    try:
        with np.load(file) as held:
            groups = tuple(held["groups"].tolist())
            if "better" in held:
                return Pairs(held["better"], held["worse"], groups)
            return Rated(held["values"], held["quality"], groups)
    except (OSError, ValueError, KeyError):
        return None
