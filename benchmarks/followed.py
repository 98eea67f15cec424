"""How far the export itself tells where posts belong, and how far the program follows it.

    python -m benchmarks.followed ../shared

For each of the five graded chats with questions, left out of what is learned from: the share of
posts that a reader of the whole chat and the program put where the grades have them; of the posts
that only the reader put rightly, how many follow another post; and of all posts that follow
another, how many lie under the same question as that one, truly and by the program.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from pipeline import jsonl
from pipeline.cluster import assign
from pipeline.learn.assignment import Example
from pipeline.learn.evaluate.material import Material
from pipeline.records import Record
from pipeline.settings import Settings

FOLDER = Path(__file__).parent.parent / "corpora" / "followed"


class Followed(Record):
    """Where a reader puts a post, and which post's conversation it goes on with."""

    id: str
    question: int | None
    follows: str | None


def main(corpora: Path) -> None:
    """Print one row for each chat."""
    material = Material(corpora, Settings())
    print(f"{'':16} reader  program   reader alone  of these following   one question: truly  here")
    for e in material.asked:
        model = material.placing_without(e.name)
        shown(e, assign.settle(e.scene, model, e.hosts, e.guests).chosen)


def shown(e: Example, ours: np.ndarray) -> None:
    """Print the row of a chat whose posts (n,) the program put under columns."""
    columns: dict[int | None, int] = {q.number: n + 1 for n, q in enumerate(e.scene.questions)}
    columns[None] = 0
    place = {post.id: n for n, post in enumerate(e.scene.posts)}
    read = {one.id: one for one in jsonl.read(FOLDER / f"{e.name}.jsonl", Followed)}
    held = [read[post.id] for post in e.scene.posts]
    theirs = np.array([columns.get(one.question, -2) for one in held])
    parents = np.array([place[one.follows] if one.follows else -1 for one in held])
    follows = parents >= 0
    alone = (theirs == e.columns) & (ours != e.columns)
    together = [np.mean(found[follows] == found[parents[follows]]) for found in (e.columns, ours)]
    print(
        f"{e.name:16} {np.mean(theirs == e.columns):.3f}   {np.mean(ours == e.columns):.3f}     "
        f"{alone.sum():4}          {(alone & follows).sum():4}                 "
        f"{together[0]:.3f}                {together[1]:.3f}",
        flush=True,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
