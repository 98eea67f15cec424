"""Prints what a house's taste is worth, with graded chats decided by simulated editors.

    python benchmarks/taste.py ../shared
    python benchmarks/taste.py ../shared --measured

Six chats take turns: five are decided by an editor in the order that the shipped ranker gives them,
the sixth is ranked. With --measured the sixth is one of the two measured chats, under the ranker
that ships. Lines known to come from a chat do not depend on headlines and arguments, so only some
arguments are read.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from pipeline.encoder.packaged import load as load_encoder
from pipeline.learn import editors, examples, graded, taste_figures
from pipeline.learn.ranker import Corpora
from pipeline.learn.taste_figures import Rotation, Row
from pipeline.score import model, style

ARGUMENTS = 500


def read(root: Path) -> Corpora:
    """Return what the ranker of chat lines learns from."""
    styles, encoder = style.load(), load_encoder()
    film = examples.memorable(root, styles)
    return Corpora(
        chats=tuple(
            examples.judged(c, styles, encoder) for c in graded.read_all(root, graded.EIGHT)
        ),
        film=film,
        headline=film,
        argument=examples.arguments(root, styles, most=ARGUMENTS),
    )


def measured(root: Path, corpora: Corpora) -> list[Rotation]:
    """Return rotations that end in a measured chat, each after five of the six."""
    styles, encoder = style.load(), load_encoder()
    six = [chat for chat in corpora.chats if chat.name in graded.SIX]
    return [
        Rotation(
            sixth=examples.judged(chat, styles, encoder),
            others=tuple(one for one in six if one is not without),
            ranker=model.load(),
        )
        for chat in graded.read_all(root, graded.MEASURED)
        for without in six
    ]


def show(row: Row) -> None:
    """Print one line of the table."""
    adopted = "" if row.adopted is None else f"{row.adopted:.2f}"
    print(f"{row.editor:16} {row.what:40} {row.ndcg:.3f}  {adopted}")


def main() -> None:
    """Print the table of each editor."""
    root = Path(sys.argv[1])
    corpora = read(root)
    is_measured = "--measured" in sys.argv
    rotations = measured(root, corpora) if is_measured else taste_figures.rotations(corpora)
    print(f"{'editor':16} {'ranked by':40} nDCG@5 adopted")
    for editor in (editors.PRACTICAL, editors.PRINCIPLED, editors.PLAIN):
        for row in taste_figures.measure(rotations, editor):
            show(row)
        if not is_measured and editor is not editors.PLAIN:
            row, pulls = taste_figures.tuned(rotations, editor)
            show(replace(row, what=f"{row.what}: {', '.join(f'{pull:g}' for pull in pulls)}"))


if __name__ == "__main__":
    main()
