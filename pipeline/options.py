"""What several commands share: options, the settings they stand for, the words of progress."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.settings import Settings

RUNS = Path("runs")
Params = Annotated[
    Path | None,
    typer.Option("--params", help="Settings; else params.yaml here, else the built-in ones."),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", "-S", metavar="KEY=VALUE", help="Change a setting, once or more often."),
]


def settings_of(params: Path | None, changes: list[str] | None) -> Settings:
    """Return the settings that the options name.

    Raises: InputError for a file or a change that is none.
    """
    from pipeline import settings

    file = params
    if file is None and Path(settings.FILE_NAME).is_file():
        file = Path(settings.FILE_NAME)
    return settings.load(file, changes or ())


def tell(words: str, *, err: bool = False) -> None:
    """Print words in which strangers may have a say: none of their letters commands a terminal."""
    from pipeline.recap.plain import displayable

    typer.echo(displayable(words), err=err)


def warn(words: str) -> None:
    """Tell words beside the results, where a script does not take them for one."""
    tell(words, err=True)


def teller(wanted: bool | None = None) -> Callable[[str], None]:
    """Return what tells what is being done: at a terminal, unless it is asked for or not wanted."""
    if not (sys.stderr.isatty() if wanted is None else wanted):
        return lambda _: None
    return lambda words: typer.echo(f"  {words} ...", err=True)
