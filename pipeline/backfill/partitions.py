"""The tables on disk, by year and month: JSON Lines or Parquet, each file whole or not at all."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline import jsonl
from pipeline.backfill.cut import Cut
from pipeline.backfill.keys import key
from pipeline.backfill.store import Store, digest, recorded
from pipeline.backfill.tables import COLUMNS, Held, Row
from pipeline.backfill.units import Unit, read_whys
from pipeline.errors import in_room
from pipeline.extras import needed
from pipeline.runs import Run

Format = Literal["jsonl", "parquet"]
MANIFEST = "manifest.json"
VERSION = 2  # of the columns: another one makes all partitions anew
GROUP = 20_000  # rows of a Parquet row group
UNDATED = "0000-00"


@dataclass(frozen=True)
class Partitions:
    """The files of the tables in a store, and which units each was made of."""

    store: Store
    format: Format

    def files(self, table: str) -> list[Path]:
        """Return the files of a table in order of time."""
        return sorted((self.store.partitions / table).glob(f"year=*/*.{self.format}"))

    def write(
        self, units: Sequence[tuple[Unit, str]], cut: Cut, say: Callable[[str], None]
    ) -> bool:
        """Write the files whose units changed, drop those of none; return whether any changed.

        `units` are the finished ones with the key of their last stage.
        """
        known = recorded(self.store.partitions / MANIFEST)
        listed: dict[str, Any] = {}
        is_changed = False
        for month, group in _by_month(units).items():
            made = key(VERSION, self.format, month, [(u.name, u.said, last) for u, last in group])
            names = {table: self._name(table, month) for table in COLUMNS if table != "aside"}
            if not self._is_done(names.values(), known, made):
                say(f"writing the tables of {month}")
                is_changed = True
                self._month(group, cut, names)
            listed |= {name: self._listed(name, known, made) for name in names.values()}
            self._note(known | listed)
        for file in cut.aside():
            made = key(VERSION, self.format, digest(file))
            name = self._name("aside", f"{file.stem}-00")
            if not self._is_done([name], known, made):
                is_changed = True
                with self._table("aside", name) as table:
                    for _, row in jsonl.read_values(file):
                        table.put(row)
            listed[name] = self._listed(name, known, made)
        is_changed = self._drop_others(listed) or is_changed or known != listed
        self._note(listed)
        return is_changed

    def _month(self, group: Sequence[tuple[Unit, str]], cut: Cut, names: dict[str, str]) -> None:
        with ExitStack() as stack:
            tables = {
                table: stack.enter_context(self._table(table, name))
                for table, name in names.items()
            }
            for unit, _ in group:
                held = Held(unit, Run(self.store.run_of(unit)), read_whys(cut.posts_of(unit)))
                for table, row in held.rows():
                    tables[table].put(row)

    def _name(self, table: str, month: str) -> str:
        return f"{table}/year={month[:4]}/{month}.{self.format}"

    @contextmanager
    def _table(self, table: str, name: str) -> Iterator[_Lines | _Parquet]:
        file = self.store.partitions / name
        draft = file.with_name(f".{file.name}.part")
        with in_room(file):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                kind = _Lines if self.format == "jsonl" else _Parquet
                with closing(kind(draft, table)) as made:
                    yield made
                os.replace(draft, file)
            finally:
                draft.unlink(missing_ok=True)

    def _is_done(self, names: Iterable[str], known: dict[str, Any], made: str) -> bool:
        return all(
            known.get(name, {}).get("key") == made
            and (self.store.partitions / name).is_file()
            and (self.store.partitions / name).stat().st_size == known[name]["size"]
            for name in names
        )

    def _listed(self, name: str, known: dict[str, Any], made: str) -> dict[str, Any]:
        if self._is_done([name], known, made):
            found: dict[str, Any] = known[name]
            return found
        file = self.store.partitions / name
        return {"key": made, "size": file.stat().st_size, "sha256": digest(file)}

    def _note(self, listed: dict[str, Any]) -> None:
        text = json.dumps(dict(sorted(listed.items())), indent=1) + "\n"
        jsonl.write_text(self.store.partitions / MANIFEST, [text])

    def _drop_others(self, listed: dict[str, Any]) -> bool:
        others = [
            file
            for file in self.store.partitions.glob("*/year=*/*")
            if file.relative_to(self.store.partitions).as_posix() not in listed
        ]
        for file in others:
            file.unlink()
        return bool(others)


def _by_month(units: Sequence[tuple[Unit, str]]) -> dict[str, list[tuple[Unit, str]]]:
    found: dict[str, list[tuple[Unit, str]]] = defaultdict(list)
    for unit, last in units:
        month = (unit.start or UNDATED)[:7] if unit.year else UNDATED
        # a chat over New Year's Eve lies with its busiest hour
        found[month if month[:4] == f"{unit.year:04d}" else f"{unit.year:04d}-01"].append(
            (unit, last)
        )
    return dict(sorted(found.items()))


class _Lines:
    """JSON Lines."""

    def __init__(self, file: Path, table: str) -> None:
        self.columns = list(COLUMNS[table])
        self.stream = file.open("w", encoding="utf-8", errors="replace", newline="\n")

    def put(self, row: Row) -> None:
        self.stream.write(jsonl.dumps({name: row[name] for name in self.columns}) + "\n")

    def close(self) -> None:
        self.stream.close()


class _Parquet:
    """Parquet, in groups of rows; lone surrogates, which UTF-8 cannot hold, become U+FFFD."""

    def __init__(self, file: Path, table: str) -> None:
        arrow = needed("pyarrow", extra="archive", what="--format parquet")
        self.parquet = needed("pyarrow.parquet", extra="archive", what="--format parquet")
        kinds = {
            "text": arrow.string(), "whole": arrow.int64(), "share": arrow.float64(),
            "texts": arrow.list_(arrow.string()),
        }  # fmt: skip
        self.schema = arrow.schema([(name, kinds[kind]) for name, kind in COLUMNS[table].items()])
        self.from_rows = arrow.Table.from_pylist
        self.writer = self.parquet.ParquetWriter(file, self.schema, compression="zstd")
        self.rows: list[Row] = []

    def put(self, row: Row) -> None:
        self.rows.append({name: _clean(row[name]) for name in self.schema.names})
        if len(self.rows) >= GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self.writer.close()

    def _flush(self) -> None:
        if self.rows:
            self.writer.write_table(self.from_rows(self.rows, schema=self.schema))
            self.rows = []


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [_clean(item) for item in value] if isinstance(value, list) else value
