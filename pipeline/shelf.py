"""The shelf of models: where they lie, and what makes sure that one is whole and fits the code."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline import drafts
from pipeline.errors import InputError, in_room, no_room
from pipeline.jsonl import problems

MANIFEST, CARD = "manifest.json", "README.md"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SHOWN = 12  # hex digits of a digest that are shown


class Manifest(BaseModel):
    """What is known about a model; `files` holds the SHA-256 of each file but the card."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: int
    needs: dict[str, Any]  # what the code must have: names in an order, the encoder below
    settings: dict[str, Any]
    data: dict[str, Any] = {}  # what it learned from
    figures: dict[str, Any] = {}
    files: dict[str, str]

    @property
    def digest(self) -> str:
        """The first 12 hex digits of the SHA-256 over the names and digests of all files."""
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.files.items()))
        return hashlib.sha256(listed.encode()).hexdigest()[:SHOWN]


@dataclass(frozen=True)
class Model:
    """A model as the code knows it.

    `version` goes up whenever older files no longer mean the same; `needs` is what a model must
    have been made for; `train` is its name for `standout train`.
    """

    name: str
    version: int
    train: str
    needs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where the shipped one lies."""
        return home() / self.name


def home() -> Path:
    """Return the folder of shipped models: of the checkout, or inside an installed package."""
    inside = Path(__file__).with_name("models")
    return inside if inside.is_dir() else Path(__file__).resolve().parents[1] / "models"


def check(model: Model, folder: Path) -> Manifest:
    """Return the manifest of the model in `folder`, once every file is the one it names.

    Raises: InputError when the model is missing, damaged, or made for other code than this.
    """
    settle(folder)
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError(f"no {model.name} model here.", where=folder, do=_restored(model, folder))
    manifest = _read(path, model, folder)
    if manifest.name != model.name or manifest.version != model.version:
        raise InputError(
            f"this is {manifest.name} version {manifest.version}, the code reads "
            f"{model.name} version {model.version}.",
            where=path,
            do=_trained(model, folder),
        )
    expected = _plain(model.needs)
    for name in sorted({*expected, *manifest.needs}):
        if expected.get(name) != manifest.needs.get(name):
            raise InputError(
                f"the {model.name} model was made for other {name} than this code has.",
                where=path,
                do=_trained(model, folder),
            )
    found = digests(folder)
    for name in sorted({*manifest.files, *found}):
        if manifest.files.get(name) != found.get(name):
            raise InputError(
                _difference(manifest.files.get(name), found.get(name)),
                where=folder / name,
                do=_restored(model, folder),
            )
    return manifest


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a model by its path in `folder`, in sorted order.

    The card, the manifest and hidden files are beside the model, not part of it.
    """
    files = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    return {
        name: hashlib.sha256(files[name].read_bytes()).hexdigest()
        for name in sorted(files)
        if name not in (MANIFEST, CARD)
    }


def seal(
    model: Model,
    folder: Path,
    *,
    settings: Mapping[str, Any],
    data: Mapping[str, Any] | None = None,
    figures: Mapping[str, Any] | None = None,
) -> Manifest:
    """Write the manifest of the files that lie in `folder`, and return it."""
    manifest = Manifest(
        name=model.name,
        version=model.version,
        needs=_plain(model.needs),
        settings=_plain(settings),
        data=_plain(data or {}),
        figures=_plain(figures or {}),
        files=digests(folder),
    )
    text = json.dumps(manifest.model_dump(), indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return manifest


@contextmanager
def rewritten(folder: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of `folder` as a whole when all is written.

    When anything goes wrong on the way, the model of before stays as it was.

    Raises: InputError when the folder cannot be written.
    """
    folder = folder.absolute()
    settle(folder)
    with ExitStack() as kept:
        with in_room(folder):
            if folder.exists() and not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            draft = kept.enter_context(drafts.folder(folder))
        try:
            yield draft
        except OSError as error:
            if error.errno in NO_ROOM:
                raise no_room(error, folder) from error
            raise
        _take(folder, draft)


def settle(folder: Path) -> None:
    """Put in its place a model that a process which was killed had made ready.

    Raises: InputError when the folder cannot be written.
    """
    folder = folder.absolute()
    if not _ready(folder).is_dir():
        return
    with in_room(folder), drafts.alone(folder.parent):
        _swap(folder)


def _ready(folder: Path) -> Path:
    """Return where a whole new model lies while the old one makes room."""
    return folder.with_name(f".{folder.name}.ready")


def _take(folder: Path, draft: Path) -> None:
    with in_room(folder), drafts.alone(folder.parent):
        _swap(folder)
        os.rename(draft, _ready(folder))
        try:
            _swap(folder)
        except OSError:
            os.rename(_ready(folder), draft)
            raise


def _swap(folder: Path) -> None:
    if not _ready(folder).is_dir():
        return
    with drafts.folder(folder) as draft:
        old = draft / folder.name  # Windows moves no folder onto one, not even an empty one
        if folder.exists():
            os.rename(folder, old)
        try:
            os.rename(_ready(folder), folder)
        except OSError:
            with suppress(OSError):
                os.rename(old, folder)
            raise


def _read(path: Path, model: Model, folder: Path) -> Manifest:
    try:
        return Manifest.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        found = f"the manifest is damaged: {problems(error)}."
    except (ValueError, OSError) as error:
        found = f"the manifest is damaged: {error}."
    raise InputError(found, where=path, do=_restored(model, folder))


def _difference(expected: str | None, found: str | None) -> str:
    if expected is None:
        return "is no file of the manifest."
    if found is None:
        return "missing."
    return f"damaged: SHA-256 is {found[:SHOWN]}..., the manifest expects {expected[:SHOWN]}...."


def _restored(model: Model, folder: Path) -> str:
    """Return the words that name the command which brings the model back."""
    if folder != model.folder:
        return f"Run: standout train {model.train}"
    if folder.is_relative_to(Path(__file__).parent):
        return "Run: pip install --force-reinstall --no-deps standout"
    return f"Run: git restore {folder}, or train it: standout train {model.train}"


def _trained(model: Model, folder: Path) -> str:
    """Return the words that name the command which makes a model for this code."""
    if folder.is_relative_to(Path(__file__).parent):
        return "Run: pip install --force-reinstall --no-deps standout"
    return f"Run: standout train {model.train}"


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON gives them back, so that they compare with a manifest's."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(values)))
    return plain
