"""What the ranker learns from: graded posts, pairs of which one was preferred, rated arguments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.encoder import Encoder
from pipeline.errors import no_corpus
from pipeline.learn import readings
from pipeline.learn.graded import GradedChat
from pipeline.score.bodies import bodies_of
from pipeline.score.fit import fit
from pipeline.score.rows import rows, see
from pipeline.score.style import Style
from pipeline.score.traits import Floats

Ints = npt.NDArray[np.int64]
JUDGED = ("answer", "reply")


@dataclass(frozen=True)
class Judged:
    """The judged posts of one chat, row by row: (n, WIDTH) as posted, the same as bare lines.

    `grades` (n,) are the first reader's, by which a ranking is measured; `wanted` (n,) the means of
    all readers, from which it is learned.
    """

    name: str
    values: Floats
    bare: Floats
    grades: Ints
    wanted: Floats
    questions: Ints  # -1 where the post answers none
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    """Pairs of texts (n, WIDTH each): the first was preferred. `groups` must stay together."""

    better: Floats
    worse: Floats
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Rated:
    """Texts (n, WIDTH) with a quality (n,) and the topic that each speaks to."""

    values: Floats
    quality: Floats
    groups: tuple[str, ...]


def judged(chat: GradedChat, style: Style, encoder: Encoder) -> Judged:
    """Return the answers and replies of a graded chat as their bodies, with grades."""
    kept = [
        (post, chat.grades[post.id])
        for post in chat.posts
        if chat.grades[post.id].kind in JUDGED and post.said
    ]
    asked = chat.chat.numbered() | {
        number: post.said
        for post in reversed(chat.posts)
        if (number := chat.grades[post.id].question) is not None
        and chat.grades[post.id].kind == "question"
    }
    lines = tuple(post.said for post, _ in kept)
    further = readings.read(chat.name)
    asking = [None if g.question is None else asked.get(g.question) for _, g in kept]
    fits = fit(lines, asking, encoder)
    sights = [
        see(post.text, post.span, post.entities, near)
        for (post, _), near in zip(kept, fits, strict=True)
    ]
    alone = [see(line, (0, len(line)), (), near) for line, near in zip(lines, fits, strict=True)]
    return Judged(
        name=chat.name,
        values=rows(sights, style),
        bare=rows(alone, style),
        grades=np.array([grade.grade for _, grade in kept], dtype=np.int64),
        wanted=np.array([np.mean([g.grade, *further.get(g.id, ())]) for _, g in kept]),
        questions=np.array([-1 if g.question is None else g.question for _, g in kept]),
        lines=lines,
    )


def memorable(corpora: Path, style: Style) -> Pairs:
    """Return the film lines that people remember, each with a plain one by the same speaker."""
    held = raw(corpora, "memorable_pairs.jsonl")
    return Pairs(
        better=texts([row["memorable"] for row in held], style),
        worse=texts([row["nonmemorable"] for row in held], style),
        groups=tuple(row["movie"] for row in held),
    )


def retweets(corpora: Path, style: Style, part: str = "train") -> Pairs:
    """Return two wordings of one news by one author: the first was passed on more."""
    held = raw(corpora, f"retweet_pairs.{part}.jsonl")
    return Pairs(
        better=texts([row["more"] for row in held], style),
        worse=texts([row["fewer"] for row in held], style),
        groups=tuple(str(number) for number in range(len(held))),
    )


def arguments(corpora: Path, style: Style, part: str = "train", most: int | None = None) -> Rated:
    """Return short arguments with the share of readers who would use them, about `most` of them."""
    held = [row for row in raw(corpora, "argument_quality.jsonl") if row["split"] == part]
    step = max(1, len(held) // most) if most else 1
    held = held[::step]
    return Rated(
        values=texts([row["argument"] for row in held], style),
        quality=np.array([row["quality"] for row in held], dtype=np.float64),
        groups=tuple(row["topic"] for row in held),
    )


def texts(found: Sequence[str], style: Style) -> Floats:
    """Return the rows of raw texts without what is cut at their edges."""
    bodies, held = bodies_of(found)
    sights = [
        see(text, body, entities) for text, body, entities in zip(found, bodies, held, strict=True)
    ]
    return rows(sights, style)


def raw(corpora: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a corpus of JSON Lines as they are.

    Raises: InputError when it is not there.
    """
    path = corpora / "corpora" / name
    if not path.is_file():
        raise no_corpus(path, name.partition(".")[0])
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
