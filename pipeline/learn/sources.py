"""Where each public corpus comes from, what may be done with it, and whether it is here whole."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator

from pipeline.errors import InputError, unreadable
from pipeline.jsonl import problems
from pipeline.learn import carried
from pipeline.records import Record

FILE_NAME = "sources.toml"

State = Literal["here", "missing", "damaged"]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SourceFile(Record):
    """One file of a corpus: its place in the folder of corpora, and where it comes from.

    Without `url` its origin does not have it in this form: it comes from a mirror.
    """

    path: str
    sha256: Sha256
    url: str | None = None
    convert: Literal["storify"] | None = None  # what has to be done with what the origin has

    @field_validator("path")
    @classmethod
    def _inside(cls, path: str) -> str:
        place = PurePosixPath(path)
        if place.is_absolute() or ".." in place.parts or not place.name:
            raise ValueError("expected a place inside the folder of corpora")
        return path


class Source(Record):
    """A corpus: origin, licence in its own words, citation, what it is for, what may be done."""

    title: str
    origin: str
    commit: str | None = None
    licence: str
    citation: str
    used_by: tuple[str, ...]
    may: str
    files: Annotated[tuple[SourceFile, ...], Field(min_length=1)]


@cache
def read(path: Path | None = None) -> dict[str, Source]:
    """Return the corpora that sources.toml names, by their names.

    Raises: InputError for a list that is missing or broken.
    """
    path = path or carried.home(FILE_NAME)
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: Source.model_validate(known) for name, known in values.items()}
    except OSError as error:
        raise unreadable(error, path) from error
    except ValidationError as error:
        raise InputError(f"{problems(error)}.", where=path) from error
    except ValueError as error:
        raise InputError(f"not TOML: {error}.", where=path) from error


def chosen(names: Sequence[str], known: dict[str, Source]) -> dict[str, Source]:
    """Return the corpora of these names, or all without any.

    Raises: InputError for a name that is none.
    """
    for name in names:
        if name not in known:
            raise InputError(
                f"no corpus '{name}'.", where="corpora", do=f"Corpora: {', '.join(sorted(known))}."
            )
    return {name: known[name] for name in names or sorted(known)}


def states(source: Source, folder: Path) -> Iterator[tuple[SourceFile, State]]:
    """Yield each file of a corpus and whether it is in `folder`, byte for byte."""
    for file in source.files:
        path = folder / file.path
        if not path.is_file():
            yield file, "missing"
        else:
            yield file, "here" if digest(path) == file.sha256 else "damaged"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def listed(names: Sequence[str], folder: Path, known: dict[str, Source]) -> list[str]:
    """Return in lines of words what each corpus is, what for, and whether it is here."""
    lines = []
    for name, source in chosen(names, known).items():
        found = [state for _, state in states(source, folder)]
        here = found.count("here")
        place = "here" if here == len(found) else f"{here} of {len(found)} files here"
        lines += [
            f"{name}: {source.title} ({place})",
            f"  used by  {', '.join(source.used_by)}",
            f"  licence  {source.licence}",
            f"  may      {source.may}",
            f"  cite     {source.citation}",
            f"  origin   {source.origin}" + (f" at {source.commit}" if source.commit else ""),
        ]
    return lines


def verified(names: Sequence[str], folder: Path, known: dict[str, Source]) -> list[str]:
    """Return in lines of words that every file of the corpora is here and whole.

    Raises: InputError that names the first file which is not, and what helps.
    """
    lines = []
    for name, source in chosen(names, known).items():
        for file, found in states(source, folder):
            if found != "here":
                raise InputError(
                    f"{found} (corpus {name}).",
                    where=folder / file.path,
                    do=f"Run: standout corpora fetch {name}",
                )
        lines.append(f"{name}: {len(source.files)} files, every byte as expected")
    return lines
