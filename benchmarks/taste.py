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
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from pipeline.encoder.packaged import load as load_encoder
from pipeline.learn import editors, examples, graded, ranker, taste_figures
from pipeline.learn.editors import Editor
from pipeline.learn.ranker import Corpora
from pipeline.learn.taste_figures import Bench, Rotation, Row
from pipeline.score import model, style

ARGUMENTS = 500
PULLS = (3.0, 10.0, 30.0)  # of the style, tried on the five chats alone


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


def rotations(corpora: Corpora) -> list[Rotation]:
    """Return one rotation for each of the six chats; consultations only teach the rankers."""
    found = []
    for name in graded.SIX:
        rest = tuple(chat for chat in corpora.chats if chat.name != name)
        found.append(
            Rotation(
                sixth=next(chat for chat in corpora.chats if chat.name == name),
                others=tuple(chat for chat in rest if chat.name in graded.SIX),
                ranker=ranker.fit(replace(corpora, chats=rest)),
            )
        )
    return found


def tuned(found: Sequence[Rotation], editor: Editor) -> tuple[Row, list[float]]:
    """Return the row of tastes whose pull of the style was chosen without the chat they rank.

    For each sixth chat the five others take turns as the one that is ranked, after the four that
    are left; beside the row stands the pull that was chosen in each rotation.
    """
    scores: list[float] = []
    chosen = []
    for rotation in found:
        name = rotation.sixth.name
        means = []
        for pull in PULLS:
            inner: list[float] = []
            for other in found:
                if other.sixth.name != name:
                    held = tuple(chat for chat in other.others if chat.name != name)
                    bench = Bench(replace(other, others=held), editor, 0)
                    inner += bench.ndcg(bench.always(bench.decided(4), pull))
            means.append(float(np.mean(inner)))
        chosen.append(PULLS[int(np.argmax(means))])
        bench = Bench(rotation, editor, 0)
        scores += bench.ndcg(bench.always(bench.decided(5), chosen[-1]))
    return Row(
        editor.name, "house, pull of the style chosen inside", float(np.mean(scores))
    ), chosen


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
    found = measured(root, corpora) if is_measured else rotations(corpora)
    print(f"{'editor':16} {'ranked by':40} nDCG@5 adopted")
    for editor in (editors.PRACTICAL, editors.PRINCIPLED, editors.PLAIN):
        for row in taste_figures.measure(found, editor):
            show(row)
        if not is_measured and editor is not editors.PLAIN:
            row, pulls = tuned(found, editor)
            show(replace(row, what=f"{row.what}: {', '.join(f'{pull:g}' for pull in pulls)}"))


if __name__ == "__main__":
    main()
