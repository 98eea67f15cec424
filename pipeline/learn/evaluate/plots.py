"""The tables that `dvc plots` draws, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import jsonl

FOLDER = "plots"


def write(folder: Path, plots: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Path]:
    """Write each table as plots/<name>.csv; return the files."""
    files = []
    for name, rows in sorted(plots.items()):
        if not rows:
            continue
        text = io.StringIO()
        writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file = folder / FOLDER / f"{name}.csv"
        jsonl.write_text(file, [text.getvalue()])
        files.append(file)
    return files
