"""Options that several commands share, and the settings that they stand for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.settings import Settings

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
