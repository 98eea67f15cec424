"""The catalogue: one DuckDB file with every line ever picked, and the words to find it by."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.backfill.partitions import Partitions
from pipeline.backfill.tables import COLUMNS
from pipeline.errors import InputError
from pipeline.extras import needed
from pipeline.searchwords import fold, words

TYPES = {"text": "VARCHAR", "whole": "BIGINT", "share": "DOUBLE", "texts": "VARCHAR[]"}
TABLES = ("chats", "questions", "people", "themes", "picks")
BATCH = 20_000  # picks whose words are in memory
LONGEST_ROW = 100_000_000  # bytes of a row of a table


def build(partitions: Partitions, say: Callable[[str], None]) -> Path:
    """Return the catalogue made of all partitions, whole or not at all.

    The content and its order depend on the partitions alone; DuckDB lays out the bytes of its file
    as it likes.

    Raises: InputError when DuckDB is not installed, or there is no room.
    """
    duckdb = needed("duckdb", extra="archive", what="the catalogue")
    needed("pyarrow", extra="archive", what="the catalogue")
    say("building the catalogue")
    file = partitions.store.catalogue
    draft = file.with_name(f".{file.name}.part")
    log = Path(f"{draft}.wal")  # of a call that was killed it would be played into this one
    draft.unlink(missing_ok=True)
    log.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(draft)) as database:
            database.execute("SET preserve_insertion_order = true")
            for table in TABLES:
                _fill(database, partitions, table)
            _index(database)
        os.replace(draft, file)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException,
            duckdb.TransactionException) as error:  # fmt: skip
        raise InputError(
            f"cannot be written: {' '.join(str(error).split())}.", where=file, do="Make room there."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
        log.unlink(missing_ok=True)
    return file


def source(table: str, files: Sequence[Path]) -> str:
    """Return what SQL reads files of one table with, all of the same format."""
    # a folder may be called "2018 [old]*": to DuckDB that would stand for others, too
    escaped = [glob.escape(str(file)).replace("'", "''") for file in files]
    listed = ", ".join(f"'{name}'" for name in escaped)
    if files[0].suffix == ".parquet":
        return f"read_parquet([{listed}], hive_partitioning = false)"
    kinds = ", ".join(f"'{name}': '{TYPES[kind]}'" for name, kind in COLUMNS[table].items())
    return (
        f"read_json([{listed}], columns = {{{kinds}}}, format = 'newline_delimited', "
        f"hive_partitioning = false, maximum_object_size = {LONGEST_ROW})"
    )


def _fill(database: Any, partitions: Partitions, table: str) -> None:
    columns = COLUMNS[table]
    listed = ", ".join(f'"{name}" {TYPES[kind]}' for name, kind in columns.items())
    number = ", number BIGINT" if table == "picks" else ""
    database.execute(f"CREATE TABLE {table} (year INTEGER, {listed}{number})")
    for file in partitions.files(table):
        year = int(file.parent.name.removeprefix("year="))
        names = ", ".join(f'"{name}"' for name in columns)
        if table == "picks":
            count = database.execute("SELECT count(*) FROM picks").fetchone()[0]
            names += f", {count} + row_number() OVER ()"
        database.execute(f"INSERT INTO {table} SELECT {year}, {names} FROM {source(table, [file])}")


def _index(database: Any) -> None:
    """Write for each pick its words, and what its person, hashtag and theme are found by."""
    arrow = needed("pyarrow", extra="archive", what="the catalogue")
    database.execute("CREATE TABLE words (word VARCHAR, number BIGINT)")
    database.execute(
        "CREATE TABLE found_by (number BIGINT, author VARCHAR, person VARCHAR, hashtag VARCHAR, "
        "theme VARCHAR, said VARCHAR)"
    )
    cursor = database.cursor()
    cursor.execute(
        "SELECT number, concat_ws(' ', text, array_to_string(joined, ' ')), handle, name, "
        "hashtag, keywords FROM picks ORDER BY number"
    )
    while rows := cursor.fetchmany(BATCH):
        pairs = [(word, row[0]) for row in rows for word in words(row[1])]
        spelled = [
            (
                number, fold(handle), f" {fold(handle)} {' '.join(words(name or ''))} ",
                fold(hashtag or "").lstrip("#"),
                f" {' '.join(words(' '.join(keywords or ())))} ", " ".join(words(text)),
            )
            for number, text, handle, name, hashtag, keywords in rows
        ]  # fmt: skip
        _insert(database, arrow, "words", ("word", "number"), pairs)
        names = ("number", "author", "person", "hashtag", "theme", "said")
        _insert(database, arrow, "found_by", names, spelled)
    # sorted by word, a search reads only the blocks that hold its words
    database.execute("CREATE TABLE sorted AS SELECT * FROM words ORDER BY word, number")
    database.execute("DROP TABLE words")
    database.execute("ALTER TABLE sorted RENAME TO words")


def _insert(
    database: Any, arrow: Any, table: str, names: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> None:
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
    if columns:
        database.register("batch", arrow.table(columns))
        database.execute(f"INSERT INTO {table} SELECT * FROM batch")
        database.unregister("batch")
