"""The evaluation as a whole: every family of figures, and what had to be left out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline import shelf
from pipeline.errors import InputError
from pipeline.jsonl import problems
from pipeline.learn import sources
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.figure import Figure, Measured, Skipped
from pipeline.learn.evaluate.material import Material
from pipeline.records import Record

Tables = dict[str, list[dict[str, Any]]]
# what --only takes -> its module and function, and what is lost where its corpora are not there
FAMILIES: dict[str, tuple[str, str, str]] = {
    "sample": ("assignment", "sample", "answers of the sample chat under their question"),
    "assignment": ("assignment", "measure", "posts under their question, in real chats"),
    "themes": ("themes", "measure", "agreement of themes with a crowd's key points"),
    "keypoints": ("keypoints", "measure", "arguments matched with key points"),
    "sentences": ("sentences", "measure", "sentences of tweets"),
    "entities": ("entities", "measure", "mentions, tags and links, the published cases"),
    "encoder": ("likeness", "measure", "likeness of sentences, as people see it"),
    "quotability": ("quotability", "measure", "answers of chats ranked as readers grade them"),
    "texts": ("othertexts", "measure", "film lines, headlines and arguments"),
    "picks": ("picks", "measure", "picks against grades and against readers"),
    "calibration": ("calibration", "measure", "chances that come true"),
    "taste": ("taste", "measure", "learning from editors"),
}


class Evaluation(Record):
    """All figures, in the order of the families, and with what they were measured."""

    encoder: str
    seed: int
    draws: int
    models: dict[str, str]  # name -> first digits of the SHA-256 over its files
    figures: tuple[Figure, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every part is in it."""
        return {figure.part for figure in self.figures} == set(FAMILIES) and not self.skipped

    def value(self, family: str, name: str, data: str) -> Figure | None:
        """Return one figure, None where it was not measured."""
        key = f"{family} | {name} | {data}"
        return next((held for held in self.figures if held.key == key), None)


def run(material: Material, only: Sequence[str] = ()) -> tuple[Evaluation, Tables]:
    """Return the evaluation, and the tables for plots by name.

    Families whose corpora are not there are skipped, with the command that gets them.

    Raises: InputError for a family that is not known, or a corpus that is there but broken.
    """
    unknown = sorted(set(only) - set(FAMILIES))
    if unknown:
        raise InputError(
            f"no figures '{', '.join(unknown)}'.",
            where="--only",
            do=f"Known: {', '.join(FAMILIES)}.",
        )
    figures: list[Figure] = []
    skipped: list[Skipped] = []
    plots: Tables = {}
    for name, (module, function, rows) in FAMILIES.items():
        if only and name not in only:
            continue
        measure: Callable[[Material], list[Figure] | Measured]
        measure = getattr(import_module(f"pipeline.learn.evaluate.{module}"), function)
        try:
            found = measure(material)
        except InputError as error:
            if not _is_missing(error, material.corpora):
                raise
            skipped.append(_skipped(name, rows, error, material))
            continue
        held = found if isinstance(found, Measured) else Measured(found)
        figures += [one.model_copy(update={"part": name}) for one in held.figures]
        plots |= held.plots
    evaluation = Evaluation(
        encoder=material.settings.encoder.name,
        seed=bootstrap.SEED,
        draws=bootstrap.DRAWS,
        models=digests(),
        figures=tuple(figures),
        skipped=tuple(skipped),
    )
    return evaluation, plots


def _is_missing(error: InputError, corpora: Path) -> bool:
    where = Path(error.where)
    return where.is_relative_to(corpora) and not where.exists()


def _skipped(family: str, rows: str, error: InputError, material: Material) -> Skipped:
    where = Path(error.where).relative_to(material.corpora).as_posix()
    return Skipped(family=family, rows=rows, why=f"{where} is not there", do=_remedy(where))


def _remedy(missing: str) -> str:
    """Return the command that gets the corpus with a file."""
    for name, source in sources.read().items():
        if any(file.path == missing for file in source.files):
            return f"Run: standout corpora fetch {name}"
    return "Run: standout corpora fetch"


def digests() -> dict[str, str]:
    """Return of each shipped model the first 12 hex digits of the SHA-256 over its files."""
    found = {}
    for folder in sorted(path for path in shelf.home().iterdir() if path.is_dir()):
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        files = [file for file in files if file.name not in (shelf.CARD, shelf.MANIFEST)]
        total = hashlib.sha256()
        for file in files:
            total.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
        if files:
            found[folder.name] = total.hexdigest()[:12]
    return found


def joined(now: Evaluation, before: Evaluation, only: Sequence[str]) -> Evaluation:
    """Return an earlier evaluation in which the parts of `only` are those that were measured now.

    Raises: InputError when the earlier one was measured with another encoder or other models.
    """
    if (now.encoder, now.models, now.seed, now.draws) != (
        before.encoder, before.models, before.seed, before.draws,
    ):  # fmt: skip
        raise InputError(
            "an evaluation with other models or another encoder lies there.",
            where="--out",
            do="Name another folder, or leave out --only.",
        )
    order = list(FAMILIES)
    figures = [one for one in before.figures if one.part not in only] + list(now.figures)
    skipped = [one for one in before.skipped if one.family not in only] + list(now.skipped)
    return now.model_copy(
        update={
            "figures": tuple(sorted(figures, key=lambda one: order.index(one.part))),
            "skipped": tuple(sorted(skipped, key=lambda one: order.index(one.family))),
        }
    )


def read(file: Path) -> Evaluation:
    """Return an evaluation that was written before.

    Raises: InputError when the file is missing or holds none.
    """
    if not file.is_file():
        raise InputError("no such file.", where=file, do="Run: standout evaluate --out FOLDER")
    try:
        return Evaluation.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise InputError(f"no evaluation: {problems(error)}.", where=file) from error
