"""What `standout evaluate` does: measure, write, compare."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import jsonl
from pipeline.errors import InputError
from pipeline.learn.evaluate import evaluation, readme, table
from pipeline.learn.evaluate.evaluation import Evaluation
from pipeline.learn.evaluate.material import OWN, Material
from pipeline.settings import Settings

OUT = Path("metrics")
RECORD, PAGE, NUMBERS = "evaluation.json", "evaluation.md", "metrics.json"
PLOTS = "plots"  # tables as CSV, which `dvc plots` draws


@dataclass(frozen=True)
class Outcome:
    """The evaluation, the files that were written, and the differences to an earlier one."""

    evaluation: Evaluation
    files: list[Path]
    differences: list[str]


def evaluate(
    *,
    corpora: Path,
    settings: Settings,
    out: Path | None = None,
    only: Sequence[str] = (),
    against: Path | None = None,
    into: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Return every figure of quality, written to `out` as JSON, Markdown and tables for plots.

    Without `out` a whole evaluation goes to metrics/, and a part of one (`only`, or corpora that
    are not there) is written nowhere, so that it never takes the place of a whole one; with `only`
    and an evaluation in `out`, what was measured takes its place in that one. `into` is a document
    that gets the short table, `against` an earlier evaluation.json.

    Raises: InputError for unknown names, broken corpora, a part of an evaluation for `into`, or an
    installed package, which carries nothing to measure on.
    """
    if not OWN.is_dir():
        raise InputError(
            "what it measures on lies in the repository of Standout, and is not installed with it.",
            where="evaluate",
            do="Run it from there: make setup",
        )
    before = evaluation.read(against) if against else None
    found, tables = evaluation.run(Material(corpora, settings, say), only)
    if only and out is not None and (out / RECORD).is_file():
        found = evaluation.joined(found, evaluation.read(out / RECORD), only)
    folder = out if out is not None else (OUT if found.is_whole else None)
    files = write(folder, found, tables) if folder is not None else []
    if into is not None:
        if not found.is_whole:
            raise InputError(
                "only a whole evaluation is written into a document.",
                where="--readme",
                do="Leave out --only, and get what is missing: standout corpora fetch",
            )
        readme.write(into, found)
        files.append(into)
    told = table.told(table.differences(found, before)) if before else []
    return Outcome(found, files, told)


def write(folder: Path, found: Evaluation, tables: evaluation.Tables) -> list[Path]:
    """Write evaluation.json, evaluation.md, metrics.json and plots/ into a folder."""
    values = json.dumps(table.numbers(found), indent=2, ensure_ascii=False)
    texts = {
        RECORD: found.model_dump_json(indent=2) + "\n",
        PAGE: table.markdown(found),
        NUMBERS: values + "\n",
    } | {f"{PLOTS}/{name}.csv": _csv(rows) for name, rows in sorted(tables.items()) if rows}
    for name, text in texts.items():
        jsonl.write_text(folder / name, [text])
    return [folder / name for name in texts]


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
