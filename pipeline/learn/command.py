"""The commands `standout train` and `standout evaluate`: thin; what is done stands elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import InputError
from pipeline.learn.corpora import SHARED, Folder
from pipeline.options import RUNS, Params, Set, settings_of, teller


def train(
    model: Annotated[
        str,
        typer.Argument(metavar="MODEL", help="assignment, encoder, language, ranker or themes."),
    ],
    runs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="RUN", help="With --decisions: run folders; else all in runs/."),
    ] = None,
    decisions: Annotated[
        bool,
        typer.Option("--decisions", help="Learn this house's taste from its editors' decisions."),
    ] = False,
    corpora: Annotated[
        Path, typer.Option("--corpora", help="The folder with chats/ and corpora/.")
    ] = SHARED,
    progress: Annotated[
        bool | None,
        typer.Option(
            "--progress/--no-progress", help="Say what is being done; else only at a terminal."
        ),
    ] = None,
    params: Params = None,
    changes: Set = None,
) -> None:
    """Train a model from its corpora, or a house's taste from decisions, into models/.

    Example: standout train assignment --corpora ../shared

    Example: standout train ranker --decisions runs/mychat runs/another
    """
    from pipeline import verbs

    if (runs and not decisions) or (decisions and model != "ranker"):
        raise InputError(
            "run folders and --decisions go together, and only with the ranker.",
            where="train",
            do="Run: standout train ranker --decisions RUN...",
        )
    settings, say = settings_of(params, changes), teller(progress)
    if decisions:
        for words in verbs.train_taste(runs or (), out=RUNS, settings=settings, say=say):
            typer.echo(words)
        return
    log = sys.stderr if sys.stderr.isatty() else None
    typer.echo(verbs.train(model, corpora=corpora, settings=settings, say=say, log=log))


def evaluate(
    corpora: Folder = SHARED,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Where to write; else metrics, for a whole evaluation."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NAME", help="One family of figures, once or more often."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="An earlier evaluation.json: what is better or worse now."),
    ] = None,
    readme: Annotated[
        Path | None,
        typer.Option("--readme", help="A document that gets the short table between its marks."),
    ] = None,
    params: Params = None,
    changes: Set = None,
) -> None:
    """Measure every figure of quality, beside simple ways, and print and write one table.

    Example: standout evaluate --readme README.md
    """
    import time

    from pipeline.learn.evaluate import command, table

    if corpora != SHARED and not corpora.is_dir():
        raise InputError(
            "no such folder.",
            where=corpora,
            do="Check the name.",
        )
    begun = time.perf_counter()
    outcome = command.evaluate(
        corpora=corpora, settings=settings_of(params, changes), out=out, only=only or (),
        against=against, into=readme, say=teller(),
    )  # fmt: skip
    typer.echo(table.markdown(outcome.evaluation))
    for words in (*outcome.differences, *outcome.files):
        typer.echo(words)
    typer.echo(f"measured in {time.perf_counter() - begun:.0f} s", err=True)
