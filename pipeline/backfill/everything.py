"""Answers from the tables on disk: every line that was scored, every answer, picked or not.

They stand in no index, so each search reads the tables through; the catalogue stays as small as
the picks are. What is in memory at once does not grow with the archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline.backfill import catalogue
from pipeline.backfill.catalogue import TYPES
from pipeline.backfill.search import MOST, Found, Wanted, opened, rows_of, tests
from pipeline.backfill.tables import COLUMNS
from pipeline.errors import InputError
from pipeline.searchwords import fold, words

TABLES = {"lines": "lines", "answers": "posts"}
FEWEST = 200  # rows that are asked for at once
AT_ONCE = 20  # times as many rows as are wanted: some say what another one says
FURTHER = 8  # times as many where they did not suffice
ORDER = "matched DESC, score DESC, created_at DESC, chat, post_id, start, line_id"
LINES = """
    SELECT chat, line_id, post_id, start, "end", text, handle, name, role, created_at, url,
        question, asked, keywords, score, rank, joined, joined_urls,
        concat_ws(' ', text, array_to_string(joined, ' ')) AS whole
    FROM {source}"""
ANSWERS = """
    SELECT chat, NULL AS line_id, id AS post_id, 0 AS start, length(text) AS "end", text, handle,
        name, NULL AS role, created_at, url, question, NULL AS asked, NULL AS keywords,
        NULL::DOUBLE AS score, NULL AS rank, NULL AS joined, NULL AS joined_urls, text AS whole
    FROM {source} WHERE kind = 'answer' AND repeats IS NULL"""


def search(folder: Path, wanted: Wanted) -> list[Found]:
    """Return lines or answers, those with most of the words first, then by score, then the newest.

    Of one post only its best line is shown, and the same words by the same person once.

    Raises: InputError when there is no catalogue, no tables, or a date is none.
    """
    if wanted.within == "answers" and wanted.theme is not None:
        raise InputError("only lines have themes.", where="--theme", do="Search with --in lines.")
    asked = tuple(wanted.asked)
    with opened(folder) as database:
        place = folder if folder.is_dir() else folder.parent  # a catalogue may have been named
        source = _source(database, place, wanted)
        _teach(database, asked)
        query, values = _query(wanted, source)
        count = max(min(wanted.best, MOST) * AT_ONCE, FEWEST)
        while True:
            rows = rows_of(database, f"{query} LIMIT {count}", values)
            kept = _thinned(rows, wanted)
            if len(kept) == wanted.best or len(rows) < count:
                break
            count *= FURTHER
        if wanted.within == "answers":
            _credit(database, kept)
    return [_found(row) for row in kept]


def _source(database: Any, folder: Path, wanted: Wanted) -> str:
    table = TABLES[wanted.within]
    year = "*" if wanted.year is None else f"{wanted.year:04d}"
    place = folder / "partitions" / table
    for ending in ("parquet", "jsonl"):
        files = sorted(place.glob(f"year={year}/[!.]*.{ending}"))
        if files:
            return catalogue.source(table, files)
    has_chats = bool(database.execute("SELECT 1 FROM chats LIMIT 1").fetchall())
    if not has_chats or (wanted.year is not None and place.is_dir()):
        columns = ", ".join(
            f'NULL::{TYPES[kind]} AS "{name}"' for name, kind in COLUMNS[table].items()
        )
        return f"(SELECT {columns} LIMIT 0)"
    raise InputError(
        f"the tables of all {wanted.within} are not here.",
        where=place,
        do="Run: standout backfill again.",
    )


def _teach(database: Any, asked: Sequence[tuple[str, bool]]) -> None:
    """Let the database fold words as the index of picks does."""

    def matched(text: str) -> int:
        held = words(text)
        return sum(
            any(one.startswith(word) for one in held) if is_beginning else word in held
            for word, is_beginning in asked
        )

    known: dict[str, tuple[Callable[[str], object], str]] = {
        "matched_in": (matched, "BIGINT"),
        "folded": (fold, "VARCHAR"),
        "spelled": (lambda text: f" {' '.join(words(text))} ", "VARCHAR"),
    }
    for name, (function, kind) in known.items():
        database.create_function(name, function, ["VARCHAR"], kind)


def _query(wanted: Wanted, source: str) -> tuple[str, list[Any]]:
    asked = tuple(wanted.asked)
    inside = (LINES if wanted.within == "lines" else ANSWERS).format(source=source)
    passed, values = tests(
        wanted, person="' ' || folded(handle) || spelled(coalesce(name, ''))",
        hashtag="ltrim(folded(chats.hashtag), '#')",
        theme="spelled(array_to_string(keywords, ' '))", created_at="created_at",
    )  # fmt: skip
    if asked:
        # letters beyond ASCII are folded with care below; the others need only be small
        may = ["strlen(whole) != length(whole)"]
        may += ["contains(replace(lower(whole), '''', ''), ?)"] * len(asked)
        passed.append(f"({' OR '.join(may)})")
        values += [word for word, _ in asked]
    matched = "matched_in(whole)" if asked else "0"
    least = 1 if asked else 0
    return (
        f"""
        SELECT * FROM (
            SELECT those.*, chats.title, chats.run, chats.hashtag, {matched} AS matched
            FROM ({inside}) AS those JOIN chats USING (chat)
            WHERE {" AND ".join(passed)}
        ) WHERE matched >= {least} ORDER BY {ORDER}
        """,
        values,
    )


def _thinned(rows: Sequence[dict[str, Any]], wanted: Wanted) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    posts: set[tuple[str, str]] = set()
    said: set[tuple[str, str]] = set()
    by_author: Counter[str] = Counter()
    for row in rows:
        author = fold(row["handle"])
        post, words_of = (row["chat"], row["post_id"]), (author, " ".join(words(row["whole"])))
        if post in posts or words_of in said:
            continue
        posts.add(post)
        said.add(words_of)
        by_author[author] += 1
        if by_author[author] <= wanted.limit:
            kept.append(row)
        if len(kept) == wanted.best:
            break
    return kept


def _credit(database: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Put into rows of posts who the author was in the chat, and what was asked."""
    chats = sorted({row["chat"] for row in rows})
    roles = {
        (chat, handle.casefold()): role
        for chat, handle, role in database.execute(
            "SELECT chat, handle, role FROM people WHERE list_contains(?, chat)", [chats]
        ).fetchall()
    }
    asked = {
        (chat, number): text
        for chat, number, text in database.execute(
            "SELECT chat, number, text FROM questions WHERE list_contains(?, chat)", [chats]
        ).fetchall()
    }
    for row in rows:
        row["role"] = roles.get((row["chat"], row["handle"].casefold()))
        row["asked"] = asked.get((row["chat"], row["question"]))


def _found(row: dict[str, Any]) -> Found:
    known = {name: row.get(name) for name in Found.model_fields}
    return Found(**known | {"role": known["role"] or "community"})
