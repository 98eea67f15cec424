"""The command `standout corpora`: thin; what is done stands in sources, fetch and house."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="The public corpora that models are trained from, and the chats of the house.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Names = Annotated[
    list[str] | None, typer.Argument(metavar="NAME", help="Corpora; else all of them.")
]
Folder = Annotated[
    Path, typer.Option("--corpora", help="The folder with chats/, corpora/ and measure/.")
]
SHARED = Path("../shared")


@app.command("list", short_help="Say what each corpus is and what may be done with it.")
def list_(names: Names = None, corpora: Folder = SHARED) -> None:
    """Say what each corpus is, where it comes from, what it is for and what may be done with it.

    Example: standout corpora list
    """
    from pipeline.learn import sources

    for line in sources.listed(names or (), corpora, sources.read()):
        typer.echo(line)


@app.command(short_help="Get corpora from their origin or a mirror.")
def fetch(
    names: Names = None,
    corpora: Folder = SHARED,
    mirror: Annotated[
        Path | None,
        typer.Option("--mirror", help="A folder laid out alike that has them: no network."),
    ] = None,
) -> None:
    """Get corpora from their origin or a mirror; every byte is checked, half a file never stays.

    Example: standout corpora fetch key_points --mirror /media/corpora
    """
    from pipeline.learn import fetch as fetching
    from pipeline.learn import sources

    say = _progress if sys.stderr.isatty() else lambda _: None
    for name, source in sources.chosen(names or (), sources.read()).items():
        brought = fetching.fetch(name, source, corpora, mirror=mirror, say=say)
        for file in brought:
            typer.echo(file)
        if not brought:
            typer.echo(f"{name}: here already")


@app.command(short_help="Check that corpora are here, byte for byte.")
def verify(names: Names = None, corpora: Folder = SHARED) -> None:
    """Check that corpora are here and that every byte is the expected one.

    Example: standout corpora verify
    """
    from pipeline.learn import sources

    for line in sources.verified(names or (), corpora, sources.read()):
        typer.echo(line)


@app.command("add-chat", short_help="Add a chat to the house.")
def add_chat(
    export: Annotated[Path, typer.Argument(metavar="FILE", help="An export, or a chat's folder.")],
    name: Annotated[
        str | None, typer.Option("--name", help="Name of the chat; else the name of the export.")
    ] = None,
) -> None:
    """Add a chat to the house: its export under corpora/chats, one line in params.yaml.

    Example: standout corpora add-chat export.csv --name may-14
    """
    from pipeline.learn import house

    folder, posts = house.add_chat(export, name=name)
    typer.echo(f"{folder} ({posts} posts)")
    typer.echo("Next: dvc repro")


def _progress(words: str) -> None:
    typer.echo(f"  {words}", err=True)
